// Footnotes and endnotes: a number in the text, and all notes in one list behind it.

import { appendAll } from "./nodes.js";
import { declared } from "./styles.js";

// The address of a note and the way back from it: Word ("_ftn1", by Outlook "x__ftn1"), LibreOffice, Google Docs.
const TO_NOTE = /#(?:x_)?(?:_(ftn|edn)(\d+)|sd(footnote|endnote)(\d+)sym|(ftnt)(\d+))$/;
const TO_TEXT = /#(?:x_)?(?:_(ftn|edn)ref(\d+)|sd(footnote|endnote)(\d+)anc|(ftnt)_ref(\d+))$/;
const RULES = "div[style*='mso-element'], div[id]";

/**
 * Make `<sup class="note">1</sup>` of the references and `<div class="notes"><ol>` of the notes, in the order in which the
 * text names them, behind the `notesBefore` that are there already. A reference whose note was not copied stays a small number.
 */
export function gatherFootnotes(body, context) {
  const links = [...body.querySelectorAll("a[href*='#']")];
  const notes = new Map(links.map((link) => [keyOf(link, TO_TEXT), link]).filter(([key]) => key));
  const references = links.map((link) => [keyOf(link, TO_NOTE), link]).filter(([key]) => key);
  const contents = new Map([...notes].map(([key, link]) => [key, taken(link, context)]));
  const order = [...new Set([...references.map(([key]) => key).filter((key) => contents.has(key)), ...contents.keys()])];
  const numbers = new Map(order.map((key, index) => [key, context.notesBefore + index + 1]));
  for (const [key, link] of references) putNumber(link, numbers.get(key));
  dropFrames(body, context);
  if (order.length) body.append(listOf(order.map((key) => contents.get(key)), context.notesBefore + 1, body.ownerDocument));
}

function keyOf(link, pattern) {
  const parts = pattern.exec(link.getAttribute("href"))?.slice(1).filter(Boolean);
  return parts ? parts.join(" ") : "";
}

/** Take the note with the way back `link` out of its place: its paragraphs, without the number. */
function taken(link, context) {
  const note = holderOf(link, context);
  const inner = note.localName === "p" ? [note] : [...note.children];
  link.remove();
  const first = inner[0]?.firstChild;
  if (first?.nodeType === Node.TEXT_NODE) first.data = first.data.trimStart();
  note.remove();
  return inner.length === 1 && inner[0].localName === "p" ? [...inner[0].childNodes] : inner;
}

function holderOf(link, context) {
  const paragraph = link.closest("p") ?? link.parentElement;
  const frame = paragraph.parentElement?.closest(RULES);
  if (!frame) return paragraph;
  const isNote = /^(?:foot|end)note$/.test(declared(context, frame)["mso-element"] ?? "") || /^(?:x_)?(?:ftn|edn|sdfootnote|sdendnote)\d+$/.test(frame.id);
  return isNote ? frame : paragraph;
}

/** The number in place of a reference, also of the elements around it that raise it. */
function putNumber(link, number) {
  let outermost = link;
  while (/^(?:sup|span)$/.test(outermost.parentElement.localName) && outermost.parentElement.textContent === link.textContent) {
    outermost = outermost.parentElement;
  }
  const reference = link.ownerDocument.createElement("sup");
  if (number) reference.className = "note";
  reference.textContent = number || link.textContent.replace(/[[\]\s]/g, "");
  outermost.replaceWith(reference);
}

const LINE_ABOVE = "hr[size='1'][width='33%']"; // where a web mail has lost the frame around it

/** The line above the notes, and what stands around them. */
function dropFrames(body, context) {
  body.querySelectorAll(LINE_ABOVE).forEach((line) => line.remove());
  for (const frame of body.querySelectorAll(RULES)) {
    if (!/^(?:foot|end)note-list$/.test(declared(context, frame)["mso-element"] ?? "")) continue;
    frame.querySelectorAll("hr, br").forEach((line) => line.remove());
    if (!frame.textContent.trim()) frame.remove();
  }
}

function listOf(notes, start, page) {
  const list = page.createElement("ol");
  if (start > 1) list.setAttribute("start", start);
  for (const nodes of notes) {
    const item = page.createElement("li");
    appendAll(item, nodes);
    list.append(item);
  }
  const frame = page.createElement("div");
  frame.className = "notes";
  frame.append(list);
  return frame;
}
