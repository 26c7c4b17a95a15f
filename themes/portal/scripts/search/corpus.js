// Where postings come from. Everything else asks a Corpus only: one that fetches them from an index cut into pieces
// can take its place.
import { normalize, terms } from "./text.js";

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
    /** @type {Map<string, Scores>} term → how often each document has it, by the fields' weights */
    this.postings = new Map();
    /** @type {Map<string, Set<string>>} first character → terms */
    this.heads = new Map();
    /** @type {number[]} */
    this.lengths = [];
    documents.forEach((document, ref) => this.add(document, ref));
    /** @type {[title: string, text: string][]} in normal form, as far as they were asked for */
    this.normal = [];
    this.average = this.lengths.reduce((sum, length) => sum + length, 0) / this.lengths.length || 1;
    /** All texts one after the other, to look for whole runs in. */
    this.all = documents.map((document, ref) => normalize(`${document.title}\n${texts[ref]}`)).join("\n");
  }

  /**
   * @param {Doc} document
   * @param {number} ref
   */
  add(document, ref) {
    const [domain, lead, responsible] = this.facets[ref] || [null, [], [], []];
    const isTask = document.kind === "task";
    const titles = (/** @type {number[]} */ refs) => refs.map((other) => this.documents[other].title).join("\n");
    const length =
      this.count(ref, document.title, WEIGHT.title) +
      this.count(ref, this.texts[ref], WEIGHT.text) +
      this.count(ref, titles(lead), WEIGHT.lead) +
      this.count(ref, isTask ? titles(responsible) : "", WEIGHT.rest);
    this.count(ref, domain === null ? "" : this.documents[domain].title, WEIGHT.rest);
    this.lengths[ref] = length;
  }

  /**
   * @param {number} ref
   * @param {string} text
   * @param {number} weight
   */
  count(ref, text, weight) {
    const found = terms(text);
    for (const term of found) {
      let posting = this.postings.get(term);
      if (!posting) {
        this.postings.set(term, (posting = new Map()));
        const head = this.heads.get(term[0]);
        if (head) head.add(term);
        else this.heads.set(term[0], new Set([term]));
      }
      posting.set(ref, (posting.get(ref) ?? 0) + weight);
    }
    return found.length;
  }

  /**
   * The documents with a term; of a single character or the beginning of a word, those with a term that begins so.
   * @param {string} term
   * @returns {Scores}
   */
  find(term) {
    const exact = this.postings.get(term);
    const isPrefix = term.length === 1 || !this.heads.get(term[0])?.has(term);
    if (!isPrefix || (term.length === 1 && /[0-9a-z]/.test(term))) return exact ?? new Map();
    const found = new Map();
    for (const other of this.heads.get(term[0]) ?? []) {
      if (!other.startsWith(term)) continue;
      for (const [ref, count] of this.postings.get(other) ?? []) found.set(ref, (found.get(ref) ?? 0) + count);
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
    this.normal[ref] ??= [normalize(this.documents[ref].title), normalize(this.texts[ref])];
    const [title, text] = this.normal[ref];
    return title.includes(run) || (!inTitle && text.includes(run));
  }
}
