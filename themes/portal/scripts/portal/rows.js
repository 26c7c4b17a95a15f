// On a wide screen, too, a task's whole row opens it. Old browsers hold nothing in a row, so no style can do that.
import { closest } from "../common/dom.js";

export function openByRows() {
  document.addEventListener("click", (event) => {
    const row = closest(event, ".tasks tbody");
    // Who marks words, or meant another link or the box, stays.
    if (!row || closest(event, "a, button, label") || `${getSelection()}`) return;
    const link = /** @type {HTMLElement | null} */ (row.querySelector(".task-title"));
    if (link) link.click();
  });
}
