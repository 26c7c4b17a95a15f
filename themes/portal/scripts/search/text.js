// How text becomes terms. The generator's `src/search/language.rs` does the same.

// Runs of Han characters, rare ones too; words of Latin letters and digits.
const RUNS = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]+|[0-9a-z\u00df-\u00f6\u00f8-\u024f]+/gu;

/**
 * Returns the form in which texts are compared.
 * @param {string} text
 */
export const normalize = (text) => text.normalize("NFKC").toLowerCase();

/**
 * Returns the runs of a normalized text: of Han characters, or a word each.
 * @param {string} normal
 */
export const runs = (normal) => normal.match(RUNS) || [];

/**
 * Tells whether a run is of Han characters.
 * @param {string} run
 */
export const isHan = (run) => run > "\u3000";

/**
 * Returns the terms of a normalized text, in its order, repeats included: of a run of Han characters its pairs and its
 * last character; of a question the pairs alone, or the one character that the run is.
 * @param {string} normal
 * @param {boolean} [isQuestion]
 */
export function terms(normal, isQuestion = false) {
  const found = [];
  for (const run of runs(normal)) {
    if (!isHan(run)) found.push(run);
    else {
      const characters = [...run];
      const pairs = characters.map((character, at) => character + (characters[at + 1] || ""));
      if (isQuestion && pairs[1]) pairs.pop();
      found.push(...pairs);
    }
  }
  return found;
}
