// The search without its looks: what was published goes in, questions are answered.
import { Corpus } from "./search/corpus.js";
import { Guesser } from "./search/guess.js";
import { Lexicon } from "./search/lexicon.js";
import { Ranker } from "./search/rank.js";
import { Reader } from "./search/understand.js";

/** @typedef {import("./search/corpus.js").Doc} Doc */

export class Engine {
  /** @param {{ documents: Doc[], texts: string[], lexicon: import("./search/lexicon.js").Tables }} published */
  constructor({ documents, texts, lexicon }) {
    this.corpus = new Corpus(documents, texts, lexicon.facets);
    this.lexicon = new Lexicon(lexicon, documents);
    this.reader = new Reader(this.corpus, this.lexicon, new Guesser(this.corpus, this.lexicon));
    this.ranker = new Ranker(this.corpus);
  }

  /** @param {string} typed */
  search(typed) {
    const question = this.reader.read(typed);
    return { question, results: this.ranker.rank(question) };
  }
}
