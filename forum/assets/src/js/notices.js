// Flashed sentences can be closed; the good ones leave by themselves. notify() shows one from the script.
import { closest, find, findAll } from "./dom.js";

const STAY = 8000;

export function watchNotices() {
  document.addEventListener("click", (event) => {
    closest(event, "[data-dismiss]")?.closest("[data-flash]")?.remove();
  });
  findAll("[data-flash]").forEach(arrive);
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node instanceof HTMLElement && node.matches("[data-flash]")) arrive(node);
    }
  }).observe(document.getElementById("flashes") ?? document.body, { childList: true });
}

/** @param {HTMLElement} notice */
function arrive(notice) {
  find("[data-dismiss]", notice).hidden = false;
  if (notice.matches(".alert--success")) setTimeout(() => leave(notice), STAY);
}

/** @param {HTMLElement} notice */
function leave(notice) {
  if (notice.matches(":hover, :focus-within")) setTimeout(() => leave(notice), STAY);
  else notice.remove();
}

/** @param {string} sentence */
export function notify(sentence) {
  const notice = document.importNode(template().content, true);
  find("p", notice).textContent = sentence;
  find("#flashes").replaceChildren(notice);
}

/** @param {"offline" | "failed" | "signedOut" | "stale" | "busy"} name */
export function word(name) {
  return template().dataset[name] ?? "";
}

/** @returns {HTMLTemplateElement} */
function template() {
  return find("#notice");
}
