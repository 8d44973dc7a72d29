// Writes what the steps have left as clean HTML: tags that mean something, in the order of blocks, lines and marks.

import { alignmentOf, marksOf } from "./marks.js";
import { holdersOf, replaceByAll } from "./nodes.js";
import { appendRuns, paragraphsOf, trimmed } from "./runs.js";
import { LAYOUT } from "./tables.js";

const BLOCKS = new Set([
  "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset",
  "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "legend", "li", "main", "nav", "ol", "p",
  "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
]); // prettier-ignore
const HOLD_WORDS = new Set(["p", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "caption", "footer"]);
const HOLD_BOTH = new Set(["li", "td", "th", "figure"]);
const RENAMED = { h1: "h2", dir: "ul", menu: "ul" };
const WRITTEN_BY_MARKS = new Set(["b", "strong", "i", "em", "u", "s", "sub", "sup"]);
const ALIGNED = /^(?:center|right)$/;
const ADDRESSES = /^(?:https?:|mailto:|tel:|\/(?!\/))/i;

/** A new body with what is allowed. Linear: each node is looked at once. */
export function rebuilt(body, context) {
  const page = body.ownerDocument;
  const result = page.createElement("body");
  const builder = { context, page, withBlocks: holdersOf(body.querySelectorAll([...BLOCKS].join(","))) };
  intoBlock(body, result, builder, { align: "", marks: {} });
  return result;
}

/** Put the children of `node` into `holder`: lines between blocks become paragraphs where `holder` has no lines. */
function intoBlock(node, holder, builder, state) {
  const isRoot = !HOLD_WORDS.has(holder.localName) && !HOLD_BOTH.has(holder.localName);
  let runs = [];
  const flush = () => {
    const lines = isRoot ? paragraphsOf(runs) : [trimmed(runs)];
    runs = [];
    for (const line of lines.filter(({ length }) => length)) {
      appendRuns(isRoot ? paragraph(holder, builder, state) : holder, line, builder.page);
    }
  };
  const visit = (child, inherited) => {
    if (child.nodeType === Node.TEXT_NODE) runs.push({ marks: inherited.marks, text: child.data });
    else if (child.nodeType === Node.ELEMENT_NODE) {
      if (isBlock(child, builder)) {
        flush();
        block(child, holder, builder, inherited);
      } else inline(child, inherited, builder, runs, visit);
    }
  };
  for (const child of node.childNodes) visit(child, state);
  flush();
}

const isBlock = (element, { withBlocks }) => BLOCKS.has(element.localName) || withBlocks.has(element);

function paragraph(holder, builder, { align }) {
  const element = builder.page.createElement(/^[ou]l$/.test(holder.localName) ? "li" : "p");
  if (align && allowsClass("p", align, builder.context) && element.localName === "p") element.className = align;
  holder.append(element);
  return element;
}

/** Put a block into `holder`: itself where it means something, else its content. */
function block(element, holder, builder, inherited) {
  const state = stateOf(element, inherited, builder.context);
  const tag = tagOf(element);
  if (tag === "tr" && element.getAttribute("height") === "0" && !element.textContent.trim()) return; // widths for Word alone
  const isKept = BLOCKS.has(tag) && builder.context.rules.has(tag) && (tag !== "div" || hasMeaning(element, builder.context));
  if (!isKept || !fits(tag, holder) || element.hasAttribute(LAYOUT)) return unknownBlock(element, holder, builder, state);
  const kept = copied(element, tag, builder.context);
  if (state.align && allowsClass(tag, state.align, builder.context)) kept.classList.add(state.align);
  const inner = /^(?:h\d|th)$/.test(tag) ? { ...state, isHeading: true, marks: { ...state.marks, strong: false } } : state;
  const isSeveral = builder.withBlocks.has(element) || (tag === "p" && hasBlankLine(element, holder));
  if (HOLD_WORDS.has(tag) && isSeveral) return void intoBlock(element, holder, builder, inner);
  holder.append(kept); // still empty: to move what is full costs all that is in it, on each level
  if (tag === "hr") return;
  intoBlock(element, kept, builder, inner);
  if (/^(?:li|td|th)$/.test(tag)) withoutOnlyParagraph(kept, builder.context);
  if (!kept.childNodes.length && tag !== "td" && tag !== "th") kept.remove();
}

/** The words of an item or a cell stand in it by themselves, in an item also above an inner list. */
function withoutOnlyParagraph(holder, context) {
  const [first, ...others] = holder.children;
  const isOnly = first?.localName === "p" && holder.firstChild === first && holder.childNodes.length === others.length + 1;
  if (!isOnly || !others.every(({ localName }) => holder.localName === "li" && /^[ou]l$/.test(localName))) return;
  const align = [...first.classList].find((name) => allowsClass(holder.localName, name, context));
  if (align && !holder.className) holder.className = align;
  replaceByAll(first, first.childNodes);
}

function unknownBlock(element, holder, builder, state) {
  if (HOLD_WORDS.has(holder.localName)) return intoBlock(element, holder, builder, state);
  const holdsLines = !builder.withBlocks.has(element) && !/^(?:ul|ol|table|thead|tbody|tfoot|tr)$/.test(holder.localName);
  if (!holdsLines || hasBlankLine(element, holder)) return intoBlock(element, holder, builder, state);
  const line = builder.page.createElement("p");
  if (state.align && allowsClass("p", state.align, builder.context)) line.className = state.align;
  intoBlock(element, line, builder, state);
  if (line.childNodes.length) holder.append(line);
}

