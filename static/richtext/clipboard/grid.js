// The cells of a table by rows and columns, whatever spans whatever.

import { appendAll } from "./nodes.js";

const MOST_COLUMNS = 99; // what the policy takes as a span
const MOST_WIDTH = 2000; // columns; a table that is wider has no merged cells, or its rows would cost too much

/** {table, rows, width, cells: [{cell, row, column, rowspan, colspan}]}: spans reach no further than the table. */
export function gridOf(table) {
  const rows = [...table.rows];
  const taken = []; // by column: the first row that is free again
  const cells = [];
  for (const [row, element] of rows.entries()) {
    let column = 0;
    for (const cell of element.cells) {
      while ((taken[column] ?? 0) > row) column += 1;
      const isTooWide = taken.length > MOST_WIDTH;
      const colspan = isTooWide ? 1 : span(cell, "colspan", MOST_COLUMNS);
      const rowspan = isTooWide ? 1 : span(cell, "rowspan", rows.length - row);
      for (let each = column; each < column + colspan; each += 1) taken[each] = Math.max(taken[each] ?? 0, row + rowspan);
      cells.push({ cell, row, column, rowspan, colspan });
      column += colspan;
    }
  }
  return { table, rows, width: taken.length, cells };
}

function span(cell, name, most) {
  const said = Number.parseInt(cell.getAttribute(name), 10);
  if (said === 0 && name === "rowspan") return most; // to the end
  return Math.min(Math.max(said || 1, 1), most);
}

/** Take rows and columns out, given as sets of numbers. What spans them gets narrower; `dropped(cell, row)` hears of the rest. */
export function without(grid, rows, columns, dropped = () => {}) {
  const left = countsOf(grid.rows.length, rows);
  const moved = [];
  const above = countsOf(grid.width, columns);
  for (const { cell, row, column, rowspan, colspan } of grid.cells) {
    const high = left[row + rowspan] - left[row];
    const wide = above[Math.min(column + colspan, grid.width)] - above[column];
    if (!high || !wide) {
      dropped(cell, row);
      cell.remove();
      continue;
    }
    setSpan(cell, "rowspan", high);
    setSpan(cell, "colspan", wide);
    if (rows.has(row)) moved.push({ cell, row, column });
  }
  moveDown(moved, grid, rows);
  for (const number of rows) grid.rows[number].remove();
}

/** For each number how many of those before it stay. */
function countsOf(length, gone) {
  const counts = [0];
  for (let number = 0; number < length; number += 1) counts.push(counts[number] + (gone.has(number) ? 0 : 1));
  return counts;
}

export function setSpan(cell, name, value) {
  if (value > 1) cell.setAttribute(name, value);
  else cell.removeAttribute(name);
}

/** Cells that begin in a row that goes, and reach beyond it, begin in the next row that stays. */
function moveDown(moved, grid, gone) {
  if (!moved.length) return;
  const columns = new Map(grid.cells.map(({ cell, column }) => [cell, column]));
  const stays = []; // by row: the first one from it on that stays
  for (let row = grid.rows.length - 1; row >= 0; row -= 1) stays[row] = gone.has(row) ? stays[row + 1] : row;
  const arrivals = new Map(); // row → cells
  for (const { cell, row } of moved) {
    const next = stays[row];
    if (!arrivals.has(next)) arrivals.set(next, []);
    arrivals.get(next).push(cell);
  }
  for (const [row, cells] of arrivals) {
    const all = [...grid.rows[row].cells, ...cells].sort((one, other) => columns.get(one) - columns.get(other));
    appendAll(grid.rows[row], all);
  }
}
