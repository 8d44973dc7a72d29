// Page numbers and running heads among the lines of a text out of a PDF. They are told from text by where they stand and by
// coming again; what is found is offered for removal, and nothing is removed here.

import { note } from "./notes.js";
import { readMark } from "./plain_marks.js";

const NUMBER = /^[-–—]?\s*(?:(?:Trang|Page|Tr\.)\s*)?(\d{1,4})(?:\s*(?:\/|trên|of)\s*(\d{1,4}))?\s*[-–—]?$/iu;
const SAYS_PAGE = /^(?:Trang|Page|Tr\.)\s*\d|^[-–—]\s*\d+\s*[-–—]$/iu;
const ENDS = /[.;:!?…]$/;
const GOES_ON = /^\p{Ll}/u;
const MIN_LINES = 10; // between two page numbers
const MIN_HEADS = 3; // a line that comes again so often is a running head, also where no page number stands beside it
const LONG = 45; // letters of a line of running text
const LONGEST_HEAD = 100;
const SHORTEST_HEAD = 12; // beside numbers alone: "Đạt" and "Tân Phong" are cells of a table
const MIN_LONG = 3; // long lines between two page numbers beside a running head: the rows of a table have fewer
const REGULAR = { numbers: 3, lines: 5, strays: 1 }; // so many at like distances, of long lines but for so many
const YEARS = [1900, 2100];
const EDGE = 2; // lines at the top and at the bottom of a page

/** The places (of all lines in order) of page numbers and running heads. Each is noted in `context`. Linear. */
export function furnitureOf(pages, context = null) {
  const lines = shown(pages);
  const found = pageNumbers(lines);
  runningHeads(lines, found).forEach((index) => found.add(index));
  if (context) for (const index of [...found].sort((one, other) => one - other)) note(context, "page-furniture", lines[index].text);
  return new Set([...found].map((index) => lines[index].place));
}

/** The lines with text, each with its place among all lines and whether it is at the edge of a page. */
function shown(pages) {
  const all = [];
  let place = 0;
  for (const page of pages) {
    const own = page.map((line, row) => ({ text: line.trim(), place: place + row })).filter(({ text }) => text);
    own.forEach((line, row) => (line.isAtEdge = pages.length > 1 && (row < EDGE || row >= own.length - EDGE)));
    for (const line of own) all.push(line);
    place += page.length;
  }
  return all;
}

/** Indexes of lines that number a page: they say so, stand at its edge, count on from page to page, or tear a sentence. */
function pageNumbers(lines) {
  const found = new Set();
  let before = null; // the last line that is a number alone
  lines.forEach((line, index) => {
    const match = NUMBER.exec(line.text);
    if (!match) return;
    const value = Number(match[1]);
    if (SAYS_PAGE.test(line.text) || line.isAtEdge || tearsSentence(lines, index)) found.add(index);
    if (before && value === before.value + 1 && index - before.index >= MIN_LINES) found.add(before.index).add(index);
    before = { value, index };
  });
  countedNumbers(lines, found);
  return found;
}

/** Add to `found` the numbers that count on over running text, beside a running head or at like distances. */
function countedNumbers(lines, found) {
  const longs = [0]; // how many long lines stand before each index
  for (const { text } of lines) longs.push(longs.at(-1) + (text.length >= LONG));
  const pairs = countingOn(lines).map(([from, to]) => ({ from, to, long: longs[to] - longs[from + 1] }));
  const parted = pairs.filter(({ long }) => long >= MIN_LONG);
  for (const { from, to } of parted) if (shareHead(lines, from, to)) found.add(from).add(to);
  for (const run of regularRuns(pairs)) if (run.some((index) => tearsSentence(lines, index))) run.forEach((index) => found.add(index));
  for (const { from, to } of parted) {
    if (to >= lines.length - EDGE && found.has(from)) found.add(to); // no page follows whose head stood beside it
    if (from < EDGE && found.has(to)) found.add(from);
  }
}

/** [from, to] of numbers alone, where `to` is one more than `from`, of as many pages. A year numbers no page. */
function countingOn(lines) {
  const last = new Map(); // number and number of pages → index
  const pairs = [];
  lines.forEach(({ text }, index) => {
    const [, sign, pages = ""] = NUMBER.exec(text) ?? [];
    const value = Number(sign);
    if (!sign || (!pages && value >= YEARS[0] && value <= YEARS[1]) || (pages && value > Number(pages))) return;
    const before = last.get(`${value - 1}/${pages}`);
    if (before !== undefined) pairs.push([before, index]);
    last.set(`${value}/${pages}`, index);
  });
  return pairs;
}

/** Whether the same line stands before both numbers, or behind both. */
function shareHead(lines, from, to) {
  return [-1, 1].some((step) => {
    const [one, other] = [lines[from + step]?.text ?? "", lines[to + step]?.text ?? ""];
    return one.length >= SHORTEST_HEAD && mayBeHead(one) && keyOf(one) === keyOf(other);
  });
}

/** The runs of pairs that follow each other at like distances over running text, each as the indexes of its numbers. */
function regularRuns(pairs) {
  const runs = [];
  let run = [];
  let distance = 0;
  for (const { from, to, long } of pairs) {
    const between = to - from - 1;
    if (between < REGULAR.lines || between - long > REGULAR.strays) continue;
    if (run.at(-1) === from && Math.abs(to - from - distance) <= 1) run.push(to);
    else runs.push((run = [from, to]));
    if (run.length === 2) distance = to - from;
  }
  return runs.filter(({ length }) => length >= REGULAR.numbers);
}

function tearsSentence(lines, index) {
  const [last, next] = [lines[index - 1]?.text ?? "", lines[index + 1]?.text ?? ""];
  return last.length >= LONG && !ENDS.test(last) && (GOES_ON.test(next) || next.length >= LONG);
}

const mayBeHead = (text) => text.length <= LONGEST_HEAD && /\p{L}/u.test(text) && !ENDS.test(text) && !GOES_ON.test(text) && !readMark(text);
const keyOf = (text) => text.replace(/\d+/g, "#");

/** Indexes of lines that come again beside page numbers or at the edges of pages, or often and far apart. */
function runningHeads(lines, numbers) {
  const places = new Map();
  lines.forEach(({ text }, index) => {
    if (numbers.has(index) || !mayBeHead(text)) return;
    const key = keyOf(text);
    if (!places.has(key)) places.set(key, []);
    places.get(key).push(index);
  });
  const isBesideNumber = (index) => [1, 2].some((step) => numbers.has(index - step) || numbers.has(index + step));
  const isAtEnd = (index) => index < EDGE || index >= lines.length - EDGE;
  const heads = [];
  for (const indexes of places.values()) {
    const sure = new Set(indexes.filter((index) => lines[index].isAtEdge || isBesideNumber(index)));
    const beside = indexes.filter((index) => sure.has(index) || isAtEnd(index));
    if (sure.size && beside.length > 1) heads.push(beside);
    else if (comesOften(lines, indexes)) heads.push(indexes);
  }
  return heads.flat();
}

function comesOften(lines, indexes) {
  const isFarApart = indexes.every((index, place) => !place || index - indexes[place - 1] >= MIN_LINES);
  return indexes.length >= MIN_HEADS && isFarApart && new Set(indexes.map((index) => lines[index].text)).size === 1;
}
