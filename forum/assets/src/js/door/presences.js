// Who is in an area, on what the server told and what this device let in and out since.
import { localDay } from "../scan/rules.js";

/**
 * @typedef {import("../scan/roster.js").Entry} Entry
 * @typedef {import("../scan/roster.js").Roster} Roster
 * @typedef {Pick<import("../scan/vault.js").OwnEntry, "person" | "area" | "at" | "gate" | "leaves">} Movement
 */

export class Presences {
  /** @type {Map<string, Movement[]>} by person and area, in the order of their moments */
  #own = new Map();
  /** @type {{ area: number, at: number, by: 1 | -1 }[]} how what this device did changed the number of those inside */
  #changes = [];

  /** @param {Movement} movement */
  add({ person, area, at, gate, leaves }) {
    const key = `${person} ${area}`;
    const known = this.#own.get(key) ?? [];
    const before = known.at(-1);
    if (before?.leaves !== leaves || before.at > at) this.#changes.push({ area, at, by: leaves ? -1 : 1 });
    this.#own.set(
      key,
      [...known, { person, area, at, gate, leaves }].sort((a, b) => a.at - b.at),
    );
  }

  /**
   * Somebody in an area on the day of a moment, null where they were not.
   * @param {Roster} roster
   * @param {string} person
   * @param {number} area
   * @param {number} moment
   * @returns {Entry | null}
   */
  presence(roster, person, area, moment) {
    const { zone } = roster.head;
    const day = localDay(moment, zone);
    const told = roster.entryOf(person, area);
    const start = told && localDay(told.at, zone) === day ? told : null;
    const own = (this.#own.get(`${person} ${area}`) ?? []).filter(({ at }) => localDay(at, zone) === day);
    return own.reduce(after, start);
  }

  /**
   * By how many this device changed the number of those inside since a moment.
   * @param {number} area
   * @param {number} since milliseconds
   */
  change(area, since) {
    this.#changes = this.#changes.filter(({ at }) => at > since);
    return this.#changes.reduce((sum, change) => sum + (change.area === area ? change.by : 0), 0);
  }
}

/**
 * @param {Entry | null} entry
 * @param {Movement} movement
 * @returns {Entry | null}
 */
function after(entry, { at, gate, leaves }) {
  if (!entry) return leaves ? null : { at, gate, movedAt: at, inside: true };
  if (at < entry.at) return leaves ? entry : { ...entry, at, gate };
  if (at < entry.movedAt || entry.inside !== leaves) return entry;
  return { ...entry, movedAt: at, inside: !leaves };
}
