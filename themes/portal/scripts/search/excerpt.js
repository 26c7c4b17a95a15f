// The piece of a text that shows why it was found, with what was found marked.
import { normalize, pairs, runs } from "./text.js";

const LONGEST = 110;
const BEFORE = 24;
// Most characters, and in normal form already.
const HAN = /^[\u4e00-\u9fff]$/;

/**
 * Which characters of a text belong to one of the words.
 * @param {string} text
 * @param {string[]} words in normal form
 * @returns {boolean[]}
 */
function marks(text, words) {
  const characters = Array.from(text);
  // Character by character, so that places in the normal form lead back to the text.
  const normals = characters.map((character) => (HAN.test(character) ? character : normalize(character)));
  const places = normals.flatMap((normal, at) => Array(normal.length).fill(at));
  const normal = normals.join("");
  /** @type {boolean[]} */
  const marked = [];
  const mark = (/** @type {string} */ word) => {
    for (let at = normal.indexOf(word); at >= 0; at = normal.indexOf(word, at + 1)) {
      for (let offset = 0; offset < word.length; offset++) marked[places[at + offset]] = true;
    }
  };
  for (const word of words) {
    if (normal.includes(word)) mark(word);
    else for (const { run, han } of runs(word)) (han ? pairs(run) : [run]).forEach(mark);
  }
  return marked;
}

/**
 * @param {string} text
 * @param {string[]} words
 * @param {boolean} [whole] not shortened
 * @returns {{ text: string, hit: boolean }[]}
 */
export function excerpt(text, words, whole = false) {
  const characters = Array.from(text.replaceAll("\n", " "));
  const marked = marks(characters.join(""), words);
  const isLong = !whole && characters.length > LONGEST;
  const first = Math.max(0, marked.indexOf(true));
  const start = isLong ? Math.max(0, Math.min(first - BEFORE, characters.length - LONGEST)) : 0;
  const end = isLong ? Math.min(characters.length, start + LONGEST) : characters.length;
  const pieces = [{ text: start ? "……" : "", hit: false }];
  for (let at = start; at < end; at++) {
    const last = pieces[pieces.length - 1];
    if (last.hit === !!marked[at]) last.text += characters[at];
    else pieces.push({ text: characters[at], hit: !!marked[at] });
  }
  pieces.push({ text: end < characters.length ? "……" : "", hit: false });
  return pieces.filter((piece) => piece.text);
}
