// Tables: rows and columns that nobody sees, merged cells, header cells, tables that only lay a page out, one cell alone.

import { gridOf, setSpan, without } from "./grid.js";
import { appendAll } from "./nodes.js";
import { note } from "./notes.js";
import { declared, points } from "./styles.js";

const SHEETS = new Set(["excel", "google-sheets", "libreoffice"]);
const ERROR = /^#(?:REF!|DIV\/0!|N\/A|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|ERROR!|#+)$/i;

/** Rows and columns that are hidden in a sheet go, before anything else hides cells of their own. */
export function dropHiddenCells(body, context) {
  if (!SHEETS.has(context.source)) return;
  for (const table of body.querySelectorAll("table")) {
    splitOverflowing(table, context);
    const grid = gridOf(table);
    const rows = numbersOf(grid.rows, (row) => isHidden(row, context, "height"));
    const columns = numbersOf(columnsOf(table), (column) => column && isHidden(column, context, "width"));
    const hidden = new Map(); // row or column → the words of its cells
    without(grid, rows, columns, (cell, row) => {
      const place = rows.has(row) ? row : "column";
      if (!hidden.has(place)) hidden.set(place, []);
      hidden.get(place).push(cell.textContent.trim());
    });
    for (const words of hidden.values()) if (words.some(Boolean)) note(context, "hidden", words.filter(Boolean).join(" "));
    for (const part of [...table.children]) if (/^col/.test(part.localName)) part.remove();
  }
}

const numbersOf = (elements, isWanted) => new Set(elements.flatMap((element, number) => (isWanted(element) ? [number] : [])));

/** The `col` of each column. */
function columnsOf(table) {
  const own = [...table.children].flatMap((part) => ({ col: [part], colgroup: [...part.children] })[part.localName] ?? []);
  return own.flatMap((column) => {
    const times = Math.min(Number.parseInt(column.getAttribute("span"), 10) || 1, 99);
    return Array.from({ length: times }, () => column);
  });
}

function isHidden(element, context, side) {
  const { display, visibility, "mso-hidden": hidden, [side]: length } = declared(context, element);
  if (display === "none" || /^(?:hidden|collapse)$/.test(visibility ?? "") || hidden || element.hasAttribute("hidden")) return true;
  return points(length ?? element.getAttribute(side) ?? "") === 0 && context.source !== "libreoffice";
}

/** Excel spans a long text over empty cells beside it, which are not merged with it. */
function splitOverflowing(table, context) {
  for (const cell of [...table.rows].flatMap((row) => [...row.cells])) {
    if (!cell.hasAttribute("colspan") || !/colspan/.test(declared(context, cell)["mso-ignore"] ?? "")) continue;
    const more = Math.min(Number.parseInt(cell.getAttribute("colspan"), 10) || 1, 99) - 1;
    cell.removeAttribute("colspan");
    cell.after(...Array.from({ length: more }, () => cell.ownerDocument.createElement("td")));
  }
}

// A table with it lays a page out: rebuild.js makes blocks of its cells. (To move them out, table by table, would cost the depth.)
export const LAYOUT = "data-layout";

/** What is left of tables: those that lay out are marked, one cell its text, merged cells fit, headers say so. */
export function readTables(body, context) {
  for (const table of body.querySelectorAll("table")) {
    if (isLayout(table)) {
      table.setAttribute(LAYOUT, "");
      continue;
    }
    if (SHEETS.has(context.source)) dropEmptyEdges(table);
    if (context.source !== "own" && isOneCell(table)) {
      replaceByText(table);
      continue;
    }
    fitSpans(table);
    if (context.source !== "own") nameHeaders(table, context);
    noteErrors(table, context);
  }
}

const isLayout = (table) => Boolean(table.querySelector("table")) || /^(?:presentation|none)$/.test(table.getAttribute("role") ?? "");

const isOneCell = (table) => table.rows.length === 1 && table.rows[0].cells.length === 1 && !table.caption;

