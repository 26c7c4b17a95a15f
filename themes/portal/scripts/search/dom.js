// What the page and the box share.

/** @typedef {HTMLFormElement & { q: HTMLInputElement }} Form */

/**
 * A text of the theme with its places filled.
 * @param {string | undefined} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text = "", values) => text.replace(/{(\w+)}/g, (_, name) => String(values[name]));

/**
 * A copy of what a template holds.
 * @param {Element | null} template
 */
export const copy = (template) =>
  /** @type {HTMLElement} */ (/** @type {HTMLTemplateElement} */ (template).content.cloneNode(true).firstChild);

/**
 * Hears what is typed, once an input method has finished composing it.
 * @param {HTMLInputElement} input
 * @param {() => void} listener
 */
export function onTyped(input, listener) {
  for (const kind of ["input", "compositionend"]) {
    input.addEventListener(kind, (event) => /** @type {InputEvent} */ (event).isComposing || listener());
  }
}

/**
 * The way that an arrow key leads: down 1, up -1.
 * @param {KeyboardEvent} event
 */
export const step = ({ key, isComposing }) => (isComposing ? 0 : Number(key === "ArrowDown") - Number(key === "ArrowUp"));
