// The names of everybody registered, on the device of a supervisor who asked for them: to find a person without network.
// They go with the shift, and where the device is closed from afar.
import { find } from "../dom.js";
import { within } from "../scan/patience.js";
import { keepNames, keptNames } from "../scan/vault.js";
import { edition, language, namesAddress, word } from "./page.js";

const MOST = 12;
const OLD = 10 * 60_000;
const LOOK = 60_000;
const PATIENCE = 60_000;

/** @type {import("../scan/vault.js").KeptNames | null} */
let kept = null;
/** @type {string[]} */
let folded = [];

export async function watchNames() {
  const button = document.querySelector("[data-names]");
  if (!(button instanceof HTMLButtonElement)) return;
  button.hidden = false;
  button.addEventListener("click", () => fetchNames(button));
  take(await keptNames(edition));
  show(button);
  setInterval(() => kept && Date.now() - kept.at > OLD && fetchNames(button), LOOK);
}

/** @param {HTMLButtonElement} button */
async function fetchNames(button) {
  button.disabled = true;
  try {
    const told = await within(PATIENCE, async (signal) => {
      const response = await fetch(namesAddress, { redirect: "manual", signal });
      return response.ok ? response.json() : null;
    });
    if (told) {
      const names = { people: told.people, at: Date.now() };
      take(names);
      await keepNames(edition, names);
    }
  } catch {
    // no network: what is here is what there is
  }
  button.disabled = false;
  show(button);
}

/** @param {import("../scan/vault.js").KeptNames | null} names */
function take(names) {
  kept = names;
  folded = names ? names.people.map(([, , name, organisation]) => fold(`${name} ${organisation}`)) : [];
}

/** @param {HTMLButtonElement} button */
function show(button) {
  if (!kept) return;
  find("span", button).textContent = word("names", kept.people.length.toLocaleString(language));
}

/**
 * Those whose name or organisation contains every word; null where this device has no names.
 * @param {string} text
 */
export function searched(text) {
  if (!kept) return null;
  const words = fold(text).split(" ").filter(Boolean);
  const all = kept.people;
  /** @type {import("../scan/vault.js").Named[]} */
  const found = [];
  if (!words.some((each) => each.length > 1)) return found;
  for (let place = 0; place < all.length && found.length < MOST; place++) {
    const person = all[place];
    if (person && words.every((each) => folded[place]?.includes(each))) found.push(person);
  }
  return found;
}

/**
 * The badge of somebody found by name, as the roster has it; null where this device has no names.
 * @param {number} registration
 * @returns {import("../scan/roster.js").Badge | null}
 */
export function badgeOf(registration) {
  const found = kept?.people.find(([id]) => id === registration);
  if (!found) return null;
  const [, person, name, organisation, category, approved] = found;
  return { person, approved, revokedAt: null, revokedFor: "", reserved: false, category, name, organisation };
}

/** @param {string} text */
function fold(text) {
  return text
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, " ")
    .trim();
}
