// What results are filtered by: kinds as links, other facets as lists to choose from, each with counts.

/** @typedef {Record<string, string>} Asked what the address says: `q`, and a value for each facet */
/** @typedef {import("./rank.js").Result} Result */

export const FACETS = ["plan", "kind", "domain", "agency", "deadline"];

const kinds = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("#kinds a"));
const selects = /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll("#search select"));

/**
 * @param {import("./engine.js").Engine} engine
 * @param {string | undefined} any what stands for no choice
 */
export function openFacets({ documents, facets, deadlines, plans, load }, any) {
  /**
   * What a document has of a facet.
   * @param {number} ref
   * @param {string} name
   */
  function values(ref, name) {
    const { kind, plans } = documents[ref];
    const [domain, lead, responsible, due] = facets[ref];
    if (name === "kind") return [kind];
    if (name === "plan") return plans;
    if (name === "deadline") return due.map((at) => deadlines[at][0]);
    return [ref, ...domain, ...lead, ...responsible].filter((other) => documents[other].kind === name).map((other) => documents[other].id);
  }

  /**
   * The results that the address lets through.
   * @param {Result[]} results
   * @param {Asked} asked
   */
  const filter = (results, asked) =>
    results.filter(({ ref }) => FACETS.every((name) => !asked[name] || values(ref, name).includes(asked[name])));

  /**
   * What can be chosen, with its names.
   * @param {string} name
   * @returns {[value: string, label: string][]}
   */
  function choices(name) {
    if (name === "plan") return Object.entries(plans);
    if (name === "deadline") return deadlines;
    return [...new Map(documents.filter(({ kind, title }) => kind === name && title).map(({ id, title }) => [id, title]))];
  }

  /**
   * How many results each value of a facet would leave, and none of them.
   * @param {Result[]} results
   * @param {Asked} asked
   * @param {string} name
   */
  function tally(results, asked, name) {
    const found = filter(results, { ...asked, [name]: "" });
    const counts = new Map([["", found.length]]);
    for (const { ref } of found) {
      for (const value of new Set(values(ref, name))) counts.set(value, (counts.get(value) || 0) + 1);
    }
    return counts;
  }

  return {
    filter,

    /**
     * Brings counts and choices up to date.
     * @param {Result[]} results
     * @param {Asked} asked
     * @param {(asked: Asked) => string} address
     */
    show(results, asked, address) {
      const ofKinds = tally(results, asked, "kind");
      for (const link of kinds) {
        const { kind = "" } = link.dataset;
        link.href = address({ ...asked, kind });
        link.children[0].textContent = `${ofKinds.get(kind) || 0}`;
        link.setAttribute("aria-current", `${kind === asked.kind}`);
      }
      for (const select of selects) {
        const { name } = select;
        const counts = tally(results, asked, name);
        select.textContent = "";
        select.append(new Option(any, ""));
        for (const [value, label] of choices(name)) {
          const n = counts.get(value) || 0;
          // What isn't loaded can't be counted.
          if (n || value === asked[name]) select.append(new Option(load ? label : `${label} (${n})`, value));
        }
        select.value = asked[name] || "";
      }
    },
  };
}
