// What scripts do with a page. Templates and scripts are written together: what is asked for is there.

/** @typedef {HTMLFormElement & { q: HTMLInputElement }} SearchForm */

/**
 * Returns the first element that fits.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {T}
 */
export const one = (selector, within = document) => /** @type {T} */ (within.querySelector(selector));

/**
 * Returns all elements that fit.
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {T[]}
 */
export const all = (selector, within = document) => [.../** @type {NodeListOf<T>} */ (within.querySelectorAll(selector))];

/**
 * Returns the element that an event happened to, or in.
 * @template {Element} [T=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 */
export const closest = (event, selector) =>
  /** @type {T | null} */ (/** @type {Element} */ (event.target).closest(selector));

/**
 * Copies the first element that a template holds.
 * @param {Element | null} template
 */
export const copy = (template) =>
  /** @type {HTMLElement} */ (/** @type {HTMLTemplateElement} */ (template).content.cloneNode(true).firstChild);

/**
 * Fills the places of a text of the interface: `{n}` with the value `n`.
 * @param {string | undefined} text
 * @param {Record<string, string | number>} values
 */
export const fill = (text = "", values) => text.replace(/{(\w+)}/g, (_, name) => `${values[name]}`);

/** Returns the words of a text, parted by white space. */
export const words = (text = "") => text.split(/\s+/).filter(Boolean);

/**
 * Calls the listener when something was typed; while an input method composes, only once it is done. That holds for Latin
 * letters, too, which keyboards of phones compose as English words: `keji` on its way to 科技 looks the same, events don't
 * say which method composes, and an answer to half a syllable would replace what the reader looks at.
 * @param {HTMLInputElement} input
 * @param {() => void} listener
 */
export function onTyped(input, listener) {
  for (const kind of ["input", "compositionend"]) {
    input.addEventListener(kind, (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) listener();
    });
  }
}

/**
 * Tells whether a key belongs to an input method. Safari marks the last one of a composition by its code alone.
 * @param {KeyboardEvent} event
 */
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

/**
 * Returns which way an arrow key leads: down 1, up -1, any other key 0.
 * @param {KeyboardEvent} event
 */
export const arrowStep = ({ key }) => /** @type {Record<string, number>} */ ({ ArrowDown: 1, ArrowUp: -1 })[key] || 0;
