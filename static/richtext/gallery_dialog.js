// The pictures of one gallery: their order, what they show for people who do not see them, which of them stay.

import { keepOpenWhileComposing } from "../uploads/composing.js";
import { field, make } from "../uploads/dom.js";
import { inOrder, moveByKeys, moved, orderButtons } from "../uploads/ordering.js";
import { MAX_IN_GALLERY } from "./figures.js";

const UNSAVED = "Bộ ảnh có thay đổi chưa đưa vào bài: bấm “Xong” để giữ, “Bỏ thay đổi” để bỏ.";
const NO_ALT = "Hãy mô tả ảnh: ảnh chụp những gì, cho người không nhìn thấy ảnh.";

/**
 * Ask how `pictures` ({src, alt, words, html}) are to stand. Resolves with the list as it is to be, or null when nothing is to
 * change. `choose()` resolves with more of them.
 */
export function editGallery(pictures, { choose }) {
  return new Promise((resolve) => {
    let items = pictures.map((picture) => ({ ...picture }));
    let result = null;
    const rows = new Map();
    const list = make("ol", { class: "images-rows" });
    const error = make("p", { class: "images-error", role: "alert" });
    const status = make("p", { class: "images-status", role: "status" });
    const button = (words, action, more = "") => make("button", { type: "button", class: `images-button ${more}`, onclick: action }, words);
    const done = button("Xong", finish, "images-primary");
    const dialog = make(
      "dialog",
      { class: "images-dialog", "aria-labelledby": "gallery-title" },
      make("div", { class: "images-head" }, make("h2", { class: "images-title", id: "gallery-title" }, "Sửa bộ ảnh"), button("Bỏ thay đổi", () => close(null))),
      make("div", { class: "images-panel" }, list, make("div", { class: "images-foot" }, status, error, make("div", { class: "images-actions" }, done, button("Thêm ảnh", add)))),
    );

    function show(words = "") {
      inOrder(list, items.map((item, number) => rowOf(item, number)));
      status.textContent = words || `${items.length} ảnh. ${hint(items.length)}`;
    }

    function rowOf(item, number) {
      if (!rows.has(item)) rows.set(item, makeRow(item, { move: (by) => move(item, by), drop: () => drop(item) }));
      const { element, place } = rows.get(item);
      place.textContent = `${number + 1}/${items.length}`;
      return element;
    }

    function move(item, by) {
      items = moved(items, item, by);
      show(`Ảnh nay đứng thứ ${items.indexOf(item) + 1} trong ${items.length} ảnh.`);
    }

    function drop(item) {
      const next = items[items.indexOf(item) + 1] ?? items[items.indexOf(item) - 1];
      items = items.filter((each) => each !== item);
      show(items.length ? "" : "Không còn ảnh nào: bấm “Xong” thì bộ ảnh mất khỏi bài.");
      (next ? rows.get(next).remove : done).focus();
    }

    async function add() {
      const more = await choose();
      items = [...items, ...more];
      show(more.length ? `Đã thêm ${more.length} ảnh vào cuối bộ.` : "");
      (more.length ? rows.get(more[0]).alt : done).focus();
    }

    const isChanged = () => items.map(({ html }) => html).join() !== pictures.map(({ html }) => html).join();

    function finish() {
      const bare = items.find(({ alt }) => !alt.trim());
      error.textContent = bare ? NO_ALT : "";
      if (bare) rows.get(bare).alt.focus();
      else close(items);
    }

    function close(chosen) {
      result = chosen;
      dialog.close();
    }

    keepOpenWhileComposing(dialog);
    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !isChanged()) return;
      event.preventDefault();
      error.textContent = UNSAVED;
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    show();
    dialog.showModal();
    rows.get(items[0])?.alt.focus();
  });
}

function hint(count) {
  if (count === 1) return "Còn một ảnh thì thành ảnh rời.";
  if (count > MAX_IN_GALLERY) return `Một bộ nhiều nhất ${MAX_IN_GALLERY} ảnh: bấm “Xong” thì các ảnh này thành ${Math.ceil(count / MAX_IN_GALLERY)} bộ.`;
  return "Chú thích sửa ngay trong bài, dưới từng ảnh.";
}

function makeRow(item, { move, drop }) {
  const { earlier, later, remove, rename } = orderButtons({ move, drop, removes: "Bỏ khỏi bộ" });
  rename(item.alt || "ảnh chưa mô tả");
  const place = make("legend", { class: "images-name" });
  const alt = make("textarea", { rows: 2, "data-limit": 300 });
  alt.value = item.alt;
  alt.addEventListener("input", () => {
    item.alt = alt.value;
    item.html = withAlt(item.html, alt.value);
  });
  const element = make(
    "li",
    { class: "images-row" },
    make(
      "fieldset",
      {},
      place,
      make("div", { class: "images-look" }, make("img", { class: "images-preview", src: item.thumb ?? item.src, alt: "" })),
      make("div", { class: "images-fields" }, field("Mô tả ảnh", alt, { required: true }), make("p", { class: "images-status" }, item.words)),
      make("div", { class: "images-actions images-order" }, earlier, later, remove),
    ),
  );
  moveByKeys(element, move);
  return { element, place, alt, remove };
}

/** In an inert document: nothing of it is loaded. */
function withAlt(html, alt) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  body.querySelector("img")?.setAttribute("alt", alt.replace(/\s+/g, " ").trim());
  return body.innerHTML;
}
