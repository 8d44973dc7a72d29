// The pictures that are there: search, pages, one press chooses.

import { make } from "./dom.js";
import { ask } from "./requests.js";

const PAUSE = 300; // ms after the last key before the search is sent

/** An element that lists the library at `url`; `chosen(image)` is called with the picture that is pressed. */
export function libraryPanel(url, chosen) {
  const search = make("input", { type: "search", "aria-label": "Tìm ảnh", placeholder: "Tìm theo mô tả, nguồn, chú thích; gõ không dấu cũng được" });
  const list = make("ul", { class: "images-list" });
  const status = make("p", { class: "images-status", role: "status" });
  const earlier = make("button", { type: "button", class: "images-button", onclick: () => show(page - 1) }, "Trang trước");
  const later = make("button", { type: "button", class: "images-button", onclick: () => show(page + 1) }, "Trang sau");
  let page = 1;
  let asked = 0;
  let timer;

  async function show(wanted) {
    const turn = (asked += 1);
    status.textContent = "Đang tìm…";
    try {
      const answer = await ask(`${url}?${new URLSearchParams({ q: search.value, trang: wanted })}`);
      if (turn === asked) fill(answer);
    } catch (error) {
      if (turn === asked) status.textContent = error.message;
    }
  }

  function fill(answer) {
    page = answer.page;
    list.replaceChildren(...answer.images.map((image) => make("li", {}, tile(image, chosen))));
    status.textContent = answer.count ? `${answer.count.toLocaleString("vi")} ảnh, trang ${page}/${answer.pages}` : nothing();
    pager.hidden = answer.pages <= 1;
    earlier.disabled = page <= 1;
    later.disabled = page >= answer.pages;
  }

  function nothing() {
    return search.value.trim() ? "Không có ảnh nào khớp. Hãy thử ít chữ hơn." : "Thư viện chưa có ảnh. Hãy tải ảnh mới.";
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(1), PAUSE);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) event.preventDefault();
  });
  const pager = make("div", { class: "images-actions", hidden: true }, earlier, later);
  const panel = make("div", { class: "images-panel" }, search, status, list, pager);
  return { panel, focus: () => search.focus(), open: () => show(1) };
}

function tile(image, chosen) {
  const picture = make("img", { src: image.thumb, alt: "", width: 480, height: 480, loading: "lazy" });
  const words = make("span", { class: "images-words" }, image.alt, make("small", {}, image.credit));
  return make("button", { type: "button", class: "images-tile", onclick: () => chosen(image) }, picture, words);
}
