// The hour on a kept agenda: what is now and what is next by the device's clock, as the page says what was so when it
// was made.
import { find, findAll } from "../dom.js";

const A_MINUTE = 60_000;

/** @typedef {{ slot: HTMLElement, startsAt: number, endsAt: number }} Sitting a slot of somebody's day and its hours */

/** @param {HTMLElement} pocket says the words */
export function followClock(pocket) {
  const sittings = [...findAll("[data-sitting]")].map((slot) => sitting(/** @type {HTMLElement} */ (slot)));
  if (!sittings.length) return;
  for (const said of findAll("[data-hour]")) said.remove();
  mark(sittings, pocket)?.scrollIntoView({ block: "center" });
  setInterval(() => mark(sittings, pocket), A_MINUTE);
}

/**
 * @param {HTMLElement} slot
 * @returns {Sitting}
 */
function sitting(slot) {
  const [startsAt = 0, endsAt = 0] = [...findAll("time", slot)].map((time) =>
    Date.parse(time.getAttribute("datetime") ?? ""),
  );
  return { slot, startsAt, endsAt };
}

/**
 * Marks what is now, else what is next; returns the first of them.
 * @param {Sitting[]} sittings
 * @param {HTMLElement} pocket
 */
function mark(sittings, pocket) {
  const now = Date.now();
  const current = sittings.filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt);
  const next = Math.min(...sittings.map(({ startsAt }) => startsAt).filter((startsAt) => startsAt > now));
  const following = sittings.filter(({ startsAt }) => startsAt === next);
  for (const { slot } of sittings) {
    slot.classList.remove("is-now");
    slot.querySelector("[data-by-clock]")?.remove();
  }
  for (const { slot } of current) say(slot, pocket.dataset.now ?? "").classList.add("is-now");
  for (const { slot } of following) say(slot, pocket.dataset.next ?? "");
  return (current[0] ?? following[0])?.slot;
}

/**
 * @param {HTMLElement} slot
 * @param {string} words
 */
function say(slot, words) {
  const said = document.createElement("strong");
  said.dataset.byClock = "";
  said.textContent = `${words} · `;
  find(".slot__kind", slot).prepend(said);
  slot.closest("details")?.setAttribute("open", "");
  return slot;
}
