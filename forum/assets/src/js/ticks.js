// A list of check boxes that a search shows a part of, marked data-keep-ticks: what was ticked or unticked stays so when
// another part is shown. A box that is not shown goes along as hidden fields; the mark names the field that lists the
// boxes that were ticked when the page was shown.
import { findAll } from "./dom.js";

/** @typedef {Map<string, HTMLInputElement>} Ticks the boxes that were changed, by value */

export function keepTicks() {
  for (const list of findAll("[data-keep-ticks]")) {
    /** @type {Ticks} */
    const changed = new Map();
    list.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "checkbox") changed.set(target.value, target);
    });
    list.addEventListener("htmx:afterSwap", ({ target }) => {
      if (target === list) for (const [value, box] of changed) restore(list, value, box, changed);
    });
  }
}

/**
 * @param {HTMLElement} list
 * @param {string} value
 * @param {HTMLInputElement} box
 * @param {Ticks} changed
 */
function restore(list, value, box, changed) {
  const form = list.querySelector("form");
  if (!form) return;
  /** @type {HTMLInputElement | null} */
  const shown = form.querySelector(`input[type=checkbox][name="${box.name}"][value="${CSS.escape(value)}"]`);
  if (shown) {
    shown.checked = box.checked;
    changed.set(value, shown);
    return;
  }
  if (box.defaultChecked) form.append(hidden(list.dataset.keepTicks ?? "", value));
  if (box.checked) form.append(hidden(box.name, value));
}

/**
 * @param {string} name
 * @param {string} value
 */
function hidden(name, value) {
  return Object.assign(document.createElement("input"), { type: "hidden", name, value });
}
