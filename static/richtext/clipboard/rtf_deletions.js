// Writer of LibreOffice puts text that was deleted with changes recorded into its HTML as if it stood there still. The RTF of the
// same clipboard says which it is; letters without blanks are compared, because the two break lines elsewhere.

import { note } from "./notes.js";

const TOKENS = /\\([a-z]+)(-?\d+)? ?|\\'([\da-f]{2})|\\(.)|([{}])|([^\\{}\r\n]+)/gis;
const NOT_TEXT = new Set([
  "fonttbl", "colortbl", "stylesheet", "info", "pict", "footnote", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
  "footerf", "listtable", "listoverridetable", "listtext", "pntext", "revtbl", "fldinst", "annotation", "atnid", "atnauthor", "atrfstart",
  "atrfend", "bkmkstart", "bkmkend", "generator", "pgdsctbl", "themedata", "datastore", "shppict", "nonshppict",
]); // prettier-ignore
const BESIDE = "[id^='sdfootnote'], [id^='sdendnote']"; // notes: the RTF has them in their places
const AROUND = 20; // letters on each side by which a place is known
const MOST_MISSES = 5;
const NEAR = 10_000; // letters by which the two texts may differ between two deletions

/** Take the deleted text out that `context.rtf` knows of; what is not found again is said. */
export function dropDeletedByRtf(body, context) {
  if (context.source !== "libreoffice" || !/\\deleted\b/.test(context.rtf ?? "")) return;
  const { letters, ranges } = readRtf(context.rtf);
  const text = lettersOf(body);
  const found = [];
  let from = 0;
  let misses = 0;
  let last = 0;
  for (const [start, end] of ranges) {
    const near = text.letters.slice(from - Math.min(from, AROUND), from + end - last + NEAR);
    let place = placeOf(letters, start, end, near, Math.min(from, AROUND));
    if (place >= 0) place += from - Math.min(from, AROUND);
    else if (misses < MOST_MISSES) place = placeOf(letters, start, end, text.letters, from);
    if (place < 0) misses += 1;
    else {
      found.push([place, (from = place + end - start)]);
      last = end;
    }
  }
  for (const words of text.remove(found).reverse()) note(context, "tracked", words);
  if (misses) note(context, "unresolved", letters.slice(...ranges[0]));
}

/** Where the deleted letters stand: with what is on both sides, or on one. */
function placeOf(letters, start, end, text, from) {
  const before = letters.slice(Math.max(0, start - AROUND), start);
  const deleted = letters.slice(start, end);
  const after = letters.slice(end, end + AROUND);
  for (const [left, right] of [[before, after], [before, ""], ["", after]]) {
    if (!left && !right) continue;
    const place = text.indexOf(left + deleted + right, Math.max(0, from - left.length));
    if (place >= 0) return place + left.length;
  }
  return -1;
}

/** {letters, ranges} of an RTF: its text without blanks, and from where to where of it was deleted. */
function readRtf(rtf) {
  const stack = [];
  let state = { isText: true, isDeleted: false, skip: 1 };
  let toSkip = 0;
  let letters = "";
  const ranges = [];
  const put = (text) => {
    const some = text.replace(/\s+/g, "");
    if (!state.isText || !some) return;
    if (state.isDeleted) {
      const last = ranges.at(-1);
      if (last?.[1] === letters.length) last[1] += some.length;
      else ranges.push([letters.length, letters.length + some.length]);
    }
    letters += some;
  };
  for (const [, word, number, byte, sign, brace, text] of rtf.matchAll(TOKENS)) {
    if (brace === "{") stack.push({ ...state });
    else if (brace === "}") state = stack.pop() ?? state;
    else if (word) {
      if (word === "u") {
        put(String.fromCharCode(Number(number) & 0xffff));
        toSkip = state.skip;
      } else state = { ...state, ...changeOf(word, number) };
    } else if (toSkip && (byte || text)) {
      if (text) put(text.slice(toSkip));
      toSkip = byte ? toSkip - 1 : 0;
    } else if (byte) put(String.fromCharCode(Number.parseInt(byte, 16)));
    else if (sign === "*") state = { ...state, isText: false };
    else if (sign && /[{}\\]/.test(sign)) put(sign);
    else if (text) put(text);
  }
  return { letters: letters.normalize("NFC"), ranges };
}

function changeOf(word, number) {
  if (word === "deleted") return { isDeleted: number !== "0" };
  if (word === "plain") return { isDeleted: false };
  if (word === "uc") return { skip: Number(number) || 0 };
  return NOT_TEXT.has(word) ? { isText: false } : {};
}

/** {letters, remove(ranges)}: the text of `body` without blanks; `remove` takes pieces out and returns the words of each. */
function lettersOf(body) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const pieces = [];
  let letters = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const own = node.data.replace(/\s+/g, "");
    if (!own || node.parentElement.closest(BESIDE)) continue;
    pieces.push({ node, start: letters.length, end: letters.length + own.length });
    letters += own;
  }
  const remove = (ranges) => removed(pieces, ranges);
  return { letters, remove };
}

/** Take `ranges` of letters, in their order, out of `pieces`: the words of each. Each text is read and written once. */
function removed(pieces, ranges) {
  const words = ranges.map(() => "");
  let first = 0;
  for (const { node, start, end } of pieces) {
    while (first < ranges.length && ranges[first][1] <= start) first += 1;
    if (first === ranges.length || ranges[first][0] >= end) continue;
    const { data } = node;
    const places = Array.from(data.matchAll(/\S/g), ({ index }) => index); // of its letters, blanks not counted
    let kept = "";
    let last = 0;
    for (let number = first; number < ranges.length && ranges[number][0] < end; number += 1) {
      const from = ranges[number][0] < start ? 0 : places[ranges[number][0] - start];
      const to = ranges[number][1] > end ? data.length : places[ranges[number][1] - start - 1] + 1;
      kept += data.slice(last, from);
      words[number] += data.slice(from, to);
      last = to;
    }
    node.data = kept + data.slice(last);
  }
  return words;
}
