// How the search starts: on its own page at once, on others when the box asks for it.
import { openPage, showFailure } from "./page.js";
import { get } from "../common/address.js";

/** @typedef {import("../common/dom.js").SearchForm} Form */
/** @typedef {import("./engine.js").Engine} Engine */

/**
 * Starts the page if this is it, and returns what opens the engine with everything it can know.
 * @param {(published: any) => Engine} openEngine
 */
export function startWith(openEngine) {
  const startPage = async () => {
    const form = /** @type {Form | null} */ (document.querySelector("form.search"));
    if (!form) return;
    const engine = openEngine(await get(form.dataset.corpus));
    const answer = openPage(form, engine);
    // What only some questions take comes after the first answer, and is no reason to fail; where such a question waits,
    // `head.js` has asked for it.
    engine.learn(await get(form.dataset.further).catch(() => null));
    answer();
  };
  startPage().catch(showFailure);
  return async (/** @type {Form} */ form) => {
    // Where the texts lie changes with any of them: other pages than the search's don't say it, so that they stay the same.
    const further = await get(form.dataset.further);
    const engine = openEngine(await get(further.corpus));
    engine.learn(further);
    return engine;
  };
}
