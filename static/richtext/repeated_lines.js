// A line at the beginning or the end of the text that says what a field of the form says already (title, sapo, byline,
// source) would be read twice: it is offered for removal, and a pasted byline for the field that is empty. Nothing goes by itself.

import { noticeBar } from "./notice_bar.js";

const { CKEDITOR } = window;

const LINES_AT_EDGES = 4;
const STORY_BEGINS = 80; // letters of a line; what is shorter may be a heading or a rubric above the title
const LONGEST = 600;
const PAUSE_MS = 500;
const MOST_OFFERS = 3;
const FIELDS = [
  { name: "title", label: "Tiêu đề", atEnd: false },
  { name: "summary", label: "Sapo", atEnd: false },
  { name: "byline", label: "Tác giả", atEnd: true },
  { name: "source", label: "Nguồn", atEnd: true },
];
const BEFORE_NAMES = /^(?:(?:tác giả|người viết|phóng viên|pv|thực hiện|nguồn(?: tin)?|theo|bài(?: viết)?|tin|ảnh)(?:\s*(?:,|và|&|-|–)\s*(?:bài|tin|ảnh))*\s*[:.–-]?\s+)+/iu;
const INTRODUCES_A_NAME = /^(?:tác giả|người viết|phóng viên|thực hiện|(?:tin|bài)(?:\s*(?:,|và|&|-|–)\s*(?:bài|tin|ảnh))*)\s*:\s*(\S.*)$/iu;
const INTRODUCES_A_SOURCE = /^\(?((?:theo\s+|nguồn(?: tin)?\s*:\s*)\S.*?)\)?\.?$/iu;
// What an article goes by, and is not taken from: a law, a decision, whatever has a number.
const IS_DOCUMENT = /^theo\s+(?:(?:nghị định|nghị quyết|thông tư|quyết định|chỉ thị|kế hoạch|công văn|công điện|tờ trình|thông báo|báo cáo|hướng dẫn|pháp lệnh|hiến pháp|bộ luật|luật(?! sư)|văn bản|quy định|quy chế|kết luận|đề án|biên bản|hợp đồng|phụ lục|điều|khoản)(?!\p{L})|.*(?:(?<!\p{L})số\s*:?\s*\d|\d\/[\p{Lu}\d]))/iu;
const IS_SOURCE = /^(?:theo\s+)?\p{Lu}[^,;:]*$/u;
const ARE_NAMES = /^\p{Lu}[\p{L}\p{M}.]*(?:[\s,–-]+(?:và\s+)?\p{Lu}[\p{L}\p{M}.]*){1,9}$/u;
const NAME = "\\p{Lu}[\\p{L}\\p{M}.]*(?:\\s\\p{Lu}[\\p{L}\\p{M}.]*){1,3}";
const ARE_SEVERAL = new RegExp(`^${NAME}(?:\\s(?:[-–—]|và)\\s${NAME}){1,3}$`, "u");
const MOST_WORDS = 10;
const LINES = "p:not(.audio), h1, h2, h3, h4, h5, h6, div:not([class])";
const HOLDS_MORE = "img, table, ul, ol, dl, figure, blockquote, p, div, sup.note";
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/g;

export const portalrepeats = {
  requires: "clipboard",

  init(editor) {
    const { form } = editor.element.$;
    const fields = FIELDS.map((field) => ({ ...field, control: form?.elements[field.name] })).filter(({ control }) => control?.value !== undefined);
    if (!fields.length) return;
    const watcher = new RepeatedLines(editor, fields);
    const soon = CKEDITOR.tools.eventsBuffer(PAUSE_MS, () => watcher.look()).input;
    for (const { control } of fields) control.addEventListener("change", soon);
    for (const name of ["instanceReady", "afterPaste", "blur"]) editor.on(name, soon);
    editor.on("change", () => void (watcher.isShown && soon())); // false would stop the event
  },
};

class RepeatedLines {
  isShown = false;
  #kept = new Set(); // what somebody wants to stay, with the field
  #asked = new Set(); // lines of which the server was asked whether they name authors
  #known = new Set(); // those that do

  constructor(editor, fields) {
    Object.assign(this, { editor, fields });
  }

  /** Offers what is there now. */
  look() {
    if (this.editor.mode !== "wysiwyg") return;
    const found = this.find();
    for (let number = 0; number < MOST_OFFERS; number += 1) this.offer(number, found[number]);
    this.isShown = found.length > 0;
    void this.askForAuthors();
    this.editor.fire("repeats:looked");
  }

