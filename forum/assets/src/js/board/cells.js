// One place of the board as an element: its mark and colour, whom one meets there, and the same in words.

/**
 * @typedef {import("./values.js").Board} Board
 * @typedef {import("./values.js").Place} Place
 * @typedef {import("./values.js").Meeting} Meeting
 * @typedef {{ title: string, rows: string, states: Record<string, [word: string, icon: string]>, pinned: string,
 *   table: string, place: string, with: string, canMove: string, choosing: string, swapping: string, elsewhere: string,
 *   notFree: string, left: string, noMeeting: string, nothing: string, undone: string, failed: string }} Words
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @param {string} role
 * @param {string} name of its class
 */
export function part(role, name) {
  const made = document.createElement("div");
  if (role) made.setAttribute("role", role);
  made.className = name;
  return made;
}

/** @param {string} text */
export function small(text) {
  const made = document.createElement("small");
  made.textContent = text;
  return made;
}

/**
 * A sentence with what is in braces filled in.
 * @param {string} sentence
 * @param {Record<string, string | number>} values
 */
export function filled(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_all, name) => String(values[name] ?? ""));
}

export class Cells {
  /** @type {Map<string, SVGElement>} */
  #drawings = new Map();

  /**
   * @param {Words} words
   * @param {string} icons the address of the drawings
   */
  constructor(words, icons) {
    this.words = words;
    this.icons = icons;
  }

  /**
   * @param {HTMLElement} cell
   * @param {Board} board
   * @param {Place} place
   * @param {{ isLit: boolean, isSource: boolean }} marks
   */
  fill(cell, board, place, { isLit, isSource }) {
    const state = board.state(place, Date.now() / 1000);
    const meeting = board.meeting(place);
    cell.classList.toggle("is-lit", isLit);
    cell.classList.toggle("is-source", isSource);
    if (!state) return;
    const [word, drawing] = this.words.states[state] ?? ["", ""];
    const isPinned = Boolean(meeting?.[7]);
    cell.classList.add(`board__cell--${state}`);
    cell.append(this.#drawing(isPinned ? "lock" : isLit && !meeting ? "arrow-right" : drawing));
    if (meeting) {
      cell.classList.toggle("is-pinned", isPinned);
      const title = document.createElement("span");
      title.textContent = meeting[3];
      cell.append(title);
    }
    const { pinned, canMove } = this.words;
    const what = [meeting && this.told(meeting), word, isPinned && pinned, isLit && canMove].filter(Boolean).join(", ");
    const [, row] = board.rows[place.row] ?? ["", ""];
    const [, time] = board.columns[place.column] ?? ["", ""];
    cell.setAttribute("aria-label", filled(this.words.place, { row: row ?? "", time: time ?? "", what }));
  }

  /** @param {Meeting} meeting */
  told([, , , title, other, table]) {
    return `${filled(this.words.with, { title, other })}, ${filled(this.words.table, { n: table })}`;
  }

  /** @param {string} name */
  #drawing(name) {
    let drawing = this.#drawings.get(name);
    if (!drawing) {
      drawing = document.createElementNS(SVG, "svg");
      drawing.classList.add("icon", "icon--s");
      drawing.setAttribute("aria-hidden", "true");
      const use = document.createElementNS(SVG, "use");
      use.setAttribute("href", `${this.icons}#${name}`);
      drawing.append(use);
      this.#drawings.set(name, drawing);
    }
    return drawing.cloneNode(true);
  }
}
