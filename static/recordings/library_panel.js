// The recordings that are there: search, pages, one press chooses.

import { make } from "../uploads/dom.js";
import { searchList } from "../uploads/search_list.js";

/** A side of the dialog that lists what `url` answers; `chosen(recording)` is called with the one that is pressed. */
export function libraryPanel(url, chosen) {
  const { search, list, status, again, pager, show } = searchList(url, {
    label: "Tìm video, âm thanh",
    placeholder: "Tìm theo tên, lời thoại; gõ không dấu cũng được",
    filled: ({ recordings }) => list.replaceChildren(...recordings.map((recording) => make("li", {}, tile(recording, chosen)))),
    counted: (number) => `${number} mục`,
    nothing: "Thư viện chưa có video, âm thanh nào. Hãy thêm mới.",
    noMatch: "Không có mục nào khớp. Hãy thử ít chữ hơn.",
  });
  const panel = make("div", { class: "images-panel" }, search, status, again, list, pager);
  return { panel, focus: () => search.focus(), open: () => show(1) };
}

function tile(recording, chosen) {
  const { still, title, provider, length } = recording;
  const picture = still
    ? make("img", { src: still.thumb, alt: "", width: 480, height: 480, loading: "lazy" })
    : make("span", { class: "recordings-no-still", "aria-hidden": "true" }, "♪");
  const about = [recording.kind === "video" ? "Video" : "Âm thanh", provider, length].filter(Boolean).join(", ");
  const words = make("span", { class: "images-words recordings-words" }, make("span", { class: "recordings-name" }, title), " ", make("small", {}, about));
  return make("button", { type: "button", class: "images-tile", onclick: () => chosen(recording) }, picture, words);
}
