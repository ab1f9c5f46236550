// Scans not sent yet, one entry each in the browser's store, so that a reload or a dead battery loses none.
// Where the browser gives no store, they live in memory alone.

/**
 * @typedef {{ code: string, method: "camera" | "wedge" | "typed" } | { registration: number, method: "search" }} ScanInput
 * @typedef {ScanInput & { id: string, device: string, scanned_at: string }} Body what is sent, times in UTC
 * @typedef {{ address: string, at: number, body: Body, delayed?: boolean }} Scan at: milliseconds
 */

const PREFIX = "foro.scan.";
const LONGEST_KEPT = 30 * 24 * 3600 * 1000;
const DEVICE = "foro.device";

/**
 * Keeps a scan; false where the browser keeps nothing.
 * @param {Scan} scan
 */
export function keep(scan) {
  const done = attempt(() => {
    localStorage.setItem(PREFIX + scan.body.id, JSON.stringify(scan));
    return true;
  });
  return done ?? false;
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

/**
 * @template T
 * @param {() => T} action
 */
function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}
