// The words that the generator ships: what a word means, what only asks, who is called how, what sounds how.
import { normalize } from "./text.js";

/**
 * The lexicon as it is published.
 * @typedef {object} Tables
 * @property {string} words an entry a line, `said,said=meant,meant`; what means nothing only asks, and so does what
 * means something behind a question mark, unless nothing else is asked
 * @property {string} particles characters that only ask
 * @property {[ref: number, names: string][]} agencies
 */

/**
 * The part of it that few questions take: those in Latin letters, in traditional characters, with a slip.
 * @typedef {object} Further
 * @property {string} words English
 * @property {string} pinyin syllables, each with its characters
 * @property {string} fold pairs of characters: typed, meant
 * @property {string} regional `said=meant`, the next: what takes the place of what is said
 * @property {string} [vocabulary] pieces of the texts, where they aren't fetched
 */

/** @typedef {ReturnType<typeof openLexicon>} Lexicon */

const ALONE = "?";

/**
 * English in the form that it is compared in: words parted by one space, without the endings of plurals. The
 * generator's `src/search/language.rs` does the same.
 * @param {string} text
 */
export const english = (text) =>
  text.replace(/[^0-9a-z]+/g, " ").trim().replace(/ies\b/g, "y").replace(/([^s ])s\b/g, "$1");

/**
 * @param {Tables} tables
 * @param {import("./corpus.js").Corpus} corpus
 */
export function openLexicon({ agencies: names, words: table, particles }, { documents, agencies = new Map() }) {
  /** @type {Map<string, string>} what is said → what is meant, with commas: few words are ever asked for */
  const words = new Map();
  const learn = (/** @type {string} */ table) => {
    for (const line of table.split("\n")) {
      const [said, meant = ""] = line.split("=");
      for (const word of said.split(",")) {
        words.set(word, [words.get(word), meant].filter(Boolean).join());
      }
    }
  };
  /**
   * What a word means, or what one that only asks means where nothing else is asked.
   * @param {string} word
   * @param {boolean} [isAlone]
   */
  const meanings = (word, isAlone = false) => {
    const meant = words.get(word);
    return meant && (meant[0] === ALONE) === isAlone ? meant.replace(ALONE, "").split(",") : [];
  };
  learn(table);
  for (const [ref, others] of names) {
    for (const name of `${normalize(documents[ref].title)},${others}`.split(",").filter(Boolean)) {
      agencies.set(name, (agencies.get(name) || []).concat(ref));
      words.set(name, words.get(name) || "");
    }
  }
  /** @type {Map<string, string>} */
  const folds = new Map();
  /** @type {string[][]} said, meant */
  let regional = [];
  /** @type {Map<string, string[]>} character → syllables */
  const syllables = new Map();
  /** @type {string[]} */
  let spellings = [];

  return {
    particles,
    agencies,
    syllables,
    meanings,

    /** Whether it is a word: one that means something, or one that only asks. */
    knows: (/** @type {string} */ word) => words.has(word) || agencies.has(word),

    /** @param {Further} further */
    learn(further) {
      learn(further.words);
      spellings = [...words.keys()].join(" ").split(" ");
      for (const [, typed, meant] of further.fold.matchAll(/(.)(.)/gu)) folds.set(typed, meant);
      regional = further.regional.split(",").map((pair) => pair.split("=")).filter(([, meant]) => meant);
      for (const [, syllable, characters] of further.pinyin.matchAll(/([a-z]+)([^,]*)/g)) {
        for (const character of characters) syllables.set(character, (syllables.get(character) || []).concat(syllable));
      }
    },

    /** Normal form, in simplified characters, without what nobody sees and what parts the syllables of a word. */
    fold: (/** @type {string} */ text) =>
      Array.from(normalize(text), (character) => folds.get(character) || character)
        .join("")
        .replace(/\p{DI}/gu, "")
        .replace(/([a-z\u00df-\u024f])['\u2019]/g, "$1"),

    /**
     * A question that was typed in traditional characters, in the words of this side of the strait.
     * @param {string} folded
     * @param {string} typed
     */
    translate: (folded, typed) =>
      folded === normalize(typed).trim() ? folded : regional.reduce((text, [said, meant]) => text.split(said).join(meant), folded),

    /**
     * Words that begin as what was typed does, for as long as any do.
     * @param {string} text in normal form
     */
    near(text) {
      /** @type {string[]} */
      let found = [];
      for (let end = text.length; end > 1 && !found.length; end--) {
        found = [...words.keys()].filter((word) => word.startsWith(text.slice(0, end)) && (agencies.has(word) || words.get(word)));
      }
      return found.slice(0, 5);
    },

    /**
     * A long English word that nobody knows, as the lexicon spells one that differs by one letter after the first.
     * @param {string} word
     */
    spell(word) {
      const isKnown = word.length < 6 || spellings.includes(english(word));
      return (!isKnown && spellings.find((other) => word[0] === other[0] && isNear(word, other))) || word;
    },
  };
}

/**
 * Whether two words differ by one letter: another one, one more, one less.
 * @param {string} a
 * @param {string} b
 */
function isNear(a, b) {
  let same = 0;
  while (a[same] && a[same] === b[same]) same++;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
