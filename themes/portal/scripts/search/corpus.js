// Where postings come from. Everything else asks a Corpus only: one that fetches them from an index cut into pieces
// can take its place.
import { isHan, normalize } from "./text.js";

/** @typedef {{ kind: string, id: string, url: string, title: string, plans: string[] }} Doc */
/** @typedef {[domain: number[], lead: number[], responsible: number[], deadlines: number[]]} Facets */
/** @typedef {Map<number, number>} Posting how often a document has a term, by the fields' weights; by its reference */
/** @typedef {ReturnType<typeof openCorpus>} Corpus */

// How much a field counts for: its title, who leads it, its text, who else has to do with it.
const TITLE = 2;
const LEAD = 1.6;
const TEXT = 1;
const REST = 0.5;

/**
 * @param {Doc[]} documents
 * @param {string[]} texts
 * @param {Facets[]} facets
 */
export function openCorpus(documents, texts, facets) {
  // Titles and texts by turns, and all of them one after the other.
  const normals = documents.flatMap(({ title }, ref) => [normalize(title), normalize(texts[ref])]);
  const all = normals.join("\n");
  // By position in `all`: which of `normals` stands there.
  const places = new Uint16Array(all.length);
  normals.reduce((start, normal, place) => {
    places.fill(place, start, start + normal.length);
    return start + normal.length + 1;
  }, 0);
  /** @type {[ref: number, weight: number][][]} by place: whom a term there counts for; a name also for all that bear it */
  const owners = documents.flatMap((_, ref) => [[[ref, TITLE]], [[ref, TEXT]]]);
  const lengths = documents.map((_, ref) => normals[2 * ref].length + normals[2 * ref + 1].length);
  facets.forEach(([domain, lead, responsible], ref) => {
    const bear = (/** @type {number[]} */ names, /** @type {number} */ weight) => {
      for (const name of names) {
        owners[2 * name].push([ref, weight]);
        lengths[ref] += normals[2 * name].length;
      }
    };
    bear(lead, LEAD);
    bear(responsible, REST);
    bear(domain, REST);
  });
  /** @type {Map<string, Posting>} */
  const postings = new Map();

  /**
   * Looks a term up in the texts.
   * @param {string} term
   * @param {boolean} isWhole whether it has to be a whole word
   */
  function lookUp(term, isWhole) {
    const isLetter = (/** @type {number} */ at) => !isHan(term) && /[0-9a-z\u00df-\u024f]/.test(all[at] || "");
    /** @type {Posting} */
    const posting = new Map();
    for (let at = all.indexOf(term); at >= 0; at = all.indexOf(term, at + 1)) {
      if (isLetter(at - 1) || (isWhole && isLetter(at + term.length))) continue;
      for (const [ref, weight] of owners[places[at]]) posting.set(ref, (posting.get(ref) || 0) + weight);
    }
    return posting;
  }

  return {
    documents,
    texts,
    facets,
    all,
    lengths,

    /** Tells whether a text has this run. */
    holds: (/** @type {string} */ run) => all.includes(run),

    /** Tells whether a document's own words hold a run. */
    has: (/** @type {number} */ ref, /** @type {string} */ run) =>
      normals.slice(2 * ref, 2 * ref + 2).some((normal) => normal.includes(run)),

    /**
     * Returns the documents with a term; with a word that begins so, where none has the word.
     * @param {string} term
     */
    find(term) {
      let posting = postings.get(term);
      if (!posting) {
        posting = lookUp(term, true);
        if (!posting.size) posting = lookUp(term, false);
        postings.set(term, posting);
      }
      return posting;
    },
  };
}
