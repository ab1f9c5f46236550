// What the page says beside the answers: the counts, what waits to be sent, how old the data are, what went wrong.
import { find } from "../dom.js";
import { language, word } from "./page.js";

/**
 * The count of this gate came with the answer; who is in changes with it until the server tells both again.
 * @param {number} count
 * @param {string} outcome
 */
export function showCount(count, outcome) {
  const inside = find("[data-count-inside]");
  const change = outcome === "admitted" ? 1 : outcome === "left" ? -1 : 0;
  find("[data-count-here]").textContent = count.toLocaleString("es-MX");
  inside.textContent = Math.max(0, numberIn(inside) + change).toLocaleString("es-MX");
}

/** @param {HTMLElement} element */
function numberIn(element) {
  return Number(element.textContent.replace(/\D/g, ""));
}

/**
 * @param {import("../scan/outbox.js").State} state
 * @param {number} waiting
 * @param {number} left what this person may not send
 */
export function showQueue(state, waiting, left) {
  const line = find("[data-queue]");
  line.hidden = state === "online" && !left;
  find("[data-sign-in]", line).hidden = state !== "signed-out";
  if (state === "online") find("span", line).textContent = word("left", left);
  if (state === "offline") find("span", line).textContent = word("waiting", waiting);
  if (state === "signed-out") find("span", line).textContent = word("signedOut", waiting);
}

/**
 * Whether this device can answer without network, and on what.
 * @param {import("../scan/roster.js").Roster | null} roster
 * @param {string} age
 */
export function showReady(roster, age) {
  const line = find("[data-ready]");
  line.hidden = !globalThis.crypto?.subtle;
  line.dataset.ready = roster ? "yes" : "no";
  const badges = roster ? roster.size.toLocaleString(language) : "";
  find("span", line).textContent = roster ? word("ready", { badges, age }) : word("preparing");
}

/**
 * To a supervisor: how many differences, or devices, should be looked into.
 * @param {"conflicts" | "alarms"} what
 * @param {number} count
 */
export function showToSupervisor(what, count) {
  const line = document.querySelector(`[data-${what}]`);
  if (!(line instanceof HTMLElement)) return;
  line.hidden = !count;
  find("span", line).textContent = word(what, count);
}

/**
 * Somebody came in without network whom the server would not have let in: it stays until it is seen.
 * @param {string} message
 * @param {string | null | undefined} name
 */
export function showAlert(message, name) {
  const list = find("#alerts");
  const line = document.createElement("li");
  const seen = document.createElement("button");
  seen.type = "button";
  seen.textContent = word("seen");
  seen.addEventListener("click", () => {
    line.remove();
    list.hidden = !list.children.length;
  });
  line.append([name, message].filter(Boolean).join(": "), seen);
  list.append(line);
  list.hidden = false;
}
