// Tracked changes: what was put in stays, what was deleted goes.

import { appendAll } from "./nodes.js";
import { note } from "./notes.js";
import { OFFICE } from "./source.js";

const INSERTED = "ins, .msoIns, [class*='TrackChangeTextInsertion']";
const DELETED = "del, .msoDel, [class*='TrackChangeTextDeletion'], [class*='TrackChangeDelet']";

/** Accept all changes. A `del` of a web page is text that is struck out, and stays. */
export function acceptChanges(body, context) {
  const deleted = [...body.querySelectorAll(DELETED)].filter((element) => isTracked(element, context));
  const rows = new Set();
  const ends = new Map();
  for (const element of deleted) {
    if (!body.contains(element)) continue; // went with the one around it
    const words = element.textContent.trim();
    const outermost = onlyHolderOf(element);
    const paragraph = outermost.closest("p, h1, h2, h3, h4, h5, h6, li");
    if (words) note(context, "tracked", words);
    for (const row of [outermost.closest("li"), outermost.closest("tr")]) if (row && words) rows.add(row);
    const isEnd = !words && element.querySelector("*") && isLast(outermost, paragraph, ends);
    outermost.remove();
    if (isEnd) joinNext(paragraph);
  }
  body.querySelectorAll(INSERTED).forEach(unmarked); // underlined by their style, which means nothing else
  for (const row of rows) if (!row.textContent.trim() && !row.querySelector("img")) row.remove();
}

function isTracked(element, { source }) {
  return element.localName !== "del" || OFFICE.has(source) || element.hasAttribute("cite") || element.hasAttribute("datetime");
}

function unmarked(element) {
  const holder = element.parentElement;
  if (holder.localName === "u" && holder.childNodes.length === 1) holder.replaceWith(element);
  element.classList.remove("msoIns");
  for (const styled of [element, ...element.querySelectorAll("[style*='text-decoration']")]) {
    const style = styled.getAttribute("style");
    if (style) styled.setAttribute("style", style.replace(/text-decoration[^;]*underline[^;]*;?/gi, ""));
  }
}

/** The outermost of the elements around `element` that hold nothing else: Word puts `<s><span class=msoDel>` around. */
function onlyHolderOf(element) {
  let holder = element;
  while (/^(?:s|span|strike)$/.test(holder.parentNode.localName) && holder.parentNode.childNodes.length === 1) holder = holder.parentNode;
  return holder;
}

/**
 * Whether nothing that shows stands behind `element` in its paragraph, which has words: the end of the paragraph itself was
 * deleted. `ends` remembers for each paragraph its last words and the nodes behind them, until those words go.
 */
function isLast(element, paragraph, ends) {
  if (!paragraph) return false;
  if (!paragraph.contains(ends.get(paragraph)?.words ?? null)) ends.set(paragraph, endOf(paragraph));
  const { words, behind } = ends.get(paragraph);
  return Boolean(words) && behind.has(element);
}

function endOf(paragraph) {
  const behind = new Set();
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph);
  while (walker.lastChild());
  for (let node = walker.currentNode; node && node !== paragraph; node = walker.previousNode()) {
    if (node.nodeType === Node.TEXT_NODE && node.data.trim()) return { words: node, behind };
    behind.add(node);
  }
  return { words: null, behind };
}

function joinNext(paragraph) {
  const next = paragraph.nextElementSibling;
  if (next?.localName !== paragraph.localName) return;
  const own = paragraph.ownerDocument.createDocumentFragment();
  appendAll(own, paragraph.childNodes);
  next.prepend(own);
  paragraph.remove();
}
