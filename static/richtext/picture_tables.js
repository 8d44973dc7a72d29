// Tables with pictures: those that only hold pictures and their captions in place become paragraphs, in the order of reading;
// of the others rows go that are empty once their pictures stand behind them. Pure.

import { LONGEST, namesPicture, plain } from "./captions.js";
import { gridOf, without } from "./clipboard/grid.js";
import { appendAll, replaceByAll } from "./clipboard/nodes.js";

const HOLDERS = "p, div, figure, figcaption";
const NO_CAPTION = "table, ul, ol, dl, blockquote, pre, hr, h1, h2, h3, h4, h5, h6"; // in a cell
const OUTER = "li, td, th, blockquote"; // pictures within it go behind all of it

/** Make paragraphs of each table of `tables` that is nothing but pictures and captions. Gives the texts of those captions.
    Linear: each cell is looked at once. */
export function unframePictures(tables) {
  const captions = [];
  let range; // one for all: each change of a page costs by the ranges that there are
  for (const table of tables) {
    range ??= table.ownerDocument.createRange();
    const shots = table.caption || table.parentElement.closest(OUTER) ? null : shotsOf(table);
    if (shots) replaceByAll(table, shots.flatMap((shot) => paragraphsOf(shot, range, captions)));
  }
  return captions;
}

/** [{images, words}]: cells with pictures in their order, and the cells with words that belong to them; a title has no
    `images`. null for a table that says something by itself. */
function shotsOf(table) {
  const shots = [];
  const above = []; // by column: the pictures that words may still belong to
  const { cells, width } = gridOf(table);
  for (const { cell, row, column, colspan } of cells) {
    const images = [...cell.querySelectorAll("img")];
    const words = plain(cell.textContent);
    if (!images.length && !words) continue;
    if (cell.querySelector(NO_CAPTION) || words.length > LONGEST || (words && !/\p{L}/u.test(words))) return null;
    const columns = Array.from({ length: colspan }, (_, number) => column + number);
    if (images.length) {
      const shot = { cell, images, words: [], isDescribed: Boolean(words) };
      shots.push(shot);
      for (const each of columns) above[each] = shot;
      continue;
    }
    const shot = columns.map((each) => above[each]).findLast(Boolean);
    if (shot && (!shot.isDescribed || namesPicture(words))) {
      shot.words.push(cell);
      shot.isDescribed = true;
    } else if (row === 0 && colspan === width) shots.push({ cell, images: [], words: [] });
    else return null;
  }
  return shots;
}

/** A paragraph for each picture of a cell, followed by one for its caption. */
function paragraphsOf({ cell, images, words }, range, captions) {
  const page = cell.ownerDocument;
  if (!images.length) return [paragraphOf(page, [cell])];
  const parts = partsOf(cell, images, range);
  const isAbove = images.length > 1 && hasWords(parts[0]) && !hasWords(parts.at(-1));
  const own = images.map((_, number) => (isAbove ? [parts[number]] : parts.slice(number ? number + 1 : 0, number + 2)));
  own.at(-1).push(...words);
  return images.flatMap((image, number) => {
    const picture = page.createElement("p");
    picture.append(image);
    const caption = paragraphOf(page, own[number]);
    if (!hasWords(caption)) return [picture];
    captions.push(plain(caption.textContent));
    return [picture, caption];
  });
}

const hasWords = (node) => Boolean(node.textContent.trim());

/** What stands in `cell` before, between and behind `images`, as fragments: one more than there are pictures. */
function partsOf(cell, images, range) {
  const behind = [...images].reverse().map((image) => {
    range.setStartAfter(image);
    range.setEnd(cell, cell.childNodes.length);
    const part = range.extractContents();
    image.remove();
    return part;
  });
  const before = cell.ownerDocument.createDocumentFragment();
  appendAll(before, cell.childNodes);
  return [before, ...behind.reverse()];
}

/** One paragraph of the words of `holders` that have some, a blank between what were lines. */
function paragraphOf(page, holders) {
  const paragraph = page.createElement("p");
  for (const holder of holders.filter(hasWords)) {
    for (const line of holder.querySelectorAll("br")) line.replaceWith(" ");
    for (const block of holder.querySelectorAll(HOLDERS)) {
      if (block.nextSibling) block.after(" ");
      replaceByAll(block, block.childNodes);
    }
    if (paragraph.childNodes.length) paragraph.append(" ");
    appendAll(paragraph, holder.childNodes);
  }
  paragraph.normalize();
  const { firstChild: first, lastChild: last } = paragraph;
  if (first?.nodeType === Node.TEXT_NODE) first.data = first.data.trimStart();
  if (last?.nodeType === Node.TEXT_NODE) last.data = last.data.trimEnd();
  return paragraph;
}

/** Take out of `table` those of `rows` in which nothing is left, and what held only them. */
export function dropEmptyRows(table, rows) {
  const isEmpty = (row) => !hasWords(row) && !row.querySelector("img");
  const grid = gridOf(table);
  const gone = grid.rows.flatMap((row, number) => (rows.has(row) && isEmpty(row) ? [number] : []));
  if (!gone.length) return;
  without(grid, new Set(gone), new Set());
  for (const part of [...table.children]) if (/^t(?:head|body|foot)$/.test(part.localName) && !part.rows.length) part.remove();
  if (table.rows.length) return;
  replaceByAll(table, table.caption && hasWords(table.caption) ? [paragraphOf(table.ownerDocument, [table.caption])] : []);
}
