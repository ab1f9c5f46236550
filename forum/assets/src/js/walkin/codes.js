// The codes that this device may hand out without network, by category, with the symbols to draw. A code that was handed
// out is remembered by its hash alone, so that the server, which does not know yet, cannot give it to us again.
import { hex } from "../scan/roster.js";
import { attempt } from "../scan/store.js";

/**
 * @typedef {{ code: string, modules: string }} Code modules: the bits of its symbol, row by row, base64
 * @typedef {{ codes: Record<string, Code[]>, handed: string[] }} Held
 */

const PREFIX = "foro.desk.";

/**
 * @param {string} edition
 * @returns {Held}
 */
function held(edition) {
  const kept = attempt(() => JSON.parse(localStorage.getItem(PREFIX + edition) ?? ""));
  return kept ?? { codes: {}, handed: [] };
}

/**
 * @param {string} edition
 * @param {Held} now
 */
function keep(edition, now) {
  attempt(() => localStorage.setItem(PREFIX + edition, JSON.stringify(now)));
}

/**
 * Take what the server says this device holds.
 * @param {string} edition
 * @param {Record<string, Code[]>} told
 */
export async function takeCodes(edition, told) {
  const all = Object.values(told).flat();
  const hashes = new Map(
    await Promise.all(all.map(async ({ code }) => /** @type {const} */ ([code, await hash(code)]))),
  );
  const known = new Set(hashes.values());
  const handed = held(edition).handed.filter((each) => known.has(each));
  const free = (/** @type {Code} */ { code }) => !handed.includes(hashes.get(code) ?? "");
  const codes = Object.fromEntries(Object.entries(told).map(([category, list]) => [category, list.filter(free)]));
  keep(edition, { codes, handed });
}

/**
 * A code for somebody of a category, which nobody else gets; null where there is none left.
 * @param {string} edition
 * @param {string} category
 * @returns {Promise<Code | null>}
 */
export async function handOut(edition, category) {
  const now = held(edition);
  const code = now.codes[category]?.shift() ?? null;
  if (!code) return null;
  keep(edition, now);
  const hashed = await hash(code.code);
  const later = held(edition);
  later.handed.push(hashed);
  keep(edition, later);
  return code;
}

/**
 * How many are left of the category that has fewest; null where this device holds none at all.
 * @param {string} edition
 * @param {string[]} categories
 */
export function fewest(edition, categories) {
  const { codes } = held(edition);
  const counts = categories.map((category) => codes[category]?.length ?? 0);
  return counts.some(Boolean) ? Math.min(...counts) : null;
}

/** Forget every code: at the end of a shift. The server gives them again to the same device. */
export function dropCodes() {
  attempt(() => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  });
}

/** @param {string} code */
async function hash(code) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code));
  return hex(new Uint8Array(digest).subarray(0, 8));
}
