// Our part of the editor: pictures from the library with description and source, and text of old fonts made Unicode.
// A module, hence run before DOMContentLoaded, which is when ckeditor-init.js makes the editors.

import { choosePictures } from "../uploads/dialog.js";
import { make } from "../uploads/dom.js";
import { watchOldFonts } from "./old_fonts.js";
import { picturesInPaste, withoutRemote } from "./pasted_pictures.js";
import { mendWords } from "./words.js";

const { CKEDITOR } = window;

const LEFT_OUT =
  "Ảnh lấy từ trang khác không dán thẳng được. Hãy lưu ảnh về máy rồi bấm “Chèn ảnh” để tải lên, ghi mô tả và nguồn.";
// Turns of our listeners: before anybody looks at the HTML, and after the clean-up of Word's, before the text goes in.
const FIRST = 1;
const LAST = 900;

CKEDITOR.plugins.add("portalpictures", {
  requires: "image2,clipboard,notification",

  beforeInit(editor) {
    mendWords(editor);
    // The source of a picture stands in its caption; image2 would throw the class away.
    editor.on("widgetDefinition", ({ data }) => {
      if (data.name === "image") data.editables.caption.allowedContent += "; span(credit); cite; abbr[title]";
    });
  },

  init(editor) {
    mendWords(editor); // again: image2's own words have come by now
    editor.addCommand("portalPictures", { exec: () => void insertPictures(editor), async: true });
    editor.ui.addButton("PortalPictures", { label: "Chèn ảnh", command: "portalPictures", icon: "image", toolbar: "insert" });
    CKEDITOR.plugins.clipboard.addFileMatcher(editor, (file) => file.type.startsWith("image/"));
    editor.on("paste", ({ data }) => void (data.dataValue = withoutRemote(data.dataValue)), null, null, FIRST);
    editor.on("paste", (event) => takePictures(editor, event), null, null, LAST);
  },
});

CKEDITOR.plugins.add("portalunicode", {
  requires: "clipboard,notification",

  init(editor) {
    const { offer } = watchOldFonts(editor);
    editor.addCommand("portalUnicode", { exec: () => void offer({ isAsked: true }), async: true });
    editor.ui.addButton("PortalUnicode", { label: "Chuyển sang Unicode", command: "portalUnicode", toolbar: "document" });
  },
});

// Dialogs without what the allow-list has not: anchors, and pictures of another address or size.
CKEDITOR.on("dialogDefinition", ({ data: { name, definition } }) => {
  if (name === "link") {
    const kind = definition.getContents("info").get("linkType");
    kind.items = kind.items.filter(([, value]) => value !== "anchor");
  } else if (name === "image2") {
    const info = definition.getContents("info");
    for (const id of ["src", "width", "height", "lock", "align"]) info.get(id).className = "richtext-unused";
    definition.onFocus = function () {
      this.getContentElement("info", "alt").focus();
    };
  }
});

async function insertPictures(editor, files = []) {
  const { portalLibraryUrl: libraryUrl, portalUploadUrl: uploadUrl } = editor.config;
  const place = editor.getSelection()?.createBookmarks2(true);
  const pictures = await choosePictures({ libraryUrl, uploadUrl, files });
  editor.focus();
  if (place) editor.getSelection().selectBookmarks(place);
  for (const picture of pictures) {
    editor.insertHtml(figure(picture), "html", behindParagraph(editor));
    moveBehindPicture(editor);
    if (picture.note) editor.showNotification(picture.note, "info");
  }
}

function figure({ url, alt, width, height, caption, credit }) {
  const words = caption ? [caption, " "] : [];
  return make(
    "figure",
    { class: "image" },
    make("img", { src: url, alt, width, height }),
    make("figcaption", {}, ...words, make("span", { class: "credit" }, credit)),
  ).outerHTML;
}

/** A picture never tears a sentence: it goes behind the paragraph (or list, or table) with the caret, or in an empty one. */
function behindParagraph(editor) {
  const outermost = editor.elementPath()?.elements.at(-2);
  if (!outermost?.getText().trim()) return undefined;
  const range = editor.createRange();
  range.setStartAfter(outermost);
  range.collapse(true);
  return range;
}

/** Writing goes on below the picture; left selected, the next paste would take its place. */
function moveBehindPicture(editor) {
  const wrapper = editor.widgets.focused?.wrapper;
  if (!wrapper) return;
  let below = wrapper.getNext((node) => node.type === CKEDITOR.NODE_ELEMENT);
  if (!below?.is("p", "h2", "h3", "h4", "ul", "ol", "blockquote")) {
    below = new CKEDITOR.dom.element("p");
    below.appendBogus();
    below.insertAfter(wrapper);
  }
  const range = editor.createRange();
  range.moveToElementEditStart(below);
  range.select();
}

/** Pasted or dropped: picture files open the dialog, pictures of other sites stay out, with a sentence. */
function takePictures(editor, event) {
  const { html, files, foreign } = picturesInPaste(event.data, editor.config.portalMediaUrl);
  if (foreign) editor.showNotification(LEFT_OUT, "warning");
  if (files.length) setTimeout(() => insertPictures(editor, files));
  if (html) event.data.dataValue = html;
  else event.cancel();
}
