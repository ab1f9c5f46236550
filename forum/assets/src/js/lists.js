// Long lists: how many lines are marked, all of a page marked at once, the choice of columns, and keys: J and K go from
// line to line, X marks the line, Enter opens it, / leads to the search. They are heard on a line alone; where there is
// no list, as at the door, a hand-held scanner types what it likes.
import { closest, findAll } from "./dom.js";

const LINE = ".table__main a";
const ROW = ".table--dense > tbody > tr";
// Enter on a box would send the form of the list, whose first button decides.
const BOX = "[data-bulk] [type=checkbox]";

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
    if (event.key === "Escape") closeColumns(null);
    if (event.key === "Enter" && closest(event, BOX)) event.preventDefault();
    const row = closest(event, ROW);
    if (row && (closest(event, LINE) || closest(event, "[data-tick]"))) move(row, event);
  });
  document.addEventListener("click", (event) => closeColumns(closest(event, "[data-columns]")));
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
  const [list] = findAll(ROW);
  if (!search || !list) return;
  event.preventDefault();
  search.focus();
}

/**
 * @param {HTMLElement} row
 * @param {KeyboardEvent} event
 */
function move(row, event) {
  const key = event.key.toLowerCase();
  const next = key === "j" ? row.nextElementSibling : key === "k" ? row.previousElementSibling : null;
  const link = next?.querySelector(LINE);
  if (link instanceof HTMLElement) link.focus();
  if (key === "x") for (const box of boxes(row)) box.click();
  const own = row.querySelector(LINE);
  if (key === "enter" && closest(event, "[data-tick]") && own instanceof HTMLElement) own.click();
}

/** @param {HTMLElement | null} but */
function closeColumns(but) {
  for (const choice of findAll("[data-columns][open]")) {
    if (choice === but) continue;
    if (choice.contains(document.activeElement)) choice.querySelector("summary")?.focus();
    choice.removeAttribute("open");
  }
}
