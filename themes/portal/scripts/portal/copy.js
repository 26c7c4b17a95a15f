// Buttons that copy or print. What comes of copying is shown, and said.
import { currentSearch } from "../common/address.js";
import { closest } from "../common/dom.js";
import { say } from "./toast.js";

/** @param {HTMLElement} said */
export function copyOnClick(said) {
  /** @param {string} text */
  async function copy(text) {
    let done = true;
    const reader = /** @type {HTMLElement | null} */ (document.activeElement);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without a secure connection there is only the old way.
      const field = document.createElement("textarea");
      field.value = text;
      document.body.append(field);
      field.select();
      done = document.execCommand("copy");
      field.remove();
      if (reader) reader.focus();
    }
    say(said.dataset[done ? "done" : "failed"]);
  }
  document.addEventListener("click", (event) => {
    const button = closest(event, "button");
    if (!button) return;
    const { copy: text, link } = button.dataset;
    if (text) copy(text);
    // A page is cited without the list that the reader carries in its address; that list has a link of its own: `?`.
    if (link !== undefined) copy(location.origin + location.pathname + (link === "?" ? currentSearch() : link));
    if (button.className === "print") print();
  });
}
