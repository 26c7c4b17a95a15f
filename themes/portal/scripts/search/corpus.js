// Where postings come from. Everything else asks a Corpus only: one that fetches them from an index cut into pieces
// can take its place.
import { normalize, termsOf } from "./text.js";

/** @typedef {{ kind: string, id: string, url: string, title: string }} Doc */
/** @typedef {[domain: number | null, lead: number[], responsible: number[], deadlines: number[]]} Facets */
/** @typedef {Map<number, number>} Scores by a document's reference */

// How much a field counts for: its title, who leads it, its text, who else has to do with it.
const WEIGHT = { title: 2, lead: 1.6, text: 1, rest: 0.5 };

export class Corpus {
  /**
   * @param {Doc[]} documents
   * @param {string[]} texts
   * @param {(Facets | 0)[]} facets
   */
  constructor(documents, texts, facets) {
    this.documents = documents;
    this.texts = texts;
    this.facets = facets;
    /** @type {Map<string, number[]>} term → document, how often it has it by the fields' weights, the next document … */
    this.postings = new Map();
    /** @type {Map<string, Scores>} what was found before */
    this.found = new Map();
    /** @type {Map<string, string[]>} first character → terms */
    this.heads = new Map();
    /** @type {number[]} */
    this.lengths = [];
    /** @type {[title: string, text: string][]} in normal form */
    this.normal = documents.map(({ title }, ref) => [normalize(title), normalize(texts[ref])]);
    /** All texts one after the other, to look for whole runs in. */
    this.all = this.normal.map(([title, text]) => `${title}\n${text}`).join("\n");
    this.titles = this.normal.map(([title]) => termsOf(title));
    documents.forEach((document, ref) => this.add(document.kind === "task", ref));
    this.average = this.lengths.reduce((sum, length) => sum + length, 0) / this.lengths.length || 1;
  }

  /**
   * @param {boolean} isTask
   * @param {number} ref
   */
  add(isTask, ref) {
    const { titles } = this;
    const [domain, lead, responsible] = this.facets[ref] || [null, [], [], []];
    const text = termsOf(this.normal[ref][1]);
    const leaders = lead.flatMap((other) => titles[other]);
    this.count(ref, titles[ref], WEIGHT.title);
    this.count(ref, text, WEIGHT.text);
    this.count(ref, leaders, WEIGHT.lead);
    let others = isTask ? responsible.flatMap((other) => titles[other]) : [];
    this.lengths[ref] = titles[ref].length + text.length + leaders.length + others.length;
    if (domain !== null) others = others.concat(titles[domain]);
    this.count(ref, others, WEIGHT.rest);
  }

  /**
   * @param {number} ref
   * @param {string[]} terms
   * @param {number} weight
   */
  count(ref, terms, weight) {
    for (const term of terms) {
      const posting = this.postings.get(term);
      // Documents come one after the other: one that has the term already is the last.
      if (posting?.[posting.length - 2] === ref) posting[posting.length - 1] += weight;
      else if (posting) posting.push(ref, weight);
      else {
        this.postings.set(term, [ref, weight]);
        const head = this.heads.get(term[0]);
        if (head) head.push(term);
        else this.heads.set(term[0], [term]);
      }
    }
  }

  /**
   * The documents with a term; of a single character or the beginning of a word, those with a term that begins so.
   * @param {string} term
   * @returns {Scores}
   */
  find(term) {
    let found = this.found.get(term);
    if (found) return found;
    this.found.set(term, (found = new Map()));
    const isWhole = term.length > 1 ? this.postings.has(term) : /[0-9a-z]/.test(term);
    const terms = isWhole ? [term] : (this.heads.get(term[0]) ?? []).filter((other) => other.startsWith(term));
    for (const other of terms) {
      const posting = this.postings.get(other) ?? [];
      for (let at = 0; at < posting.length; at += 2) {
        found.set(posting[at], (found.get(posting[at]) ?? 0) + posting[at + 1]);
      }
    }
    return found;
  }

  /**
   * Whether a text has this run of characters.
   * @param {string} run
   */
  holds(run) {
    return this.all.includes(run);
  }

  /**
   * Whether a document's own words hold a run.
   * @param {number} ref
   * @param {string} run
   * @param {boolean} [inTitle]
   */
  has(ref, run, inTitle = false) {
    const [title, text] = this.normal[ref];
    return title.includes(run) || (!inTitle && text.includes(run));
  }
}
