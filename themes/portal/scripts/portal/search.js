// The way to the search: `/` leads to its box, and what it takes comes when somebody goes there.

/** @param {HTMLFormElement & { q: HTMLInputElement }} form */
export function openSearch(form) {
  const input = form.q;
  document.addEventListener("keydown", (event) => {
    const isTyping = /** @type {Element} */ (event.target).closest("input,textarea,select");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  const open = () =>
    import(form.dataset.script || "").catch(() => document.documentElement.classList.remove("asked"));
  if ("suggest" in form.dataset) input.addEventListener("focus", open, { once: true });
  else open();
}
