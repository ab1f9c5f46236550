// The answer to a scan, decided on plain facts: the rules of forum/checkin/rules.py, for want of network. Both are run
// against the same table of cases.

/**
 * @typedef {object} Facts as in Python; one means nothing where one before it says no
 * @property {boolean} is_code
 * @property {boolean} made_at_desk
 * @property {boolean} badge_exists
 * @property {boolean} of_this_edition
 * @property {boolean} leaves
 * @property {boolean} badge_revoked
 * @property {boolean} registration_approved
 * @property {boolean} forum_open
 * @property {boolean} area_open
 * @property {boolean} category_enters
 * @property {boolean} category_here
 * @property {boolean} entered_before
 * @property {boolean} once_a_day
 * @property {boolean} inside
 * @property {boolean} is_full
 *
 * @typedef {{ approved: boolean, reserved: boolean, revokedAt: number | null, category: number }} Badge revokedAt:
 *   milliseconds
 * @typedef {{ capacity: number | null, once: boolean, categories: number[], days: string[] }} Area none of a kind: all
 * @typedef {{ days: string[], zone: string, categories: Record<string, { days: string[] }> }} Frame dates as 2026-09-09
 * @typedef {{ at: number, movedAt: number, inside: boolean }} Presence when they entered an area, when they came in or
 *   went out last, and whether they are in; milliseconds
 *
 * @typedef {object} Scan
 * @property {Frame} frame
 * @property {Area} area of the gate
 * @property {boolean} leaves on the way out
 * @property {Presence | null} presence of the badge's person in that area
 * @property {number} inside how many are in it
 * @property {number} moment milliseconds
 */

/** @typedef {[fact: keyof Facts, wrong: boolean, outcome: string, reason: string][]} Objections the first that is wrong
 * is the reason */

/** @type {Objections} */
const UNKNOWN = [
  ["is_code", false, "unknown", "not_a_code"],
  ["badge_exists", false, "unknown", "no_such_badge"],
  ["of_this_edition", false, "unknown", "other_edition"],
];

/** @type {Objections} */
const OBJECTIONS = [
  ["badge_revoked", true, "revoked", "badge_revoked"],
  ["registration_approved", false, "revoked", "not_approved"],
  ["forum_open", false, "not_today", "forum_closed"],
  ["area_open", false, "not_today", "area_closed"],
  ["category_enters", false, "not_today", "category_not_today"],
  ["category_here", false, "not_here", "category_not_here"],
];

/** @param {Facts} facts */
export function decide(facts) {
  if (facts.is_code && facts.made_at_desk)
    return facts.leaves ? { outcome: "left", reason: "not_inside" } : { outcome: "admitted", reason: "made_at_desk" };
  for (const [fact, wrong, outcome, reason] of facts.leaves ? UNKNOWN : [...UNKNOWN, ...OBJECTIONS])
    if (facts[fact] === wrong) return { outcome, reason };
  const { entered_before: entered, inside } = facts;
  if (facts.leaves) return { outcome: "left", reason: entered && inside ? "went_out" : "not_inside" };
  if (entered && facts.once_a_day) return { outcome: "only_once", reason: "once_a_day" };
  if (entered && inside) return { outcome: "already_inside", reason: "entered_before" };
  if (facts.is_full) return { outcome: "full", reason: "area_full" };
  return { outcome: "admitted", reason: entered ? "came_back" : "first_today" };
}

/**
 * The facts of a badge of this edition at a moment. Who entered, or whose badge was revoked, later does not count.
 * @param {Badge | null} badge
 * @param {Scan & { isCode: boolean }} scan
 * @returns {Facts}
 */
export function factsOf(badge, { isCode, frame, area, leaves, presence, inside, moment }) {
  const day = localDay(moment, frame.zone);
  const enters = badge ? (frame.categories[badge.category]?.days ?? []) : [];
  const revokedLater = badge?.revokedAt != null && badge.revokedAt > moment;
  const entered = presence !== null && presence.at <= moment && localDay(presence.at, frame.zone) === day;
  return {
    is_code: isCode,
    made_at_desk: Boolean(badge?.reserved),
    badge_exists: badge !== null && !badge.reserved,
    of_this_edition: badge !== null,
    leaves,
    badge_revoked: badge?.revokedAt != null && !revokedLater,
    registration_approved: Boolean(badge?.approved) || revokedLater,
    forum_open: frame.days.includes(day),
    area_open: !area.days.length || area.days.includes(day),
    category_enters: !enters.length || enters.includes(day),
    category_here: !area.categories.length || (badge !== null && area.categories.includes(badge.category)),
    entered_before: entered,
    once_a_day: area.once,
    inside: entered && (presence.inside || presence.movedAt > moment),
    is_full: area.capacity !== null && inside >= area.capacity,
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
