// The co-ordinator's board as the server sends it, and questions about its places: a row and a column, counted from 0.

/**
 * @typedef {[label: string, span: string, day: string, starts: number, ends: number]} Column
 * @typedef {[key: string, name: string, note: string, signs: string]} Row
 * @typedef {[row: number, column: number, id: number, title: string, other: string, table: number, sequence: number,
 *   pinned: number]} Meeting
 * @typedef {{ columns: Column[], rows: Row[], meetings: Meeting[] }} Values
 * @typedef {{ row: number, column: number }} Place
 * @typedef {"ahead" | "current" | "over" | "free" | "away" | "blocked"} State
 */

/** @type {Record<string, State>} */
const SIGNS = { f: "free", a: "away", b: "blocked" };

export class Board {
  /** @param {Values} values */
  constructor({ columns, rows, meetings }) {
    this.columns = columns;
    this.rows = rows;
    /** @type {Map<number, Meeting>} */
    this.meetings = new Map(meetings.map((each) => [this.numberOf({ row: each[0], column: each[1] }), each]));
  }

  /**
   * One number for each place.
   * @param {Place} place
   */
  numberOf({ row, column }) {
    return row * this.columns.length + column;
  }

  /** @param {number} number */
  placeOf(number) {
    return { row: Math.floor(number / this.columns.length), column: number % this.columns.length };
  }

  /** @param {Place} place */
  meeting(place) {
    return this.meetings.get(this.numberOf(place));
  }

  /**
   * How a place stands; nothing where its hall has no slot then.
   * @param {Place} place
   * @param {number} now in seconds
   * @returns {State | undefined}
   */
  state(place, now) {
    const [, , , starts, ends] = this.columns[place.column] ?? ["", "", "", 0, 0];
    if (!this.meeting(place)) return SIGNS[this.rows[place.row]?.[3][place.column] ?? "-"];
    if (ends <= now) return "over";
    return starts <= now ? "current" : "ahead";
  }

  /**
   * The place of a meeting, in the row of this key where it stands in several.
   * @param {number} id
   * @param {string} [key]
   * @returns {Place | undefined}
   */
  find(id, key) {
    const theirs = [...this.meetings.values()].filter((each) => each[2] === id);
    const found = theirs.find(([row]) => this.rows[row]?.[0] === key) ?? theirs[0];
    return found && { row: found[0], column: found[1] };
  }

  /**
   * Where the line at now stands, in columns from the left; nothing before the first and after the last time.
   * @param {number} now in seconds
   */
  nowAt(now) {
    const number = this.columns.findIndex(([, , , , ends]) => now < ends);
    const column = this.columns[number];
    if (!column) return undefined;
    const [, , , starts, ends] = column;
    const day = this.columns[number - 1]?.[2] ?? column[2];
    if (now < starts) return number && day === column[2] ? number : undefined;
    return number + (now - starts) / (ends - starts);
  }

  /** @param {Place} place */
  within({ row, column }) {
    return {
      row: Math.min(Math.max(row, 0), this.rows.length - 1),
      column: Math.min(Math.max(column, 0), this.columns.length - 1),
    };
  }
}
