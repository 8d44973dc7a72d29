// Text whose lines end where a page was full, as PDF files and plain emails have it: lines are joined to paragraphs; page
// numbers and running heads go behind the paragraph that they tore and are offered for removal (page_furniture.js).
// Vietnamese words are never parted at the end of a line, so a hyphen there belongs to the word (NĐ-⏎CP, 2021-⏎2025).

import { indentOf, readMark } from "./plain_marks.js";
import { furnitureOf } from "./page_furniture.js";

const WIDTHS = [45, 160]; // letters of a full line: what is narrower or wider was not broken by the edge of a page
const NEARLY_FULL = 0.75;
const FULL = 0.88; // letters are not equally wide, so full lines are not equally long
const HALF = 0.5;

const ENDS_SENTENCE = /[.!?…][”"’')\]]*$/u;
const ENDS_PART = /[;:]$/;
const BEGINS_SMALL = /^["“‘(]?\p{Ll}/u;
const BEGINS_CAPITAL = /^["“‘(]?\p{Lu}/u;
const ARTICLE =
  /^(?:(?:Điều|Khoản|Mục|Tiết)\s\d{1,3}[a-zđ]?\s?[.:]|(?:Chương|Phần|Mục|Phụ lục|PHỤ LỤC|CHƯƠNG|PHẦN|MỤC)\s(?:[IVXL]+|\d{1,2}|thứ\s\p{L}+|THỨ\s\p{L}+)(?![\p{L}\d]))/u;
const IS_PARTED = /[\p{L}\d][-/]$/u;
const WANTS_NUMBER =
  /(?:^|\s)(?:điều|khoản|điểm|mục|chương|phần|số|tháng|năm|ngày|quý|bảng|hình|và|đến|từ|gần|hơn|là|còn|có|trên)$/iu;
const SMALLEST_SHARE = 0.2;

/**
 * {lines, apart} of a text, given as the lines of each of its pages: the lines as they are, or joined to paragraphs where the
 * edge of a page has broken them. Page numbers and running heads are noted in `context`; `apart` are their places in `lines`.
 */
export function joined(pages, context = null) {
  const lines = pages.flat();
  const furniture = furnitureOf(pages, context);
  const own = lines.filter((line, place) => line.trim() && !furniture.has(place)).map((line) => line.trim());
  const width = widthOf(own);
  if (!isBroken(own, width)) return { lines, apart: furniture };
  return paragraphs(pages, furniture, { width, blanksPart: blanksPart(lines, width) });
}

/** How long full lines are: nearly the longest, since a few may stick out. */
function widthOf(lines) {
  const lengths = lines.map((line) => line.length).sort((one, other) => other - one);
  return lengths[Math.floor(lengths.length / 10)] ?? 0;
}

/** Whether sentences go on in the next line so often that the lines are those of a page. */
function isBroken(lines, width) {
  if (width < WIDTHS[0] || width > WIDTHS[1]) return false;
  let full = 0;
  let torn = 0;
  for (let place = 0; place + 1 < lines.length; place += 1) {
    if (lines[place].length < NEARLY_FULL * width) continue;
    full += 1;
    if (tears(lines[place], lines[place + 1])) torn += 1;
  }
  return torn > 0 && torn >= SMALLEST_SHARE * full;
}

const tears = (last, next) => !ENDS_SENTENCE.test(last) && !ENDS_PART.test(last) && BEGINS_SMALL.test(next) && !readMark(next);

/** Whether blank lines part paragraphs. Some programs put one behind each line. */
function blanksPart(lines, width) {
  let full = 0;
  let torn = 0;
  let last = "";
  let isBehindBlank = false;
  for (const line of lines.map((one) => one.trim())) {
    if (line && isBehindBlank && last.length >= NEARLY_FULL * width) {
      full += 1;
      if (tears(last, line)) torn += 1;
    }
    isBehindBlank = !line;
    last = line || last;
  }
  return torn < 2 || torn < 2 * SMALLEST_SHARE * full;
}

function paragraphs(pages, furniture, page) {
  const out = [];
  const apart = new Set();
  const held = []; // page numbers and running heads since the last line of text
  let open = null; // {text, last, mark, indent, words}: the paragraph that may go on, and the columns of its mark and words
  let isBehindBlank = false;
  let isTorn = false;
  let place = 0;
  const close = () => {
    if (open) out.push(open.text);
    for (const line of held.splice(0)) apart.add(out.push(line) - 1);
    if (isBehindBlank) out.push("");
  };
  for (const lines of pages) {
    for (const raw of lines) {
      const line = raw.trim();
      if (furniture.has(place)) held.push(line);
      else if (!line) isBehindBlank = true;
      else {
        const gap = { isBlank: isBehindBlank && page.blanksPart && !isTorn && !held.length, indent: indentOf(raw) };
        if (open && goesOn(open, line, gap, page)) open = { ...open, text: glued(open.text, open.last, line), last: line };
        else {
          close();
          const mark = markOf(line);
          const text = mark ? " ".repeat(gap.indent) + line : line; // how far a mark is set in tells its level (plain.js)
          open = { text, last: line, mark, indent: gap.indent, words: mark ? text.length - readMark(line).rest.length : null };
        }
        isBehindBlank = isTorn = false;
      }
      place += 1;
    }
    isTorn = true; // the sentence may go on on the next page
  }
  close();
  return { lines: out, apart };
}

const markOf = (line) => readMark(line)?.readings[0].kind;

/** Whether `line` goes on with the paragraph `open`. */
function goesOn(open, line, { isBlank, indent }, { width }) {
  const { last } = open;
  if (isBlank || (indent > open.indent + 1 && !hangs(open, line, indent))) return false;
  if (IS_PARTED.test(last) && /^[\p{L}\d]/u.test(line)) return true;
  const isEnded = ENDS_SENTENCE.test(last);
  const isShort = last.length + 1 + line.split(" ", 1)[0].length <= FULL * width;
  if (/\d$/.test(last) && /^[-–—]\s?\d/.test(line)) return true; // 2021 ⏎ - 2025
  const mark = markOf(line);
  if (mark || ARTICLE.test(line)) {
    if (/^\(?\d/.test(line) && WANTS_NUMBER.test(last)) return true; // quy định tại Điều ⏎ 5. Cơ quan …
    return !isEnded && !isShort && !ENDS_PART.test(last) && !(mark && mark === open.mark);
  }
  if (BEGINS_SMALL.test(line)) return !isEnded ? last.length >= HALF * width : !isShort;
  if (ENDS_PART.test(last) && BEGINS_CAPITAL.test(line)) return false;
  return !isShort && isCapitals(last) === isCapitals(line);
}

/** Whether a line is set in as the words behind the mark of the open item. */
const hangs = ({ words }, line, indent) => words !== null && Math.abs(words - indent) <= 1 && !readMark(line);

/** Whether a line is a heading in capitals. */
const isCapitals = (line) => /\p{Lu}.*\p{Lu}/u.test(line) && !/\p{Ll}/u.test(line);

function glued(text, last, line) {
  const isOneWord = IS_PARTED.test(last) && /^[\p{L}\d]/u.test(line);
  return isOneWord ? text + line : `${text} ${line}`;
}
