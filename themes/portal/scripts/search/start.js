// How the search starts: on its own page at once, on others when the box asks for it.
import { openPage, showFailure } from "./page.js";
import { get } from "../common/address.js";

/** @typedef {import("../common/dom.js").SearchForm} Form says where everything lies */
/** @typedef {import("./engine.js").Engine} Engine */

// What only some questions take is no reason to fail.
const getFurther = (/** @type {Form} */ form) => get(form.dataset.further).catch(() => null);

/**
 * Starts the page if this is it, and returns what opens the engine with everything it can know.
 * @param {(published: any) => Engine} openEngine
 */
export function startWith(openEngine) {
  const begin = async (/** @type {Form} */ form) => openEngine(await get(form.dataset.corpus));
  const startPage = async () => {
    const form = /** @type {Form | null} */ (document.querySelector("form.search"));
    if (!form) return;
    const engine = await begin(form);
    const answer = openPage(form, engine);
    // What only some questions take comes after the first answer; where such a question waits, `head.js` has asked for it.
    engine.learn(await getFurther(form));
    answer();
  };
  startPage().catch(showFailure);
  return async (/** @type {Form} */ form) => {
    const further = getFurther(form);
    const engine = await begin(form);
    engine.learn(await further);
    return engine;
  };
}
