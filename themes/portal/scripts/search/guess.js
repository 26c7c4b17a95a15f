// What a reader may have meant: pinyin, and slips of one character. Both are read off the texts themselves, so that
// every guess finds something.

/** @typedef {{ text: string, weight: number }} Guess */

// At most so many readings of one word.
const MOST = 3;
// Commas of Chinese initials: two letters that begin a syllable as one sound.
const DOUBLE = /^[zcs]h/;

export class Guesser {
  /**
   * @param {import("./corpus.js").Corpus} corpus
   * @param {import("./lexicon.js").Lexicon} lexicon
   */
  constructor(corpus, lexicon) {
    this.corpus = corpus;
    this.lexicon = lexicon;
    /** @type {Map<string, number[]> | null} letter → where a character stands that begins so */
    this.starts = null;
  }

  /**
   * Runs of the texts that are pronounced so: whole syllables, or only their first letters.
   * @param {string} letters
   * @returns {Guess[]}
   */
  pinyin(letters) {
    this.starts ??= this.index();
    for (const whole of [true, false]) {
      if (!whole && letters.length < 3) return [];
      /** @type {Map<string, number>} */
      const found = new Map();
      for (const at of this.starts.get(letters[0]) ?? []) {
        const run = this.match(letters, at, whole);
        if (run.length > 1) found.set(run, (found.get(run) ?? 0) + 1);
      }
      const best = [...found].sort((a, b) => b[1] - a[1]).slice(0, MOST);
      if (best.length) return best.map(([text]) => ({ text, weight: 1 }));
    }
    return [];
  }

  index() {
    const { all } = this.corpus;
    /** @type {Map<string, number[]>} */
    const starts = new Map();
    for (let at = 0; at < all.length; at++) {
      for (const letter of new Set(this.lexicon.syllables.get(all[at])?.map((syllable) => syllable[0]))) {
        const places = starts.get(letter);
        if (places) places.push(at);
        else starts.set(letter, [at]);
      }
    }
    return starts;
  }

  /**
   * The run at a place that takes up all the letters, or nothing.
   * @param {string} letters
   * @param {number} at
   * @param {boolean} whole
   * @returns {string}
   */
  match(letters, at, whole) {
    const character = this.corpus.all[at];
    for (const syllable of this.lexicon.syllables.get(character) ?? []) {
      const sounds = whole ? [syllable] : [syllable[0], ...(DOUBLE.test(syllable) ? [syllable.slice(0, 2)] : [])];
      for (const sound of sounds) {
        // The last syllable may still be being typed.
        if (letters === sound || (whole && letters.length > 1 && sound.startsWith(letters))) return character;
        if (!letters.startsWith(sound)) continue;
        const rest = this.match(letters.slice(sound.length), at + 1, whole);
        if (rest) return character + rest;
      }
    }
    return "";
  }

  /**
   * Runs of the texts that differ from this one by one character: another one, one too many, one too few.
   * @param {string} run
   * @returns {Guess[]}
   */
  slips(run) {
    if (run.length < 3 || run.length > 10) return [];
    const shapes = [];
    const any = "[\u4e00-\u9fff]";
    for (let at = 0; at < run.length; at++) {
      const [before, after] = [run.slice(0, at), run.slice(at + 1)];
      shapes.push(before + any + after);
      // One too many, one too few: only in longer words.
      if (run.length > 3) shapes.push(before + after, before + any + run.slice(at));
    }
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const [match] of this.corpus.all.matchAll(new RegExp(shapes.join("|"), "g"))) {
      found.set(match, this.likeness(run, match));
    }
    const best = [...found].filter(([, weight]) => weight > 0).sort((a, b) => b[1] - a[1]);
    return best.slice(0, MOST).map(([text, weight]) => ({ text, weight }));
  }

  /**
   * How likely a slip is: of characters that sound alike very, in a short word otherwise not at all.
   * @param {string} run
   * @param {string} other
   */
  likeness(run, other) {
    const { syllables } = this.lexicon;
    if (run.length !== other.length) return 0.7;
    const at = Array.from(run).findIndex((character, index) => character !== other[index]);
    const sounds = syllables.get(run[at]);
    // A character that no text has can only be a slip.
    if (!sounds) return run.length > 3 ? 0.8 : 0.6;
    const alike = syllables.get(other[at])?.some((sound) => sounds.includes(sound));
    return alike ? 0.9 : run.length > 3 ? 0.7 : 0;
  }
}
