// What the page tells the script: addresses, sentences in the steward's language, the token against forgery.
import { find } from "../dom.js";

/**
 * @typedef {"saved" | "savedDetail" | "offline" | "signedOutDetail" | "waiting"
 *   | "signedOut" | "rejected" | "late" | "unsent" | "after" | "left" | "age" | "ageNow" | "ageLong" | "notInData"
 *   | "ready" | "preparing" | "decidedHere" | "noSearch" | "conflicts" | "alarms" | "seen" | "names"
 *   | "nobodyFound"} Word a sentence of templates/checkin/_words.html
 */

const root = find("#scanner");
/** @type {Record<Word, string>} */
const words = JSON.parse(root.dataset.words ?? "{}");
/** @type {Record<"outcomes" | "reasons" | "revoked", Record<string, string>>} */
const answers = JSON.parse(root.dataset.answers ?? "{}");

export const scansAddress = root.dataset.scans ?? "";
export const rosterAddress = root.dataset.roster ?? "";
export const namesAddress = root.dataset.people ?? "";
export const workerAddress = root.dataset.worker ?? "";
export const edition = root.dataset.edition ?? "";
export const gate = Number(root.dataset.gate);
export const area = Number(root.dataset.area);
export const shift = root.dataset.shift ?? "";
export const sealKey = root.dataset.seal ?? "";
export const offlineTold = root.dataset.offline ?? "";
export const language = document.documentElement.lang;
export const csrfToken = find("meta[name=csrf-token]").getAttribute("content") ?? "";

/**
 * @param {Word} name
 * @param {string | number | Record<string, string | number>} [n] the number in the sentence, or what is in it by name
 */
export function word(name, n = "") {
  return filled(words[name], typeof n === "object" ? n : { n });
}

/** @param {string} outcome */
export function outcomeWord(outcome) {
  return answers.outcomes[outcome] ?? "";
}

/**
 * @param {string} reason
 * @param {Record<string, string>} places
 */
export function reasonWord(reason, places) {
  return filled(answers.reasons[reason] ?? "", places);
}

/**
 * What became of a revoked badge; empty where that is not known.
 * @param {string} cause
 */
export function revokedWord(cause) {
  return answers.revoked?.[cause] ?? "";
}

/**
 * @param {string} sentence
 * @param {Record<string, string | number>} places
 */
function filled(sentence, places) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(places[name] ?? whole));
}
