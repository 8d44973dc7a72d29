// What comes from the clipboard or is dropped. Its HTML is read for what it means (clipboard/) before the editor's filters see
// it; pictures get places in the text; what was left out is said, and a paste that fails offers its plain text.

import { translate } from "./clipboard/index.js";
import { sentenceOf } from "./clipboard/notes.js";
import { fitting, isTooLong } from "./clipboard/plain.js";
import { forgetPaste, tellOfFailure, tellOfPaste } from "./paste_notes.js";
import { isPicture, parse, placesOf, withheld, withPlaces } from "./pasted_pictures.js";
import { behindParagraph, bringPictures } from "./pictures.js";
import { fitForPlace, placeOf } from "./place.js";
import { plainCommand } from "./plain_paste.js";
import { bringRecordings, isRecording } from "./recordings.js";
import { hasPicturesOfWord, loadWordPictures, picturesOfWord } from "./word_pictures.js";

const { CKEDITOR } = window;

const NO_PICTURE = "không phải ảnh nên không chèn vào bài được. Văn bản (PDF, Word, Excel) thì chọn ở mục “Tệp đính kèm”.";
const LARGEST = 4 * 1024 * 1024; // letters of HTML without the bytes of pictures
const FAILED = "Không dán được nội dung này với định dạng của nó.";
const NOTHING_LEFT = "Nội dung vừa dán không còn chữ nào sau khi bỏ những gì bài đăng không có.";
const EMPTY = "Bộ nhớ tạm không có chữ hay ảnh nào dán được.";
const NO_WAY = "Không dán được chữ này. Hãy chép từng phần ngắn hơn, hoặc đính kèm tệp.";
const NEXT = "Có thể dán riêng phần chữ.";
// Turns of our listeners: before anybody looks at the HTML, before the text goes in, and right behind that.
const FIRST = 1;
const LAST = 900;
const DONE = 1001;

const pastes = new WeakMap(); // by the `data` of the event, which each listener gets

export const portalpaste = {
  requires: "portalpictures,clipboard,pastetext,pastetools,notification",

  init(editor) {
    const plain = plainCommand(editor, (text) => insertText(editor, text));
    CKEDITOR.plugins.clipboard.addFileMatcher(editor, () => true); // what is no picture is refused by its name
    editor.on("paste", (event) => begin(editor, event, plain.isAsked(event.data)), null, null, FIRST);
    editor.on("paste", (event) => placeFiles(editor, event), null, null, LAST);
    editor.on("paste", ({ data }) => pastes.get(data)?.arrived(), null, null, DONE);
  },
};

function begin(editor, event, isPlain) {
  const { data } = event;
  if (pastes.get(data)?.isTranslated) return;
  const raw = rawHtml(data);
  const rtf = data.dataTransfer.getData("text/rtf") || "";
  if (hasPicturesOfWord(raw, rtf) && !loadWordPictures(() => editor.fire("paste", data))) return event.cancel();
  const paste = new Paste(editor, data, raw, rtf, isPlain);
  pastes.set(data, paste);
  if (!data.range) selectSomething(editor);
  forgetPaste(editor);
  delete editor._.nextPasteType; // ours is HTML, whatever was asked for
  try {
    if (!paste.read()) event.cancel();
  } catch (error) {
    console.error(error);
    paste.fail(FAILED);
    event.cancel();
  }
  // An error in a filter of the editor's ends its turn without a word.
  setTimeout(() => paste.isSettled || paste.fail(FAILED));
}

/** The HTML of the clipboard as it is; where the editor has been given nothing else (its dialog, on phones), what is in that. */
function rawHtml({ dataTransfer, dataValue }) {
  return dataTransfer.getData("text/html", true) || (dataTransfer.getData("text/plain") ? "" : dataValue) || "";
}

class Paste {
  isSettled = false;
  isTranslated = false;
  notes = [];
  pictures = [];

  constructor(editor, data, html, rtf, isPlain) {
    Object.assign(this, { editor, data, html, rtf, isPlain });
    const { dataTransfer } = data;
    this.isOwn = dataTransfer.getTransferType(editor) !== CKEDITOR.DATA_TRANSFER_EXTERNAL && !isPlain;
    this.text = dataTransfer.getData("text/plain") || wordsOf(html || data.dataValue || "");
    this.files = Array.from({ length: dataTransfer.getFilesCount() }, (_, number) => dataTransfer.getFile(number)).filter(Boolean);
    this.source = "text";
    data.portalNotes = this.notes;
  }

  /** Whether something is left for the editor to put in. */
  read() {
    this.isTranslated = true;
    if (this.isOwn) return Boolean(this.data.dataValue);
    if (!this.isPlain && this.html) this.readHtml();
    else if (this.text.trim()) this.readText();
    else if (this.files.length) this.readFiles();
    else this.fail(EMPTY);
    return Boolean(this.data.dataValue) && !this.isSettled;
  }

  readText() {
    const html = fitting(this.text, this);
    if (refusalIn(this.notes)) this.fail(refusalIn(this.notes));
    else this.take(html);
  }

