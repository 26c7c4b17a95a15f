// What results are filtered by: kinds as links, other facets as lists to choose from, each with counts.

/** @typedef {Record<string, string>} Asked what the address says: `q`, and a value for each facet */
/** @typedef {import("./rank.js").Result} Result */

export const FACETS = ["plan", "kind", "domain", "agency", "deadline"];

const kinds = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("#kinds a"));
const selects = /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll("#search select"));

/**
 * @param {import("./engine.js").Engine} engine
 * @param {(deadline: string) => string} month how it is written
 */
export function openFacets({ documents, facets, deadlines }, month) {
  /**
   * Whether a document has a value of a facet.
   * @param {number} ref
   * @param {string} name
   * @param {string} value
   */
  function has(ref, name, value) {
    const { kind, url } = documents[ref];
    const [domain, lead, responsible, due] = facets[ref];
    if (name === "kind") return kind === value;
    if (name === "plan") return url.startsWith(`/${value}/`);
    if (name === "deadline") return due.some((at) => deadlines[at] === value);
    return [ref, ...domain, ...lead, ...responsible].some((other) => documents[other].kind === name && documents[other].id === value);
  }

  for (const select of selects) {
    const options = new Map(documents.filter(({ kind }) => kind === select.name).map(({ id, title }) => [id, title]));
    if (select.name === "deadline") deadlines.forEach((deadline) => options.set(deadline, month(deadline)));
    for (const [value, label] of options) select.append(new Option(label, value));
  }

  /**
   * The results that the address lets through.
   * @param {Result[]} results
   * @param {Asked} asked
   */
  const filter = (results, asked) =>
    results.filter(({ ref }) => FACETS.every((name) => !asked[name] || has(ref, name, asked[name])));

  return {
    filter,

    /**
     * Brings counts and choices up to date.
     * @param {Result[]} results
     * @param {Asked} asked
     * @param {(asked: Asked) => string} address
     */
    show(results, asked, address) {
      const count = (/** @type {string} */ name, /** @type {string} */ value) => filter(results, { ...asked, [name]: value }).length;
      for (const link of kinds) {
        const { kind = "" } = link.dataset;
        const n = count("kind", kind);
        link.href = address({ ...asked, kind });
        link.children[0].textContent = String(n);
        link.setAttribute("aria-current", String(kind === asked.kind));
      }
      for (const select of selects) {
        const { name } = select;
        for (const option of [...select.options].slice(1)) {
          const n = count(name, option.value);
          option.label = `${option.text} (${n})`;
          option.hidden = !n && option.value !== asked[name];
        }
        select.value = asked[name] || "";
      }
    },
  };
}
