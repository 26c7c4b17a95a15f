// The piece of a text that shows why it was found, with what was found marked.
import { normalize, terms } from "./text.js";

const LONGEST = 110;
const BEFORE = 24;

/**
 * Returns pieces of a text by turns: the first not marked, the second marked, and so on; any may be empty.
 * @param {string} text
 * @param {string[]} words in normal form
 * @param {number} [longest] in characters
 * @returns {string[]}
 */
export function excerpt(text, words, longest = LONGEST) {
  const characters = Array.from(text.replace(/\n/g, " "));
  let normal = "";
  /** @type {number[]} which character a place in the normal form comes from */
  const places = [];
  characters.forEach((character, at) => {
    normal += normalize(character);
    while (places.length < normal.length) places.push(at);
  });
  /** @type {boolean[]} */
  const isMarked = [];
  for (const word of words.flatMap((word) => (normal.includes(word) ? [word] : terms(word, true)))) {
    for (let at = normal.indexOf(word); word && at >= 0; at = normal.indexOf(word, at + 1)) {
      for (let place = places[at]; place <= places[at + word.length - 1]; place++) isMarked[place] = true;
    }
  }
  const start = Math.max(0, Math.min(isMarked.indexOf(true) - BEFORE, characters.length - longest));
  const pieces = [start ? "……" : ""];
  const add = (/** @type {string} */ text, isHit = false) => {
    const isMarkedPiece = pieces.length % 2 === 0;
    if (isHit !== isMarkedPiece) pieces.push("");
    pieces[pieces.length - 1] += text;
  };
  characters.slice(start, start + longest).forEach((character, at) => add(character, isMarked[start + at]));
  if (start + longest < characters.length) add("……");
  return pieces;
}
