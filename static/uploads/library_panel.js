// The pictures that are there: search, pages, one press chooses; several are chosen in their order (picture_tray.js).

import { cropPicture } from "./crop_dialog.js";
import { make } from "./dom.js";
import { pictureTray } from "./picture_tray.js";
import { searchList } from "./search_list.js";

/**
 * An element that lists the library at `url`; `chosen(image)` is called with the picture that is pressed. With `several`,
 * more can be taken together: `several.taken(images, {isGathered})`, or `several.gathered(images)` where others wait.
 */
export function libraryPanel(url, chosen, several = null) {
  const { search, list, status, again, pager, show } = searchList(url, {
    label: "Tìm ảnh",
    placeholder: "Tìm theo mô tả, nguồn, chú thích; gõ không dấu cũng được",
    filled: fill,
    counted: (number) => `${number} ảnh`,
    nothing: "Thư viện chưa có ảnh. Hãy tải ảnh mới.",
    noMatch: "Không có ảnh nào khớp. Hãy thử ít chữ hơn.",
  });
  const tray = several && pictureTray({ ...several, changed: mark });
  let images = [];

  function fill(answer) {
    images = answer.images;
    list.replaceChildren(...images.map((image) => make("li", {}, ...tile(image, press))));
    mark();
  }

  function press(image, event) {
    if (tray?.isOpen() || (tray && (event?.ctrlKey || event?.metaKey || event?.shiftKey))) tray.toggle(image);
    else chosen(image);
  }

  /** The numbers on what is in the tray. */
  function mark() {
    images.forEach((image, number) => {
      const button = list.children[number].querySelector(".images-tile");
      const place = tray?.placeOf(image) ?? 0;
      if (tray?.isOpen()) button.setAttribute("aria-pressed", String(place > 0));
      else button.removeAttribute("aria-pressed");
      button.toggleAttribute("data-place", place > 0);
      if (place) button.dataset.place = place;
    });
  }

  const panel = make("div", { class: "images-panel" }, search, tray?.opens ?? null, status, again, list, pager, tray?.element ?? null);
  return { panel, focus: () => search.focus(), open: () => show(1), chooseSeveral: () => tray?.open() };
}

function tile(image, chosen) {
  const picture = make("img", { src: image.thumb, alt: "", width: 480, height: 480, loading: "lazy" });
  const words = make("span", { class: "images-words" }, image.alt, make("small", {}, image.credit));
  const tile = make("button", { type: "button", class: "images-tile", onclick: (event) => chosen(image, event) }, picture, words);
  return image.crop_url ? [tile, cropButton(image, chosen)] : [tile];
}

/** A part of it, as a picture of its own, in its place. */
function cropButton(image, chosen) {
  const crop = async () => {
    const part = await cropPicture(image.crop_url);
    if (part) chosen(part);
  };
  return make("button", { type: "button", class: "images-crop", "aria-label": `Cắt ảnh: ${image.alt}`, onclick: crop }, "Cắt…");
}
