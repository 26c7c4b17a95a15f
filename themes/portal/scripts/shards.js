//# allFunctionsCalledOnLoad
// The search of a portal with more documents than a question can fetch: it takes the place of `search.js`.
import { currentQuery, get } from "./common/address.js";
import { one } from "./common/dom.js";
import { showFailure } from "./search/page.js";
import { openShards } from "./search/shards.js";
import { startWith } from "./search/start.js";

/** @type {(form: import("./common/dom.js").SearchForm) => Promise<import("./search/engine.js").Engine>} */
export const open = startWith((published) => {
  const { base } = one("#search").dataset;
  const results = document.getElementById("results");
  const engine = openShards(published, (path) => get(`${base}/assets/search/${path}`));
  // Only the search's own page shows results, and its address says what they are filtered by.
  if (!results) return engine;
  /**
   * Says that the results are still to come while something is fetched, and tells where it can't be.
   * @template T
   * @param {Promise<T>} work
   * @returns {Promise<T>}
   */
  const wait = async (work) => {
    results.setAttribute("aria-busy", "true");
    try {
      return await work;
    } catch {
      showFailure();
      return new Promise(() => {});
    }
  };
  const asked = () => Object.fromEntries(currentQuery());
  return {
    ...engine,
    // What was found is no answer before it is loaded; whether it is sure, the page says.
    search: (typed) => wait(engine.search(typed, asked())),
    load: async (refs) => {
      await wait(engine.load(refs));
      results.setAttribute("aria-busy", "false");
    },
  };
});
