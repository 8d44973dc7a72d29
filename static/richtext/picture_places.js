// The places in a text that wait for pictures: a block that only the editor knows (`div.picture-place`). It stands in working
// copies (richtext/picture_places.py) and is never stored with the text. Attributes: data-place (its key), data-name (the
// file, or the site that a picture is from), data-why (the reason why it cannot come in by itself), data-caption (the
// paragraph behind it, if that is its caption), data-alt.

import { make } from "../uploads/dom.js";
import { draft } from "../uploads/picture_draft.js";
import { LOT } from "./pasted_pictures.js";

const { CKEDITOR } = window;

const FROM_WORD = "Trong Word, hãy bấm chuột phải vào ảnh, chọn “Lưu dưới dạng Ảnh (Save as Picture)”, kiểu PNG, rồi bấm “Chọn ảnh”.";
// Why a picture cannot come in: in short (in the text and in lists), then with the next step.
const REASONS = {
  remote: ["ảnh của trang khác", "Ảnh lấy từ trang khác không dán thẳng được. Hãy lưu ảnh về máy rồi bấm “Chọn ảnh”, ghi mô tả và nguồn."],
  local: [
    "không có trong bộ nhớ tạm",
    "Word hay chương trình kia không đưa ảnh vào bộ nhớ tạm, và trình duyệt không được đọc tệp trên máy. Hãy lưu ảnh ra tệp (bấm chuột phải vào ảnh, “Lưu dưới dạng Ảnh (Save as Picture)”) rồi bấm “Chọn ảnh”.",
  ],
  mail: ["ảnh trong thư", "Ảnh trong thư không đi theo khi dán. Hãy lưu ảnh từ thư ra tệp rồi bấm “Chọn ảnh”."],
  gone: ["không đọc được", "Ảnh này không đọc được từ bộ nhớ tạm. Hãy lưu ảnh ra tệp rồi bấm “Chọn ảnh”."],
  emf: ["dạng EMF", `Trang web không hiện được ảnh dạng EMF (hình vẽ của Word). ${FROM_WORD}`],
  wmf: ["dạng WMF", `Trang web không hiện được ảnh dạng WMF (hình vẽ của Word đời cũ). ${FROM_WORD}`],
  bmp: ["dạng BMP", "Thư viện không nhận ảnh dạng BMP. Hãy mở ảnh, lưu lại thành PNG hoặc JPEG rồi bấm “Chọn ảnh”."],
  tif: ["dạng TIFF", "Thư viện không nhận ảnh dạng TIFF. Hãy mở ảnh, lưu lại thành JPEG rồi bấm “Chọn ảnh”."],
  svg: ["hình vẽ SVG", "Thư viện không nhận ảnh SVG. Hãy lưu lại thành PNG rồi bấm “Chọn ảnh”."],
  large: ["quá lớn", "Ảnh quá lớn nên trình duyệt không lấy ra khỏi chữ dán được. Hãy lưu ảnh ra tệp rồi bấm “Chọn ảnh”: khi tải lên ảnh được tự thu nhỏ."],
};
const ENTER = 13;
const ATTRIBUTES = ["data-alt", "data-caption", "data-name", "data-place", "data-why"];

/** [in short, why and the next step] of a picture that cannot come in. */
export const refusal = (why) => REASONS[why] ?? REASONS.gone;

/** Makes the places of a text blocks that are moved, selected and deleted as a whole; `act(element, what)` is called when
    one of them is pressed: "fill" or "drop". */
export function addPlaceWidget(editor, act) {
  editor.widgets.add("pictureplace", {
    upcast: (element) => element.name === "div" && element.hasClass("picture-place"),
    downcast: ({ attributes }) =>
      new CKEDITOR.htmlParser.element("div", {
        class: "picture-place",
        ...Object.fromEntries(ATTRIBUTES.filter((name) => attributes[name]).map((name) => [name, attributes[name]])),
      }),
    init() {
      const element = this.element.$;
      element.replaceChildren(...wordsOf(element.dataset));
      this.on("doubleclick", () => void act(element, "fill"));
      this.on("key", ({ data }) => {
        if (data.keyCode !== ENTER) return undefined;
        act(element, "fill");
        return false;
      });
    },
    getLabel() {
      return `Chỗ của ảnh. ${this.element.$.textContent}`;
    },
  });
  editor.on("contentDom", () => {
    const editable = editor.editable();
    editable.attachListener(editable, "click", ({ data }) => {
      const pressed = data.getTarget().$.closest?.("[data-place-does]");
      if (pressed) act(pressed.closest(".picture-place"), pressed.dataset.placeDoes);
    });
  });
}

/** The places in the text of `editor`, in their order. */
export function placesIn(editor) {
  const editable = editor.mode === "wysiwyg" ? editor.editable()?.$ : null;
  return [...(editable?.querySelectorAll(".picture-place") ?? [])];
}

/** Whether a place is one for all pictures that were brought together without a text. */
export const isLot = ({ dataset }) => dataset.place.startsWith(LOT);

/** The items of the draft that wait for a place: those with a file. */
export function waitingFor(element) {
  const { place } = element.dataset;
  return draft.waiting.filter((item) => item.file && (isLot(element) ? !item.place : item.place === place));
}

/** What takes part in the text as one block: the widget around `element`. */
export const wrapperOf = (element) => element.closest(".cke_widget_wrapper") ?? element;

/** The paragraph behind the place that is its caption, or null. */
export function captionBehind(element) {
  const behind = wrapperOf(element).nextElementSibling;
  const { caption } = element.dataset;
  return caption && behind && behind.textContent.normalize("NFC").replace(/\s+/g, " ").trim() === caption ? behind : null;
}

/** For the eye and the mouse: the keyboard and screen readers have the same in the line above the text. */
function wordsOf({ name = "", why = "" }) {
  const from = name ? ` “${name}”` : "";
  const words = why ? `Chỗ của ảnh${from}, chưa vào bài: ${refusal(why)[0]}.` : `Chỗ của ảnh${from}: mô tả xong thì ảnh hiện ở đây.`;
  const does = (what, label) => make("span", { class: "picture-place-does", "data-place-does": what }, label);
  return [
    make("span", { class: "picture-place-words" }, words),
    does("fill", why ? "Chọn ảnh" : "Mô tả ảnh"),
    does("drop", "Bỏ chỗ này"),
  ];
}
