// What makes a form safe to fill on a phone: faults shown at the field before sending, no double sending, a question
// before what was typed is lost.
import { ask } from "./dialogs.js";
import { closest, find, findAll } from "./dom.js";

/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement | HTMLButtonElement} Control */

/** @type {Set<HTMLFormElement>} */
const changed = new Set();

export function watchForms() {
  /** @type {HTMLElement | null} */ (document.querySelector("[data-focus]"))?.focus();
  document.addEventListener("input", noteInput);
  document.addEventListener("change", noteInput);
  document.addEventListener("submit", beforeSending, true);
  document.addEventListener("focusout", (event) => check(event.target, { gently: true }));
  document.addEventListener("click", followSummary);
  window.addEventListener("pageshow", release);
  window.addEventListener("beforeunload", (event) => {
    if (![...changed].some((form) => form.isConnected)) return;
    event.preventDefault();
    event.returnValue = true; // Chrome before 119 asks for no other reason
  });
}

/** @param {Event} event */
function noteInput(event) {
  const { form } = /** @type {Control} */ (event.target);
  if (form?.matches("[data-unsaved]")) changed.add(form);
  if (closest(event, "[data-field]")?.matches(".is-invalid")) check(event.target, { gently: false });
}

/** @param {SubmitEvent} event */
async function beforeSending(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const sender = /** @type {HTMLButtonElement | null} */ (event.submitter);
  if (form.matches("[aria-busy=true]")) return stop(event);
  if (form.matches("form[novalidate]") && !sender?.formNoValidate && !isComplete(form)) return stop(event);
  if (form.dataset.confirm && !form.dataset.agreed) {
    stop(event);
    if (!(await ask(form.dataset))) return;
    form.dataset.agreed = "yes";
    if (form.requestSubmit) form.requestSubmit(sender);
    else sender?.click(); // Safari before 16
    return;
  }
  changed.delete(form);
  if (form.matches("[data-guard]") && !form.matches("[hx-post], [hx-put], [hx-patch], [hx-delete]")) {
    form.setAttribute("aria-busy", "true");
    // A download leaves the page in place: free the form again after a while.
    setTimeout(() => form.removeAttribute("aria-busy"), 8000);
  }
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function release() {
  for (const form of findAll("form[aria-busy]")) {
    form.removeAttribute("aria-busy");
    delete form.dataset.agreed;
  }
}

/** @param {HTMLFormElement} form */
function isComplete(form) {
  const wrong = [...form.elements].filter((input) => !check(input, { gently: false }));
  /** @type {Control[]} */ (wrong)[0]?.focus();
  return wrong.length === 0;
}

/**
 * Checks one input by its own HTML constraints and shows or clears its fault; what is no input has none.
 * @param {EventTarget | null} target
 * @param {{ gently: boolean }} how gently: an empty field is not blamed yet
 */
function check(target, { gently }) {
  const input = /** @type {Control} */ (target);
  const field = input.closest?.("[data-field]");
  const form = input.form;
  if (!field || !form?.noValidate || !input.willValidate) return true;
  const { validity } = input;
  const blank = validity.valueMissing;
  if (gently && (blank || validity.valid)) return true;
  show(field, input, validity.valid ? "" : sentence(form, input));
  return validity.valid;
}

/**
 * @param {HTMLFormElement} form
 * @param {Control} input
 */
function sentence(form, input) {
  if (input.validity.valueMissing) return form.dataset.required ?? "";
  if (input.validity.typeMismatch && input.type === "email") return form.dataset.email ?? "";
  return input.title || (form.dataset.invalid ?? "");
}

/**
 * @param {Element} field
 * @param {Control} input
 * @param {string} message empty: there is no fault
 */
function show(field, input, message) {
  /** @type {HTMLElement | null} */
  const place = field.querySelector(".field__error");
  field.classList.toggle("is-invalid", Boolean(message));
  if (!place) return;
  place.hidden = !message;
  find("span", place).textContent = message;
  const ids = (input.getAttribute("aria-describedby") ?? "").split(/\s+/).filter((id) => id && id !== place.id);
  if (message) {
    input.setAttribute("aria-invalid", "true");
    ids.push(place.id);
  } else {
    input.removeAttribute("aria-invalid");
  }
  if (ids.length) input.setAttribute("aria-describedby", ids.join(" "));
  else input.removeAttribute("aria-describedby");
}

/** @param {MouseEvent} event */
function followSummary(event) {
  /** @type {HTMLAnchorElement | null} */
  const link = closest(event, ".summary a[href^='#']");
  const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target) return;
  event.preventDefault();
  /** @type {HTMLElement | null} */
  const input = target.matches("fieldset") ? target.querySelector("input, select") : target;
  input?.focus();
  input?.scrollIntoView({ block: "center" });
}
