// Text typed for .VnTime or VNI-Times: noticed after a paste, shown before and after, converted only on a press.

import { make } from "../uploads/dom.js";
import { ask } from "../uploads/requests.js";

// Letters that such text has and Vietnamese Unicode has not; the server then looks closely.
const SUSPICIOUS = /[¡-©«-¯±-´¶-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]/;

const NONE_FOUND = "Không thấy chữ phông cũ (TCVN3, VNI) trong bài.";

export const portalunicode = {
  requires: "clipboard,notification",

  init(editor) {
    const { offer } = watchOldFonts(editor);
    editor.addCommand("portalUnicode", { exec: () => void offer({ isAsked: true }), async: true });
    editor.ui.addButton("PortalUnicode", { label: "Chuyển sang Unicode", command: "portalUnicode", toolbar: "document" });
  },
};

/** Watch the pastes of `editor`; `offer()` looks at the whole text and offers what it finds. */
function watchOldFonts(editor) {
  let bar = null;

  async function offer({ isAsked = false } = {}) {
    const found = await look(isAsked);
    bar?.remove();
    bar = null;
    if (!found) return;
    if (!found.charset) {
      if (isAsked) editor.showNotification(NONE_FOUND, "info");
      return;
    }
    bar = offerBar(found, { accept, refuse: () => bar.remove() });
    editor.container.$.before(bar);
  }

  async function look(isAsked) {
    if (!isAsked && !SUSPICIOUS.test(editor.getData())) return null;
    const body = new FormData();
    body.append("html", editor.getData());
    try {
      return await ask(editor.config.portalUnicodeUrl, { body });
    } catch (error) {
      if (isAsked) editor.showNotification(error.message, "warning");
      return null;
    }
  }

  async function accept() {
    const found = await look(true);
    bar.remove();
    if (!found?.charset) return;
    const old = texts(editor);
    editor.setData(found.html, {
      callback: () => {
        goOnBehindChange(editor, old);
        editor.fire("saveSnapshot");
      },
    });
    editor.showNotification("Đã chuyển sang Unicode. Bấm Hoàn tác nếu muốn trở lại chữ cũ.", "success");
  }

  editor.on("afterPaste", () => offer());
  editor.on("instanceReady", () => offer());
  return { offer };
}

/** The words of each paragraph, list or table. */
const texts = (editor) => [...editor.editable().$.children].map((block) => block.textContent.replace(/\s+/g, " "));

/** A new text puts the caret at its very start; the journalist goes on behind what was converted last. */
function goOnBehindChange(editor, old) {
  const last = texts(editor).findLastIndex((text, number) => text !== old[number]);
  const block = editor.editable().$.children[last];
  if (!block) return;
  const range = editor.createRange();
  if (!range.moveToElementEditEnd(new window.CKEDITOR.dom.element(block))) return;
  editor.focus();
  range.select();
  editor.getSelection().scrollIntoView();
}

function offerBar({ name, before, after }, { accept, refuse }) {
  return make(
    "div",
    { class: "richtext-offer", role: "status" },
    make("p", {}, `Trong bài có chữ phông cũ ${name}: “${before}”. Chuyển sang Unicode thì thành: “${after}”.`),
    make("button", { type: "button", class: "images-button", onclick: accept }, "Chuyển sang Unicode"),
    make("button", { type: "button", class: "images-button", onclick: refuse }, "Để nguyên"),
  );
}
