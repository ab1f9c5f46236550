// Sends scans in order, one at a time, and keeps each until the server has answered it. A scan has its id from the
// start, so sending it again after a lost answer records nothing twice. What another page, or yesterday's browser, left
// on this device is sent too, each to its own gate; what this person may not send waits here for somebody who may. Where
// no answer comes in time the page decides itself, and what it told the steward is sent with the scan. Where many
// wait, as after an hour without network, many are sent at once.
import { within } from "./patience.js";
import { deviceName, forget, isKept, keep, kept } from "./store.js";

/**
 * @typedef {import("./store.js").Scan} Scan
 * @typedef {"online" | "offline" | "signed-out"} State
 */
/**
 * @template Answer
 * @typedef {object} Listener
 * @property {(scan: Scan, answer: Answer) => void} answered
 * @property {(scan: Scan, message: string) => void} rejected
 * @property {(scan: Scan, state: State) => Promise<import("./store.js").Told>} delayed decides; what it told
 * @property {(state: State, waiting: number, left: number) => void} changed left: what this person may not send
 */

const PATIENCE = 6000;
const MOST_AT_ONCE = 50;
const TOGETHER = "/api/scans";
const GATE = /\/api\/gates\/\d+\/scans$/;
const PATIENCE_FOR_MANY = 20_000;
// After so long the steward gets an answer from the device itself; at once where the last scan had no answer.
const LATE = 1200;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 8000;
// A scan that another page has not sent in this time is taken over; each page looks as often.
const LEFT_BEHIND = 20_000;
// The server understood and will say the same for ever; anything else may pass.
const FINAL = new Set([409, 422]);
const SIGNED_OUT = new Set([400, 401, 403]);
// A gate that is gone, or of an edition in which this person may not scan: somebody else may.
const NOT_HERE = new Set([403, 404]);

/**
 * Whether a scan was made at a gate: those of sessions are sent one at a time.
 * @param {Scan} scan
 */
function isOfGate({ address }) {
  return GATE.test(address);
}

/** @template Answer what the server answers a scan with */
export class Outbox {
  #address;
  #token;
  #key;
  /** @type {State} */
  #state = "online";
  #renewed = false;
  #on;
  #device = deviceName();
  /** @type {Scan[]} */
  #queue = [];
  /** @type {Set<string>} ids of scans that the browser's store has: gone from there, another page has sent them */
  #stored = new Set();
  #left = 0;
  #sending = false;
  #pause = FIRST_PAUSE;
  #timer = 0;
  /** Whether the server takes many at once: one of before does not. */
  #together = true;