  /** Asks which short lines at the edges name authors whom the portal has; without an answer nothing is offered for them. */
  async askForAuthors() {
    const field = this.fields.find(({ name }) => name === "byline");
    const url = field?.control.dataset.knownAuthors;
    if (!url || !isFree(field)) return;
    const lines = linesOf(this.editor.editable().$);
    const edges = new Set([...lines.slice(0, LINES_AT_EDGES), ...lines.slice(-LINES_AT_EDGES)]);
    const texts = [...edges].filter((block) => block.matches("p") && isLine(block)).map((block) => plain(block.textContent));
    const asked = texts.filter((text) => text.length <= STORY_BEGINS && ARE_NAMES.test(text) && !this.#asked.has(text));
    if (!asked.length) return;
    for (const text of asked) this.#asked.add(text);
    const { known } = await knownAmong(asked, url);
    for (const text of known) this.#known.add(text);
    if (known.length) this.look();
  }

  /** {field, isRepeat, value, block, text} for each, from the beginning to the end of the text. */
  find() {
    const lines = linesOf(this.editor.editable().$);
    const found = new Map();
    for (const [isAtEnd, edge] of [[false, lines], [true, [...lines].reverse()]]) {
      for (const block of edge.slice(0, LINES_AT_EDGES)) {
        const text = plain(block.textContent);
        const repeat = isLine(block) && text.length <= LONGEST && (this.repeated(text) ?? this.filling(block, text, isAtEnd, found));
        if (repeat && !this.#kept.has(keyOf(repeat, text))) found.set(block, { ...repeat, block, text });
        else if (!repeat && (!isLine(block) || text.length > STORY_BEGINS)) break;
      }
    }
    return lines.filter((block) => found.has(block)).map((block) => found.get(block));
  }

  /** The field that says the same as `text`. */
  repeated(text) {
    const field = this.fields.find(({ control }) => control.value.trim() && isSame(text, control.value));
    return field && { field, isRepeat: true };
  }

  /** The empty field (or that with nothing but the name of the one who writes) that `block` is for: a line that says by itself whose name or what source follows, or a signature. */
  filling(block, text, isAtEnd, found) {
    const { name, value } = nameIn(block, text, isAtEnd, this.#known.has(text)) ?? sourceIn(block, text, isAtEnd) ?? {};
    const field = this.fields.find((each) => each.name === name && isFree(each));
    if (!field || [...found.values()].some((other) => other.field === field) || value.split(" ").length > MOST_WORDS) return null;
    return { field, isRepeat: false, value };
  }

  offer(number, repeat) {
    const bar = noticeBar(this.editor);
    const line = `repeat-${number}`;
    if (!repeat) return bar.hide(line);
    const { field, text, isRepeat } = repeat;
    const where = `“${shortened(text)}”`;
    const own = field.control.value.trim(); // prefilled
    const state = own ? `ô ấy mới có bút danh ghi sẵn của bạn, “${own}”` : "ô ấy đang trống";
    const words = isRepeat
      ? `Dòng ${where} trong bài giống ô “${field.label}”, bạn đọc sẽ thấy hai lần.`
      : `Dòng ${where} trong bài có vẻ thuộc ô “${field.label}”, ${state}.`;
    const move = isRepeat ? [] : [[`Chuyển vào ô “${field.label}”${own ? `, thay “${own}”` : ""}`, () => this.move(repeat)]];
    bar.show(line, { words, buttons: [...move, ["Bỏ dòng này", () => this.drop(repeat)], ["Giữ", () => this.keep(repeat)]] });
  }

  drop({ block }) {
    this.editor.fire("saveSnapshot");
    block.remove();
    this.editor.fire("saveSnapshot");
    this.editor.fire("change");
    this.look();
  }

  move(repeat) {
    const { control } = repeat.field;
    control.value = repeat.value;
    for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
    this.drop(repeat);
  }

  keep(repeat) {
    this.#kept.add(keyOf(repeat, repeat.text));
    this.look();
  }
}

/** A byline: introduced as one, marked as one, alone at the end and set apart, of several, or of authors (`isKnown`). */
function nameIn(block, text, isAtEnd, isKnown) {
  const introduced = INTRODUCES_A_NAME.exec(text)?.[1];
  const isSetApart = isAtEnd && (block.matches(".right") || (block.matches("p") && ARE_SEVERAL.test(text)));
  const value = introduced ?? (block.matches(".byline") || isSetApart || isKnown ? text : "");
  return ARE_NAMES.test(value) ? { name: "byline", value } : null;
}

function sourceIn(block, text, isAtEnd) {
  const introduced = isAtEnd ? INTRODUCES_A_SOURCE.exec(text)?.[1].replace(/^nguồn(?: tin)?\s*:\s*/iu, "") : "";
  const value = introduced || (block.matches(".source") ? text : "");
  return value && !IS_DOCUMENT.test(value) && IS_SOURCE.test(value.replace(/^theo\s+/iu, "")) ? { name: "source", value } : null;
}

/** Whether nobody has written into `field`: a new article has the name of whoever begins it. */
const isFree = ({ control: { value, dataset } }) => !value.trim() || plain(value) === plain(dataset.ownName ?? "");

async function knownAmong(lines, url) {
  try {
    const response = await fetch(`${url}?${new URLSearchParams(lines.map((line) => ["dong", line]))}`, { headers: { Accept: "application/json" } });
    return response.ok ? await response.json() : { known: [] };
  } catch {
    return { known: [] };
  }
}

const keyOf = ({ field }, text) => `${field.name} ${normal(text)}`;

/** What stands in the text one below the other; footnotes stand behind it. */
const linesOf = (root) => [...root.children].filter((block) => !block.matches(".notes") && (block.textContent.trim() || block.querySelector("img")));

/** A line stands alone: notes, lists, tables, pictures, galleries and recordings are none, nor is what holds one of them. */
const isLine = (block) => block.matches(LINES) && !block.querySelector(HOLDS_MORE);

/** Whether two lines say the same, however they are spelled and introduced. */
export function isSame(one, other) {
  const [a, b] = [one, other].map(normal);
  return Boolean(a) && (a === b || (names(a) === names(b) && Boolean(names(a))));
}

const names = (text) => words(text.replace(BEFORE_NAMES, ""));

/** Without case, without signs between the words, the tone of each word at its end. */
function normal(text) {
  return plain(text).toLowerCase().replace(/^[([“"']+|[)\]”"'.]+$/gu, "");
}

function words(text) {
  return text
    .normalize("NFD")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => word.replace(TONES, "") + (word.match(TONES) ?? []).join(""))
    .join(" ");
}

const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
const shortened = (text) => (text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text);
