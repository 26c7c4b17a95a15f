// Which documents answer a question, and how well: BM25 within a concept, and how much of the question they cover.
import { pairs, runs } from "./text.js";

/** @typedef {import("./understand.js").Option} Option */
/** @typedef {import("./understand.js").Concept} Concept */
/** @typedef {{ score: number, share: number }} Hit how well, and what share of the concept a document has */
/** @typedef {{ ref: number, score: number, partial: boolean }} Result */

const K1 = 1.2;
const B = 0.75;
// Below this share of the question a result is called partial.
const WHOLE = 0.6;
// Below this share of the best score a result isn't shown.
const LEAST = 0.03;
const LEAD = 8;
// How rare an agency or a date counts as, beside words.
const RARE = 5;
const NAMED = 3;
const RUN = 1.35;
const RUN_IN_TITLE = 1.6;

export class Ranker {
  /** @param {import("./corpus.js").Corpus} corpus */
  constructor(corpus) {
    this.corpus = corpus;
  }

  /**
   * @param {import("./understand.js").Question} question
   * @returns {Result[]} the best first
   */
  rank(question) {
    const { documents } = this.corpus;
    if (question.exact) {
      const refs = documents.flatMap(({ kind, id }, ref) => (kind === "task" && id === String(question.task) ? [ref] : []));
      return refs.map((ref) => ({ ref, score: 1, partial: false }));
    }
    let parts = question.concepts.map((concept) => this.concept(concept, question.role, false));
    // Single characters only where nothing else helps.
    if (parts.every(({ hits }) => hits.size === 0)) {
      parts = question.concepts.map((concept) => this.concept(concept, question.role, true));
    }
    const results = this.combine(parts);
    const typed = question.text.replace(/\s/g, "");
    if (parts.length > 1) this.whole(typed, results);
    this.pin(question, results);
    results.sort((a, b) => Number(a.partial) - Number(b.partial) || b.score - a.score || a.ref - b.ref);
    const best = highest(results);
    return results.filter(({ score }) => score >= best * LEAST);
  }

  /**
   * @param {{ hits: Map<number, Hit>, weight: number }[]} parts
   * @returns {Result[]}
   */
  combine(parts) {
    const total = parts.reduce((sum, { weight }) => sum + weight, 0) || 1;
    /** @type {Map<number, { sum: number, mean: number, covered: number }>} */
    const found = new Map();
    for (const { hits, weight } of parts) {
      const best = highest(hits.values());
      for (const [ref, { score, share }] of hits) {
        const seen = found.get(ref) ?? { sum: 0, mean: 0, covered: 0 };
        seen.sum += score;
        seen.mean += (weight * score) / best;
        seen.covered += weight * share;
        found.set(ref, seen);
      }
    }
    return Array.from(found, ([ref, { sum, mean, covered }]) => {
      const part = parts.length > 1 ? 0.3 + (0.7 * mean) / total : 1;
      return { ref, score: sum * part * this.kind(ref), partial: covered / total < WHOLE };
    });
  }

  /**
   * A document that says the whole question as one run gains.
   * @param {string} run
   * @param {Result[]} results
   */
  whole(run, results) {
    for (const result of results) if (this.corpus.has(result.ref, run)) result.score *= RUN_IN_TITLE;
  }

  /** @param {number} ref */
  kind(ref) {
    const { kind } = this.corpus.documents[ref];
    return kind === "agency" || kind === "domain" ? 0.5 : kind === "member" ? 0.6 : 1;
  }

  /**
   * What a question names stands first: an agency's own page, a task by its number.
   * @param {import("./understand.js").Question} question
   * @param {Result[]} results
   */
  pin(question, results) {
    const best = highest(results);
    const named = question.concepts.flatMap(({ options }) => options.filter(({ by }) => by === "agency"));
    const only = question.concepts.length === 1 && !question.role;
    for (const result of results) {
      const isNamed = named.some(({ refs }) => refs?.includes(result.ref));
      if (only && isNamed) Object.assign(result, { score: best * 2, partial: false });
    }
    const { documents } = this.corpus;
    documents.forEach(({ kind, id }, ref) => {
      if (kind !== "task" || id !== String(question.task) || results.some((result) => result.ref === ref)) return;
      results.push({ ref, score: best / 2, partial: false });
    });
  }

