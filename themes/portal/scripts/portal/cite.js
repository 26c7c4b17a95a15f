// The buttons that copy where a clause stands: at the clause that the address names, so at most one pair a page.
import { all, closest } from "../common/dom.js";

/** @param {HTMLElement} cite */
export function citeClause(cite) {
  const [citation, link] = all("button", cite);
  /** @param {HTMLAnchorElement | null} anchor */
  const show = (anchor) => {
    if (!anchor) return;
    citation.dataset.copy = anchor.dataset.citation;
    link.dataset.link = anchor.hash;
    anchor.after(cite);
    cite.hidden = false;
  };
  const named = () => show(document.querySelector(":target > .anchor"));
  addEventListener("hashchange", () => {
    const hadFocus = cite.contains(document.activeElement);
    named();
    if (hadFocus) citation.focus({ preventScroll: true });
  });
  // Who pressed a clause's # goes on with its buttons.
  document.addEventListener("click", (event) => {
    const anchor = /** @type {HTMLAnchorElement | null} */ (closest(event, ".anchor"));
    if (!anchor) return;
    show(anchor);
    setTimeout(() => citation.focus({ preventScroll: true }));
  });
  // Only a page that is there has a target.
  addEventListener("pageshow", named);
}
