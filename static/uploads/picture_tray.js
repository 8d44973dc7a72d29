// Several pictures of the library, taken together in an order of their own.

import { make } from "./dom.js";
import { inOrder, moveByKeys, moved, orderButtons } from "./ordering.js";
import { draft } from "./picture_draft.js";
import { placement } from "./placement.js";

/**
 * {opens, element}: the switch, and the pictures that are taken. `taken(images, {isGathered})` is called with all of them,
 * `gathered(images)` instead where new pictures wait to stand among them; `changed()` after each change.
 */
export function pictureTray({ taken, gathered, changed, isGallery = false }) {
  const list = make("ol", { class: "images-tray-list" });
  const status = make("p", { class: "images-status", role: "status" });
  const way = placement({ isKnown: isGallery });
  const use = make("button", { type: "button", class: "images-button images-primary", onclick: finish });
  const element = make("section", { class: "images-tray", "aria-label": "Ảnh đã chọn", hidden: true }, status, list, way.element, make("div", { class: "images-actions" }, use));
  const opens = make("button", { type: "button", class: "images-button images-several", "aria-pressed": "false", onclick: () => turn(element.hidden) }, "Chọn nhiều ảnh");
  const rows = new Map(); // by the key of a picture
  let images = [];

  const isOpen = () => !element.hidden;
  const placeOf = ({ id }) => images.findIndex((image) => image.id === id) + 1;

  function turn(isWanted) {
    element.hidden = !isWanted;
    opens.setAttribute("aria-pressed", String(isWanted));
    if (!isWanted) images = [];
    show();
  }

  function toggle(image) {
    if (!isOpen()) turn(true);
    images = placeOf(image) ? images.filter(({ id }) => id !== image.id) : [...images, image];
    show();
  }

  function move(image, by) {
    images = moved(images, image, by);
    show(`${image.alt}: nay đứng thứ ${placeOf(image)}.`);
  }

  function drop(image) {
    const next = images[images.indexOf(image) + 1];
    images = images.filter((each) => each !== image);
    show();
    (next ? rows.get(next.id) : list.lastElementChild)?.querySelector("button:not(:disabled)")?.focus();
    if (!images.length) opens.focus();
  }

  function row(image) {
    if (!rows.has(image.id)) {
      const { earlier, later, remove, rename } = orderButtons({
        move: (by) => move(image, by),
        drop: () => drop(image),
        removes: "Bỏ",
        signs: ["←", "→"],
      });
      rename(image.alt);
      const thumb = make("img", { src: image.thumb, alt: image.alt, width: 96, height: 96 });
      const made = make("li", {}, thumb, make("div", { class: "images-actions images-order" }, earlier, later, remove));
      moveByKeys(made, (by) => move(image, by));
      rows.set(image.id, made);
    }
    return rows.get(image.id);
  }

  function show(words = "") {
    inOrder(list, images.map(row));
    const waiting = draft.isEmpty ? 0 : draft.items.length;
    status.textContent = words || (images.length ? `Đã chọn ${images.length} ảnh, xếp theo thứ tự bấm.` : "Bấm vào từng ảnh theo thứ tự sẽ đứng trong bài.");
    way.show(waiting ? 0 : images.length);
    use.disabled = !images.length;
    use.textContent = waiting ? `Xếp ${images.length} ảnh cùng ${waiting} ảnh đang mô tả` : `Chèn ${images.length} ảnh`;
    changed();
  }

  function finish() {
    const isGathered = way.isGathered();
    const all = images;
    turn(false);
    if (draft.isEmpty) taken(all, { isGathered });
    else gathered(all);
  }

  return { opens, element, isOpen, open: () => turn(true), toggle, placeOf };
}
