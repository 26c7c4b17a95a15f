// Where postings come from. Everything else asks a Corpus only: one that fetches them from an index cut into pieces
// can take its place.
import { isHan, normalize, terms } from "./text.js";

/** @typedef {{ kind: string, id: string, url: string, title: string }} Doc */
/** @typedef {[domain: number | null, lead: number[], responsible: number[], deadlines: number[]]} Facets */
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
  /** @type {Map<string, Posting>} */
  const postings = new Map();
  /** @type {Map<string, Posting>} what beginnings of terms found before */
  const begun = new Map();
  const titles = documents.map(({ title }) => normalize(title));
  const normals = texts.map((text, ref) => `${titles[ref]}\n${normalize(text)}`);
  // One after the other, to look for whole runs in.
  const all = normals.join("\n");
  const titleTerms = titles.map((title) => terms(title));

  const lengths = documents.map((_, ref) => {
    const [domain, lead, responsible] = facets[ref];
    const names = (/** @type {number[]} */ refs) => refs.flatMap((other) => titleTerms[other]);
    let length = 0;
    const count = (/** @type {string[]} */ found, /** @type {number} */ weight) => {
      length += found.length;
      for (const term of found) {
        const posting = postings.get(term);
        // Documents come one after the other: one that has the term already is the last.
        if (!posting) postings.set(term, [ref, weight]);
        else if (posting[posting.length - 2] === ref) posting[posting.length - 1] += weight;
        else posting.push(ref, weight);
      }
    };
    count(terms(normals[ref]), TEXT);
    count(titleTerms[ref], TITLE - TEXT);
    count(names(lead), LEAD);
    count(names(responsible), REST);
    if (domain !== null) count(titleTerms[domain], REST);
    return length;
  });

  return {
    documents,
    texts,
    facets,
    all,
    lengths,

    /** Whether a text has this run. */
    holds: (/** @type {string} */ run) => all.includes(run),

    /** Whether a document's own words hold a run. */
    has: (/** @type {number} */ ref, /** @type {string} */ run) => normals[ref].includes(run),

    /**
     * The documents with a term; of a single character or the beginning of a word, those with a term that begins so.
     * @param {string} term
     * @returns {Posting}
     */
    find(term) {
      const whole = postings.get(term);
      if (isHan(term) ? term[1] : whole) return whole || [];
      let found = begun.get(term);
      if (!found) {
        /** @type {Map<number, number>} */
        const sums = new Map();
        for (const [other, posting] of postings) {
          for (let at = 0; other.startsWith(term) && at < posting.length; at += 2) {
            sums.set(posting[at], (sums.get(posting[at]) || 0) + posting[at + 1]);
          }
        }
        begun.set(term, (found = [...sums].flat()));
      }
      return found;
    },
  };
}
