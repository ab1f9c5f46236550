// Parts of a form that are asked only where another field has a certain answer, marked data-when="name of the field" and
// data-is="answers, one a line". A part that is not asked is hidden, and its fields are neither checked nor sent; parts
// come after what they depend on, so one pass in their order is enough. Without this script all parts show, and say in
// their first line when they are asked.
import { findAll } from "./dom.js";

const PARTS = "[data-when]";

export function watchConditions() {
  /** @type {Set<HTMLFormElement>} */
  const forms = new Set();
  for (const part of findAll(PARTS)) {
    const form = part.closest("form");
    if (form) forms.add(form);
  }
  for (const form of forms) {
    form.addEventListener("change", () => showParts(form));
    showParts(form);
  }
  if (forms.size) window.addEventListener("pageshow", () => forms.forEach(showParts)); // filled in by the browser
}

/** @param {HTMLFormElement} form */
function showParts(form) {
  for (const part of findAll(PARTS, form)) {
    const wanted = (part.dataset.is ?? "").split("\n");
    const isAsked = answersTo(form, part.dataset.when ?? "").some((answer) => wanted.includes(answer));
    part.hidden = !isAsked;
    for (const note of findAll("[data-when-note]", part)) note.hidden = true;
    for (const field of findAll("input, select, textarea", part)) {
      /** @type {HTMLInputElement} */ (field).disabled = !isAsked;
    }
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @returns {string[]} what is chosen now in the fields of this name; nothing of those that are not asked themselves
 */
function answersTo(form, name) {
  return [...new FormData(form).getAll(name)].filter((value) => typeof value === "string");
}
