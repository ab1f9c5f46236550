// A device that was closed from afar: what it keeps goes, but for scans that wait to be sent. They are sealed, and are
// sent when somebody signs in here again. Part of the page and of the worker.
import { wipe } from "../leaving.js";

/**
 * Whether this browser was closed; its session has ended, and the server still knows whose it was.
 * @param {string} address where to ask
 */
export async function isClosed(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  return response.ok && (await response.json()).closed === true;
}

/**
 * Forget everything, and tell the server so.
 * @param {string} address
 * @param {string} [device] its name
 */
export async function forgetAll(address, device = "") {
  await wipe();
  const told = new URLSearchParams({ device, wiped: "1" }).toString();
  await fetch(address, { credentials: "same-origin", headers: { "X-Door-Report": told } }).catch(() => {});
}
