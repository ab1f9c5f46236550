// The badges of an edition on this device. Each is sealed under its own code: who finds the device reads no name. The
// form of the file stands in forum/checkin/documents/roster.py.
import { unpacked } from "./letters.js";

/**
 * @typedef {object} Head
 * @property {number} format
 * @property {boolean} full
 * @property {number} now the server's clock when it wrote this, in milliseconds
 * @property {number} [clock] the server's clock when it answered, told by a hub whose data are older
 * @property {number} until when the edition is over
 * @property {number} badges how many there are
 * @property {number} entries how many are in this file
 * @property {number} [conflicts] what scanners said offline and the rules say otherwise; told to supervisors
 * @property {number} [alarms] devices that should be looked after; told to supervisors
 * @property {string} [pin] what this device checks the PIN of its shift with; empty where it has none
 * @property {string} edition
 * @property {string} salt
 * @property {string} zone
 * @property {string[]} days
 * @property {Record<string, { es: string, en: string, colour: string, days: string[] }>} categories
 * @property {Record<string, import("./rules.js").Area & { inside: number }>} areas by id
 * @property {Record<string, { name: string, area: number }>} gates by id
 *
 * @typedef {{ person: string, approved: boolean, revokedAt: number | null, revokedFor: string, reserved: boolean,
 *   category: number, name: string, organisation: string }} Badge person: a number of the edition's own, as text;
 *   revokedAt: milliseconds; reserved: the desk hands it out, and whose it is is not known here yet
 * @typedef {import("./rules.js").Presence & { gate: number }} Entry gate: its id
 */

const BLOCK = 8;
const HASH = 8;
const NUMBER = 6;
const ENTRY = NUMBER + 13;
const NONCE = 8;
const TAG = 12;
const utf8 = new TextEncoder();
const text = new TextDecoder();

export class Roster {
  /** @type {Head} */
  head;
  /** @type {Map<string, Uint8Array>} records by the hash of the code */
  #records = new Map();
  /** @type {Map<string, Entry>} by person and area; who was in on the day of the data, as the server told */
  #entries = new Map();
  #changes = 0;

  /** @param {Uint8Array} file */
  constructor(file) {
    this.head = this.#read(file);
  }

  get size() {
    return this.#records.size;
  }

  /**
   * Take what changed since; whether a badge did. The server tells more than once what changed of late.
   * @param {Uint8Array} file
   */
  merge(file) {
    const before = this.#changes;
    this.head = this.#read(file);
    return this.#changes > before;
  }

  /** The whole as one file, to be kept. */
  write() {
    const { head } = this;
    const told = utf8.encode(JSON.stringify({ ...head, full: true, entries: this.#entries.size }));
    const entries = [...this.#entries].map(([key, { at, gate, movedAt, inside }]) => {
      const entry = new Uint8Array(ENTRY);
      entry.set(bytesOf(key.slice(0, 2 * NUMBER)));
      const view = new DataView(entry.buffer);
      view.setUint32(NUMBER, gate);
      view.setUint32(NUMBER + 4, at / 1000);
      view.setUint32(NUMBER + 8, movedAt / 1000);
      view.setUint8(NUMBER + 12, Number(inside));
      return entry;
    });
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, told.length);
    return joined([length, told, ...entries, ...this.#records.values()]);
  }

  /**
   * The badge with this code, null where the device knows none.
   * @param {string} code
   * @returns {Promise<Badge | null>}
   */
  async find(code) {
    const root = await crypto.subtle.importKey("raw", utf8.encode(code), "HKDF", false, ["deriveBits"]);
    const record = this.#records.get(keyOf(new Uint8Array(await this.#derive(root, "foro-hash")).subarray(0, HASH)));
    if (!record) return null;
    const secret = await this.#derive(root, "foro-badge");
    const key = await crypto.subtle.importKey("raw", secret, "AES-GCM", false, ["decrypt"]);
    const iv = new Uint8Array(12);
    iv.set(record.subarray(HASH + 1, HASH + 1 + NONCE));
    const sealed = record.slice(HASH + 1 + NONCE);
    const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv, tagLength: 8 * TAG }, key, sealed);
    return badgeOf(new Uint8Array(plain));
  }

  /**
   * Somebody in an area on the day of the data, as the server told.
   * @param {string} person
   * @param {number} area
   */
  entryOf(person, area) {
    return this.#entries.get(`${person} ${area}`) ?? null;
  }

  /**
   * @param {CryptoKey} root
   * @param {string} info
   */
  #derive(root, info) {
    const salt = bytesOf(this.head.salt);
    return crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info: utf8.encode(info) }, root, 256);
  }

  /** @param {Uint8Array} record its nonce is a hash of what it says */
  #take(record) {
    const key = keyOf(record.subarray(0, HASH));
    const nonce = keyOf(record.subarray(HASH + 1, HASH + 1 + NONCE));
    const known = this.#records.get(key);
    if (known && keyOf(known.subarray(HASH + 1, HASH + 1 + NONCE)) === nonce) return;
    this.#records.set(key, record);
    this.#changes += 1;
  }

  /** @param {Uint8Array} file */
  #read(file) {
    const start = 4 + headLength(file);
    /** @type {Head} */
    const head = JSON.parse(text.decode(file.subarray(4, start)));
    const view = new DataView(file.buffer, file.byteOffset);
    let place = start;
    for (let count = 0; count < head.entries; count++, place += ENTRY) {
      const gate = view.getUint32(place + NUMBER);
      const at = view.getUint32(place + NUMBER + 4) * 1000;
      const movedAt = view.getUint32(place + NUMBER + 8) * 1000;
      const inside = Boolean(view.getUint8(place + NUMBER + 12));
      const key = `${hex(file.subarray(place, place + NUMBER))} ${head.gates[gate]?.area}`;
      this.#entries.set(key, { at, gate, movedAt, inside });
    }
    while (place < file.length) {
      const length = HASH + 1 + NONCE + BLOCK * (file[place + HASH] ?? 0) + TAG;
      this.#take(file.subarray(place, place + length));
      place += length;
    }
    return head;
  }
}

/**
 * @param {Uint8Array} plain
 * @returns {Badge | null} null for a code that was reserved for the desk and is in no badge
 */
function badgeOf(plain) {
  const view = new DataView(plain.buffer);
  const flags = view.getUint8(0);
  if (flags & 32) return null;
  const isRevoked = Boolean(flags & 2);
  const person = 4 + NUMBER;
  const names = person + (isRevoked ? 4 : 0);
  const [name = "", organisation = ""] = unpacked(plain.subarray(names), 2);
  return {
    approved: Boolean(flags & 1),
    revokedAt: isRevoked ? view.getUint32(person) * 1000 : null,
    reserved: Boolean(flags & 16),
    revokedFor: flags & 4 ? "reissued" : flags & 8 ? "cancelled" : "",
    category: view.getUint32(0) & 0xffffff,
    person: hex(plain.subarray(4, person)),
    name,
    organisation,
  };
}

/** @param {Uint8Array} file */
function headLength(file) {
  return new DataView(file.buffer, file.byteOffset).getUint32(0);
}

/** @param {Uint8Array} bytes */
function keyOf(bytes) {
  return String.fromCharCode(...bytes);
}

/** @param {Uint8Array} bytes */
export function hex(bytes) {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {string} digits hexadecimal */
export function bytesOf(digits) {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    whole.set(part, place);
    place += part.length;
  }
  return whole;
}
