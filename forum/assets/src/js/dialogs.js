// Opens and closes <dialog>s, and asks before a form marked data-confirm is sent.
import { closest, find, findAll } from "./dom.js";

export function watchDialogs() {
  document.addEventListener("click", (event) => {
    const { target } = event;
    const opener = closest(event, "[data-dialog]");
    const closing = closest(event, "[data-dialog-close]")?.closest("dialog");
    if (opener) {
      event.preventDefault();
      const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById(opener.dataset.dialog ?? ""));
      dialog?.showModal();
    } else if (closing?.open) {
      // one shown by its #id alone is closed by the link itself
      event.preventDefault();
      closing.close();
    } else if (target instanceof HTMLDialogElement && target.open && outside(target, event)) {
      target.close();
    }
  });
  document.addEventListener("keydown", (event) => {
    const { target } = event;
    if (event.key !== " " || !(target instanceof HTMLElement)) return;
    if (target.matches("[role=button][data-dialog], [role=button][data-dialog-close]")) {
      event.preventDefault();
      target.click();
    }
  });
  /** @type {NodeListOf<HTMLDialogElement>} */
  const opened = findAll("dialog[data-open]");
  for (const dialog of opened) dialog.showModal();
}

/**
 * @param {HTMLDialogElement} dialog
 * @param {MouseEvent} click
 */
function outside(dialog, { clientX, clientY }) {
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}

/** @type {(agreed: boolean) => void} */
let answer = () => {};

/**
 * Resolves to whether the person agreed. A question asked before the last one is closed takes its place.
 * @param {DOMStringMap} words of the form: the question, and what the button that agrees and the other one say
 * @returns {Promise<boolean>}
 */
export function ask({ confirm, confirmYes, confirmNo }) {
  answer(false);
  /** @type {HTMLDialogElement} */
  const dialog = find("#confirm");
  find("#confirm-question", dialog).textContent = confirm ?? "";
  find("[data-yes] span", dialog).textContent = confirmYes ?? "";
  find("[data-no] span", dialog).textContent = confirmNo ?? "";
  dialog.returnValue = "";
  dialog.onclose = () => {
    if (!dialog.open) answer(dialog.returnValue === "yes");
  };
  dialog.showModal();
  return new Promise((resolve) => {
    answer = resolve;
  });
}
