// Long lists: how many lines are marked, all of a page marked at once, and keys: J and K go from line to line, X marks
// the line, / leads to the search. Where there is no list, as at the door, a hand-held scanner types what it likes.
import { closest, findAll } from "./dom.js";

const LINE = ".table__main a";

export function watchLists() {
  document.addEventListener("change", (event) => {
    const form = closest(event, "[data-bulk]");
    if (!form) return;
    const page = closest(event, "[data-bulk-page]");
    if (page) for (const box of boxes(form)) box.checked = pageBox(page).checked;
    tell(form);
  });
  document.addEventListener("htmx:afterSettle", tellAll);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !isTyping(event)) toSearch(event);
    const line = closest(event, LINE);
    if (line) move(line, event.key);
  });
  tellAll();
}

function tellAll() {
  for (const form of findAll("[data-bulk]")) tell(form);
}

/** @param {HTMLElement} form */
function tell(form) {
  const all = [...boxes(form)];
  const marked = all.filter((box) => box.checked).length;
  for (const page of findAll("[data-bulk-page]", form)) {
    page.hidden = false;
    pageBox(page).checked = marked === all.length;
  }
  for (const count of findAll("[data-bulk-count]", form)) {
    count.textContent = marked ? (count.dataset.bulkCount ?? "").replace("{n}", String(marked)) : "";
  }
}

/**
 * @param {ParentNode} form
 * @returns {NodeListOf<HTMLInputElement>}
 */
function boxes(form) {
  return findAll("[data-tick]", form);
}

/** @param {ParentNode} page */
function pageBox(page) {
  return /** @type {HTMLInputElement} */ (page.querySelector("input"));
}

/** @param {KeyboardEvent} event */
function isTyping(event) {
  return Boolean(closest(event, "input, textarea, select, [contenteditable]"));
}

/** @param {KeyboardEvent} event */
function toSearch(event) {
  const [search] = findAll("[type=search]");
  const [list] = findAll("[data-bulk]");
  if (!search || !list) return;
  event.preventDefault();
  search.focus();
}

/**
 * @param {HTMLElement} line
 * @param {string} key
 */
function move(line, key) {
  const row = line.closest("tr");
  const next = key === "j" ? row?.nextElementSibling : key === "k" ? row?.previousElementSibling : null;
  const link = next?.querySelector(LINE);
  if (link instanceof HTMLElement) link.focus();
  if (key === "x" && row) for (const box of boxes(row)) box.click();
}
