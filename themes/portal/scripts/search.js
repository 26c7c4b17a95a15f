//# allFunctionsCalledOnLoad
// The search: its page fetches it at once, other pages when somebody goes to the box.
import { openEngine } from "./search/engine.js";
import { openPage, showFailure } from "./search/page.js";

/** @typedef {import("./common/dom.js").SearchForm} Form */

const get = (url = "") => fetch(url).then((response) => response.json());

// What only some questions take is no reason to fail.
const getFurther = (/** @type {Form} */ form) => get(form.dataset.further).catch(() => null);

/**
 * The engine with everything it can know.
 * @param {Form} form says where all of it lies
 */
export async function open(form) {
  const further = getFurther(form);
  const engine = openEngine(await get(form.dataset.corpus));
  engine.learn(await further);
  return engine;
}

async function openSearchPage() {
  const form = /** @type {Form | null} */ (document.querySelector("form.search"));
  if (!form) return;
  const engine = openEngine(await get(form.dataset.corpus));
  const answer = openPage(form, engine);
  // What only some questions take comes after the first answer; where such a question waits, `head.js` has asked for it.
  engine.learn(await getFurther(form));
  answer();
}

openSearchPage().catch(showFailure);
