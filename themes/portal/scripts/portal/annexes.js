// On a phone the tables of the annexes are folded, so that the text itself has an end in sight; a link into one opens it.
import { all } from "../common/dom.js";

/** @param {HTMLElement} policy */
export function foldAnnexes(policy) {
  const tables = /** @type {HTMLDetailsElement[]} */ (all(".annex-table", policy));
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (const table of tables) if (table.contains(target)) table.open = true;
  };
  if (matchMedia("(max-width: 47.99em)").matches) for (const table of tables) table.open = false;
  open();
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => tables.forEach((table) => (table.open = true)));
}
