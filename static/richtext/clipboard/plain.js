// A plain text as HTML that keeps its structure: a line is a paragraph, marked lines that follow each other are a list, lines
// with tabs a table, a stanza keeps its lines together. Lines that a PDF or an email has broken are joined first (pdf_text.js).

import { follows, indentOf, isCounted, readMark } from "./plain_marks.js";
import { joined } from "./pdf_text.js";
import { refuse } from "./notes.js";
import { cleanLetters } from "./words.js";

const LINE_BREAK = /\r\n?|[\n\v\x85\u2028\u2029]/;
const PAGE_BREAK = /\f/;
const METRES = [[4], [5], [7], [8], [6, 8], [7, 7, 6, 8]]; // syllables of the lines of a stanza
const MIN_VERSES = 4;

const LEVEL = 2; // columns that a list stands further in than the list around it; one alone is carelessness
const MOST_LEVELS = 8;

const MOST = 500_000; // letters, as many as bytes that an article may have (richtext/size.py)

/**
 * `text` as HTML, or "" with the note "refused" in `context` where no article can hold it. Never throws: where an error comes
 * up, each line is a paragraph.
 */
export function fitting(text, context) {
  if (isTooLong(text)) return refused(text, context);
  let html = "";
  try {
    html = structured(text, context);
  } catch (error) {
    console.error(error);
    html = text.split(LINE_BREAK).filter((line) => !isBlank(line)).map((line) => htmlOf({ tag: "p", text: spaced(line) })).join("");
  }
  return html.length > MOST ? refused(html, context) : html;
}

/** Whether an article cannot hold the words of `text`, whatever its structure. */
export function isTooLong(text) {
  return text.length > MOST && text.replace(/\s+/g, " ").length > MOST;
}

function refused(text, context) {
  refuse(context, new TextEncoder().encode(text).length);
  return "";
}

/** `text` as HTML. Page numbers and running heads are noted in `context`, and offered for removal. Linear. */
export function structured(text, context = null) {
  const pages = cleanLetters(text, context).split(PAGE_BREAK).map((page) => page.split(LINE_BREAK));
  const { lines, apart } = joined(pages, context);
  return blocksOf(lines, apart).map(htmlOf).join("");
}

/** The lists, tables, stanzas and paragraphs in `lines`; those that stand `apart` (page numbers) belong to none. */
function blocksOf(lines, apart) {
  const blocks = [];
  for (let place = 0; place < lines.length; ) {
    if (isBlank(lines[place])) {
      place += 1;
      continue;
    }
    const isApart = apart.has(place);
    const taken = (isApart ? null : (listAt(lines, place, apart) ?? tableAt(lines, place))) ?? stanzaAt(lines, place) ?? paragraphAt(lines, place);
    blocks.push(taken.block);
    place = taken.end;
  }
  return blocks;
}

const paragraphAt = (lines, place) => ({ block: { tag: "p", text: spaced(lines[place]) }, end: place + 1 });

const spaced = (line) => line.replace(/\s+/g, " ").trim();
const isBlank = (line) => !line.trim();

// Lists

/** The list that begins at `place`: two items or more, also with blank lines between them; null where there is none. */
export function listAt(lines, place, apart) {
  let stack = []; // the open lists, from the outermost to the innermost
  let list = null;
  let end = place;
  for (let next = place; next < lines.length; next += 1) {
    if (isBlank(lines[next])) continue;
    const found = apart.has(next) ? null : readMark(lines[next].trim());
    stack = found ? withItem(stack, { ...found, place: next, indent: indentOf(lines[next]) }) : [];
    if (!stack.length) break;
    list ??= stack[0];
    end = next + 1;
  }
  return list && isList(list) ? { block: list, end } : null;
}

/** A number alone may be a heading over its points. A bullet alone, with others set further in, is an item with a list. */
const isList = ({ items, indent }) => items.length > 1 || (items[0].reading.type === "ul" && items[0].lists.some((inner) => inner.indent >= indent + LEVEL));

/** The open lists with one item more: on in one of them, or as the first of a list in the last item. [] if it is of none. */
function withItem(stack, { mark, rest, readings, place, indent }) {
  const item = { place, mark, rest: rest.length, text: spaced(rest), lists: [] };
  const { level, isDeeper } = levelAt(stack, indent);
  const joined = listThatGoesOn(stack, level, isDeeper, { readings, indent });
  if (joined) {
    joined.list.items.push({ ...item, reading: joined.reading });
    joined.list.indent = Math.min(joined.list.indent, indent);
    return stack.slice(0, joined.depth + 1);
  }
  const reading = readings.find(({ type, value }) => type === "ul" || value === 1) ?? (stack.length ? null : readings.at(-1));
  if (!reading || (!isDeeper && level.some(({ kind }) => kind === reading.kind))) return [];
  const around = isDeeper ? level : level.filter((list) => list.rank <= reading.rank);
  if (stack.length && !around.length) return [];
  const list = { tag: "list", kind: reading.kind, rank: reading.rank, indent, items: [{ ...item, reading }] };
  around.at(-1)?.items.at(-1).lists.push(list);
  return [...around, list];
}