  /**
   * @param {Concept} concept
   * @param {string} role
   * @param {boolean} loose whether single characters of unknown pairs count
   */
  concept({ options, text }, role, loose) {
    /** @type {Map<number, Hit>} */
    const hits = new Map();
    let weight = 0;
    let first = 0;
    for (const option of options) {
      const found = this.option(option, role, loose);
      // A longer way to say it is no better than the first.
      const best = highest(found.hits.values());
      first ||= best;
      weight ||= found.weight;
      const scale = option.weight * Math.min(1, first / best);
      for (const [ref, { score, share }] of found.hits) {
        const before = hits.get(ref);
        const hit = { score: score * scale, share };
        if (!before || before.score < hit.score) hits.set(ref, hit);
      }
    }
    return { hits, weight: weight || Math.min(3, text.length) };
  }

  /**
   * @param {Option} option
   * @param {string} role
   * @param {boolean} loose
   */
  option(option, role, loose) {
    if (option.by === "date") return this.date(option);
    const found = this.words(option.text, loose);
    if (option.by === "agency") {
      for (const [ref, hit] of found.hits) found.hits.set(ref, { ...hit, score: Math.min(hit.score, NAMED) / 2, share: 0.5 });
      this.agency(option, role, found.hits);
      found.weight = RARE;
    }
    return found;
  }

  /**
   * @param {Option} option
   * @param {string} role
   * @param {Map<number, Hit>} hits
   */
  agency({ refs = [], text }, role, hits) {
    const { facets } = this.corpus;
    refs.forEach((ref) => hits.set(ref, { score: LEAD, share: 1 }));
    facets.forEach((facet, ref) => {
      if (!facet) return;
      const [, lead, responsible] = facet;
      if (refs.some((agency) => lead.includes(agency))) hits.set(ref, { score: LEAD, share: 1 });
      else if (refs.some((agency) => responsible.includes(agency))) hits.set(ref, { score: NAMED, share: role ? 0.5 : 1 });
      else if (this.corpus.has(ref, text)) hits.set(ref, { score: NAMED, share: 1 });
    });
  }

  /** @param {Option} option */
  date({ refs = [], text }) {
    const { hits } = this.words(text, false);
    for (const [ref, hit] of hits) hits.set(ref, { score: refs.length ? 1 : hit.score, share: 1 });
    this.corpus.facets.forEach((facet, ref) => {
      if (facet && facet[3].some((deadline) => refs.includes(deadline))) hits.set(ref, { score: LEAD, share: 1 });
    });
    return { hits, weight: RARE };
  }

  /**
   * @param {string} text
   * @param {boolean} loose
   */
  words(text, loose) {
    const { corpus } = this;
    /** @type {{ found: Map<number, number>, rarity: number }[]} */
    const terms = [];
    let weight = 0;
    for (const { run, han } of runs(text)) {
      for (const term of han ? pairs(run) : [run]) {
        const found = corpus.find(term);
        const characters = loose && !found.size && han ? Array.from(term, (character) => corpus.find(character)) : [found];
        for (const documents of characters) {
          const rarity = this.rarity(documents.size) * (characters.length > 1 ? 0.35 : 1);
          weight += rarity;
          if (documents.size) terms.push({ found: documents, rarity });
        }
      }
    }
    /** @type {Map<number, Hit>} */
    const hits = new Map();
    for (const { found, rarity } of terms) {
      for (const [ref, count] of found) {
        const length = 1 - B + (B * corpus.lengths[ref]) / corpus.average;
        const hit = hits.get(ref) ?? { score: 0, share: 0 };
        hit.score += (rarity * count * (K1 + 1)) / (count + K1 * length);
        hit.share += rarity / weight;
        hits.set(ref, hit);
      }
    }
    for (const [ref, hit] of hits) {
      hit.score *= hit.share;
      if (text.length > 1 && corpus.has(ref, text)) hit.score *= corpus.has(ref, text, true) ? RUN_IN_TITLE : RUN;
    }
    return { hits, weight };
  }

  /** @param {number} count of documents */
  rarity(count) {
    return Math.log(1 + (this.corpus.documents.length - count + 0.5) / (count + 0.5));
  }
}

/** @param {Iterable<{ score: number }>} hits */
function highest(hits) {
  return Math.max(0, ...Array.from(hits, ({ score }) => score));
}
