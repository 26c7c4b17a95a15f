// The search without its looks: what was published goes in, questions are answered.
import { openCorpus } from "./corpus.js";
import { openGuesser } from "./guess.js";
import { openLexicon } from "./lexicon.js";
import { openRanker } from "./rank.js";
import { openReader } from "./understand.js";

/**
 * The file that the generator publishes.
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
  const corpus = openCorpus(documents, texts, facets.map((facet) => facet || [null, [], [], []]));
  const lexicon = openLexicon(tables, documents);
  const reader = openReader(corpus, lexicon, openGuesser(corpus, lexicon), deadlines);
  const ranker = openRanker(corpus);
  return {
    ...corpus,
    deadlines,
    near: lexicon.near,

    /** @param {string} typed */
    search(typed) {
      const question = reader.read(typed);
      return { question, results: ranker.rank(question) };
    },
  };
}
