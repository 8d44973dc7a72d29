// The text in the editor as proofreading reads it: the blocks that proofreading/html.py makes of stored HTML (its docstring has
// the rule), and for each of them where its characters stand. Reads only.

const BLOCKS = new Set(
  ("address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 " +
    "header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul").split(" "),
);
const KINDS = { li: "item", td: "cell", th: "header", caption: "caption", figcaption: "caption", blockquote: "quote", pre: "code" };
const HEADING = /^h[1-6]$/;
const BLANKS_ALONE = /^[ \t\n\f\u00a0]*$/;
const OF_THE_EDITOR = ".cke_reset, .cke_widget_drag_handler_container, [data-cke-temp], [data-cke-hidden-sel], [data-cke-bookmark], .picture-place, .gallery-bar, script, style";
const SILENT = "sup.note, p.audio, figure.video"; // but for the caption in it
const TABLE_PARTS = new Set(["tr", "td", "th"]);
const MOST_COLUMNS = 100;
const FILLING = "\u200b".repeat(7); // where CKEditor holds a caret in an empty element

const IN_THE_BODY = { kind: "p", level: 0, table: null, cell: null, link: null, isSkipped: false, isBold: false, isSilent: false, isPreformatted: false };

/** {blocks, pictures, tablesWithHeadings} of what `root` holds. A block is {kind, text, level, table, cell, links, skipped, bold, parts}: its
    `parts` say which node holds which of its characters. Offsets count UTF-16 units, as JavaScript does. */
export function readText(root) {
  const reader = new Reader();
  reader.readInto(root, IN_THE_BODY);
  reader.endRun();
  return { blocks: reader.blocks, pictures: reader.pictures, tablesWithHeadings: [...reader.withHeadings] };
}

/** The element nearest to `node` that a block ends with. */
export function blockAround(node) {
  let element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
  while (element && !isMark(element)) element = element.parentElement;
  return element ?? null;
}

/** The Range of the characters [start, end) of `block`; null where they are no place. It moves with the text. */
export function rangeIn(block, start, end) {
  const first = block.parts.find((part) => start >= part.at && start < part.at + part.length);
  const last = block.parts.findLast((part) => end > part.at && end <= part.at + part.length);
  if (!first || !last || end <= start) return null;
  const range = document.createRange();
  if (first.isBreak) range.setStartBefore(first.node);
  else range.setStart(first.node, first.from + start - first.at);
  if (last.isBreak) range.setEndAfter(last.node);
  else range.setEnd(last.node, last.from + end - last.at);
  return range;
}

/** What `range` encloses now, in the letters of a block. */
export const textOf = (range) => piecesIn(range).map(textOfPiece).join("");

function textOfPiece({ node, from, length, isBreak }) {
  if (isBreak) return "\n";
  const text = node.data.slice(from, from + length).replaceAll(FILLING, "");
  return node.parentElement.closest("pre") ? text : text.replace(/[\t\n\f]/g, " ");
}

/** [{node, from, at, length, isBreak}]: which nodes hold the characters of `range`. */
export function piecesIn(range) {
  const pieces = [];
  let at = 0;
  for (const node of nodesIn(range)) {
    const isBreak = node.localName === "br";
    const from = node === range.startContainer ? range.startOffset : 0;
    const to = isBreak ? 1 : node === range.endContainer ? range.endOffset : node.length;
    if (to <= from) continue;
    pieces.push({ node, from, at, length: to - from, isBreak });
    at += to - from;
  }
  return pieces;
}

function nodesIn(range) {
  const root = range.commonAncestorContainer;
  if (root.nodeType === Node.TEXT_NODE) return [root];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
    if (!range.intersectsNode(node)) return NodeFilter.FILTER_REJECT;
    if (node.nodeType === Node.TEXT_NODE || node.localName === "br") return NodeFilter.FILTER_ACCEPT;
    return node.matches(`${OF_THE_EDITOR}, sup.note`) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
  });
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

class Reader {
  blocks = [];
  pictures = [];
  withHeadings = new Set();
  #nextCells = []; // [row, column] of each table
  #run = newRun();

