// What is said of a paste in the line above the text: what was left out, what is offered, or that it failed and how to go on.

import { sentenceOf } from "./clipboard/notes.js";
import { noticeBar } from "./notice_bar.js";

const LINE = "paste";
const OFFERS = "paste-offers";
const SOURCES = {
  word: "Word",
  "word-web": "Word",
  outlook: "Outlook",
  libreoffice: "LibreOffice",
  "google-docs": "Google Docs",
  "google-sheets": "Google Trang tính",
  excel: "Excel",
  zalo: "Zalo",
  pdf: "tệp PDF",
  own: "trang tin này",
  web: "trang web",
  text: "chữ không định dạng",
};
const CLOSE = "Đóng";

/** Nothing of an earlier paste is said any more. */
export function forgetPaste(editor) {
  for (const key of [LINE, OFFERS]) noticeBar(editor).hide(key);
}

/** One line for `notes` (clipboard/notes.js) of a paste from `source`, and one for what is offered. */
export function tellOfPaste(editor, { notes, source }) {
  const bar = noticeBar(editor);
  const done = notes.filter(({ offer }) => !offer);
  if (done.length) {
    const [first, ...others] = done.map(sentenceOf);
    const more = others.length ? ` Còn ${others.length} điều nữa: bấm “Xem”.` : "";
    bar.show(LINE, {
      words: `Đã dán từ ${SOURCES[source] ?? SOURCES.web}. ${first}${more}`,
      details: others.length || done[0].examples.length ? done.map(detail) : [],
      buttons: [[CLOSE, () => bar.hide(LINE)]],
    });
  }
  const offered = notes.filter(({ offer }) => offer);
  if (offered.length) showOffers(editor, offered);
}

function showOffers(editor, offered) {
  const bar = noticeBar(editor);
  const texts = offered.flatMap(({ texts }) => texts);
  bar.show(OFFERS, {
    words: offered.map(sentenceOf).join(" "),
    details: offered.map(detail),
    buttons: [
      ["Bỏ các dòng này", () => (dropLines(editor, texts), bar.hide(OFFERS))],
      ["Giữ", () => bar.hide(OFFERS)],
    ],
  });
}

const detail = (note) => ({ words: sentenceOf(note), quotes: note.examples });

/** Takes the paragraphs with these `texts` out of the text, as one step. */
function dropLines(editor, texts) {
  const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
  const wanted = new Set(texts.map(plain));
  editor.fire("saveSnapshot");
  for (const block of [...editor.editable().$.children]) {
    if (block.matches("p, h2, h3, h4, h5, h6") && wanted.has(plain(block.textContent))) block.remove();
  }
  editor.fire("saveSnapshot");
}

/** `why` a paste failed; `insert`, where there is a text, puts it in without its formatting. */
export function tellOfFailure(editor, why, insert = null) {
  const bar = noticeBar(editor);
  const ways = insert ? [["Dán chữ, bỏ định dạng", () => (bar.hide(LINE), insert())]] : [];
  bar.show(LINE, { words: why, isWrong: true, buttons: [...ways, [CLOSE, () => bar.hide(LINE)]] });
}
