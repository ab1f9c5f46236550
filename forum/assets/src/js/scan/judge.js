// The badge in what was read, and the answer to it, on the roster of this device.
import { findCode, possibleCodes } from "./codes.js";
import { decide, factsOf } from "./rules.js";

/**
 * @typedef {import("./roster.js").Roster} Roster
 * @typedef {{ code: string | null, badge: import("./roster.js").Badge | null }} Found
 */

/**
 * The code in a text, and its badge. Letters may be joined to a code; then only the badges tell which it is.
 * @param {Roster} roster
 * @param {string} text
 * @returns {Promise<Found>}
 */
export async function findBadge(roster, text) {
  const code = findCode(text);
  if (code) return { code, badge: await roster.find(code) };
  const possible = possibleCodes(text);
  /** @type {Found[]} */
  const known = [];
  for (const each of possible) {
    const badge = await roster.find(each);
    if (badge) known.push({ code: each, badge });
  }
  if (known.length === 1 && known[0]) return known[0];
  return { code: known.length ? null : (possible[0] ?? null), badge: null };
}

/**
 * By the rules of the server; but a badge that is not in the data of this device may be newer than they are: for the
 * supervisor to decide.
 * @param {Found} found
 * @param {import("./rules.js").Scan} scan
 */
export function judge({ code, badge }, scan) {
  if (code !== null && badge === null) return { outcome: "supervisor", reason: "not_in_data" };
  return decide(factsOf(badge, { isCode: code !== null, ...scan }));
}
