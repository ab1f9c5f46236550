// The fields of the scanner: a typed code, and a person found by name.
import { find } from "../dom.js";
import { word } from "./page.js";

/** @param {(input: import("../scan/store.js").ScanInput) => void} onScan */
export function watchForms(onScan) {
  document.addEventListener("submit", (event) => takeForm(event, onScan), true);
  find(".door__bar").addEventListener("htmx:sendError", (event) => event.stopPropagation());
  find(".door__search").addEventListener("htmx:sendError", (event) => {
    event.stopPropagation();
    const line = document.createElement("p");
    line.className = "door__nobody";
    line.textContent = word("noSearch");
    find("#people").replaceChildren(line);
  });
}

/**
 * @param {SubmitEvent} event
 * @param {(input: import("../scan/store.js").ScanInput) => void} onScan
 */
function takeForm(event, onScan) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.matches("[data-typed]")) {
    event.preventDefault();
    onScan({ code: input("[name=code]", form).value, method: "typed" });
    form.reset();
  } else if (form.matches("[data-admit]")) {
    event.preventDefault();
    onScan({ registration: Number(form.dataset.admit), method: "search" });
    find("#people").replaceChildren();
    input("#name").value = "";
  }
}

/**
 * @param {string} selector
 * @param {ParentNode} [root]
 * @returns {HTMLInputElement}
 */
function input(selector, root) {
  return find(selector, root);
}
