// Which documents answer a question, and how well: BM25 within a concept, and how much of the question they cover.
import { isHan, terms } from "./text.js";
import { sum } from "./corpus.js";

/** @typedef {import("./query.js").Option} Option */
/** @typedef {import("./query.js").Question} Question */
/** @typedef {{ score: number, share: number }} Hit how well, and what share of a concept a document has */
/** @typedef {Map<number, Hit>} Hits by a document's reference */
/** @typedef {{ ref: number, score: number, partial: boolean }} Result */

const K1 = 1.2;
// Below this share of the question a result is called partial.
const WHOLE = 0.6;
// Below this share of the best score a result isn't shown.
const LEAST = 0.02;
// The same where only single characters are found.
const LEAST_UNIGRAM = 0.6;
// What an agency or a date counts for: it leads, it is named; and how rare it is, beside words.
const LEADS = 8;
const NAMED = 3;
const RARE = 5;
// What a document gains that has the words as one run.
const RUN = 1.4;
// What documents count that say little themselves, or that the office wrote.
const OTHERS = 0.6;

/** @param {import("./corpus.js").Corpus} corpus */
export function openRanker({ documents, facets, norm, find, has }) {
  /**
   * @param {string} text
   * @param {boolean} unigram whether single characters count instead of pairs
   */
  function matchWords(text, unigram) {
    const postings = terms(text, true).flatMap((term) => (unigram && isHan(term) ? Array.from(term, find) : [find(term)]));
    const rarity = (/** @type {import("./corpus.js").Posting} */ posting) =>
      Math.log((documents.length + 1) / (posting.size + 0.5));
    const weight = sum(postings.map(rarity));
    /** @type {Hits} */
    const hits = new Map();
    for (const posting of postings) {
      for (const [ref, count] of posting) {
        const { score, share } = hits.get(ref) || { score: 0, share: 0 };
        hits.set(ref, {
          score: score + (rarity(posting) * count * (K1 + 1)) / (count + K1 * norm(ref)),
          share: share + rarity(posting) / weight,
        });
      }
    }
    for (const [ref, hit] of hits) {
      hit.score *= hit.share * (text.length > 1 && has(ref, text) ? RUN : 1);
    }
    return { hits, weight };
  }

  /**
   * @param {Option} option
   * @param {boolean} unigram
   */
  function matchOption({ text, named, deadlines }, unigram) {
    const { weight, hits } = matchWords(text, unigram);
    const refs = named || deadlines;
    if (refs) {
      const isAmong = (/** @type {number} */ ref) => refs.includes(ref);
      documents.forEach((_, ref) => {
        const [, lead, responsible, due] = facets[ref];
        const hit = hits.get(ref);
        if (named ? isAmong(ref) || lead.some(isAmong) : due.some(isAmong)) hits.set(ref, { score: LEADS, share: 1 });
        else if (named && responsible.some(isAmong)) hits.set(ref, { score: NAMED, share: 1 });
        else if (hit) hit.score = Math.min(hit.score, NAMED);
      });
    }
    return { hits, weight: refs ? RARE : weight };
  }

  /**
   * @param {import("./query.js").Concept} concept
   * @param {boolean} unigram
   */
  function matchConcept({ options }, unigram) {
    /** @type {Hits} */
    const hits = new Map();
    let weight = 0;
    let first = 0;
    for (const option of options) {
      const found = matchOption(option, unigram);
      // A longer way to say it is no better than the first.
      const best = highest(found.hits.values());
      first = first || best;
      weight = weight || found.weight;
      const scale = option.weight * Math.min(1, first / best);
      for (const [ref, { score, share }] of found.hits) {
        const before = hits.get(ref);
        if (!before || before.score < score * scale) hits.set(ref, { score: score * scale, share });
      }
    }
    return { hits, best: highest(hits.values()), weight: weight || 1 };
  }

  return {
    /**
     * @param {Question} question
     * @returns {Result[]} the best first
     */
    rank({ concepts, text }) {
      const match = (/** @type {boolean} */ unigram) => concepts.map((concept) => matchConcept(concept, unigram));
      let parts = match(false);
      // Single characters only where nothing else helps.
      const isUnigram = parts.every(({ hits }) => !hits.size);
      if (isUnigram) parts = match(true);
      const isAlone = parts.length === 1;
      const total = sum(parts.map(({ weight }) => weight));
      const run = text.replace(/\s/g, "");
      /** @type {Result[]} */
      const results = [];
      documents.forEach(({ kind }, ref) => {
        let score = 0;
        let mean = 0;
        let covered = 0;
        for (const { hits, weight, best } of parts) {
          const hit = hits.get(ref);
          if (!hit) continue;
          score += hit.score;
          mean += (weight * hit.score) / best / total;
          covered += (weight * hit.share) / total;
        }
        if (!score) return;
        if (!isAlone) score *= (0.3 + 0.7 * mean) * (has(ref, run) ? RUN : 1);
        // What is asked for by name, and nothing else, stands first.
        else if (concepts[0].options.some(({ named }) => named && named.includes(ref))) score = 100;
        results.push({ ref, score: score * (/task|clause/.test(kind) ? 1 : OTHERS), partial: isUnigram || covered < WHOLE });
      });
      results.sort((a, b) => +a.partial - +b.partial || b.score - a.score);
      const least = highest(results) * (isUnigram ? LEAST_UNIGRAM : LEAST);
      return results.filter(({ score }) => score >= least);
    },
  };
}

/** @param {Iterable<{ score: number }>} hits */
function highest(hits) {
  return Math.max(0, ...Array.from(hits, ({ score }) => score));
}
