// What a reader may have meant: pinyin, and typos of one character. Both are read off the texts themselves, so that
// every guess finds something.

/** @typedef {{ text: string, weight: number }} Guess */

// At most so many readings of one word.
const MOST = 3;
// A typo is looked for in words of so many characters; one too many or too few only in those of at least `LONG`.
const SHORTEST = 3;
const LONG = 4;
const LONGEST = 10;
// How likely a typo is: of characters that sound alike; of one that no text has; otherwise.
const ALIKE = 0.9;
const UNKNOWN = 0.8;
const OTHER = 0.7;

/**
 * @param {import("./corpus.js").Corpus} corpus
 * @param {import("./lexicon.js").Lexicon} lexicon
 */
export function openGuesser({ all }, { syllables }) {
  const sounds = (/** @type {string} */ character) => syllables.get(character) || [];
  /** @type {Map<string, Set<number>>} letter → where a character stands that begins so */
  const starts = new Map();

  /**
   * Returns the run at a place that takes up all the letters, or nothing.
   * @param {string} letters
   * @param {number} at
   * @param {boolean} isWhole whether it takes whole syllables, or their first letters
   * @returns {string}
   */
  function match(letters, at, isWhole) {
    for (const syllable of sounds(all[at])) {
      const sound = isWhole ? syllable : syllable[0];
      // The last syllable may still be being typed.
      if (sound.startsWith(letters)) return all[at];
      const rest = letters.startsWith(sound) && match(letters.slice(sound.length), at + 1, isWhole);
      if (rest) return all[at] + rest;
    }
    return "";
  }

  return {
    /**
     * Returns runs of the texts that are pronounced so: whole syllables, or only their first letters. Tones may be
     * marked; what dictionaries write ü, keyboards v, passports write yu.
     * @param {string} typed
     * @param {boolean} isShort whether it may be first letters
     * @returns {string[]}
     */
    pinyin(typed, isShort) {
      const letters = typed
        .normalize("NFD")
        .replace(/u\u0308/g, "v")
        .replace(/(^n|l)yu/g, "$1v")
        .replace(/[\u0300-\u036f]/g, "");
      if (!starts.size) {
        for (let at = 0; at < all.length; at++) {
          for (const [letter] of sounds(all[at])) starts.set(letter, (starts.get(letter) || new Set()).add(at));
        }
      }
      // Two first letters could be anything.
      for (const isWhole of isShort && letters.length > 2 ? [true, false] : [true]) {
        /** @type {Map<string, number>} */
        const found = new Map();
        for (const at of starts.get(letters[0]) || []) {
          const run = match(letters, at, isWhole);
          if (run.length > 1) found.set(run, (found.get(run) || 0) + 1);
        }
        if (found.size) return best(found).map(({ text }) => text);
      }
      return [];
    },

    /**
     * Returns runs of the texts that differ from this one by one character: another one, one too many, one too few.
     * @param {string} run
     * @returns {Guess[]}
     */
    typos(run) {
      // What sounds alike has to be known first.
      if (run.length < SHORTEST || run.length > LONGEST || !syllables.size) return [];
      const shapes = [];
      for (let at = 0; at < run.length; at++) {
        const [before, after] = [run.slice(0, at), run.slice(at + 1)];
        shapes.push(`${before}[\u4e00-\u9fff]${after}`);
        if (run.length >= LONG) shapes.push(before + after, `${before}[\u4e00-\u9fff]${run.slice(at)}`);
      }
      /** @type {Map<string, number>} */
      const found = new Map();
      for (const [other] of all.matchAll(new RegExp(shapes.join("|"), "g"))) found.set(other, likeness(run, other));
      return best(found);
    },
  };

  /**
   * Returns how likely a typo is, up to 1; in a short word only one that sounds alike is.
   * @param {string} run
   * @param {string} other
   */
  function likeness(run, other) {
    let at = 0;
    while (run[at] === other[at]) at++;
    const typed = sounds(run[at]);
    const isSubstitute = run.length === other.length;
    if (isSubstitute && sounds(other[at]).some((sound) => typed.includes(sound))) return ALIKE;
    if (run.length < LONG) return 0;
    return isSubstitute && !typed.length ? UNKNOWN : OTHER;
  }
}

/**
 * Returns the likeliest guesses, the best first.
 * @param {Map<string, number>} found
 * @returns {Guess[]}
 */
function best(found) {
  const guesses = Array.from(found, ([text, weight]) => ({ text, weight })).sort((a, b) => b.weight - a.weight);
  return guesses.filter(({ weight }) => weight).slice(0, MOST);
}
