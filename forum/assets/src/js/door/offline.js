// Answers a scan on this device, by the same rules as the server and on what the server told last.
import { findBadge, judge } from "../scan/judge.js";
import { localDay } from "../scan/rules.js";
import { keepEntry, keptEntries } from "../scan/vault.js";
import { badgeOf } from "./names.js";
import { language, offlineTold, outcomeWord, reasonWord, revokedWord, word } from "./page.js";
import { Presences } from "./presences.js";

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
  #area;
  #edition;
  #own = new Presences();
  #started = false;

  /**
   * @param {Sync} sync
   * @param {{ gate: number, area: number, edition: string }} here this gate, its area, and its edition
   */
  constructor(sync, { gate, area, edition }) {
    this.#sync = sync;
    this.#gate = gate;
    this.#area = area;
    this.#edition = edition;
  }

  /** Once there are data: take what this device did before it was opened again. */
  async start() {
    if (this.#started || !this.#sync.roster) return;
    this.#started = true;
    for (const each of await keptEntries(this.#edition)) this.#own.add(each);
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
   * Who the server let in or out just now: the next scan of it without network must know.
   * @param {Body} body
   */
  async learn(body) {
    const { roster } = this.#sync;
    if (!roster || !("code" in body)) return;
    const { badge } = await findBadge(roster, body.code);
    if (badge) this.#note(badge, Date.now() + (this.#sync.offset ?? 0), body.leaves);
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
    // A person found by name has no code here: they are for the supervisor, but where this device has the names.
    const found = "code" in body ? await findBadge(roster, body.code) : { code: "", badge: named(body) };
    const { badge } = found;
    const area = roster.head.areas[this.#area];
    if (!area) return UNDECIDED;
    const { head } = roster;
    const entry = badge ? this.#own.presence(roster, badge.person, this.#area, moment) : null;
    const inside = area.inside + this.#own.change(this.#area, head.now);
    const scan = { frame: head, area, leaves: body.leaves, presence: entry, inside, moment };
    const { outcome, reason } = judge(found, scan);
    if (badge && (outcome === "admitted" || outcome === "left")) this.#note(badge, moment, body.leaves);
    const category = badge && head.categories[badge.category];
    const places = {
      since: entry ? clockTime(entry.at, head.zone) : "",
      gate: (entry && head.gates[entry.gate]?.name) ?? "",
      category: category?.[language === "en" ? "en" : "es"] ?? "",
    };
    return {
      outcome: /** @type {import("./signals.js").Outcome} */ (outcome),
      title: outcomeWord(outcome),
      detail: detailOf(reason, badge) || reasonWord(reason, places),
      name: badge?.name,
      organisation: badge?.organisation,
      category: places.category,
      colour: category?.colour,
    };
  }

  /**
   * @param {Badge} badge
   * @param {number} at
   * @param {boolean} leaves
   */
  #note({ person }, at, leaves) {
    const movement = { edition: this.#edition, person, at, gate: this.#gate, area: this.#area, leaves };
    this.#own.add(movement);
    keepEntry(movement);
  }
}

/** @param {Body} body */
function named(body) {
  return "registration" in body ? badgeOf(body.registration) : null;
}

/**
 * Why, where the reason alone does not say it: of a revoked badge what became of it; else empty.
 * @param {string} reason
 * @param {Badge | null} badge
 */
function detailOf(reason, badge) {
  if (reason === "badge_revoked") return revokedWord(badge?.revokedFor ?? "");
  return reason === "not_in_data" ? word("notInData") : "";
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
