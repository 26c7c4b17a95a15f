// The way to the search: its script is fetched when somebody goes to the box.
import { one } from "../common/dom.js";
import { openSearchBox } from "./search-box.js";

/** @param {import("../common/dom.js").SearchForm} form */
export function loadSearch(form) {
  const input = form.q;
  const load = () => import(form.dataset.script || "");
  if ("suggest" in form.dataset) {
    const openSuggestions = async () => openSearchBox(form, await (await load()).open(form));
    // Who was faster than this script is in the box already.
    if (document.activeElement === input) openSuggestions();
    else input.addEventListener("focus", openSuggestions, { once: true });
  } else {
    // The search page has asked for it already; where it can't be had, the page's list stands in.
    load().catch(() => {
      const status = one("#status");
      status.textContent = status.dataset.failed || "";
      document.documentElement.classList.remove("asked");
    });
  }
}
