// Buttons that copy a value or show a secret one; they stay hidden where the browser cannot.
import { closest, find, findAll } from "./dom.js";

export function watchCopies() {
  for (const button of findAll("[data-copy]")) button.hidden = !navigator.clipboard;
  for (const button of findAll("[data-reveal]")) button.hidden = false;
  document.addEventListener("click", async (event) => {
    const copy = closest(event, "[data-copy]");
    const reveal = closest(event, "[data-reveal]");
    if (copy) await copied(copy);
    if (reveal) {
      const hidden = value(reveal.dataset.reveal).classList.toggle("copy__value--secret");
      reveal.setAttribute("aria-pressed", String(!hidden));
    }
  });
}

/** @param {HTMLElement} button */
async function copied(button) {
  const label = find("span", button);
  await navigator.clipboard.writeText(value(button.dataset.copy).value);
  const before = label.textContent;
  label.textContent = button.dataset.done ?? before;
  button.setAttribute("aria-live", "polite");
  setTimeout(() => {
    label.textContent = before;
  }, 2500);
}

/**
 * The field with the value a button is for.
 * @param {string | undefined} id
 */
function value(id) {
  return /** @type {HTMLInputElement} */ (document.getElementById(id ?? ""));
}
