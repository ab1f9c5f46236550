// A hand-held scanner types like a keyboard: no field needs the focus, and what a person typed into one stays.
import { Burst, LONGEST_GAP } from "./burst.js";

/** @typedef {HTMLInputElement | HTMLTextAreaElement} Field */

/** @param {(text: string) => void} onText */
export function watchWedge(onText) {
  const burst = new Burst();
  /** @type {Field | null} */
  let field = null;
  let before = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  /** @param {string} text */
  function tell(text) {
    // The keys also went into the field that had the focus.
    if (field && field.value !== before) {
      field.value = before;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    onText(text);
  }

  function rest() {
    const text = burst.rest();
    if (text !== null) tell(text);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {import("./burst.js").Heard} heard
   */
  function answer(event, { begins, scan, ours }) {
    clearTimeout(timer);
    if (begins) {
      field = isField(event.target) ? event.target : null;
      before = field?.value ?? "";
    }
    if (ours) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (scan !== null) tell(scan);
    else if (burst.holdsCode()) timer = setTimeout(rest, LONGEST_GAP);
  }

  // A key that is held down repeats as fast as a scanner.
  document.addEventListener("keydown", (event) => event.repeat || answer(event, burst.press(event)), true);
  document.addEventListener("keyup", (event) => answer(event, burst.release(event)), true);
}

/**
 * @param {EventTarget | null} target
 * @returns {target is Field}
 */
function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
