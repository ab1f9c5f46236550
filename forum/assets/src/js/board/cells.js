// One place of the board as an element: its mark and colour, whom one meets there, and the same in words.

/**
 * @typedef {import("./values.js").Board} Board
 * @typedef {import("./values.js").Place} Place
 * @typedef {import("./values.js").Meeting} Meeting
 * @typedef {{ title: string, rows: string, states: Record<string, [word: string, icon: string]>, pinned: string,
 *   table: string, place: string, with: string, canMove: string, choosing: string, swapping: string, elsewhere: string,
 *   notFree: string, left: string, noMeeting: string, nothing: string, undone: string, failed: string }} Words
 * @typedef {{ element: HTMLElement, use: SVGUseElement, text: Text, icon: string }} Cell
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
  /**
   * @param {Words} words
   * @param {string} icons the address of the drawings
   */
  constructor(words, icons) {
    this.words = words;
    this.icons = icons;
  }

  /**
   * A cell that holds nothing yet.
   * @returns {Cell}
   */
  make() {
    const element = part("gridcell", "board__cell");
    const drawing = document.createElementNS(SVG, "svg");
    drawing.classList.add("icon", "icon--s");
    drawing.setAttribute("aria-hidden", "true");
    const use = document.createElementNS(SVG, "use");
    drawing.append(use);
    const title = document.createElement("span");
    const text = document.createTextNode("");
    title.append(text);
    element.append(drawing, title);
    return { element, use, text, icon: "" };
  }

  /**
   * Lets a cell show a place; it may have shown another one before.
   * @param {Cell} cell
   * @param {Board} board
   * @param {Place} place
   * @param {{ isLit: boolean, isSource: boolean }} marks
   */
  fill(cell, board, place, { isLit, isSource }) {
    const state = board.state(place, Date.now() / 1000);
    const meeting = board.meeting(place);
    const [word, drawing] = (state && this.words.states[state]) ?? ["", ""];
    const isPinned = Boolean(meeting?.[7]);
    const names = ["board__cell", state && `board__cell--${state}`, isPinned && "is-pinned"];
    cell.element.className = [...names, isLit && "is-lit", isSource && "is-source"].filter(Boolean).join(" ");
    this.#draw(cell, isPinned ? "lock" : isLit && !meeting ? "arrow-right" : drawing);
    cell.text.data = meeting?.[3] ?? "";
    const { pinned, canMove } = this.words;
    const what = [meeting && this.told(meeting), word, isPinned && pinned, isLit && canMove].filter(Boolean).join(", ");
    const [, row] = board.rows[place.row] ?? ["", ""];
    const [, time] = board.columns[place.column] ?? ["", ""];
    const said = filled(this.words.place, { row: row ?? "", time: time ?? "", what });
    cell.element.setAttribute("aria-label", said);
  }

  /**
   * @param {Cell} cell
   * @param {string} icon
   */
  #draw(cell, icon) {
    if (cell.icon === icon) return;
    cell.icon = icon;
    if (icon) cell.use.setAttribute("href", `${this.icons}#${icon}`);
    else cell.use.removeAttribute("href");
  }

  /** @param {Meeting} meeting */
  told([, , , title, other, table]) {
    return `${filled(this.words.with, { title, other })}, ${filled(this.words.table, { n: table })}`;
  }
}