  /**
   * @param {{ address: string, token: string, key: string }} server where scans go, the token against forgery, and the
   *   public key that kept scans are sealed with
   * @param {Listener<Answer>} on
   */
  constructor({ address, token, key }, on) {
    this.#address = address;
    this.#key = key;
    this.#token = token;
    this.#on = on;
    this.#collect(0);
    window.addEventListener("online", () => this.#now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#now());
    setInterval(() => this.#collect(LEFT_BEHIND) && this.#now(), LEFT_BEHIND);
    if (this.#queue.length) this.#now();
  }

  /** @param {import("./store.js").ScanInput & import("./store.js").Told} input */
  async add(input) {
    const body = { id: crypto.randomUUID(), device: this.#device, scanned_at: new Date().toISOString(), ...input };
    /** @type {Scan} */
    const scan = { address: this.#address, at: Date.now(), body };
    this.#queue.push(scan);
    const kept = this.#keep(scan);
    if (this.#state === "online") {
      setTimeout(() => this.#delay(scan, "offline"), LATE);
    } else {
      await kept;
      await this.#delay(scan, this.#state);
    }
    this.#now();
  }

  /** @param {Scan} scan */
  async #keep(scan) {
    if (await keep(scan, this.#key)) this.#stored.add(scan.body.id);
  }

  /**
   * Take what is kept on this device for so long; how many there are to send.
   * @param {number} age in milliseconds
   */
  #collect(age) {
    for (const scan of kept()) {
      const { id } = scan.body;
      if (this.#stored.has(id) || Date.now() - scan.at < age) continue;
      this.#stored.add(id);
      this.#queue.push(scan);
    }
    return this.#queue.length;
  }

  #now() {
    clearTimeout(this.#timer);
    if (!this.#sending) this.#send();
  }

  async #send() {
    this.#sending = true;
    /** @type {State} */
    let state = "online";
    while (this.#queue.length && state === "online") {
      const isMany = this.#together && this.#queue.filter(isOfGate).length > 2;
      state = await (isMany ? this.#sendMany() : this.#sendFirst());
    }
    this.#sending = false;
    this.#state = state;
    this.#on.changed(state, this.#queue.length, this.#left);
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
  async #delay(scan, state) {
    if (scan.delayed || scan.answered) return;
    scan.delayed = true;
    const told = await this.#on.delayed(scan, state);
    if (scan.answered) return;
    Object.assign(scan.body, told);
    await this.#keep(scan);
  }

  /** @returns {Promise<State>} */
  async #sendFirst() {
    const scan = /** @type {Scan} */ (this.#queue[0]);
    if (this.#isSentElsewhere(scan)) {
      this.#queue.shift();
      return "online";
    }
    let response;
    let answer;
    try {
      response = await this.#post(scan.address, { ...scan.body, sent_at: new Date().toISOString() }, PATIENCE);
      answer = response.ok || FINAL.has(response.status) || response.status === 404 ? await response.json() : null;
    } catch {
      return "offline";
    }
    if (this.#isRenewed(response)) return "online";
    const own = scan.address === this.#address;
    const isElsewhere = NOT_HERE.has(response.status) && !(own && SIGNED_OUT.has(response.status));
    if (SIGNED_OUT.has(response.status) && !isElsewhere) return "signed-out";
    if (!answer && !isElsewhere) return "offline";
    this.#queue.shift();
    this.#take(scan, response.status, answer);
    return "online";
  }

  /** @returns {Promise<State>} */
  async #sendMany() {
    this.#queue = this.#queue.filter((scan) => !this.#isSentElsewhere(scan));
    const some = this.#queue.filter(isOfGate).slice(0, MOST_AT_ONCE);
    if (!some.length) return "online";
    const sent_at = new Date().toISOString();
    const scans = some.map(({ address, body }) => ({ ...body, sent_at, gate: Number(address.match(/\d+/)?.[0]) }));
    let response;
    let told;
    try {
      response = await this.#post(TOGETHER, { scans }, PATIENCE_FOR_MANY);
      told = response.ok ? await response.json() : null;
    } catch {
      return "offline";
    }
    if (this.#isRenewed(response)) return "online";
    if (SIGNED_OUT.has(response.status)) return "signed-out";
    if (response.status === 404) this.#together = false;
    if (!told) return response.status === 404 ? "online" : "offline";
    this.#queue = this.#queue.filter((scan) => !some.includes(scan));
    for (const [place, scan] of some.entries()) this.#take(scan, told.answers[place].status, told.answers[place]);
    return "online";
  }

  /** @param {Scan} scan */
  #isSentElsewhere(scan) {
    return this.#stored.has(scan.body.id) && !isKept(scan.body.id);
  }

  /**
   * Whether somebody signed in again in another tab: the page's token is of the old session, the answer brings the new.
   * @param {Response} response
   */
  #isRenewed(response) {
    const token = response.headers.get("X-CSRFToken");
    if (!token || this.#renewed) {
      this.#renewed = false;
      return false;
    }
    this.#token = token;
    this.#renewed = true;
    return true;
  }

  /**
   * What the server says of a scan that has left the queue.
   * @param {Scan} scan
   * @param {number} status
   * @param {any} answer
   */
  #take(scan, status, answer) {
    if (NOT_HERE.has(status)) {
      scan.delayed = true;
      this.#left += 1;
      if (scan.address === this.#address) this.#on.rejected(scan, answer.message);
      return;
    }
    scan.answered = true;
    forget(scan);
    if (FINAL.has(status)) this.#on.rejected(scan, answer.message);
    else this.#on.answered(scan, answer);
  }

  /**
   * @param {string} address
   * @param {object} body
   * @param {number} patience milliseconds
   */
  #post(address, body, patience) {
    return within(patience, (signal) =>
      fetch(address, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.#token },
        body: JSON.stringify(body),
        signal,
      }),
    );
  }
}
