// A link marked data-sheet opens its page in short, beside the page one is on. Where that fails, it is a plain link.

import { closest } from "./dom.js";
import { within } from "./scan/patience.js";

const PATIENCE = 5000;

/** The address asked for last: an answer that comes after the next question is dropped. */
let wanted = "";

export function watchSheets() {
  document.addEventListener("click", (event) => {
    /** @type {HTMLAnchorElement | null} */
    const link = closest(event, "a[data-sheet]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!link || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    void openSheet(link.href);
  });
}

/** @param {string} address */
export async function openSheet(address) {
  wanted = address;
  const html = await short(address);
  if (wanted !== address) return;
  if (html === null) {
    location.assign(address);
    return;
  }
  const dialog = sheet();
  dialog.innerHTML = html;
  dialog.scrollTop = 0;
  if (!dialog.open) dialog.showModal();
}

/**
 * The page in short; null where there is none.
 * @param {string} address
 */
async function short(address) {
  try {
    return await within(PATIENCE, async (signal) => {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal });
      return answer.ok && !answer.redirected ? await answer.text() : null;
    });
  } catch {
    return null;
  }
}

/** The one dialog that shows them. */
function sheet() {
  /** @type {HTMLDialogElement | null} */
  const there = document.querySelector("dialog.dialog--side");
  if (there) return there;
  const made = document.createElement("dialog");
  made.classList.add("dialog", "dialog--side");
  made.setAttribute("aria-labelledby", "sheet-title");
  document.body.append(made);
  return made;
}
