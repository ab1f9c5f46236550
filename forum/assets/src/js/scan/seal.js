// Seals what a scan read for the server alone, so that the device itself cannot read it again: a code opens the record
// of its badge. The other side is forum/core/sealing.py.

const PURPOSE = "foro-sealed-for-the-server";
const CURVE = { name: "ECDH", namedCurve: "P-256" };
const utf8 = new TextEncoder();

/**
 * @param {string} plain
 * @param {{ key: string, label: string }} to the server's public key (base64); what the text belongs to
 * @returns {Promise<string>} base64
 */
export async function sealed(plain, { key, label }) {
  const server = await crypto.subtle.importKey("raw", fromBase64(key), CURVE, false, []);
  const own = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]);
  const point = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: server }, own.privateKey, 256);
  const root = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const once = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: point, info: utf8.encode(PURPOSE) },
    root,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const about = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: utf8.encode(label) };
  const text = new Uint8Array(await crypto.subtle.encrypt(about, once, utf8.encode(plain)));
  return btoa(String.fromCharCode(...point, ...text));
}

/** @param {string} text */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
