// What results are filtered by: kinds as links, other facets as lists to choose from, each with counts.

/** @typedef {Record<string, string>} Asked what the address says: `q`, and a value for each facet */
/** @typedef {{ plan: string[], kind: string[], domain: string[], agency: string[], deadline: string[] }} Values of a document */
/** @typedef {import("./rank.js").Result} Result */

/** @type {(keyof Values)[]} */
export const FACETS = ["plan", "kind", "domain", "agency", "deadline"];

const kinds = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("#kinds a"));
const selects = /** @type {NodeListOf<HTMLSelectElement>} */ (document.querySelectorAll("#search select"));

/**
 * @param {import("./engine.js").Engine} engine
 * @param {(deadline: string) => string} month how it is written
 */
export function openFacets({ documents, facets, deadlines }, month) {
  /** @type {Values[]} by a document's reference, of those that were asked for */
  const known = [];
  const values = (/** @type {number} */ ref) => (known[ref] = known[ref] || read(ref));

  /**
   * @param {number} ref
   * @returns {Values}
   */
  function read(ref) {
    const { kind, id, url } = documents[ref];
    const [domain, lead, responsible, due] = facets[ref];
    const ids = (/** @type {(number | null)[]} */ refs) => refs.flatMap((other) => (other === null ? [] : documents[other].id));
    return {
      plan: [url.split("/")[1]],
      kind: [kind],
      domain: kind === "domain" ? [id] : ids([domain]),
      agency: kind === "agency" ? [id] : ids(lead.concat(responsible)),
      deadline: due.map((at) => deadlines[at]),
    };
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
   * @param {string} [except] a facet whose choice doesn't count
   */
  const filter = (results, asked, except) =>
    results.filter(({ ref }) =>
      FACETS.every((name) => name === except || !asked[name] || values(ref)[name].includes(asked[name])),
    );

  return {
    filter,

    /**
     * Brings counts and choices up to date.
     * @param {Result[]} results
     * @param {Asked} asked
     * @param {(asked: Asked) => string} address
     */
    show(results, asked, address) {
      const count = (/** @type {keyof Values} */ name, /** @type {string} */ value) =>
        filter(results, asked, name).filter(({ ref }) => !value || values(ref)[name].includes(value)).length;
      for (const link of kinds) {
        const { kind = "" } = link.dataset;
        const n = count("kind", kind);
        link.href = address({ ...asked, kind });
        link.children[0].textContent = String(n);
        link.toggleAttribute("data-none", !n);
        link.setAttribute("aria-current", String(kind === asked.kind));
      }
      for (const select of selects) {
        const name = /** @type {keyof Values} */ (select.name);
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
