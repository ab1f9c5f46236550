// Scans not sent yet, one entry each in the browser's store, so that a reload or a dead battery loses none.
// What was read is sealed for the server: who finds the device learns no code, and so no name. Where the browser gives
// no store, scans live in memory alone.
import { sealed } from "./seal.js";

/**
 * @typedef {({ code: string, method: "camera" | "wedge" | "typed" } | { registration: number, method: "search" })
 *   & { leaves: boolean }} ScanInput leaves: on the way out
 * @typedef {{ sealed: string, method: string, leaves: boolean }} SealedInput what only the server reads
 * @typedef {{ told?: string, offset_ms?: number, data_at?: string }} Told what the device told the steward, and on what
 * @typedef {(ScanInput | SealedInput) & Told & { id: string, device: string, scanned_at: string }} Body what is sent,
 *   times in UTC
 * @typedef {{ address: string, at: number, body: Body, delayed?: boolean, answered?: boolean,
 *   shown?: string }} Scan at: milliseconds; shown: the outcome the steward saw here
 */

const PREFIX = "foro.scan.";
const LONGEST_KEPT = 30 * 24 * 3600 * 1000;
const DEVICE = "foro.device";

/**
 * Keeps a scan, sealed with the server's public key; false where the browser keeps nothing.
 * @param {Scan} scan
 * @param {string} key
 */
export async function keep(scan, key) {
  const body = await sealedBody(scan.body, key);
  const { address, at, delayed } = scan;
  // The answer may have come meanwhile: nothing is left to keep.
  if (scan.answered) return false;
  const done = attempt(() => {
    localStorage.setItem(PREFIX + body.id, JSON.stringify({ address, at, body, delayed }));
    return true;
  });
  return done ?? false;
}

/**
 * @param {Body} body
 * @param {string} key
 * @returns {Promise<Body>}
 */
async function sealedBody(body, key) {
  if (!("code" in body)) return body;
  try {
    const { code, ...rest } = body;
    return { ...rest, sealed: await sealed(code, { key, label: body.id }) };
  } catch {
    return body; // a browser that cannot seal, as without https: a scan that is lost would be worse
  }
}

/** @param {string} id */
export function isKept(id) {
  return attempt(() => localStorage.getItem(PREFIX + id) !== null) ?? false;
}

/** @param {Scan} scan */
export function forget(scan) {
  attempt(() => localStorage.removeItem(PREFIX + scan.body.id));
}

/** The scans kept on this device, of whatever gate, oldest first; after a month they are of no use to anybody. */
export function kept() {
  /** @type {Scan[]} */
  const scans =
    attempt(() =>
      Object.entries(localStorage)
        .filter(([key]) => key.startsWith(PREFIX))
        .map(([, scan]) => JSON.parse(scan)),
    ) ?? [];
  const oldest = Date.now() - LONGEST_KEPT;
  for (const scan of scans) if (scan.at < oldest) forget(scan);
  return scans.filter((scan) => scan.at >= oldest).sort((a, b) => a.at - b.at);
}

// A name of this device's own, so that the record can tell two phones of one steward apart.
export function deviceName() {
  const fresh = `web-${crypto.randomUUID().slice(0, 8)}`;
  const stored = attempt(() => {
    if (!localStorage.getItem(DEVICE)) localStorage.setItem(DEVICE, fresh);
    return localStorage.getItem(DEVICE);
  });
  return stored ?? fresh;
}

// A device that was closed is another one when it is opened again.
export function forgetDevice() {
  attempt(() => localStorage.removeItem(DEVICE));
}

/**
 * What an action gives; undefined where the browser keeps nothing.
 * @template T
 * @param {() => T} action
 */
export function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
