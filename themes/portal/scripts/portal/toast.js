// What came of a reader's action: shown for a while, and read out.
import { one } from "../common/dom.js";

let silence = 0;

/** @param {string} [text] */
export function say(text = "") {
  const said = one("#said");
  said.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => (said.textContent = ""), 3000);
}
