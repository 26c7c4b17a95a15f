// How text becomes terms. The generator's `src/search/language.rs` does the same.

// Runs of Han characters of the basic plane; words of Latin letters and digits.
const RUNS = /([\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff]+)|[0-9a-z\u00df-\u00f6\u00f8-\u024f]+/g;

/**
 * The form in which texts are compared.
 * @param {string} text
 */
export function normalize(text) {
  return text.normalize("NFKC").toLowerCase();
}

/**
 * The runs of a normalized text.
 * @param {string} text
 * @returns {{ run: string, han: boolean, at: number }[]}
 */
export function runs(text) {
  return Array.from(text.matchAll(RUNS), (match) => ({ run: match[0], han: !!match[1], at: match.index }));
}

/**
 * The terms of a text, in its order, repeats included: of a run of Han characters its pairs and its last character.
 * @param {string} text
 */
export function terms(text) {
  return termsOf(normalize(text));
}

/**
 * The same of a text that is in normal form already.
 * @param {string} normal
 */
export function termsOf(normal) {
  const found = [];
  for (const [run, han] of normal.matchAll(RUNS)) {
    if (!han) found.push(run);
    else for (let at = 0; at < run.length; at++) found.push(run.slice(at, at + 2));
  }
  return found;
}

/**
 * The terms that a run of Han characters is looked for by: its pairs, or the one character that it is.
 * @param {string} run
 */
export function pairs(run) {
  if (run.length < 2) return [run];
  return Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));
}