  readHtml() {
    const { portalMediaUrl: mediaUrl, allowedContent: allowed } = this.editor.config;
    const { html, embedded } = withheld(this.html);
    if (html.length > LARGEST) return this.fail(tooLarge(html.length));
    const { origin } = location;
    const translated = translate(html, { text: this.text, rtf: this.rtf, mediaUrl, origin, allowed, ...placeOf(this.editor) });
    Object.assign(this, { notes: translated.notes, source: translated.source });
    this.data.portalNotes = this.notes;
    if (refusalIn(this.notes)) return this.fail(refusalIn(this.notes));
    const ofWord = picturesOfWord(this.html, this.rtf);
    const placed = withPlaces(translated.html, { mediaUrl, embedded, ofWord, original: html, notes: this.notes });
    this.pictures = placed.pictures;
    if (hasSomething(placed.html)) this.take(placed.html);
    else if (this.files.length) this.readFiles();
    else this.fail(this.text.trim() ? NOTHING_LEFT : EMPTY);
  }

  readFiles() {
    bringRecordings(this.editor, this.files.filter(isRecording));
    const others = this.files.filter((file) => !isPicture(file) && !isRecording(file));
    if (others.length) this.editor.showNotification(`${others.map(({ name }) => `“${name}”`).join(", ")}: ${NO_PICTURE}`, "warning");
    const { html, pictures, lot } = placesOf(this.files.filter(isPicture));
    Object.assign(this, { pictures, lot, hasOnlyFiles: true });
    if (html) this.take(html);
    else this.end(); // there is nothing to put in
  }

  take(html) {
    Object.assign(this.data, { dataValue: fitForPlace(this.editor, html, this.data.range), type: "html", dontFilter: true });
    this.hasWords = Boolean(parse(html).body.textContent.trim());
    this.before = lengthOf(this.editor) - lengthOfSelection(this.editor);
  }

  /** It stands in the text, or should. */
  arrived() {
    if (this.isSettled) return;
    const isLost = !this.isOwn && this.hasWords && lengthOf(this.editor) <= this.before;
    if (isLost) return this.fail(NOTHING_LEFT);
    this.end();
    this.editor.fire("saveSnapshot"); // a step of its own, whatever follows
    bringPictures(this.editor, this.pictures, this.lot);
    tellOfPaste(this.editor, this);
    this.editor.fire("pictures:changed");
  }

  end() {
    this.isSettled = true;
  }

  fail(why) {
    this.end();
    this.data.dataValue = "";
    const { text, editor } = this;
    const caret = editor.getSelection()?.createBookmarks2(true);
    const isOffered = text.trim() && !refusalIn(this.notes) && !isTooLong(text);
    const insert = isOffered ? () => insertText(editor, text, caret) : null;
    tellOfFailure(editor, insert ? `${why} ${NEXT}` : why, insert);
  }
}

/** Puts `text` in with the structure of plain text, where the caret is or was (`caret`: bookmarks). */
function insertText(editor, text, caret = null) {
  try {
    const notes = [];
    const html = fitting(text, { notes });
    if (refusalIn(notes)) tellOfFailure(editor, refusalIn(notes));
    else insertWords(editor, html, notes, caret);
  } catch (error) {
    console.error(error);
    tellOfFailure(editor, NO_WAY);
  }
}

function insertWords(editor, html, notes, caret) {
  editor.focus();
  if (caret) editor.getSelection().selectBookmarks(caret);
  selectSomething(editor);
  editor.insertHtml(fitForPlace(editor, html));
  editor.fire("saveSnapshot");
  tellOfPaste(editor, { notes, source: "text" });
  setTimeout(() => editor.fire("afterPaste"));
}

/** Without a caret, as after a dialog, the text goes behind what is there. */
function selectSomething(editor) {
  if (editor.getSelection()?.getRanges().length) return;
  const range = editor.createRange();
  range.moveToElementEditEnd(editor.editable());
  range.select();
}

/** Files alone never tear a sentence. */
function placeFiles(editor, { data }) {
  if (pastes.get(data)?.hasOnlyFiles) data.range = behindParagraph(editor, data.range) ?? data.range;
}

/** The sentence that says why a text was not taken, or "". */
function refusalIn(notes) {
  const refused = notes.find(({ kind }) => kind === "refused");
  return refused ? sentenceOf(refused) : "";
}

const hasSomething = (html) => {
  const { body } = parse(html);
  return Boolean(body.textContent.trim() || body.querySelector("img, hr, table, .picture-place"));
};

/** The words of `html`, a line for each block. */
function wordsOf(html) {
  const { body } = parse(html.replace(/<br\b[^>]*>|<\/(?:p|div|h[1-6]|li|tr|blockquote|pre)\s*>/gi, "$&\n"));
  body.querySelectorAll("script, style, title").forEach((element) => element.remove());
  return body.textContent.replace(/[^\S\n]+/g, " ").replace(/\n\s*\n/g, "\n").trim();
}

const lengthOf = (editor) => editor.editable().$.textContent.replace(/\s+/g, "").length;
const lengthOfSelection = (editor) => (editor.getSelection()?.getSelectedText() ?? "").replace(/\s+/g, "").length;

const tooLarge = (length) =>
  `Nội dung vừa dán quá lớn (${(length / 1024 / 1024).toLocaleString("vi", { maximumFractionDigits: 1 })} MB, tối đa 4 MB) nên không giữ được định dạng: hãy dán từng phần.`;
