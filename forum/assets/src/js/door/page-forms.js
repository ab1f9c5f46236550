// The fields of the scanner: a typed code, and a person found by name.
import { find, findAll } from "../dom.js";
import { searched } from "./names.js";
import { word } from "./page.js";
import { leaves } from "./way.js";

/** @typedef {import("../scan/store.js").ScanInput} Input */

/** @param {(input: Input) => void} onScan */
export function watchForms(onScan) {
  document.addEventListener("submit", (event) => takeForm(event, onScan), true);
  // Without network, or where a hub has lost its centre (503).
  for (const kind of ["htmx:sendError", "htmx:responseError"]) {
    find(".door__bar").addEventListener(kind, (event) => event.stopPropagation());
    find(".door__search").addEventListener(kind, (event) => {
      event.stopPropagation();
      showFound(searched(input("#name").value));
    });
  }
}

/** @param {import("../scan/vault.js").Named[] | null} people null: this device has no names */
function showFound(people) {
  if (people?.length) {
    const list = document.createElement("ul");
    list.className = "door__people";
    list.append(...people.map(personLine));
    find("#people").replaceChildren(list);
    return;
  }
  const line = document.createElement("p");
  line.className = "door__nobody";
  line.textContent = word(people ? "nobodyFound" : "noSearch");
  find("#people").replaceChildren(line);
}

/** @param {import("../scan/vault.js").Named} person */
function personLine([registration, , name, organisation, , valid]) {
  /** @type {HTMLTemplateElement} */
  const template = find("#found");
  const line = document.importNode(template.content, true);
  find(".door__name", line).textContent = name;
  find(".door__about", line).textContent = organisation;
  find("[data-not-valid]", line).hidden = valid;
  const form = find("form", line);
  form.hidden = !valid;
  form.dataset.admit = String(registration);
  for (const button of findAll("button", form)) {
    button.hidden = (button.getAttribute("value") === "out") !== leaves();
    button.setAttribute("aria-label", [button.textContent, name].join(": "));
  }
  return line;
}

/**
 * @param {SubmitEvent} event
 * @param {(input: Input) => void} onScan
 */
function takeForm(event, onScan) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.matches("[data-typed]")) {
    event.preventDefault();
    const code = input("[name=code]", form);
    onScan({ code: code.value, method: "typed", leaves: leaves() });
    code.value = "";
  } else if (form.matches("[data-admit]")) {
    event.preventDefault();
    const way = /** @type {HTMLButtonElement | null} */ (event.submitter)?.value;
    onScan({ registration: Number(form.dataset.admit), method: "search", leaves: way === "out" });
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
