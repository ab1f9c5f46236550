// Answers a scan on this device, by the same rules as the server and on what the server told last.
import { findBadge, judge } from "../scan/judge.js";
import { localDay } from "../scan/rules.js";
import { keepEntry, keptEntries } from "../scan/vault.js";
import { language, offlineTold, outcomeWord, reasonWord, word } from "./page.js";

/**
 * @typedef {import("./answer.js").Answer} Answer
 * @typedef {import("./sync.js").Sync} Sync
 * @typedef {import("../scan/roster.js").Badge} Badge
 * @typedef {import("../scan/roster.js").Roster} Roster
 * @typedef {import("../scan/store.js").Body} Body
 * @typedef {{ told: string, offset_ms?: number, data_at?: string }} Told what is sent with a scan answered here
 */

const MINUTE = 60_000;
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

// What nothing here can tell, as where the data are damaged.
/** @type {Answer} */
const UNDECIDED = { outcome: "supervisor", title: outcomeWord("supervisor"), detail: word("notInData") };

export class Offline {
  #sync;
  #gate;
  #edition;
  /** @type {Map<string, { at: number, gate: string }>} by person and day: entries that this device made or was told of */
  #own = new Map();
  #started = false;

  /**
   * @param {Sync} sync
   * @param {{ gate: string, edition: string }} here the name of this gate, and its edition
   */
  constructor(sync, { gate, edition }) {
    this.#sync = sync;
    this.#gate = gate;
    this.#edition = edition;
  }

  /** Once there are data: take what this device did before it was opened again. */
  async start() {
    if (this.#started || !this.#sync.roster) return;
    this.#started = true;
    for (const { person, at, gate } of await keptEntries(this.#edition)) this.#note(person, at, gate);
  }

  /**
   * The answer to a scan, and what to tell the server of it. Without data: the organisers' instruction.
   * @param {Body} body
   * @returns {Promise<{ answer: Answer, told: Told }>}
   */
  async answer(body) {
    const { roster, offset } = this.#sync;
    if (!roster) {
      const answer = { outcome: /** @type {const} */ ("pending"), title: word("saved"), order: word("offline") };
      return { answer, told: { told: offlineTold } };
    }
    const told = {
      data_at: new Date(roster.head.now).toISOString(),
      ...(offset === null ? {} : { offset_ms: offset }),
    };
    const moment = Date.parse(body.scanned_at) + (offset ?? 0);
    const decided = await this.#decide(roster, body, moment).catch(() => UNDECIDED);
    const answer = { ...decided, age: word("decidedHere", { age: this.age() }) };
    return { answer, told: { told: answer.outcome, ...told } };
  }

  /**
   * What the server admitted just now: the next scan of it without network must know.
   * @param {Body} body
   */
  async learn(body) {
    const { roster } = this.#sync;
    if (!roster || !("code" in body)) return;
    const { badge } = await findBadge(roster, body.code);
    if (badge) this.#enter(badge, Date.now() + (this.#sync.offset ?? 0));
  }

  /** How old the data are: "datos de las 10:32, hace 14 min"; empty where there are none. */
  age() {
    const { roster, offset } = this.#sync;
    if (!roster) return "";
    const { now, zone } = roster.head;
    const minutes = Math.max(0, Math.floor((Date.now() + (offset ?? 0) - now) / MINUTE));
    const isOfToday = localDay(now, zone) === localDay(Date.now(), zone);
    const since = clockTime(now, zone, isOfToday ? {} : { day: "numeric", month: "short" });
    if (minutes < 1) return word("ageNow", { since });
    if (minutes < 60) return word("age", { since, minutes });
    return word("ageLong", { since, hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  }

  /**
   * @param {Roster} roster
   * @param {Body} body
   * @param {number} moment
   * @returns {Promise<Answer>}
   */
  async #decide(roster, body, moment) {
    // A person found by name has no code here, which may be read: they are for the supervisor too.
    const found = "code" in body ? await findBadge(roster, body.code) : { code: "", badge: null };
    const { badge } = found;
    const entry = badge ? this.#entryOf(roster, badge, moment) : null;
    const { outcome, reason } = judge(found, { frame: roster.head, entry, moment });
    if (badge && outcome === "admitted") this.#enter(badge, moment);
    const category = badge && roster.head.categories[badge.category];
    const places = {
      since: entry ? clockTime(entry.at, roster.head.zone) : "",
      gate: entry?.gate ?? "",
      category: category?.[language === "en" ? "en" : "es"] ?? "",
    };
    return {
      outcome: /** @type {import("./signals.js").Outcome} */ (outcome),
      title: outcomeWord(outcome),
      detail: reason === "not_in_data" ? word("notInData") : reasonWord(reason, places),
      name: badge?.name,
      organisation: badge?.organisation,
      category: places.category,
      colour: category?.colour,
    };
  }

  /**
   * The first entry of that day that this device knows of.
   * @param {Roster} roster
   * @param {Badge} badge
   * @param {number} moment
   */
  #entryOf(roster, badge, moment) {
    const { zone } = roster.head;
    const day = localDay(moment, zone);
    const told = roster.entryOf(badge.person);
    const own = this.#own.get(`${badge.person} ${day}`) ?? null;
    if (!told || localDay(told.at, zone) !== day) return own;
    return own && own.at < told.at ? own : told;
  }

  /**
   * @param {Badge} badge
   * @param {number} at
   */
  #enter(badge, at) {
    if (this.#note(badge.person, at, this.#gate)) {
      keepEntry({ edition: this.#edition, person: badge.person, at, gate: this.#gate });
    }
  }

  /**
   * Whether it is the first of its day.
   * @param {string} person
   * @param {number} at
   * @param {string} gate
   */
  #note(person, at, gate) {
    const zone = this.#sync.roster?.head.zone;
    if (!zone) return false;
    const key = `${person} ${localDay(at, zone)}`;
    const known = this.#own.get(key);
    if (known && known.at <= at) return false;
    this.#own.set(key, { at, gate });
    return true;
  }
}

/**
 * The time of the clock at the venue.
 * @param {number} at in milliseconds
 * @param {string} timeZone
 * @param {Intl.DateTimeFormatOptions} [more]
 */
function clockTime(at, timeZone, more = {}) {
  return new Intl.DateTimeFormat(language, { ...TIME, ...more, timeZone }).format(at);
}
