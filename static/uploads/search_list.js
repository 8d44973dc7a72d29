// A list of a library that is searched and turned page by page: of pictures, of recordings.

import { make } from "./dom.js";
import { ask } from "./requests.js";

const PAUSE = 300; // ms after the last key before the search is sent

/**
 * {search, list, status, again, pager, show}: elements for a panel, and `show(page)`, which asks `url`. `label` and
 * `placeholder` are those of the search; `filled(answer)` puts what came into `list`; `counted(number)` says how many
 * there are, `nothing` that there are none at all, `noMatch` that none is found.
 */
export function searchList(url, { label, placeholder, filled, counted, nothing, noMatch }) {
  const search = make("input", { type: "search", "aria-label": label, placeholder });
  const list = make("ul", { class: "images-list" });
  const status = make("p", { class: "images-status", role: "status" });
  const earlier = make("button", { type: "button", class: "images-button", onclick: () => show(page - 1) }, "Trang trước");
  const later = make("button", { type: "button", class: "images-button", onclick: () => show(page + 1) }, "Trang sau");
  const again = make("button", { type: "button", class: "images-button", hidden: true, onclick: () => show(page) }, "Thử lại");
  const pager = make("div", { class: "images-actions", hidden: true }, earlier, later);
  let page = 1;
  let asked = 0;
  let timer;

  async function show(wanted) {
    const turn = (asked += 1);
    again.hidden = true;
    status.textContent = "Đang tìm…";
    try {
      const answer = await ask(`${url}?${new URLSearchParams({ q: search.value, trang: wanted })}`);
      if (turn === asked) fill(answer);
    } catch (error) {
      if (turn !== asked) return;
      status.textContent = error.message;
      again.hidden = false;
      if (error.isSignedOut) document.addEventListener("session:renewed", () => list.isConnected && show(wanted), { once: true });
    }
  }

  function fill(answer) {
    page = answer.page;
    filled(answer);
    const some = () => `${counted(answer.count.toLocaleString("vi"))}, trang ${page}/${answer.pages}`;
    status.textContent = answer.count ? some() : search.value.trim() ? noMatch : nothing;
    pager.hidden = answer.pages <= 1;
    earlier.disabled = page <= 1;
    later.disabled = page >= answer.pages;
  }

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => show(1), PAUSE);
  });
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter") event.preventDefault();
    if (event.key !== "Escape" || !search.value) return;
    event.preventDefault(); // it empties the field, and does not close the dialog
    search.value = "";
    show(1);
  });
  return { search, list, status, again, pager, show };
}
