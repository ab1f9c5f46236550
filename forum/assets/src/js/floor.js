// The floor desk: the tables follow by themselves, and a code is read by its camera or typed by a hand-held scanner.
import { Eye } from "./scan/eye.js";
import { attempt } from "./scan/store.js";

const EVERY = 4000;
const CAMERA = "foro.floor.camera";
const LAST = "foro.floor.last";
const HELD = 8000;

const tables = document.querySelector("[data-floor]");
const stale = document.querySelector("[data-stale]");
if (tables instanceof HTMLElement && tables.dataset.floor) follow(tables, tables.dataset.floor);

const field = document.querySelector("#scan #code");
const root = document.querySelector("#eye");
if (field instanceof HTMLInputElement) {
  const typing = () => document.activeElement?.matches("input, textarea, select") ?? false;
  // A hand-held scanner types wherever the page is: into the field, unless somebody writes elsewhere.
  if (field.dataset.wedge)
    document.addEventListener("keydown", ({ key }) => /^\w$/.test(key) && !typing() && field.focus());
  if (root instanceof HTMLElement) {
    const eye = new Eye(root, (code) => {
      if (isHeld(code)) return;
      field.value = code;
      field.form?.requestSubmit();
    });
    const part = (/** @type {string} */ name) => root.querySelector(`[data-eye=${name}]`);
    part("start")?.addEventListener("click", () => attempt(() => sessionStorage.setItem(CAMERA, "open")));
    part("stop")?.addEventListener("click", () => attempt(() => sessionStorage.removeItem(CAMERA)));
    const folded = root.closest("details");
    if (folded && attempt(() => sessionStorage.getItem(CAMERA))) {
      folded.open = true;
      eye.open();
    }
  }
}

/**
 * Whether a code was sent a moment ago: the page comes again after each, with the same badge still before the camera.
 * @param {string} code
 */
function isHeld(code) {
  const [last, at] = JSON.parse(attempt(() => sessionStorage.getItem(LAST)) ?? "[]");
  attempt(() => sessionStorage.setItem(LAST, JSON.stringify([code, Date.now()])));
  return last === code && Date.now() - at < HELD;
}

/**
 * Ask every few seconds whether something changed; nothing comes back where nothing did.
 * @param {HTMLElement} place
 * @param {string} url
 */
function follow(place, url) {
  let tag = `"${place.dataset.tag}"`;
  const ask = async () => {
    if (document.hidden) return;
    const headers = { "HX-Request": "true", "If-None-Match": tag };
    const answer = await fetch(url, { headers, cache: "no-store" }).catch(() => null);
    if (stale instanceof HTMLElement) stale.hidden = Boolean(answer?.ok || answer?.status === 304);
    if (!answer?.ok || answer.redirected) return;
    const held = document.activeElement?.closest("li")?.id;
    place.innerHTML = await answer.text();
    tag = answer.headers.get("ETag") ?? tag;
    const again = held ? document.querySelector(`#${held} a`) : null;
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
  };
  setInterval(ask, EVERY);
}
