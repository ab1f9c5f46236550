// Scans not sent yet, one entry each in the browser's store, so that a reload or a dead battery loses none.
// Where the browser gives no store, they live in memory alone.

/**
 * @typedef {{ code: string, method: "camera" | "wedge" | "typed" } | { registration: number, method: "search" }} ScanInput
 * @typedef {ScanInput & { id: string, device: string, scanned_at: string }} Body what is sent, times in UTC
 * @typedef {{ address: string, at: number, body: Body, delayed?: boolean }} Scan at: milliseconds
 */

const PREFIX = "foro.scan.";
const DEVICE = "foro.device";

/** @param {Scan} scan */
export function keep(scan) {
  attempt(() => localStorage.setItem(PREFIX + scan.body.id, JSON.stringify(scan)));
}

/** @param {Scan} scan */
export function forget(scan) {
  attempt(() => localStorage.removeItem(PREFIX + scan.body.id));
}

/**
 * The scans kept for an address, oldest first.
 * @param {string} address
 */
export function kept(address) {
  /** @type {Scan[]} */
  const scans =
    attempt(() =>
      Object.entries(localStorage)
        .filter(([key]) => key.startsWith(PREFIX))
        .map(([, scan]) => JSON.parse(scan)),
    ) ?? [];
  return scans.filter((scan) => scan.address === address).sort((a, b) => a.at - b.at);
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
