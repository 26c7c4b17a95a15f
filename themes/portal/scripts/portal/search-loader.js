// The way to the search: `/` leads to it, and its script is fetched when somebody goes there.
import { closest, one } from "../common/dom.js";
import { openSearchBox } from "./search-box.js";

/** @param {import("../common/dom.js").SearchForm} form */
export function loadSearch(form) {
  const input = form.q;
  document.addEventListener("keydown", (event) => {
    const isTyping = closest(event, "input,textarea,select");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // On small screens there is no box; its form leads to the page that has one.
    if (!input.offsetParent) location.assign(form.action);
    input.focus();
    input.select();
  });
  const load = () => import(form.dataset.script || "");
  if ("suggest" in form.dataset) {
    const openSuggestions = async () => openSearchBox(form, await (await load()).open(form));
    input.addEventListener("focus", openSuggestions, { once: true });
  } else {
    // The search page has asked for it already; where it can't be had, the page's list stands in.
    load().catch(() => {
      const status = one("#status");
      status.textContent = status.dataset.failed || "";
      document.documentElement.classList.remove("asked");
    });
  }
}
