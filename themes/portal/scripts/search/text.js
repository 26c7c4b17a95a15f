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
  return runs(normalize(text)).flatMap(({ run, han }) => (han ? pairs(run, true) : [run]));
}

/**
 * @param {string} run
 * @param {boolean} [ending] with the last character, as the index has it
 */
export function pairs(run, ending = run.length === 1) {
  const found = Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));
  return ending ? [...found, run.slice(-1)] : found;
}
