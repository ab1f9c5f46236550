// The last ten scans of this device, newest first; gone with the page.
import { find, language, word } from "./page.js";

const MOST = 10;
const list = find("#log");
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

export function logScan(scan, answer) {
  find("[data-log-empty]").hidden = true;
  const line = list.querySelector(`[data-scan="${scan.body.id}"]`) ?? newLine(scan);
  line.dataset.outcome = answer.outcome;
  const note = scan.delayed && answer.outcome !== "pending" ? ` · ${word("late")}` : "";
  line.querySelector("[data-line=title]").textContent = answer.title + note;
  line.querySelector("[data-line=who]").textContent =
    [answer.name, answer.organisation].filter(Boolean).join(", ") || answer.detail;
}

function newLine(scan) {
  const line = document.createElement("li");
  line.className = "door__scan";
  line.dataset.scan = scan.body.id;
  line.append(part("time", clock.format(scan.at)), part("title"), part("who"));
  list.prepend(line);
  while (list.children.length > MOST) list.lastElementChild.remove();
  return line;
}

function part(name, text = "") {
  const element = document.createElement("span");
  element.dataset.line = name;
  element.textContent = text;
  return element;
}
