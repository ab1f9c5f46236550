// Sends scans in order, one at a time, and keeps each until the server has answered it. A scan has its id from the
// start, so sending it again after a lost answer records nothing twice.
import { csrfToken } from "./page.js";
import { deviceName, forget, keep, kept } from "./store.js";

const PATIENCE = 6000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 8000;
// The server understood and will say the same for ever; anything else may pass.
const FINAL = new Set([404, 409, 422]);
const SIGNED_OUT = new Set([400, 401, 403]);

export class Outbox {
  #queue;
  #address;
  #device = deviceName();
  #sending = false;
  #pause = FIRST_PAUSE;
  #timer = 0;

  // on: { answered(scan, answer), rejected(scan, message), delayed(scan), changed(state, waiting) }
  constructor(address, on) {
    this.#address = address;
    this.on = on;
    this.#queue = kept(address);
    window.addEventListener("online", () => this.#now());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.#now());
    if (this.#queue.length) this.#now();
  }

  add(scan) {
    const body = { id: crypto.randomUUID(), device: this.#device, scanned_at: new Date().toISOString(), ...scan };
    const entry = { address: this.#address, at: Date.now(), body };
    keep(entry);
    this.#queue.push(entry);
    this.#now();
  }

  #now() {
    clearTimeout(this.#timer);
    if (!this.#sending) this.#send();
  }

  async #send() {
    this.#sending = true;
    let state = "online";
    while (this.#queue.length && state === "online") state = await this.#sendFirst();
    this.#sending = false;
    this.on.changed(state, this.#queue.length);
    if (state === "online") {
      this.#pause = FIRST_PAUSE;
    } else {
      for (const scan of this.#queue) this.#delay(scan);
      this.#timer = setTimeout(() => this.#now(), this.#pause);
      this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
    }
  }

  #delay(scan) {
    if (scan.delayed) return;
    scan.delayed = true;
    this.on.delayed(scan);
  }

  async #sendFirst() {
    const scan = this.#queue[0];
    let response;
    let answer;
    try {
      response = await post(scan);
      answer = response.ok || FINAL.has(response.status) ? await response.json() : null;
    } catch {
      return "offline";
    }
    if (SIGNED_OUT.has(response.status)) return "signed-out";
    if (!answer) return "offline";
    this.#queue.shift();
    forget(scan);
    if (response.ok) this.on.answered(scan, answer);
    else this.on.rejected(scan, answer.message);
    return "online";
  }
}

async function post(scan) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE);
  try {
    return await fetch(scan.address, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-CSRFToken": csrfToken() },
      body: JSON.stringify(scan.body),
      signal: controller.signal,
    });
  } finally {
    clearTimeout(timer);
  }
}
