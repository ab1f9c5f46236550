// Where a key leads on the board. While a place is chosen, the arrows go from one that may be chosen to the next.

/**
 * @typedef {import("./values.js").Place} Place
 * @typedef {import("./view.js").View} View
 */

/** @type {Record<string, [rows: number, columns: number]>} */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * The place a key leads to; nothing where it leads nowhere.
 * @param {KeyboardEvent} event
 * @param {View} view
 * @param {boolean} jumps whether arrows go from one place that is lit to the next
 * @returns {Place | undefined}
 */
export function step({ key, ctrlKey }, view, jumps) {
  const { board, at } = view;
  const arrow = ARROWS[key];
  if (arrow && jumps) return nextLit(view, arrow[0] + arrow[1]);
  if (arrow) return board.within({ row: at.row + arrow[0], column: at.column + arrow[1] });
  const [last, end] = [board.rows.length - 1, board.columns.length - 1];
  const page = view.rowsInView;
  /** @type {Record<string, Place>} */
  const leads = {
    Home: { row: ctrlKey ? 0 : at.row, column: 0 },
    End: { row: ctrlKey ? last : at.row, column: end },
    PageUp: { row: at.row - page, column: at.column },
    PageDown: { row: at.row + page, column: at.column },
  };
  const place = leads[key];
  return place && board.within(place);
}

/**
 * @param {View} view
 * @param {number} way 1 or -1
 * @returns {Place}
 */
function nextLit({ board, at, lit }, way) {
  const here = board.numberOf(at);
  const sorted = [...lit].sort((one, other) => (one - other) * way);
  const next = sorted.find((number) => (number - here) * way > 0) ?? here;
  return board.placeOf(next);
}
