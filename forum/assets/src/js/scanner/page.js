// What the page tells the script: addresses, sentences in the steward's language, the token against forgery.
const root = document.getElementById("scanner");
const words = JSON.parse(root.dataset.words);

export const scansAddress = root.dataset.scans;
export const wasmAddress = root.dataset.wasm;
export const language = document.documentElement.lang;
export const csrfToken = () => document.querySelector("meta[name=csrf-token]").content;

export function word(name, n = "") {
  return words[name].replace("{n}", n);
}

export function find(selector) {
  return document.querySelector(selector);
}