/** The alignment of a single cell is that of figures or of a column, and means nothing in a text. */
function replaceByText(table) {
  const text = table.ownerDocument.createElement("div");
  appendAll(text, table.rows[0].cells[0].childNodes);
  for (const line of text.querySelectorAll("p, div")) line.removeAttribute("align");
  table.replaceWith(text);
}

const isEmpty = (cell) => !cell.textContent.trim() && !cell.querySelector("img");

/** Rows and columns at the end of a sheet in which nothing stands. */
function dropEmptyEdges(table) {
  const grid = gridOf(table);
  const full = grid.cells.filter(({ cell }) => !isEmpty(cell));
  const height = full.reduce((most, { row }) => Math.max(most, row + 1), 0);
  const width = full.reduce((most, { column }) => Math.max(most, column + 1), 0);
  const beyond = (from, to) => new Set(Array.from({ length: Math.max(to - from, 0) }, (_, number) => from + number));
  without(grid, beyond(height, grid.rows.length), beyond(width, grid.width));
  if (!height) table.remove();
}

/** Columns in which no cell begins are no columns, and no span reaches beyond the last row. */
function fitSpans(table) {
  const { rows, width, cells } = gridOf(table);
  const begun = new Set(cells.map(({ column }) => column));
  const before = [0];
  for (let column = 0; column < width; column += 1) before.push(before[column] + (begun.has(column) ? 1 : 0));
  for (const { cell, row, column, rowspan, colspan } of cells) {
    setSpan(cell, "colspan", before[column + colspan] - before[column]);
    setSpan(cell, "rowspan", Math.min(rowspan, rows.length - row));
  }
}

/** The cells of a `thead`, and of first rows that alone are bold, are headers of their columns. */
function nameHeaders(table, context) {
  if (table.querySelector("th")) return;
  const head = table.tHead ?? headOf(table, context);
  if (!head) return;
  for (const cell of head.querySelectorAll("td")) {
    const header = cell.ownerDocument.createElement("th");
    for (const { name, value } of cell.attributes) if (!/[:<>"'=\s]/.test(name)) header.setAttribute(name, value);
    appendAll(header, cell.childNodes);
    cell.replaceWith(header);
  }
}

/** A new `thead` of the rows that the cells of the first one reach into, or null where they are no headers. */
function headOf(table, context) {
  const rows = [...table.rows];
  if (!rows.length || rows[0].cells.length < 2) return null;
  const height = [...rows[0].cells].reduce((most, cell) => Math.max(most, cell.rowSpan), 1);
  const isBoldRow = (row) => row.textContent.trim() && [...row.cells].every((cell) => isEmpty(cell) || isBold(cell, context));
  if (height >= rows.length || !rows.slice(0, height).every(isBoldRow) || isBoldRow(rows[height])) return null;
  const head = table.createTHead();
  appendAll(head, rows.slice(0, height));
  return head;
}

function isBold(cell, context) {
  const texts = cell.ownerDocument.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (!texts.currentNode.data.trim() || isIndex(texts.currentNode.parentElement, context)) continue;
    if (!isBoldAt(texts.currentNode.parentElement, cell, context)) return false;
  }
  return true;
}

/** Excel writes an index in letters of their own, which are not bold. */
const isIndex = (element, context) => /^su[bp]$/.test(element.localName) || /^su/.test(declared(context, element)["vertical-align"] ?? "");

function isBoldAt(element, cell, context) {
  for (let around = element; ; around = around.parentElement) {
    const weight = declared(context, around)["font-weight"];
    if (weight) return /^(?:bold|[6-9]\d\d)/.test(weight);
    if (/^(?:b|strong|h[1-6])$/.test(around.localName)) return true;
    if (around === cell) return false;
  }
}

function noteErrors(table, context) {
  for (const cell of table.querySelectorAll("td, th")) if (ERROR.test(cell.textContent.trim())) note(context, "cells", cell.textContent);
}
