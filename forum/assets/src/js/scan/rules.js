// The answer to a scan, decided on plain facts: the rules of forum/checkin/rules.py, for want of network. Both are run
// against the same table of cases.

/**
 * @typedef {object} Facts as in Python; one means nothing where one before it says no
 * @property {boolean} is_code
 * @property {boolean} badge_exists
 * @property {boolean} of_this_edition
 * @property {boolean} badge_revoked
 * @property {boolean} registration_approved
 * @property {boolean} forum_open
 * @property {boolean} category_enters
 * @property {boolean} entered_before
 *
 * @typedef {{ approved: boolean, revokedAt: number | null, category: number }} Badge revokedAt: milliseconds
 * @typedef {{ days: string[], zone: string, categories: Record<string, { days: string[] }> }} Frame dates as 2026-09-09
 * @typedef {{ at: number, gate: string }} Entry
 */

/** @type {[fact: keyof Facts, wrong: boolean, outcome: string, reason: string][]} the first that is wrong is the reason */
const OBJECTIONS = [
  ["is_code", false, "unknown", "not_a_code"],
  ["badge_exists", false, "unknown", "no_such_badge"],
  ["of_this_edition", false, "unknown", "other_edition"],
  ["badge_revoked", true, "revoked", "badge_revoked"],
  ["registration_approved", false, "revoked", "not_approved"],
  ["forum_open", false, "not_today", "forum_closed"],
  ["category_enters", false, "not_today", "category_not_today"],
];

/** @param {Facts} facts */
export function decide(facts) {
  for (const [fact, wrong, outcome, reason] of OBJECTIONS) if (facts[fact] === wrong) return { outcome, reason };
  if (facts.entered_before) return { outcome: "already_inside", reason: "entered_before" };
  return { outcome: "admitted", reason: "first_today" };
}

/**
 * The facts of a badge of this edition at a moment. Who entered, or whose badge was revoked, later does not count.
 * @param {Badge | null} badge
 * @param {{ isCode: boolean, frame: Frame, entry: Entry | null, moment: number }} scan moment: milliseconds
 * @returns {Facts}
 */
export function factsOf(badge, { isCode, frame, entry, moment }) {
  const day = localDay(moment, frame.zone);
  const enters = badge ? (frame.categories[badge.category]?.days ?? []) : [];
  const revokedLater = badge?.revokedAt != null && badge.revokedAt > moment;
  return {
    is_code: isCode,
    badge_exists: badge !== null,
    of_this_edition: badge !== null,
    badge_revoked: badge?.revokedAt != null && !revokedLater,
    registration_approved: Boolean(badge?.approved) || revokedLater,
    forum_open: frame.days.includes(day),
    category_enters: !enters.length || enters.includes(day),
    entered_before: entry !== null && entry.at <= moment && localDay(entry.at, frame.zone) === day,
  };
}

/**
 * The calendar day of a moment at the venue, as 2026-09-09.
 * @param {number} moment in milliseconds
 * @param {string} zone
 */
export function localDay(moment, zone) {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(moment);
  /** @param {string} type */
  const part = (type) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}
