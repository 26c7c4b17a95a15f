// Where postings come from. Everything else asks a Corpus only: where there are too many texts to fetch, `shards.js`
// takes this one's place.
import { isHan, normalize } from "./text.js";

/** @typedef {{ kind: string, id: string, url: string, title: string, plans: string[] }} Doc */
/** @typedef {[domain: number[], lead: number[], responsible: number[], deadlines: number[]]} Facets */
/** @typedef {Map<number, number>} Posting how often a document has a term, by the fields' weights; by its reference */

/**
 * @typedef {object} Corpus
 * @property {Doc[]} documents
 * @property {string[]} texts
 * @property {Facets[]} facets
 * @property {string} all what slips and pinyin are read off
 * @property {(ref: number) => number} norm how much longer a document is than the average, as far as that counts
 * @property {(run: string) => boolean} holds whether a text has this run
 * @property {(ref: number, run: string) => boolean} has whether a document's own words hold a run
 * @property {(term: string) => Posting} find the documents with a term; with a word that begins so, where none has the word
 * @property {(id: string) => number[]} tasks those with this number
 * @property {Map<string, number[]>} [agencies] every name of an agency → references, where the lexicon has none
 */

/**
 * Documents that have much in common.
 * @typedef {object} Group
 * @property {string} kind
 * @property {string[]} plans
 * @property {string} address with `{}` where an id belongs
 * @property {string[]} ids
 * @property {string[]} titles
 * @property {string[]} texts
 * @property {Facets[]} facets
 */

// How much a field counts for: its title, who leads it, its text, who else has to do with it.
const TITLE = 2;
const LEAD = 1.6;
const TEXT = 1;
const REST = 0.5;
// How much a document's length counts for.
const B = 0.75;

/** @param {number[]} numbers */
export const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/**
 * @param {Group[]} groups documents follow each other as they do in the groups
 * @returns {Corpus}
 */
export function openCorpus(groups) {
  const documents = groups.flatMap(({ titles, plans, kind, address, ids }) =>
    ids.map((id, at) => ({ kind, id, url: address.replace("{}", id), title: titles[at], plans })),
  );
  const texts = groups.flatMap((group) => group.texts);
  const facets = groups.flatMap((group) => group.facets);
  // Titles and texts by turns, and all of them one after the other.
  const normals = documents.flatMap(({ title }, ref) => [normalize(title), normalize(texts[ref])]);
  const all = normals.join("\n");
  // By position in `all`: which of `normals` stands there.
  const places = normals.flatMap((normal, place) => Array(normal.length + 1).fill(place));
  /** @type {[ref: number, weight: number][][]} by place: whom a term there counts for; a name also for all that bear it */
  const owners = documents.flatMap((_, ref) => [[[ref, TITLE]], [[ref, TEXT]]]);
  const lengths = documents.map((_, ref) => (normals[2 * ref] + normals[2 * ref + 1]).length);
  facets.forEach(([domain, lead, responsible], ref) => {
    for (const name of [...lead, ...responsible, ...domain]) {
      owners[2 * name].push([ref, lead.includes(name) ? LEAD : REST]);
      lengths[ref] += normals[2 * name].length;
    }
  });
  const average = sum(lengths) / lengths.length;
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
    norm: (ref) => 1 - B + (B * lengths[ref]) / average,
    holds: (run) => all.includes(run),
    has: (ref, run) => normals.slice(2 * ref, 2 * ref + 2).some((normal) => normal.includes(run)),
    tasks: (id) => documents.flatMap((document, ref) => (document.kind === "task" && document.id === id ? ref : [])),

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