  readInto(element, place) {
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) this.#text(node, place);
      else if (node.nodeType === Node.ELEMENT_NODE) this.#element(node, place);
    }
  }

  #element(element, around) {
    const isEnd = isMark(element);
    if (isEnd) this.endRun();
    if (element.matches(OF_THE_EDITOR)) return;
    if (element.localName === "br") this.#add("\n", { node: element, isBreak: true, from: 0 }, around);
    else if (element.localName === "img") this.pictures.push({ address: attribute(element, "src"), alt: element.alt, block: this.blocks.length, element });
    else this.readInto(element, this.#placeIn(element, around));
    if (isEnd) this.endRun();
  }

  #text(node, place) {
    let from = 0;
    for (const piece of node.data.split(FILLING)) {
      this.#add(place.isPreformatted ? piece : piece.replace(/[\t\n\f]/g, " "), { node, from }, place);
      from += piece.length + FILLING.length;
    }
  }

  #add(text, where, place) {
    if (!text || place.isSilent) return;
    const run = this.#run;
    const [start, end] = [run.text.length, run.text.length + text.length];
    run.parts.push({ ...where, at: start, length: text.length });
    run.text += text;
    if (!BLANKS_ALONE.test(text)) {
      run.place ??= place;
      run.isBold &&= place.isBold;
    }
    if (place.link) run.links.push([start, end, place.link]);
    if (place.isSkipped) run.skipped.push([start, end]);
  }

  endRun() {
    const run = this.#run;
    this.#run = newRun();
    if (!run.place) return;
    if (run.parts.at(-1).isBreak) withoutFiller(run);
    const { kind, level, table, cell } = run.place;
    const links = joined(run.links).map(([start, end, link]) => [start, end, attribute(link, "href")]);
    this.blocks.push({ kind, text: run.text, level, table, cell, links, skipped: joined(run.skipped), bold: run.isBold, parts: run.parts });
  }

  #placeIn(element, around) {
    const { localName: name, classList } = element;
    const place = { ...around };
    const kind = HEADING.test(name) ? "heading" : KINDS[name];
    if (kind) Object.assign(place, { kind, level: kind === "heading" ? Math.max(2, Number(name[1])) : 0 });
    if (name === "pre") place.isPreformatted = true;
    if (name === "table") Object.assign(place, { table: this.#nextCells.push([-1, 0]) - 1, cell: null });
    else if (place.table !== null && TABLE_PARTS.has(name)) this.#placeInTable(element, place);
    else if (name === "a" && element.hasAttribute("href")) place.link = element;
    else if (name === "span" && classList.contains("credit")) Object.assign(place, { kind: "caption", level: 0 });
    return this.#readOrNot(element, place);
  }

  #placeInTable({ localName: name, colSpan }, place) {
    const next = this.#nextCells[place.table];
    if (name === "tr") {
      next.splice(0, 2, next[0] + 1, 0);
      return;
    }
    if (name === "th") this.withHeadings.add(place.table);
    place.cell = [Math.max(next[0], 0), next[1]];
    next[1] += Math.min(colSpan, MOST_COLUMNS);
  }

  #readOrNot(element, place) {
    const { localName: name } = element;
    if (name === "strong" || name === "b") place.isBold = true;
    if (element.hasAttribute("lang")) place.isSkipped = !/^(?:vi)?(?:-|$)/i.test(element.lang);
    if (name === "code" || (name === "abbr" && element.hasAttribute("title"))) place.isSkipped = true;
    if (element.matches(SILENT)) place.isSilent = true;
    else if (name === "figcaption") place.isSilent = false;
    return place;
  }
}

const newRun = () => ({ text: "", parts: [], links: [], skipped: [], place: null, isBold: true });

const isMark = (element) => BLOCKS.has(element.localName) || (element.localName === "span" && element.classList.contains("credit"));

/** As it is saved: the editor keeps addresses aside while it shows them. */
const attribute = (element, name) => element.getAttribute(`data-cke-saved-${name}`) ?? element.getAttribute(name) ?? "";

/** A line break at the end of a block holds the line open, and is not saved. */
function withoutFiller(run) {
  const { at } = run.parts.pop();
  run.text = run.text.slice(0, at);
  run.links = run.links.filter(([start]) => start < at);
  run.skipped = run.skipped.filter(([start]) => start < at);
}

function joined(stretches) {
  const found = [];
  for (const [start, end, ...what] of stretches) {
    const last = found.at(-1);
    if (last && last[1] === start && last[2] === what[0]) last[1] = end;
    else found.push([start, end, ...what]);
  }
  return found;
}
