// Draws of the board only what is in view. What leaves it while one scrolls is used again for what comes into view: the
// styles of a page are worked out anew around every element that is put in or taken out, which costs most of a frame. The
// place one is at stays in the page, or the keyboard would lose it.
import { Cells, part, small } from "./cells.js";
import { Board } from "./values.js";

/**
 * @typedef {import("./values.js").Place} Place
 * @typedef {import("./cells.js").Words} Words
 * @typedef {import("./cells.js").Cell} Cell
 * @typedef {{ element: HTMLElement, link: HTMLAnchorElement, name: Text, note: Text, cells: Map<number, Cell>,
 *   spare: Cell[] }} Drawn
 */

const ROW = 44;
const COLUMN = 136;
const HEAD = 184;
const TOP = 48;
/** So many rows and columns beyond what is in view. */
const BEYOND = { rows: 8, columns: 3 };

export class View {
  /** @type {Map<number, Drawn>} */
  #drawn = new Map();
  /** Rows that show nothing now. @type {Drawn[]} */
  #spare = [];
  /** The numbers of the places that may be chosen. @type {Set<number>} */
  lit = new Set();
  /** @type {number | undefined} */
  source = undefined;
  jumps = false;
  /** @type {Place} */
  at = { row: 0, column: 0 };
  #window = "";

  /**
   * @param {HTMLElement} root
   * @param {Words} words
   * @param {string} icons the address of the drawings
   * @param {string} here the address of the board, to which a row's key is added
   */
  constructor(root, words, icons, here) {
    this.words = words;
    this.cells = new Cells(words, icons);
    this.here = here;
    this.board = new Board({ columns: [], rows: [], meetings: [] });
    this.scroller = part("", "board__view");
    this.sheet = part("grid", "board__sheet");
    this.sheet.setAttribute("aria-label", `${words.title}: ${words.rows}`);
    this.heads = part("row", "board__heads");
    this.line = part("presentation", "board__now");
    this.sheet.append(this.heads, this.line);
    this.scroller.append(this.sheet);
    root.replaceChildren(this.scroller);
    let asked = false;
    this.scroller.addEventListener(
      "scroll",
      () => {
        if (asked) return;
        asked = true;
        requestAnimationFrame(() => {
          asked = false;
          this.draw();
        });
      },
      { passive: true },
    );
    new ResizeObserver(() => this.draw()).observe(this.scroller);
  }

  /** @param {Board} board */
  show(board) {
    this.board = board;
    const { style } = this.sheet;
    style.width = `${HEAD + COLUMN * board.columns.length}px`;
    style.height = `${TOP + ROW * board.rows.length}px`;
    this.sheet.setAttribute("aria-rowcount", String(board.rows.length + 1));
    this.sheet.setAttribute("aria-colcount", String(board.columns.length + 1));
    this.at = board.within(this.at);
    this.#drawHeads();
    this.redraw();
  }

