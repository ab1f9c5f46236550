// To a supervisor, beside a scan that let nobody in though the badge is good: the way to let them in and say why.
import { find } from "../dom.js";

const OUTCOMES = new Set(["not_today", "not_here", "full", "only_once"]);

/**
 * @param {HTMLElement} line of the list of scans
 * @param {{ id: string, outcome: string, isSent: boolean }} scan one that waits is not known to the server yet
 */
export function offerPermit(line, { id, outcome, isSent }) {
  const template = document.querySelector("#permit");
  if (!(template instanceof HTMLTemplateElement) || !OUTCOMES.has(outcome) || !isSent || line.querySelector("a"))
    return;
  const link = template.content.cloneNode(true);
  line.append(link);
  const anchor = find("a", line);
  anchor.setAttribute("href", (anchor.getAttribute("href") ?? "").replace(/0{8}-[0-]+/, id));
}