/** {level, isDeeper}: the open lists that a line at `indent` does not end, and whether it begins a list in the last of them. */
function levelAt(stack, indent) {
  const inner = stack.findIndex((list) => list.indent >= indent + LEVEL);
  const outer = inner < 0 ? stack : stack.slice(0, inner);
  if (!outer.length) return { level: stack.slice(0, 1), isDeeper: false };
  if (indent < outer.at(-1).indent + LEVEL) return { level: outer, isDeeper: false };
  if (inner >= 0) return { level: stack.slice(0, inner + 1), isDeeper: false }; // further out than its neighbours, yet in the same item
  return { level: stack, isDeeper: stack.length < MOST_LEVELS };
}

/** {list, depth, reading}: a list in which the line is the next item, of several the one set in alike; numbers go on wherever they are. */
function listThatGoesOn(stack, level, isDeeper, { readings, indent }) {
  let best = null;
  for (let depth = stack.length - 1; depth >= 0; depth -= 1) {
    const list = stack[depth];
    const reading = readings.find((one) => one.kind === list.kind && follows(list.items.at(-1).reading, one));
    if (!reading || (reading.type === "ul" && (isDeeper || depth >= level.length))) continue;
    const distance = Math.abs(list.indent - indent);
    if (!best || distance + LEVEL <= best.distance) best = { list, depth, reading, distance };
  }
  return best;
}

// Tables and stanzas

/** Two lines or more with equally many tabs: the cells of a spreadsheet. */
function tableAt(lines, place) {
  const tabs = tabsIn(lines[place]);
  if (!tabs) return null;
  let end = place + 1;
  while (end < lines.length && tabsIn(lines[end]) === tabs) end += 1;
  if (end - place < 2) return null;
  return { block: { tag: "table", rows: lines.slice(place, end).map((line) => line.split("\t").map(spaced)) }, end };
}

const tabsIn = (line) => (isBlank(line) ? 0 : line.split("\t").length - 1);

/** A stanza between blank lines: lục bát, song thất lục bát, or lines of four, five, seven or eight syllables. */
function stanzaAt(lines, place) {
  if (place > 0 && !isBlank(lines[place - 1])) return null;
  let end = place;
  while (end < lines.length && !isBlank(lines[end])) end += 1;
  const verses = lines.slice(place, end).map(spaced);
  return isVerse(verses) ? { block: { tag: "stanza", lines: verses }, end } : null;
}

function isVerse(lines) {
  if (lines.length < MIN_VERSES || lines.some((line) => readMark(line))) return false;
  const lengths = lines.map((line) => line.split(" ").filter((word) => /\p{L}/u.test(word)).length);
  const fits = (metre) => lengths.length % metre.length === 0 && lengths.every((length, line) => length === metre[line % metre.length]);
  return METRES.some(fits);
}

// HTML

const htmlOf = (block) => WRITTEN[block.tag](block);

const WRITTEN = {
  p: ({ text }) => `<p>${escaped(text)}</p>`,
  stanza: ({ lines }) => `<p>${lines.map(escaped).join("<br>")}</p>`,
  table: ({ rows }) => `<table><tbody>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${escaped(cell)}</td>`).join("")}</tr>`).join("")}</tbody></table>`,
  list: listHtml,
};

/** A list whose numbers a browser would count otherwise (a, b, c, d, đ) stays as paragraphs with the marks that were typed. */
function listHtml({ items }) {
  const readings = items.map(({ reading }) => reading);
  if (!isCounted(readings)) return items.map(({ mark, text, lists }) => `<p>${escaped(`${mark} ${text}`)}</p>${lists.map(htmlOf).join("")}`).join("");
  const [{ type, value }] = readings;
  const written = items.map(itemHtml).join("");
  if (type === "ul") return `<ul>${written}</ul>`;
  return `<ol${type === "1" ? "" : ` type="${type}"`}${value === 1 ? "" : ` start="${value}"`}>${written}</ol>`;
}

function itemHtml({ text, lists }) {
  const inner = lists.map(htmlOf).join("");
  return inner.startsWith("<p>") ? `<li><p>${escaped(text)}</p>${inner}</li>` : `<li>${escaped(text)}${inner}</li>`;
}

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
