// Lists that a program writes as paragraphs with marks (Word, Outlook) or each item as a list (Word for the web).

import { markOf, openingMark } from "./list_marks.js";
import { appendAll, replaceByAll } from "./nodes.js";
import { declared, points } from "./styles.js";

const INDENT = 36; // points, from one level to the next

/** Make real lists of them, nested, with the kind and the number of their marks. */
export function nestLists(body, context) {
  markHeadings(body, context);
  const known = new Map(); // the mark before, by list and level: a list goes on behind a paragraph
  for (const run of runsOf(body, (element) => itemOfParagraph(element, context, known))) replaceByList(run);
  for (const run of runsOf(body, itemsOfContainer)) replaceByList(run);
  body.querySelectorAll("ol").forEach(keepKind);
}

/** The kind of a list is an attribute: no style is kept. */
function keepKind(list) {
  const type = typeOf(list, list.querySelector("li") ?? list);
  if (type !== "1") list.setAttribute("type", type);
}

/** The number of a heading ("II.") belongs to its words. */
function markHeadings(body, context) {
  for (const heading of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const mark = ignoredMark(heading, context);
    if (!mark) continue;
    const words = mark.textContent.replace(/[\s\u00a0]+/g, " ").trim();
    if (/[\p{L}\p{N}]/u.test(words)) mark.replaceWith(`${words} `);
    else mark.remove();
  }
}

/** Neighbours for which `itemsOf` has items, as runs of {elements, items}. */
function runsOf(body, itemsOf) {
  const runs = [];
  let last = null;
  for (const element of [...body.querySelectorAll("p, div")]) {
    const items = itemsOf(element);
    if (!items?.length) continue;
    if (last && isNextTo(last.elements.at(-1), element)) {
      last.elements.push(element);
      for (const item of items) last.items.push(item);
    } else runs.push((last = { elements: [element], items: [...items] }));
  }
  return runs;
}

function isNextTo(element, other) {
  let next = element.nextSibling;
  while (next && next !== other && (next.nodeType !== Node.ELEMENT_NODE ? !next.data?.trim() : isEmpty(next))) next = next.nextSibling;
  return next === other;
}

const isEmpty = (element) => element.localName === "p" && !element.textContent.trim() && !element.querySelector("img");

/** The item that a paragraph of Word or Outlook is, [] or [{level, kind, type, number, nodes}]. Takes the mark out of it. */
function itemOfParagraph(element, context, known) {
  if (element.localName !== "p") return [];
  const place = /^(l\d+)\s+level(\d)/.exec(declared(context, element)["mso-list"] ?? "");
  const mark = ignoredMark(element, context) ?? (isListParagraph(element) ? openingMark(element) : null);
  if (!mark || (!place && !isListParagraph(element))) return [];
  const [list, level] = place ? [place[1], Number(place[2])] : ["", levelByIndent(element, context)];
  const key = `${list} ${level}`;
  const found = markOf(mark.textContent, context.sheet.levels.get(`${list} level${level}`), known.get(key));
  if (!found) {
    // "Điều 5." or "1.2." is no number that a list has: it stays a word of the paragraph.
    mark.replaceWith(`${mark.textContent.replace(/[\s\u00a0]+/g, " ").trim()} `);
    return [];
  }
  known.set(key, found);
  mark.remove();
  return [{ ...found, level, nodes: [...element.childNodes], from: element }];
}

function ignoredMark(element, context) {
  return [...element.querySelectorAll("[style*='mso-list']")].find((inner) => /^ignore/i.test(declared(context, inner)["mso-list"] ?? "")) ?? null;
}

const isListParagraph = (element) => /\b(?:x_)?MsoList(?:Paragraph|Bullet|Number)/.test(element.className);

function levelByIndent(element, context) {
  const { "margin-left": left, margin } = declared(context, element);
  const sides = margin?.split(/\s+/) ?? [];
  const indent = points(left ?? sides[3] ?? sides[1]);
  return indent > 0 ? Math.max(1, Math.round(indent / INDENT)) : 1;
}

/** The items of Word for the web: each is a list of its own, flat, with its level as an attribute. */
function itemsOfContainer(element) {
  if (!/\bListContainerWrapper\b/.test(element.className)) return [];
  return [...element.querySelectorAll("li")].map((item) => {
    const list = item.parentElement;
    const level = Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level")) || 1;
    const isNumbered = list.localName === "ol";
    const number = Number(item.dataset.ariaPosinset ?? item.getAttribute("aria-posinset")) || Number(list.getAttribute("start")) || 1;
    return { level, kind: isNumbered ? "ol" : "ul", type: isNumbered ? typeOf(list, item) : "", number, nodes: [...item.childNodes], from: item };
  });
}

const TYPES = { "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I" };

export function typeOf(list, item) {
  const styles = `${list.getAttribute("style") ?? ""};${item.getAttribute("style") ?? ""}`;
  const named = /list-style(?:-type)?:\s*([a-z-]+)/i.exec(styles)?.[1];
  return TYPES[named] ?? /^[aAiI]$/.exec(list.getAttribute("type") ?? "")?.[0] ?? "1";
}

function replaceByList({ elements, items }) {
  const [first, ...others] = elements;
  others.forEach((element) => element.remove());
  replaceByAll(first, nested(items, first.ownerDocument));
}

/**
 * Lists of `items`, {level, kind: "ul" or "ol", type, number, nodes}: an item lies in the one before it whose level is
 * higher up. A number that is not the next one begins a list that starts there.
 */
export function nested(items, page) {
  const roots = [];
  const open = []; // lists around the item, outermost first: {list, level, kind, type, next}
  for (const item of items) {
    while (open.length && open.at(-1).level > item.level && (open.length > 1 || roots.length)) open.pop();
    let last = open.at(-1);
    if (last?.level === item.level && !goesOn(last, item)) {
      open.pop();
      last = open.at(-1);
    }
    if (last?.level !== item.level) {
      const list = listFor(item, page);
      if (last) last.list.lastElementChild.append(list);
      else roots.push(list);
      open.push((last = { list, level: item.level, kind: item.kind, type: item.type }));
    }
    const element = page.createElement("li");
    appendAll(element, item.nodes);
    last.list.append(element);
    last.next = item.number + 1;
  }
  return roots;
}

const goesOn = (open, item) => open.kind === item.kind && (item.kind === "ul" || (open.type === item.type && open.next === item.number));

function listFor({ kind, type, number }, page) {
  const list = page.createElement(kind);
  if (kind === "ol" && type !== "1") list.setAttribute("type", type);
  if (kind === "ol" && number !== 1) list.setAttribute("start", number);
  return list;
}
