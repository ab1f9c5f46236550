// The places of the board that may be chosen: where a meeting could move to, and those with which it could swap.

/**
 * @typedef {import("./values.js").Board} Board
 * @typedef {import("./values.js").Place} Place
 */

/**
 * The free places of a meeting that are on the board, with the slot of each.
 * @param {Board} board
 * @param {string[]} keys of the rows in which the meeting stands
 * @param {import("./acts.js").Free[]} places
 * @returns {Map<number, number>}
 */
export function freePlaces(board, keys, places) {
  /** @type {Map<number, number>} */
  const slots = new Map();
  const columns = new Map(board.columns.map(([, , , starts], column) => [starts, column]));
  board.rows.forEach(([key], row) => {
    if (!keys.includes(key)) return;
    for (const { at, slot_id } of places) {
      const column = columns.get(at);
      if (column !== undefined) slots.set(board.numberOf({ row, column }), slot_id);
    }
  });
  return slots;
}

/**
 * The meetings ahead in the row or at the time of a meeting.
 * @param {Board} board
 * @param {number} id
 * @param {Place} from
 * @returns {number[]}
 */
export function swappable(board, id, from) {
  const now = Date.now() / 1000;
  const found = [...board.meetings].filter(([number, meeting]) => {
    const { row, column } = board.placeOf(number);
    const isOver = (board.columns[column]?.[4] ?? 0) <= now;
    return meeting[2] !== id && !isOver && (row === from.row || column === from.column);
  });
  return found.map(([number]) => number);
}