  /** Draws what is in view from the start, as after a change. */
  redraw() {
    for (const { element } of [...this.#drawn.values(), ...this.#spare]) element.remove();
    this.#drawn.clear();
    this.#spare = [];
    this.#window = "";
    this.draw();
  }

  drawNow() {
    const at = this.board.nowAt(Date.now() / 1000);
    const left = COLUMN * (at ?? 0);
    this.line.hidden = at === undefined || left < this.scroller.scrollLeft; // it would cross the names of the rows
    this.line.style.left = `${HEAD + left}px`;
  }

  draw() {
    const { scrollTop, scrollLeft, clientHeight, clientWidth } = this.scroller;
    const rows = span(scrollTop / ROW, clientHeight / ROW, BEYOND.rows, this.board.rows.length);
    const columns = span(scrollLeft / COLUMN, clientWidth / COLUMN, BEYOND.columns, this.board.columns.length);
    const wanted = `${rows} ${columns} ${this.at.row} ${this.at.column}`;
    if (wanted === this.#window) return;
    this.#window = wanted;
    this.drawNow();
    for (const [number, drawn] of this.#drawn) {
      if (isIn(rows, number) || number === this.at.row) continue;
      this.#drawn.delete(number);
      this.#spare.push(drawn);
    }
    for (let row = rows[0]; row < rows[1]; row++) this.#drawRow(row, columns);
    if (this.board.rows.length && !isIn(rows, this.at.row)) this.#drawRow(this.at.row, columns);
    for (const { element } of this.#spare) element.hidden = true;
  }

  /**
   * Goes to a place: scrolls there and gives it the focus.
   * @param {Place} place
   */
  go(place) {
    const former = this.cell(this.at)?.element;
    if (former) former.tabIndex = -1;
    this.at = this.board.within(place);
    const [top, left] = [this.at.row * ROW, this.at.column * COLUMN];
    const { scroller } = this;
    const [high, wide] = [scroller.clientHeight - TOP - ROW, scroller.clientWidth - HEAD - COLUMN];
    scroller.scrollTop = Math.min(Math.max(scroller.scrollTop, top - high), top);
    scroller.scrollLeft = Math.min(Math.max(scroller.scrollLeft, left - wide), left);
    this.draw();
    const cell = this.cell(this.at)?.element;
    if (!cell) return;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: true });
  }

  /**
   * Marks the places that may be chosen, and the one that is left.
   * @param {Iterable<number>} numbers
   * @param {Place | undefined} from
   * @param {boolean} jumps whether the arrows go from one of them to the next
   */
  light(numbers, from, jumps) {
    this.lit = new Set(numbers);
    this.source = from && this.board.numberOf(from);
    this.jumps = jumps;
    this.scroller.classList.toggle("is-choosing", from !== undefined);
    this.redraw();
    if (!from) return;
    const here = this.board.numberOf(from);
    const [first] = [...this.lit].sort((one, other) => Math.abs(one - here) - Math.abs(other - here));
    this.go(jumps && first !== undefined ? this.board.placeOf(first) : from);
  }

  get rowsInView() {
    return Math.max(1, Math.floor((this.scroller.clientHeight - TOP) / ROW) - 1);
  }

  /**
   * Scrolls so far that a time is in view.
   * @param {number} column
   */
  scrollTo(column) {
    this.scroller.scrollLeft = Math.max(0, (column - 1) * COLUMN);
  }

  /** @param {Place} place */
  cell({ row, column }) {
    return this.#drawn.get(row)?.cells.get(column);
  }

  /**
   * The place of a cell, or of what is in it.
   * @param {EventTarget | null} target
   * @returns {Place | undefined}
   */
  placeOf(target) {
    const cell = target instanceof Element ? target.closest("[data-column]") : null;
    if (!(cell instanceof HTMLElement) || !(cell.parentElement instanceof HTMLElement)) return undefined;
    return { row: Number(cell.parentElement.dataset.row), column: Number(cell.dataset.column) };
  }

  #drawHeads() {
    const corner = part("columnheader", "board__corner");
    corner.textContent = this.words.rows;
    const manyDays = this.board.columns.some(([, , day]) => day !== this.board.columns[0]?.[2]);
    const times = this.board.columns.map(([label, , day], number) => {
      const head = part("columnheader", "board__time");
      head.setAttribute("aria-colindex", String(number + 2));
      head.style.left = `${HEAD + COLUMN * number}px`;
      head.textContent = label;
      const isFirst = manyDays && day !== this.board.columns[number - 1]?.[2];
      head.classList.toggle("is-first", isFirst);
      if (isFirst) head.append(small(day));
      return head;
    });
    this.heads.setAttribute("aria-rowindex", "1");
    this.heads.replaceChildren(corner, ...times);
  }

  /**
   * @param {number} row
   * @param {[number, number]} columns
   */
  #drawRow(row, columns) {
    const drawn = this.#drawn.get(row) ?? this.#beginRow(row);
    for (const [column, cell] of drawn.cells) {
      if (isIn(columns, column) || (row === this.at.row && column === this.at.column)) continue;
      drawn.cells.delete(column);
      drawn.spare.push(cell);
    }
    for (let column = columns[0]; column < columns[1]; column++) this.#drawCell(drawn, { row, column });
    if (row === this.at.row) this.#drawCell(drawn, this.at);
    for (const { element } of drawn.spare) element.hidden = true;
  }

  /**
   * @param {number} row
   * @returns {Drawn}
   */
  #beginRow(row) {
    const [key, name, note] = this.board.rows[row] ?? ["", "", ""];
    const drawn = this.#spare.pop() ?? this.#newRow();
    drawn.spare.push(...drawn.cells.values());
    drawn.cells.clear();
    drawn.element.hidden = false;
    drawn.element.dataset.row = String(row);
    drawn.element.setAttribute("aria-rowindex", String(row + 2));
    drawn.element.style.top = `${TOP + ROW * row}px`;
    const address = new URL(this.here, location.href);
    address.searchParams.set("row", key);
    drawn.link.href = address.href;
    drawn.name.data = name;
    drawn.note.data = note;
    this.#drawn.set(row, drawn);
    return drawn;
  }

  /** @returns {Drawn} */
  #newRow() {
    const element = part("row", "board__row");
    const head = part("rowheader", "board__head");
    const link = document.createElement("a");
    link.tabIndex = -1;
    const [name, note] = [document.createTextNode(""), document.createTextNode("")];
    const below = small("");
    link.append(name);
    below.append(note);
    head.append(link, below);
    element.append(head);
    this.sheet.append(element);
    return { element, link, name, note, cells: new Map(), spare: [] };
  }

  /**
   * @param {Drawn} drawn
   * @param {Place} place
   */
  #drawCell(drawn, place) {
    if (drawn.cells.has(place.column)) return;
    const cell = drawn.spare.pop() ?? this.#newCell(drawn);
    const { element } = cell;
    element.hidden = false;
    element.dataset.column = String(place.column);
    element.setAttribute("aria-colindex", String(place.column + 2));
    element.style.left = `${HEAD + COLUMN * place.column}px`;
    element.tabIndex = place.row === this.at.row && place.column === this.at.column ? 0 : -1;
    const number = this.board.numberOf(place);
    this.cells.fill(cell, this.board, place, { isLit: this.lit.has(number), isSource: this.source === number });
    drawn.cells.set(place.column, cell);
  }

  /** @param {Drawn} drawn */
  #newCell(drawn) {
    const cell = this.cells.make();
    drawn.element.append(cell.element);
    return cell;
  }
}

/**
 * From which to before which number is drawn.
 * @param {number} first
 * @param {number} many
 * @param {number} beyond
 * @param {number} total
 * @returns {[number, number]}
 */
function span(first, many, beyond, total) {
  return [Math.max(0, Math.floor(first) - beyond), Math.min(total, Math.ceil(first + many) + beyond)];
}

/**
 * @param {[number, number]} span
 * @param {number} number
 */
function isIn([first, end], number) {
  return number >= first && number < end;
}
