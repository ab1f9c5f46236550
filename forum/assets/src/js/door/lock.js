// Locks the scanner of a device that has a PIN: when the page is opened, and after five minutes without a touch or a scan.
// Under the lock scans that wait are sent all the same. After five wrong PINs the device forgets what it keeps, and signs
// out as soon as there is a network and nothing waits.
import { find, findAll } from "../dom.js";
import { wipe } from "../leaving.js";
import { csrfToken } from "./page.js";
import { isPin, keepPin, keptPin } from "./pin.js";
import { unsent } from "./report.js";

const IDLE = 5 * 60_000;
const LOOK = 5000;
const TRIES = 5;
// So many looks, a minute, scans that wait have to be sent before the session ends; they stay here sealed.
const LONGEST_WAIT = 12;
const panel = find("#lock");
const note = find("[data-lock-note]", panel);
/** @type {HTMLFormElement} */
const form = find("form", panel);
/** @type {HTMLInputElement} */
const field = find("#pin", panel);
let used = Date.now();
let isChecking = false;
let waits = 0;
let token = csrfToken;

export function isLocked() {
  return !panel.hidden;
}

/** Somebody uses the scanner. */
export function noteUse() {
  used = Date.now();
}

/** @param {{ tell: () => Promise<boolean> }} on tell: say to the server that the shift is over, whether it heard */
export function watchLock({ tell }) {
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, noteUse);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    tryPin();
  });
  setInterval(() => look(tell), LOOK);
  if (keptPin()) lock();
}

/**
 * The PIN that the server says this device has.
 * @param {string | undefined} verifier empty: none; undefined: the server did not say
 */
export function takePin(verifier) {
  const kept = keptPin();
  if (verifier === undefined || verifier === (kept?.verifier ?? "")) return;
  if (kept && kept.wrong >= TRIES) return;
  keepPin(verifier ? { verifier, wrong: 0 } : null);
  if (!verifier) open();
}

/** @param {() => Promise<boolean>} tell */
function look(tell) {
  const pin = keptPin();
  if (!pin) return;
  if (pin.wrong >= TRIES) signOut(tell);
  else if (!isLocked() && Date.now() - used > IDLE) lock();
}

function lock() {
  panel.hidden = false;
  for (const part of covered()) part.inert = true;
  find("#people").replaceChildren();
  show();
  field.focus();
}

function open() {
  panel.hidden = true;
  field.value = "";
  note.textContent = "";
  for (const part of covered()) part.inert = false;
  noteUse();
}

/** @returns {Iterable<HTMLElement>} */
function covered() {
  return findAll(".door__bar, #scanner, #answer, .door__shift");
}

function show() {
  const wrong = keptPin()?.wrong ?? 0;
  form.hidden = wrong >= TRIES;
  if (form.hidden) note.textContent = panel.dataset.spent ?? "";
  else if (wrong) note.textContent = (panel.dataset.wrong ?? "").replace("{n}", String(TRIES - wrong));
}

async function tryPin() {
  const pin = keptPin();
  if (!pin || isChecking || pin.wrong >= TRIES) return;
  isChecking = true;
  // Written down before it is checked: a reload in between is a try too.
  keepPin({ ...pin, wrong: pin.wrong + 1 });
  const isRight = await isPin(field.value, pin.verifier).catch(() => false);
  isChecking = false;
  field.value = "";
  if (isRight) {
    keepPin({ ...pin, wrong: 0 });
    open();
    return;
  }
  if (pin.wrong + 1 >= TRIES) await wipe(); // what is said then is so
  show();
}

/** @param {() => Promise<boolean>} tell */
async function signOut(tell) {
  waits += 1;
  if ((unsent() && waits < LONGEST_WAIT) || !(await tell())) return;
  try {
    const address = find("#shift").getAttribute("action") ?? "";
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const response = await fetch(address, { method: "POST", redirect: "manual", headers, body: "{}" });
    // The page may be older than the session: the answer brings its token, and the next look sends it.
    token = response.headers.get("X-CSRFToken") ?? token;
    if (response.type !== "opaqueredirect" && response.status !== 401) return;
    keepPin(null);
    await wipe(); // what came in since
    location.assign("/");
  } catch {
    // no network: tried again
  }
}
