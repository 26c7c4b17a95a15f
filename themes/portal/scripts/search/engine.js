// The search without its looks: what was published goes in, questions are answered.
import { openCorpus } from "./corpus.js";
import { openGuesser } from "./fuzzy.js";
import { openLexicon } from "./lexicon.js";
import { openRanker } from "./rank.js";
import { openReader } from "./query.js";
import { isHan } from "./text.js";

/**
 * The file that the generator publishes; what few questions take is one of its own.
 * @typedef {object} Published
 * @property {import("./lexicon.js").Tables} lexicon
 * @property {[id: string, words: string][]} deadlines `2024-12`, `2024-36` for a quarter, `2025-to-2027`, and how they are written
 * @property {Record<string, string>} plans titles by id
 * @property {[group: number, members: number[]][]} bodies agencies that are groups of others
 * @property {Group[]} groups documents follow each other as they do in the groups
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
 * @property {import("./corpus.js").Facets[]} facets
 */

/** @typedef {ReturnType<typeof openEngine>} Engine */

/** @param {Published} published */
export function openEngine({ lexicon: tables, deadlines, plans, bodies, groups }) {
  const documents = groups.flatMap(({ kind, plans, address, ids, titles }) =>
    ids.map((id, at) => ({ kind, id, url: address.replace("{}", id), title: titles[at], plans })),
  );
  const corpus = openCorpus(documents, groups.flatMap(({ texts }) => texts), groups.flatMap(({ facets }) => facets));
  const lexicon = openLexicon(tables, documents);
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
