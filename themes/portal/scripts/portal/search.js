// The way to the search: `/` leads to it, and what it takes comes when somebody goes there.
import { openBox } from "./box.js";
import { one } from "./page.js";

/** @param {import("../search/dom.js").Form} form */
export function openSearch(form) {
  const input = form.q;
  document.addEventListener("keydown", (event) => {
    const isTyping = /** @type {Element} */ (event.target).closest("input,textarea,select");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    // On small screens there is no box; its form leads to the page that has one.
    if (!input.offsetParent) location.assign(form.action);
    input.focus();
    input.select();
  });
  const load = () => import(form.dataset.script || "");
  const openSuggestions = async () => openBox(form, await (await load()).open(form));
  if ("suggest" in form.dataset) input.addEventListener("focus", openSuggestions, { once: true });
  else {
    // The page has asked for it already; without it, the page's list stands in.
    load().catch(() => {
      const status = one("#status");
      status.textContent = status.dataset.failed || "";
      document.documentElement.classList.remove("asked");
    });
  }
}
