// The search without its looks: what was published goes in, questions are answered.
import { Corpus } from "./search/corpus.js";
import { Guesser } from "./search/guess.js";
import { Lexicon } from "./search/lexicon.js";
import { Ranker } from "./search/rank.js";
import { Reader } from "./search/understand.js";

/** @typedef {import("./search/corpus.js").Doc} Doc */

export class Engine {
  /**
   * @param {Doc[]} documents
   * @param {string[]} texts
   * @param {import("./search/lexicon.js").Tables} tables
   */
  constructor(documents, texts, tables) {
    this.corpus = new Corpus(documents, texts, tables.facets);
    this.lexicon = new Lexicon(tables, documents);
    this.reader = new Reader(this.corpus, this.lexicon, new Guesser(this.corpus, this.lexicon));
    this.ranker = new Ranker(this.corpus);
  }

  /** @param {string} typed */
  search(typed) {
    const question = this.reader.read(typed);
    return { question, results: this.ranker.rank(question) };
  }
}
