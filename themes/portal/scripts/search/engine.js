// The search without its looks: what was published goes in, questions are answered.
import { isHan } from "./text.js";
import { openRanker } from "./rank.js";
import { openLexicon } from "./lexicon.js";
import { openCorpus } from "./corpus.js";
import { openGuesser } from "./fuzzy.js";
import { openReader } from "./query.js";

/**
 * The file that the generator publishes; what few questions take is one of its own.
 * @typedef {object} Published
 * @property {import("./lexicon.js").Tables} lexicon
 * @property {[id: string, words: string][]} deadlines `2024-12`, `2024-36` for a quarter, `2025-to-2027`, and how they are written
 * @property {Record<string, string>} plans titles by id
 * @property {[group: number, members: number[]][]} [bodies] agencies that are groups of others; where the index is cut,
 * nothing is said of what an agency has to do
 * @property {import("./corpus.js").Group[]} groups
 */

/** @typedef {ReturnType<typeof openEngine>} Whole */

/**
 * An engine that fetches what a question takes answers later, and knows what it shows of a document once that is loaded.
 * @typedef {Omit<Whole, "search"> & {
 *   search: (typed: string) => Answer | Promise<Answer>,
 *   load?: (refs: number[]) => Promise<unknown>,
 * }} Engine
 */

/** @typedef {ReturnType<Whole["search"]>} Answer */

/**
 * @param {Published} published
 * @param {import("./corpus.js").Corpus} [corpus]
 */
export function openEngine({ bodies, lexicon: tables, deadlines, plans, groups }, corpus = openCorpus(groups)) {
  const lexicon = openLexicon(tables, corpus);
  const reader = openReader(corpus, lexicon, openGuesser(corpus, lexicon), deadlines);
  const ranker = openRanker(corpus);
  let isComplete = false;
  return {
    ...corpus,
    deadlines,
    plans,
    bodies,
    near: lexicon.near,

    /** @param {import("./lexicon.js").Further | null} further nothing where it can't be had */
    learn(further) {
      if (further) lexicon.learn(further);
      isComplete = true;
    },

    /**
     * What it finds is sure unless the rest of the lexicon hasn't come yet and could change it.
     * @param {string} typed
     */
    search(typed) {
      const question = reader.read(typed);
      const results = ranker.rank(question);
      const isKnown = (/** @type {string} */ character) =>
        !isHan(character) || corpus.holds(character) || tables.words.includes(character);
      const isPlain = !/[a-z\u2e80-\u2fff]/.test(question.text) && [...question.text].every(isKnown);
      const isWhole = isPlain && !!results.length && !results[0].partial;
      return { question, results, isSure: isComplete || isWhole };
    },
  };
}
