// The piece of a text that shows why it was found, with what was found marked.
import { normalize, terms } from "./text.js";

const LONGEST = 110;
const BEFORE = 24;

/**
 * Pieces of a text by turns: the first not marked, the second marked, and so on; any may be empty.
 * @param {string} text
 * @param {string[]} words in normal form
 * @param {number} [longest] in characters
 * @returns {string[]}
 */
export function excerpt(text, words, longest = LONGEST) {
  const characters = Array.from(text.replace(/\n/g, " "));
  // Character by character, so that places in the normal form lead back to the text.
  const normals = characters.map((character) => (/[\u4e00-\u9fff]/.test(character) ? character : normalize(character)));
  const places = normals.flatMap((normal, at) => Array(normal.length).fill(at));
  const normal = normals.join("");
  const isMarked = characters.map(() => false);
  for (const word of words.flatMap((word) => (normal.includes(word) ? [word] : terms(word, true)))) {
    for (let at = normal.indexOf(word); word && at >= 0; at = normal.indexOf(word, at + 1)) {
      isMarked.fill(true, places[at], places[at + word.length - 1] + 1);
    }
  }
  const start = Math.max(0, Math.min(isMarked.indexOf(true) - BEFORE, characters.length - longest));
  const cut = (/** @type {unknown} */ isCut) => (isCut ? [{ text: "……", hit: false }] : []);
  const shown = characters.slice(start, start + longest).map((text, at) => ({ text, hit: isMarked[start + at] }));
  const pieces = [""];
  for (const { text, hit } of [...cut(start), ...shown, ...cut(characters[start + longest])]) {
    if (hit === !!(pieces.length % 2)) pieces.push("");
    pieces[pieces.length - 1] += text;
  }
  return pieces;
}
