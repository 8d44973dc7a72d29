// One picture of the list in the dialog: what it is, what is asked about it, its place among the others.

import { field, make } from "./dom.js";
import { chosenFor } from "./known.js";
import { moveByKeys, orderButtons } from "./ordering.js";
import { nameOf } from "./picture_draft.js";
import { draw } from "./pictures.js";

export const TEXTS = ["alt", "credit", "caption"];

let drawing = Promise.resolve(); // one preview after the other: a picture of a telephone takes much memory

/**
 * The row of `item` (picture_draft.js): {element, show({place, count, isSharing, isBusy, error}), focus(), missing}.
 * `changed(name, text)` hears of what is typed, `move(by)` and `drop()` of its buttons. `known(file)` resolves with the picture
 * of the library that is this one already: it is offered, and the caption stays that of this use; the description too, where
 * it goes into a text (`hasOwnAlt`).
 */
export function pictureRow(item, { changed, move, drop, known, hasOwnAlt }) {
  const parts = makeParts();
  const { earlier, later, remove, rename } = orderButtons({ move, drop });
  const order = make("div", { class: "images-actions images-order" }, earlier, later, remove);
  const element = make("li", { class: "images-row" }, make("fieldset", {}, parts.name, parts.preview, parts.known, parts.fields, parts.said, parts.error, order));
  let drawn = null;
  let offered = null;

  function show({ place, count, isSharing, isBusy, error = "" }) {
    const isSeveral = count > 1;
    const name = nameOf(item);
    parts.name.textContent = isSeveral ? `${place}/${count}. ${name}` : name;
    parts.name.hidden = !parts.name.textContent;
    for (const text of TEXTS) {
      if (parts[text].value !== item[text]) parts[text].value = item[text];
      parts[text].readOnly = isBusy;
    }
    parts.fields.hidden = Boolean(item.image);
    parts.credit.parentElement.hidden = isSharing || Boolean(chosenFor(item));
    parts.alt.parentElement.hidden = Boolean(chosenFor(item)) && !hasOwnAlt;
    parts.known.hidden = !isOffered();
    parts.said.textContent = item.image ? `Đã ở trong thư viện. ${[item.caption, item.credit].filter(Boolean).join(" ")}` : "";
    parts.error.textContent = isSeveral ? error : "";
    element.toggleAttribute("data-wrong", isSeveral && Boolean(error));
    order.hidden = !isSeveral;
    rename(name || "ảnh chưa có tệp");
    if (isBusy) earlier.disabled = later.disabled = true;
    remove.disabled = isBusy;
    preview();
  }

  function preview() {
    const shown = item.image?.thumb ?? item.file;
    if (shown === drawn) return;
    drawn = shown;
    parts.thumb.hidden = !item.image;
    if (item.image) {
      parts.thumb.src = item.image.thumb;
      parts.canvas.hidden = true;
      return;
    }
    offer(item.file);
    drawing = drawing.then(() => drawn === shown && draw(item.file, parts.canvas)).catch(() => {});
  }

  const isOffered = () => Boolean(offered && offered.file === item.file && !item.image);

  async function offer(file) {
    const image = file && (await known(file));
    if (!image || file !== item.file || item.image) return;
    offered = { file, image };
    parts.known.hidden = false;
    if (chosenFor(item)) return useKnown();
    parts.known.replaceChildren(
      make("img", { src: image.thumb, alt: "", width: 64, height: 64 }),
      make("p", { role: "status" }, `Ảnh này đã có trong thư viện: “${image.alt}” (${image.credit}).`),
      make("button", { type: "button", class: "images-button", onclick: () => (useKnown(), parts.caption.focus()) }, "Dùng ảnh ấy"),
    );
  }

  /** The source is that of the library; what was typed of the picture stays, for this use. */
  function useKnown() {
    const { image } = offered;
    item.known = offered;
    const ofLibrary = hasOwnAlt && item.alt.trim() ? ["credit"] : ["alt", "credit"];
    for (const name of ofLibrary) changed(name, (parts[name].value = image[name]));
    parts.alt.parentElement.hidden = !hasOwnAlt;
    parts.credit.parentElement.hidden = true;
    const own = image.caption ? `Để trống chú thích thì dùng chú thích của thư viện: “${image.caption}”.` : "";
    const said = `Dùng ảnh của thư viện: “${image.alt}” (${image.credit}). ${hasOwnAlt ? "Mô tả và chú thích" : "Chú thích"} dưới đây chỉ dùng cho lần này, nguồn là của thư viện. ${own}`;
    parts.known.replaceChildren(make("img", { src: image.thumb, alt: "", width: 64, height: 64 }), make("p", { role: "status" }, said.trim()));
  }

  /** The first control of what is missing, with the sentence; null when all is there. */
  function missing({ isSharing }) {
    const texts = isSharing ? ["alt"] : ["alt", "credit"];
    const name = item.image || chosenFor(item) ? undefined : texts.find((each) => !item[each].trim());
    for (const text of TEXTS) parts[text].toggleAttribute("aria-invalid", text === name);
    return name ? { control: parts[name], name } : null;
  }

  element.addEventListener("input", ({ target }) => {
    const name = TEXTS.find((each) => parts[each] === target);
    if (name) changed(name, target.value);
  });
  moveByKeys(element, move);
  return { element, show, missing, focus: () => (item.image ? remove : chosenFor(item) ? parts.caption : parts.alt).focus() };
}

function makeParts() {
  const alt = make("textarea", { rows: 2, "data-limit": 300 });
  const credit = make("input", { type: "text", "data-limit": 160, autocomplete: "off" });
  const caption = make("textarea", { rows: 2 });
  const canvas = make("canvas", { class: "images-preview", hidden: true });
  const thumb = make("img", { class: "images-preview", alt: "", hidden: true });
  const fields = make(
    "div",
    { class: "images-fields" },
    field("Mô tả ảnh", alt, { hint: "Ảnh chụp những gì, cho người không nhìn thấy ảnh.", required: true }),
    field("Nguồn ảnh", credit, { hint: "Ví dụ: Ảnh: Thùy Nhung.", required: true }),
    field("Chú thích", caption, { hint: "Hiện dưới ảnh: ai làm gì, ở đâu, khi nào. Có thể để trống." }),
  );
  return {
    alt,
    credit,
    caption,
    canvas,
    thumb,
    fields,
    name: make("legend", { class: "images-name" }),
    preview: make("div", { class: "images-look" }, canvas, thumb),
    known: make("div", { class: "images-known", hidden: true }),
    said: make("p", { class: "images-status" }),
    error: make("p", { class: "images-error" }),
  };
}