/** Cells of a row that Word repeats on each page are the heads of the columns. */
function tagOf(element) {
  if (element.localName === "td" && element.parentElement.parentElement?.localName === "thead") return "th";
  return RENAMED[element.localName] ?? element.localName;
}

/** Whether breaks part paragraphs in a line: two of them, as chats, mail and old pages have it. */
function hasBlankLine(element, holder) {
  if (HOLD_BOTH.has(holder.localName)) return false;
  return [...element.querySelectorAll("br")].some((line) => {
    let next = line.nextSibling;
    while (next?.nodeType === Node.TEXT_NODE && !next.data.trim()) next = next.nextSibling;
    return next?.localName === "br";
  });
}

const PARENTS = {
  li: /^(?:ul|ol)$/, tr: /^(?:table|thead|tbody|tfoot)$/, td: /^tr$/, th: /^tr$/, thead: /^table$/, tbody: /^table$/, tfoot: /^table$/,
  caption: /^table$/, figcaption: /^figure$/, footer: /^blockquote$/,
}; // prettier-ignore

const fits = (tag, holder) => !PARENTS[tag] || PARENTS[tag].test(holder.localName);

const hasMeaning = (element, context) => [...element.classList].some((name) => allowsClass("div", name, context));

/** The marks and the alignment that hold inside of `element`. */
function stateOf(element, inherited, context) {
  return { ...inherited, align: alignmentOf(element, context) ?? inherited.align, marks: marksOf(element, inherited, context) };
}

function inline(element, inherited, builder, runs, visit) {
  const { context, page } = builder;
  const tag = element.localName;
  if (tag === "br") runs.push({ marks: inherited.marks, element: page.createElement("br"), isBreak: true });
  else if (tag === "img") {
    if (isPicture(element.getAttribute("src") ?? "")) runs.push({ marks: {}, element: copied(element, tag, context) });
  } else if (isHolder(element, context)) {
    const inner = [];
    const isMark = WRITTEN_BY_MARKS.has(tag); // a number of a note, which is high by itself
    const state = isMark ? { ...inherited, marks: {} } : { ...stateOf(element, inherited, context), isLink: tag === "a" || inherited.isLink };
    const into = (child, given) => {
      if (child.nodeType === Node.TEXT_NODE) inner.push({ marks: given.marks, text: child.data });
      else if (child.nodeType === Node.ELEMENT_NODE) inline(child, given, builder, inner, into);
    };
    for (const child of element.childNodes) into(child, state);
    if (inner.length) runs.push({ element: copied(element, tag, context), inner, marks: commonMarks(inner) });
  } else {
    const state = stateOf(element, inherited, context);
    for (const child of element.childNodes) visit(child, state);
  }
}

/** Whether an address may be one of a picture: what is ours, and what the editor says why it stays out. No script is. */
const isPicture = (address) => Boolean(address) && !/^(?:java|vb)script:/i.test(address.replace(/[\u0000-\u0020]/g, ""));

/** Whether an element in a line means something beside the marks: a link, an abbreviation, a note, a language. */
function isHolder(element, context) {
  const tag = element.localName;
  if (!context.rules.has(tag) || BLOCKS.has(tag)) return false;
  if (tag === "a") return isAddress(element.getAttribute("href"), context);
  if (tag === "span" && isForeign(element, context)) return true;
  if (WRITTEN_BY_MARKS.has(tag) || tag === "span") return [...element.classList].some((name) => allowsClass(tag, name, context));
  return tag !== "abbr" || element.hasAttribute("title");
}

/** Office programs guess at the language: half of a Vietnamese text is English to them. */
const isForeign = ({ lang }, { isOffice, source }) => lang && !/^vi/i.test(lang) && !isOffice && !source.startsWith("google");

function isAddress(href, { isOffice, source }) {
  const address = href?.trim() ?? "";
  return ADDRESSES.test(address) || (!isOffice && source === "own" && address !== "" && !/^(?:#|[a-z][a-z0-9+.-]*:)/i.test(address));
}

function commonMarks(runs) {
  const [first, ...others] = runs.filter(({ text }) => text === undefined || text.trim());
  return Object.fromEntries(Object.entries(first?.marks ?? {}).filter(([name, isOn]) => isOn && others.every(({ marks }) => marks[name])));
}

/** A new element with the attributes and classes that are allowed for `tag`. */
function copied(element, tag, context) {
  const kept = element.ownerDocument.createElement(tag);
  for (const name of context.rules.get(tag).attributes) {
    const value = element.getAttribute(name)?.trim();
    if (value && isWorthKeeping(tag, name, value)) kept.setAttribute(name, value);
  }
  const classes = [...element.classList].filter((name) => allowsClass(tag, name, context) && !ALIGNED.test(name));
  if (classes.length) kept.className = classes.join(" ");
  if (tag === "span" && isForeign(element, context)) kept.lang = element.lang;
  return kept;
}

function isWorthKeeping(tag, name, value) {
  if (/^(?:col|row)span$/.test(name)) return Number(value) > 1;
  return tag !== "ol" || value !== "1";
}

const allowsClass = (tag, name, { rules }) => rules.get(tag)?.classes.has(name) ?? false;
