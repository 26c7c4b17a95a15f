// What a page holds. Its templates and these scripts are written together: what is asked for is there.

/**
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {T}
 */
export const one = (selector, within = document) => /** @type {T} */ (within.querySelector(selector));

/**
 * @template {Element} [T=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {T[]}
 */
export const all = (selector, within = document) => [.../** @type {NodeListOf<T>} */ (within.querySelectorAll(selector))];

/**
 * What an event happened to, or in.
 * @template {Element} [T=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 */
export const closest = (event, selector) =>
  /** @type {T | null} */ (/** @type {Element} */ (event.target).closest(selector));

/**
 * Words of the interface with what they speak of.
 * @param {string | undefined} pattern
 * @param {string | number} n
 */
export const fill = (pattern = "", n) => pattern.replace("{n}", `${n}`);
