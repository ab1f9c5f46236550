// What this device tells the server of itself with each question for the roster: forum/checkin/api/reports.py reads it.
import { deviceName, kept } from "../scan/store.js";
import { gate } from "./page.js";

// A scan that is being sent is not one that waits.
const SENDING = 5000;

const device = deviceName();
let scannedAt = 0;

/** Somebody scanned here just now. */
export function noteScan() {
  scannedAt = Date.now();
}

/** How many scans wait here to be sent. */
export function unsent() {
  return kept().length;
}

/**
 * @param {{ data: number | undefined, offset: number | null, isOpen: boolean, isLocked: boolean, hasEnded?: boolean }} now
 *   data: of when the roster is, on the server's clock
 */
export function reportOf({ data, offset, isOpen, isLocked, hasEnded = false }) {
  const now = Date.now();
  const waiting = kept().filter((scan) => now - scan.at > SENDING);
  /** @type {Record<string, string | number>} */
  const told = { device, gate, open: Number(isOpen), locked: Number(isLocked), ended: Number(hasEnded) };
  if (data) told.data = data;
  if (offset !== null) told.offset = offset;
  if (scannedAt) told.scanned = seconds(now - scannedAt);
  told.unsent = waiting.length;
  if (waiting[0]) told.waiting = seconds(now - waiting[0].at);
  return new URLSearchParams(Object.entries(told).map(([name, value]) => [name, String(value)])).toString();
}

/** @param {number} milliseconds */
function seconds(milliseconds) {
  return Math.max(0, Math.round(milliseconds / 1000));
}
