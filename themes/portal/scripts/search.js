//# allFunctionsCalledOnLoad
// The search: its page fetches it at once, other pages when somebody goes to the box.
import { startWith } from "./search/start.js";
import { openEngine } from "./search/engine.js";

/**
 * The engine with everything it can know.
 * @type {(form: import("./common/dom.js").SearchForm) => Promise<import("./search/engine.js").Engine>}
 */
export const open = startWith(openEngine);
