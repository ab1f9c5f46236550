// The last ten scans of this device, newest first; gone with the page.
import { find } from "../dom.js";
import { language, word } from "./page.js";
import { offerPermit } from "./permit.js";

/** @typedef {import("../scan/store.js").Scan} Scan */

const MOST = 10;
const LATE = 5000;
const list = find("#log");
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false };
const clock = new Intl.DateTimeFormat(language, TIME);
const calendar = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", ...TIME });

/**
 * @param {Scan} scan
 * @param {import("./answer.js").Answer} answer
 * @param {boolean} [isSent] false: it was answered here, and waits
 */
export function logScan(scan, answer, isSent = true) {
  find("[data-log-empty]").hidden = true;
  /** @type {HTMLElement} */
  const line = list.querySelector(`[data-scan="${scan.body.id}"]`) ?? newLine(scan);
  line.dataset.outcome = answer.outcome;
  const late = scan.delayed || Date.now() - scan.at > LATE;
  const note = isSent && late ? ` · ${word("late")}` : isSent ? "" : ` · ${word("unsent")}`;
  find("[data-line=title]", line).textContent = answer.title + note;
  find("[data-line=who]", line).textContent =
    [answer.name, answer.organisation].filter(Boolean).join(", ") || (answer.detail ?? "");
  offerPermit(line, { id: scan.body.id, outcome: answer.outcome, isSent });
}

/** @param {Scan} scan */
function newLine(scan) {
  const line = document.createElement("li");
  line.className = "door__scan";
  line.dataset.scan = scan.body.id;
  line.append(part("time", (isOfToday(scan) ? clock : calendar).format(scan.at)), part("title"), part("who"));
  list.prepend(line);
  while (list.children.length > MOST) list.lastElementChild?.remove();
  return line;
}

/** @param {string} name */
function part(name, text = "") {
  const element = document.createElement("span");
  element.dataset.line = name;
  element.textContent = text;
  return element;
}

/** @param {Scan} scan */
function isOfToday(scan) {
  return new Date(scan.at).toDateString() === new Date().toDateString();
}
