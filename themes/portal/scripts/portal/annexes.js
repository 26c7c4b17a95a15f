// On a phone the tables of the annexes are folded, so that the text itself has an end in sight; a link into one opens it.
import { all } from "../common/dom.js";

/** @param {HTMLElement} policy */
export function foldAnnexes(policy) {
  const tables = /** @type {HTMLDetailsElement[]} */ (all(".annex-table", policy));
  const open = () => {
    const target = document.getElementById(location.hash.slice(1));
    for (const table of tables) if (table.contains(target)) table.open = true;
  };
  const unfold = () => tables.forEach((table) => (table.open = true));
  const narrow = matchMedia("(max-width: 47.99em)");
  if (narrow.matches) for (const table of tables) table.open = false;
  open();
  // A phone that is turned has no button any more that opens them. The only way in Safari 13.
  narrow.addListener(unfold);
  addEventListener("hashchange", open);
  addEventListener("beforeprint", unfold);
}
