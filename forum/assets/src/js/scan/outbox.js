// Sends scans in order, one at a time, and keeps each until the server has answered it. A scan has its id from the
// start, so sending it again after a lost answer records nothing twice.
import { deviceName, forget, keep, kept } from "./store.js";

/**
 * @typedef {import("./store.js").Scan} Scan
 * @typedef {"online" | "offline" | "signed-out"} State
 */
/**
 * @template Answer
 * @typedef {object} Listener
 * @property {(scan: Scan, answer: Answer) => void} answered
 * @property {(scan: Scan, message: string) => void} rejected
 * @property {(scan: Scan, state: State) => void} delayed
 * @property {(state: State, waiting: number) => void} changed
 */

const PATIENCE = 6000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 8000;
// The server understood and will say the same for ever; anything else may pass.
const FINAL = new Set([404, 409, 422]);
const SIGNED_OUT = new Set([400, 401, 403]);

/** @template Answer what the server answers a scan with */
export class Outbox {
  #queue;
  #address;
  #token;
  #on;
  #device = deviceName();
  #sending = false;
  #pause = FIRST_PAUSE;
  #timer = 0;

  /**
   * @param {{ address: string, token: string }} server where scans go, and the token against forgery
   * @param {Listener<Answer>} on
   */
  constructor({ address, token }, on) {
    this.#address = address;
    this.#token = token;
    this.#on = on;
    this.#queue = kept(address);
    window.addEventListener("online", () => this.#now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#now());
    if (this.#queue.length) this.#now();
  }

  /** @param {import("./store.js").ScanInput} input */
  add(input) {
    const body = { id: crypto.randomUUID(), device: this.#device, scanned_at: new Date().toISOString(), ...input };
    const scan = { address: this.#address, at: Date.now(), body };
    keep(scan);
    this.#queue.push(scan);
    this.#now();
  }

  #now() {
    clearTimeout(this.#timer);
    if (!this.#sending) this.#send();
  }

  async #send() {
    this.#sending = true;
    /** @type {State} */
    let state = "online";
    while (this.#queue.length && state === "online") state = await this.#sendFirst();
    this.#sending = false;
    this.#on.changed(state, this.#queue.length);
    if (state === "online") {
      this.#pause = FIRST_PAUSE;
    } else {
      for (const scan of this.#queue) this.#delay(scan, state);
      this.#timer = setTimeout(() => this.#now(), this.#pause);
      this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
    }
  }

  /**
   * @param {Scan} scan
   * @param {State} state
   */
  #delay(scan, state) {
    if (scan.delayed) return;
    scan.delayed = true;
    this.#on.delayed(scan, state);
  }

  /** @returns {Promise<State>} */
  async #sendFirst() {
    const scan = /** @type {Scan} */ (this.#queue[0]);
    let response;
    let answer;
    try {
      response = await this.#post(scan);
      answer = response.ok || FINAL.has(response.status) ? await response.json() : null;
    } catch {
      return "offline";
    }
    if (SIGNED_OUT.has(response.status)) return "signed-out";
    if (!answer) return "offline";
    this.#queue.shift();
    forget(scan);
    if (response.ok) this.#on.answered(scan, answer);
    else this.#on.rejected(scan, answer.message);
    return "online";
  }

  /** @param {Scan} scan */
  async #post(scan) {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), PATIENCE);
    try {
      return await fetch(scan.address, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token },
        body: JSON.stringify(scan.body),
        signal: controller.signal,
      });
    } finally {
      clearTimeout(timer);
    }
  }
}
