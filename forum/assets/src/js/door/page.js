// What the page tells the script: addresses, sentences in the steward's language, the token against forgery.
import { find } from "../dom.js";

/**
 * @typedef {import("../scan/eye.js").Word | "saved" | "savedDetail" | "offline" | "signedOutDetail" | "waiting"
 *   | "signedOut" | "rejected" | "late" | "unsent" | "after" | "left"} Word a sentence of templates/checkin/scanner.html
 */

const root = find("#scanner");
/** @type {Record<Word, string>} */
const words = JSON.parse(root.dataset.words ?? "{}");

export const scansAddress = root.dataset.scans ?? "";
export const wasmAddress = root.dataset.wasm ?? "";
export const language = document.documentElement.lang;
export const csrfToken = find("meta[name=csrf-token]").getAttribute("content") ?? "";

/**
 * @param {Word} name
 * @param {string | number} [n] the number in the sentence
 */
export function word(name, n = "") {
  return words[name].replace("{n}", String(n));
}
