// Where postings come from. Everything else asks a Corpus only: one that fetches them from an index cut into pieces
// can take its place.
import { isHan, normalize } from "./text.js";

/** @typedef {{ kind: string, id: string, url: string, title: string, plans: string[] }} Doc */
/** @typedef {[domain: number[], lead: number[], responsible: number[], deadlines: number[]]} Facets */
/** @typedef {number[]} Posting by turns: a document's reference, and how often it has a term by the fields' weights */
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
  const places = new Uint16Array(all.length);
  normals.reduce((start, normal, place) => {
    places.fill(place, start, start + normal.length);
    return start + normal.length + 1;
  }, 0);
  /** @type {Posting[]} by place: what a term counts for that stands there; a name counts for all that bear it, too */
  const counts = documents.flatMap((_, ref) => [[ref, TITLE], [ref, TEXT]]);
  const lengths = documents.map((_, ref) => normals[2 * ref].length + normals[2 * ref + 1].length);
  facets.forEach(([domain, lead, responsible], ref) => {
    const bear = (/** @type {number[]} */ names, /** @type {number} */ weight) => {
      for (const name of names) {
        counts[2 * name].push(ref, weight);
        lengths[ref] += normals[2 * name].length;
      }
    };
    bear(lead, LEAD);
    bear(responsible, REST);
    bear(domain, REST);
  });
  /** @type {Map<string, Posting>} */
  const found = new Map();

  /**
   * @param {string} term
   * @param {boolean} isWord whether it has to be a whole word
   * @returns {Posting}
   */
  function look(term, isWord) {
    const isLetter = (/** @type {number} */ at) => !isHan(term) && /[0-9a-z\u00df-\u024f]/.test(all[at] || "");
    /** @type {Map<number, number>} */
    const sums = new Map();
    for (let at = all.indexOf(term); at >= 0; at = all.indexOf(term, at + 1)) {
      if (isLetter(at - 1) || (isWord && isLetter(at + term.length))) continue;
      const posting = counts[places[at]];
      for (let turn = 0; turn < posting.length; turn += 2) {
        sums.set(posting[turn], (sums.get(posting[turn]) || 0) + posting[turn + 1]);
      }
    }
    return [...sums].flat();
  }

  return {
    documents,
    texts,
    facets,
    all,
    lengths,

    /** Whether a text has this run. */
    holds: (/** @type {string} */ run) => all.includes(run),

    /** Whether a document's own words hold a run. */
    has: (/** @type {number} */ ref, /** @type {string} */ run) => normals[2 * ref].includes(run) || normals[2 * ref + 1].includes(run),

    /**
     * The documents with a term; with a word that begins so, where none has the word.
     * @param {string} term
     */
    find(term) {
      let posting = found.get(term);
      if (!posting) {
        posting = look(term, true);
        if (!posting.length) posting = look(term, false);
        found.set(term, posting);
      }
      return posting;
    },
  };
}
