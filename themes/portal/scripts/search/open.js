// What the pages with a search box share.

/**
 * Fetches what the generator published and makes an engine of it; the form says where both lie.
 * @param {HTMLElement} form
 * @returns {Promise<import("../engine.js").Engine>}
 */
export async function openEngine({ dataset }) {
  const [module, response] = await Promise.all([import(dataset.engine ?? ""), fetch(dataset.corpus ?? "")]);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return new module.Engine(await response.json());
}

/**
 * `/` leads to the box, unless something is being typed elsewhere.
 * @param {HTMLInputElement} input
 */
export function focusOnSlash(input) {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

/**
 * Hears what is typed, once an input method has finished composing it.
 * @param {HTMLInputElement} input
 * @param {() => void} listener
 */
export function onTyped(input, listener) {
  input.addEventListener("input", (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) listener();
  });
  input.addEventListener("compositionend", listener);
}
