// Which way people go at a gate of both ways: whoever scans says it, and this device keeps it.
import { find } from "../dom.js";
import { attempt } from "../scan/store.js";
import { gate } from "./page.js";

const KEY = `foro.way.${gate}`;
const choice = document.querySelector("[data-way]");

/** Whether people are on their way out. */
export function leaves() {
  return find("#scanner").dataset.leaves === "yes";
}

/** Take the choice of this device, and keep each new one. */
export function watchWay() {
  if (!choice) return;
  const kept = attempt(() => localStorage.getItem(KEY));
  const radio = /** @type {HTMLInputElement | null} */ (choice.querySelector(`[value="${kept ?? ""}"]`));
  if (radio) radio.checked = true;
  choice.addEventListener("change", take);
  take();
}

function take() {
  const radio = /** @type {HTMLInputElement | null} */ (choice?.querySelector(":checked"));
  const way = radio?.value ?? "in";
  find("#scanner").dataset.leaves = way === "out" ? "yes" : "no";
  attempt(() => localStorage.setItem(KEY, way));
}
