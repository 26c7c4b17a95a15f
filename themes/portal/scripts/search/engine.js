// The search without its looks: what was published goes in, questions are answered.
import { openCorpus } from "./corpus.js";
import { openGuesser } from "./guess.js";
import { openLexicon } from "./lexicon.js";
import { openRanker } from "./rank.js";
import { openReader } from "./understand.js";
import { isHan } from "./text.js";

/**
 * The file that the generator publishes; what few questions take is one of its own.
 * @typedef {object} Published
 * @property {import("./corpus.js").Doc[]} documents
 * @property {string[]} texts
 * @property {(import("./corpus.js").Facets | 0)[]} facets 0 for a document without any
 * @property {string[]} deadlines `yyyy-mm`
 * @property {import("./lexicon.js").Tables} lexicon
 */

/** @typedef {ReturnType<typeof openEngine>} Engine */

/** @param {Published} published */
export function openEngine({ documents, texts, facets, deadlines, lexicon: tables }) {
  const corpus = openCorpus(documents, texts, facets.map((facet) => facet || [[], [], [], []]));
  const lexicon = openLexicon(tables, documents);
  const reader = openReader(corpus, lexicon, openGuesser(corpus, lexicon), deadlines);
  const ranker = openRanker(corpus);
  const characters = new Set([...lexicon.words.keys()].join(""));
  let isComplete = false;
  return {
    ...corpus,
    deadlines,
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
      const isKnown = (/** @type {string} */ character) => !isHan(character) || corpus.holds(character) || characters.has(character);
      const isPlain = !/[a-z]/.test(question.text) && [...question.text].every(isKnown);
      const isWhole = isPlain && !!results.length && !results[0].partial;
      return { question, results, isSure: isComplete || isWhole };
    },
  };
}
