// Keeps the roster of this edition on the device: the whole once, then what changed, every few seconds.
import { within } from "../scan/patience.js";
import { Roster } from "../scan/roster.js";
import { keepRoster, keptRoster, wipeVault } from "../scan/vault.js";

const PAUSE = 5000;
const PATIENCE = 8000;
const PATIENCE_FOR_ALL = 60_000;
// A badge that changed is written down at once; who entered, and how old the data are, after so long.
const WRITTEN = 30_000;
// A badge may be made between two questions of one answer; one that stays missing is.
const MISSED = 3;
const CLOSED = 410;
// Led to the page for signing in, nobody signed in, closed from afar.
const NOBODY = new Set([0, 401, CLOSED]);

export class Sync {
  /** @type {Roster | null} */
  roster = null;
  /** By how many milliseconds this clock is behind the server's. @type {number | null} */
  offset = null;
  /** Whether the server answered since the page was opened: what is kept may be older than what it said last. */
  isHeard = false;
  /** Whether the shift is over: the page that is left says nothing else. */
  hasEnded = false;
  #address;
  #edition;
  #changed;
  #report;
  #signedOut;
  #written = 0;
  #missed = 0;
  #asking = false;

  /**
   * @param {{ address: string, edition: string }} of where the roster is, and whose it is
   * @param {() => void} changed
   * @param {{ report: (ended: boolean) => string, signedOut: (closed: boolean) => void }} device what it tells with each
   *   question; what is done where nobody is signed in any more, closed: because the device was closed from afar
   */
  constructor({ address, edition }, changed, { report, signedOut }) {
    this.#address = address;
    this.#edition = edition;
    this.#changed = changed;
    this.#report = report;
    this.#signedOut = signedOut;
  }

  async start() {
    if (!globalThis.crypto?.subtle) return;
    await this.#load();
    this.#ask();
    setInterval(() => document.visibilityState === "visible" && this.#ask(), PAUSE);
    window.addEventListener("online", () => this.#ask());
    document.addEventListener("visibilitychange", () => this.tell());
  }

  /**
   * Tell how this device is, beside the usual questions: the page goes to the back, or the shift is over.
   * @param {boolean} [ended]
   * @returns {Promise<boolean>} whether the server heard it
   */
  async tell(ended = false) {
    this.hasEnded ||= ended;
    const since = `?since=${this.roster?.head.now ?? Date.now()}`;
    try {
      await fetch(this.#address + since, { redirect: "manual", keepalive: true, headers: this.#headers() });
      return true;
    } catch {
      return false;
    }
  }

  #headers() {
    return { "X-Door-Report": this.#report(this.hasEnded) };
  }

  async #load() {
    const kept = await keptRoster(this.#edition);
    if (!kept) return;
    const roster = read(kept.file);
    if (!roster || roster.head.until < Date.now()) return wipeVault();
    this.roster = roster;
    this.offset = kept.offset;
    this.#changed();
  }

  async #ask() {
    if (this.#asking) return;
    this.#asking = true;
    try {
      await this.#take(await this.#fetch());
    } catch {
      this.#changed(); // no network: what is here is what there is, and it grows older
    }
    this.#asking = false;
  }

  async #fetch() {
    const since = this.roster && this.#missed < MISSED ? `?since=${this.roster.head.now}` : "";
    const began = Date.now();
    return within(since ? PATIENCE : PATIENCE_FOR_ALL, async (signal) => {
      const response = await fetch(this.#address + since, { redirect: "manual", signal, headers: this.#headers() });
      const file = response.ok ? new Uint8Array(await response.arrayBuffer()) : null;
      return { status: response.status, file, middle: (began + Date.now()) / 2 };
    });
  }

  /** @param {{ status: number, file: Uint8Array | null, middle: number }} answer */
  async #take({ status, file, middle }) {
    if (NOBODY.has(status)) this.#signedOut(status === CLOSED);
    if (status === 403 || status === 404) {
      this.roster = null;
      await wipeVault();
    }
    if (file) {
      this.isHeard = true;
      const isNew = this.#read(file);
      const { roster } = this;
      if (roster && !roster.head.full) this.offset = Math.round(clockOf(roster) - middle);
      if (roster && (isNew || Date.now() - this.#written > WRITTEN)) {
        this.#written = Date.now();
        await keepRoster(this.#edition, { file: roster.write(), offset: this.offset });
      }
    }
    this.#changed();
  }

  /**
   * Whether a badge is new in it.
   * @param {Uint8Array} file
   */
  #read(file) {
    const told = read(file);
    if (!told) return false;
    if (told.head.full || !this.roster || this.roster.head.salt !== told.head.salt) {
      this.roster = told.head.full ? told : null;
      this.#missed = 0;
      this.offset ??= Math.round(clockOf(told) - Date.now());
      return true;
    }
    const isNew = this.roster.merge(file);
    this.#missed = this.roster.size === told.head.badges ? 0 : this.#missed + 1;
    return isNew;
  }
}

/**
 * The moment on the server's clock when it answered: a hub without the centre tells it beside how old its data are.
 * @param {Roster} roster
 */
function clockOf({ head }) {
  return head.clock ?? head.now;
}

/**
 * A roster in a form that is understood, null for another: of before an update, or cut off.
 * @param {Uint8Array} file
 */
function read(file) {
  try {
    const roster = new Roster(file);
    return roster.head.format === 3 ? roster : null;
  } catch {
    return null;
  }
}
