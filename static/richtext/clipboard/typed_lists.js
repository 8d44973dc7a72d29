// Lists that somebody has typed by hand into lines or paragraphs: "- Việc một", "1. Báo cáo". By the rules of plain text.

import { replaceByAll } from "./nodes.js";
import { isCounted } from "./plain_marks.js";
import { listAt } from "./plain.js";

const BLOCKS = "p, div, ul, ol, dl, table, blockquote, pre, figure, h1, h2, h3, h4, h5, h6, hr, section, article, img";
const LEFT_ALONE = "li, td, th, pre, figure, caption, blockquote, .notes, .gallery";
const NONE_APART = new Set();

/** Make lists of marked lines of one paragraph, and of paragraphs with bullets, where two or more follow each other. */
export function readTypedLists(body, { source }) {
  if (source === "own") return;
  for (const block of body.querySelectorAll("p, div")) if (isLine(block)) splitLines(block);
  const seen = new Set();
  for (const block of body.querySelectorAll("p, div")) if (!seen.has(block) && isLine(block)) joinParagraphs(block, seen);
}

const isLine = (block) => !block.querySelector(BLOCKS) && !block.closest(LEFT_ALONE);

/** Lines of a paragraph that are no list stay together, as in verses and addresses. */
function splitLines(block) {
  const lines = [[]];
  for (const node of block.childNodes) {
    if (node.localName === "br") lines.push([]);
    else lines.at(-1).push(node);
  }
  const texts = lines.map(textOf);
  const lists = listsIn(texts);
  if (lines.length < 2 || !lists.length) return;
  const parts = [];
  let end = 0;
  for (const list of [...lists, { place: lines.length }]) {
    const between = lines.slice(end, list.place);
    if (between.some((line) => textOf(line).trim())) parts.push(paragraphOf(between, block));
    if (list.block) parts.push(...written(list.block, (place) => paragraphOf([lines[place]], block), texts, block.ownerDocument));
    end = list.end;
  }
  replaceByAll(block, parts);
}

/** [{block, place, end}] of the lists in `texts`, by plain.js. Spaces at the start are of the markup, and set nothing in. */
function listsIn(all) {
  const texts = all.map((text) => text.trim());
  const found = [];
  for (let place = 0; place < texts.length; ) {
    const taken = texts[place] ? listAt(texts, place, NONE_APART) : null;
    if (taken) found.push({ ...taken, place });
    place = taken?.end ?? place + 1;
  }
  return found;
}

/** Paragraphs with numbers may be parts of a text; bullets make a list. */
function joinParagraphs(first, seen) {
  const lines = [];
  for (let next = first; next?.matches("p, div") && isLine(next) && !next.querySelector("br") && isAtOnce(next, lines); next = next.nextElementSibling) {
    seen.add(next);
    lines.push(next);
  }
  const texts = lines.map(({ textContent }) => textContent);
  for (const { block, place, end } of listsIn(texts)) {
    if (block.items[0].reading.type !== "ul") continue;
    const mark = first.ownerDocument.createComment("");
    lines[place].before(mark);
    const parts = written(block, (number) => lines[number], texts, first.ownerDocument);
    lines.slice(place, end).forEach((line) => line.parentNode?.localName !== "li" && line.remove());
    replaceByAll(mark, parts);
  }
}

/** Whether no text stands between `block` and the line before it. */
function isAtOnce(block, lines) {
  let before = block.previousSibling;
  while (before && before.nodeType !== Node.ELEMENT_NODE && !before.textContent.trim()) before = before.previousSibling;
  return !lines.length || before === lines.at(-1);
}

/** The elements of a list; where a browser would count otherwise (c, d, đ) its lines with the marks that were typed. */
function written({ items }, lineAt, texts, page) {
  const readings = items.map(({ reading }) => reading);
  if (!isCounted(readings)) return items.flatMap(({ place, lists }) => [lineAt(place), ...lists.flatMap((each) => written(each, lineAt, texts, page))]);
  const [{ type, value }] = readings;
  const list = page.createElement(type === "ul" ? "ul" : "ol");
  if (type !== "ul" && type !== "1") list.setAttribute("type", type);
  if (type !== "ul" && value !== 1) list.setAttribute("start", value);
  for (const { place, rest, lists } of items) {
    const item = page.createElement("li");
    const line = lineAt(place);
    withoutStart(line, texts[place].trimEnd().length - rest);
    item.append(line, ...lists.flatMap((each) => written(each, lineAt, texts, page)));
    list.append(item);
  }
  return [list];
}

function withoutStart(line, count) {
  const texts = line.ownerDocument.createTreeWalker(line, NodeFilter.SHOW_TEXT);
  for (let left = count; left > 0 && texts.nextNode(); ) {
    const gone = Math.min(left, texts.currentNode.data.length);
    texts.currentNode.deleteData(0, gone);
    left -= gone;
  }
}

const textOf = (nodes) => nodes.map((node) => (node.nodeType === Node.COMMENT_NODE ? "" : node.textContent)).join("");

function paragraphOf(lines, block) {
  const paragraph = block.cloneNode(false);
  for (const [place, nodes] of lines.entries()) {
    if (place) paragraph.append(block.ownerDocument.createElement("br"));
    for (const node of nodes) paragraph.append(node);
  }
  return paragraph;
}
