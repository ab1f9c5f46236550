// Elements of the page. The reader says of what kind one is: `/** @type {HTMLInputElement} */ const name = find("#name");`

/**
 * The first element that matches; it must be there.
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {E}
 */
export function find(selector, root = document) {
  /** @type {E | null} */
  const found = root.querySelector(selector);
  if (!found) throw new Error(`nothing here matches ${selector}`);
  return found;
}

/**
 * Every element that matches.
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {NodeListOf<E>}
 */
export function findAll(selector, root = document) {
  return root.querySelectorAll(selector);
}

/**
 * The element an event happened in: its target, or the nearest around it, that matches.
 * @template {Element} [E=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @returns {E | null}
 */
export function closest({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}
