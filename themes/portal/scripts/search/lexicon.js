// The words that the generator ships: what is asked without saying what for, what else a word means, who is called how.
import { normalize } from "./text.js";

/**
 * The lexicon file.
 * @typedef {object} Tables
 * @property {string} phrases
 * @property {string} particles
 * @property {string} english_stop
 * @property {string} roles
 * @property {string} fold pairs of characters: typed, meant
 * @property {string} pinyin syllables, each with its characters
 * @property {string} glossary
 * @property {string} synonyms
 * @property {[ref: number, names: string][]} agencies
 * @property {string[]} deadlines
 * @property {(import("./corpus.js").Facets | 0)[]} facets
 */

/** @typedef {Map<string, string[]>} Meanings what is said → what is meant */

export class Lexicon {
  /**
   * @param {Tables} tables
   * @param {import("./corpus.js").Doc[]} documents
   */
  constructor(tables, documents) {
    this.deadlines = tables.deadlines;
    /** @type {Meanings | undefined} */
    this.english = undefined;
    /** @type {Set<string> | undefined} of the glossary */
    this.words = undefined;
    /** @type {Map<string, string[]> | undefined} */
    this.sounds = undefined;
    this.phrases = tables.phrases.split(",");
    this.particles = tables.particles;
    this.englishStop = new Set(tables.english_stop.split(","));
    this.roles = tables.roles.split(",");
    /** @type {Map<string, string>} */
    this.folds = new Map((tables.fold.match(/../gu) ?? []).map((pair) => [pair[0], pair[1]]));
    this.synonyms = meanings(tables.synonyms, (said) => said);
    /** @type {Map<string, number[]>} every name of an agency → references */
    this.agencies = new Map();
    for (const [ref, names] of tables.agencies) {
      for (const name of [normalize(documents[ref].title), ...names.split(",")]) {
        if (name) this.agencies.set(name, [...(this.agencies.get(name) ?? []), ref]);
      }
    }
    this.tables = tables;
  }

  // What not every question takes is unpacked by the first that does.

  /** @returns {Meanings} */
  get glossary() {
    return (this.english ??= meanings(this.tables.glossary, english));
  }

  /** @returns {Map<string, string[]>} character → syllables */
  get syllables() {
    if (this.sounds) return this.sounds;
    this.sounds = new Map();
    for (const entry of this.tables.pinyin.split(",")) {
      const [, syllable, characters] = /** @type {string[]} */ (/^([a-z]*)(.*)$/.exec(entry));
      for (const character of characters) {
        this.sounds.set(character, [...(this.sounds.get(character) ?? []), syllable]);
      }
    }
    return this.sounds;
  }

  /**
   * A long English word that the glossary lacks, as the glossary spells one that differs by one letter.
   * @param {string} word
   */
  spell(word) {
    const form = english(word);
    if (form.length < 6) return word;
    this.words ??= new Set([...this.glossary.keys()].flatMap((key) => key.split(" ")));
    if (this.words.has(form)) return word;
    return [...this.words].find((known) => isNear(form, known)) ?? word;
  }

  /**
   * Normal form, in simplified characters.
   * @param {string} text
   */
  fold(text) {
    return Array.from(normalize(text), (character) => this.folds.get(character) ?? character).join("");
  }
}

/**
 * Whether two words differ by one letter: another one, one more, one less.
 * @param {string} a
 * @param {string} b
 */
function isNear(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}

/**
 * English in the form that it is compared in: words parted by one space, without the endings of plurals.
 * @param {string} text
 */
export function english(text) {
  const words = text.match(/[0-9a-z]+/g) ?? [];
  return words.map((word) => word.replace(/ies$/, "y").replace(/([^s])s$/, "$1")).join(" ");
}

/**
 * @param {string} table an entry a line: `said,said=meant,meant`
 * @param {(said: string) => string} form
 * @returns {Meanings}
 */
function meanings(table, form) {
  const found = new Map();
  for (const line of table.split("\n")) {
    const [said, meant] = line.split("=");
    if (!meant) continue;
    for (const word of said.split(",")) {
      found.set(form(word), [...(found.get(form(word)) ?? []), ...meant.split(",")]);
    }
  }
  return found;
}
