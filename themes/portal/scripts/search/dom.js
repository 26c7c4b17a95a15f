// What the search page and the box share.

/** @typedef {HTMLFormElement & { q: HTMLInputElement }} Form */

/**
 * A text of the theme with its places filled.
 * @param {string | undefined} text
 * @param {Record<string, string | number>} values
 */
export const fillIn = (text = "", values) => text.replace(/{(\w+)}/g, (_, name) => String(values[name]));

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
 * Whether a key belongs to an input method; Safari tells of the last one by its code alone.
 * @param {KeyboardEvent} event
 */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/**
 * The way that an arrow key leads: down 1, up -1.
 * @param {KeyboardEvent} event
 */
export const step = ({ key }) => +(key === "ArrowDown") - +(key === "ArrowUp");
