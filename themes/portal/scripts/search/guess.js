// What a reader may have meant: pinyin, and slips of one character. Both are read off the texts themselves, so that
// every guess finds something.

/** @typedef {{ text: string, weight: number }} Guess */

// At most so many readings of one word.
const MOST = 3;

/**
 * @param {import("./corpus.js").Corpus} corpus
 * @param {import("./lexicon.js").Lexicon} lexicon
 */
export function openGuesser({ all }, { syllables }) {
  const sounds = (/** @type {string} */ character) => syllables.get(character) || [];
  /** @type {Map<string, Set<number>>} letter → where a character stands that begins so */
  const starts = new Map();

  /**
   * The run at a place that takes up all the letters, or nothing.
   * @param {string} letters
   * @param {number} at
   * @param {boolean} whole
   * @returns {string}
   */
  function match(letters, at, whole) {
    for (const syllable of sounds(all[at])) {
      const sound = whole ? syllable : syllable[0];
      // The last syllable may still be being typed.
      if (sound.startsWith(letters)) return all[at];
      const rest = letters.startsWith(sound) && match(letters.slice(sound.length), at + 1, whole);
      if (rest) return all[at] + rest;
    }
    return "";
  }

  return {
    /**
     * Runs of the texts that are pronounced so: whole syllables, or only their first letters.
     * @param {string} letters
     * @returns {Guess[]}
     */
    pinyin(letters) {
      if (!starts.size) {
        for (let at = 0; at < all.length; at++) {
          for (const [letter] of sounds(all[at])) starts.set(letter, (starts.get(letter) || new Set()).add(at));
        }
      }
      for (const whole of letters[2] ? [true, false] : [true]) {
        /** @type {Map<string, number>} */
        const found = new Map();
        for (const at of starts.get(letters[0]) || []) {
          const run = match(letters, at, whole);
          if (run[1]) found.set(run, (found.get(run) || 0) + 1);
        }
        if (found.size) return best(found).map(({ text }) => ({ text, weight: 1 }));
      }
      return [];
    },

    /**
     * Runs of the texts that differ from this one by one character: another one, one too many, one too few.
     * @param {string} run
     * @returns {Guess[]}
     */
    slips(run) {
      /** @type {Map<string, number>} */
      const found = new Map();
      // What sounds alike has to be known first.
      if (!run[2] || run[10] || !syllables.size) return [];
      const shapes = [];
      for (let at = 0; at < run.length; at++) {
        const [before, after] = [run.slice(0, at), run.slice(at + 1)];
        shapes.push(`${before}[\u4e00-\u9fff]${after}`);
        // One too many, one too few: only in longer words.
        if (run[3]) shapes.push(before + after, `${before}[\u4e00-\u9fff]${run.slice(at)}`);
      }
      for (const [other] of all.matchAll(new RegExp(shapes.join("|"), "g"))) found.set(other, likeness(run, other));
      return best(found);
    },
  };

  /**
   * How likely a slip is: of characters that sound alike very, in a short word otherwise not at all.
   * @param {string} run
   * @param {string} other
   */
  function likeness(run, other) {
    const usual = run[3] ? 0.7 : 0;
    if (run.length !== other.length) return usual;
    let at = 0;
    while (run[at] === other[at]) at++;
    const typed = sounds(run[at]);
    // A character that no text has can only be a slip.
    if (!typed[0]) return usual && 0.8;
    return sounds(other[at]).some((sound) => typed.includes(sound)) ? 0.9 : usual;
  }
}

/**
 * @param {Map<string, number>} found
 * @returns {Guess[]}
 */
function best(found) {
  const likely = Array.from(found, ([text, weight]) => ({ text, weight })).filter(({ weight }) => weight);
  return likely.sort((a, b) => b.weight - a.weight).slice(0, MOST);
}
