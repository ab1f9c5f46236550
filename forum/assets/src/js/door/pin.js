// The PIN of a shift on this device: kept so that it is asked for without network too, as the result of a slow hash.
// forum/checkin/service/pairing.py makes it: "rounds.salt.result", of PBKDF2-HMAC-SHA256.

import { bytesOf, hex } from "../scan/roster.js";
import { attempt } from "../scan/store.js";
import { shift } from "./page.js";

const KEY = "foro.pin";
const BITS = 256;
const utf8 = new TextEncoder();

/** @typedef {{ verifier: string, wrong: number }} Pin wrong: how many wrong tries in a row */

/** @returns {Pin | null} the PIN of this shift that is asked for here, null where none is */
export function keptPin() {
  const pin = attempt(() => JSON.parse(localStorage.getItem(KEY) ?? "null"));
  return typeof pin?.verifier === "string" && pin.shift === shift ? pin : null;
}

/**
 * A browser that keeps nothing asks for no PIN.
 * @param {Pin | null} pin
 */
export function keepPin(pin) {
  attempt(() => {
    if (pin) localStorage.setItem(KEY, JSON.stringify({ ...pin, shift }));
    else localStorage.removeItem(KEY);
  });
}

/**
 * Whether this is the PIN.
 * @param {string} typed
 * @param {string} verifier
 */
export async function isPin(typed, verifier) {
  const [rounds = "", salt = "", result = ""] = verifier.split(".");
  const root = await crypto.subtle.importKey("raw", utf8.encode(typed), "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(salt), iterations: Number(rounds) };
  const made = new Uint8Array(await crypto.subtle.deriveBits(how, root, BITS));
  return hex(made) === result;
}
