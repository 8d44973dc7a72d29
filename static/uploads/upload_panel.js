// New pictures: all of them are described in one list before anything is sent; then they go one after the other.

import { field, make } from "./dom.js";
import { known } from "./known.js";
import { inOrder, moved } from "./ordering.js";
import { draft, nameOf } from "./picture_draft.js";
import { pictureRow } from "./picture_row.js";
import { placement } from "./placement.js";
import { sendPicture } from "./sending.js";

const KINDS = "image/jpeg,image/png,image/gif,image/webp,image/avif,image/heic,image/heif,.avif,.heic,.heif"; // as uploads/forms.py
const NO_FILE = "Chưa chọn tệp ảnh.";
const MISSING = {
  alt: "Hãy mô tả ảnh: ảnh chụp những gì, cho người không nhìn thấy ảnh.",
  credit: "Hãy ghi nguồn ảnh, ví dụ: “Ảnh: Thùy Nhung”.",
};
const STOPPED = "Đã dừng tải. Nếu ảnh đã kịp tới máy chủ thì tải lại cũng không sinh ra ảnh thứ hai.";
const GOES_ON = "Đăng nhập lại xong, ảnh tự tải tiếp.";
const SLOW = "Máy chủ trả lời chậm, vẫn đang đợi. Có thể bấm “Dừng tải”: tệp và chữ đã gõ còn nguyên.";
const SLOW_MS = 10_000;

/**
 * The side of the dialog that sends pictures to `url`. `sent(image)` is called with each that has a place in a text, at
 * once; `done(images, {isGathered})` with all others together, in the order of the list. `several`: they may become a
 * gallery, unless it is one that they go into (`isGallery`), and `library()` leads to pictures that are there.
 */
export function uploadPanel(url, { libraryUrl, sent, done, several = false, isGallery = false, library = () => {} }) {
  const parts = makeParts({ several, isGallery, library });
  const { panel, file, error } = parts;
  const rows = new Map(); // by item
  const errors = new Map();
  let sending = null;

  /** The list, as the draft has it. */
  function show() {
    const { items, isSharing, waiting } = draft.withOne();
    for (const item of rows.keys()) if (!items.includes(item)) rows.delete(item);
    inOrder(parts.list, items.map((item) => rowOf(item).element));
    items.forEach((item, number) =>
      rowOf(item).show({ place: number + 1, count: items.length, isSharing: isSharing && !item.image, isBusy: Boolean(sending), error: errors.get(item) }),
    );
    parts.slot.replaceChildren(...(waiting.length > 1 ? [parts.sharing] : []));
    parts.shares.checked = isSharing;
    parts.shared.parentElement.hidden = !isSharing;
    if (parts.shared.value !== draft.sharedCredit) parts.shared.value = draft.sharedCredit;
    parts.drop.hidden = draft.isEmpty || items.length > 1;
    parts.dropAll.hidden = items.length < 2;
    parts.placement.show(several && !items.some(({ place }) => place) ? items.length : 0);
    parts.submit.textContent = submitWords(items.length, waiting.length);
  }

  function rowOf(item) {
    if (!rows.has(item)) rows.set(item, pictureRow(item, { changed: (name, text) => type(item, name, text), move: (by) => move(item, by), drop: () => drop([item]), known: (sent) => known(sent, libraryUrl), hasOwnAlt: several }));
    return rows.get(item);
  }

  function type(item, name, text) {
    item[name] = text;
    draft.keep();
    parts.drop.hidden = draft.isEmpty || draft.items.length > 1;
  }

  function move(item, by) {
    if (sending) return;
    draft.items = moved(draft.items, item, by);
    draft.keep();
    show();
    parts.progress.textContent = `${nameOf(item)}: nay đứng thứ ${draft.items.indexOf(item) + 1} trong ${draft.items.length} ảnh.`;
  }

  function take(files) {
    if (sending) return;
    draft.put(files, { isOnly: !several });
    file.value = "";
    error.textContent = "";
    show();
  }

  function drop(items) {
    const next = draft.items[draft.items.indexOf(items[0]) + 1];
    draft.drop(items);
    for (const item of items) errors.delete(item);
    error.textContent = "";
    show();
    if (!draft.current.file && !draft.current.image) file.focus();
    else rowOf(draft.items.includes(next) ? next : draft.items.at(-1)).focus();
  }

  async function send() {
    if (sending || !panel.isConnected || isSomethingMissing()) return;
    sending = new AbortController();
    const { signal } = sending;
    const slow = setTimeout(() => (parts.progress.textContent = SLOW), SLOW_MS);
    const all = draft.waiting;
    for (const [number, item] of all.entries()) {
      if (signal.aborted || !(await sendOne(item, number, all.length, signal))) break;
    }
    clearTimeout(slow);
    sending = null;
    busy("");
    show();
    if (!signal.aborted && !draft.waiting.some(({ file: waits }) => waits)) finish();
  }

  /** Whether the next one can be tried: one that is refused keeps none of the others. */
  async function sendOne(item, number, count, signal) {
    errors.delete(item);
    const which = count > 1 ? ` (ảnh ${number + 1}/${count})` : "";
    busy(`Đang tải “${item.file.name || "ảnh vừa dán"}” lên${which}…`);
    parts.bar.max = count;
    const progress = (share) => (parts.bar.value = number + share);
    try {
      arrived(item, await sendPicture(url, item, { signal, progress }));
      return true;
    } catch (problem) {
      return refused(item, problem, signal.aborted);
    }
  }

  function arrived(item, image) {
    if (item.place) {
      draft.drop([item]);
      sent(image);
    } else {
      item.image = image;
      draft.keep(true);
    }
    show();
  }

  function refused(item, { message, isSignedOut, isLasting }, isStopped) {
    if (isStopped || isSignedOut || isLasting) {
      error.textContent = isStopped ? STOPPED : isSignedOut ? `${message} ${GOES_ON}` : message;
    } else {
      errors.set(item, message);
      tellErrors();
    }
    if (isSignedOut) document.addEventListener("session:renewed", send, { once: true });
    return !(isStopped || isSignedOut || isLasting);
  }

  function tellErrors() {
    const [[item, message]] = errors;
    const words = errors.size > 1 ? `${errors.size} ảnh chưa tải lên được` : `Chưa tải lên được “${nameOf(item)}”`;
    error.textContent = draft.items.length > 1 ? `${words}; lý do ghi ở từng ảnh. Các ảnh khác còn nguyên.` : message;
  }

  function finish() {
    const items = draft.items.filter(({ image }) => image);
    const isGathered = parts.placement.isGathered();
    draft.drop(items);
    done(items.map((item) => ({ ...item.image, file: item.file })), { isGathered });
  }

  function busy(text) {
    parts.submit.disabled = parts.drop.disabled = parts.dropAll.disabled = file.disabled = parts.shares.disabled = Boolean(text);
    parts.shared.readOnly = Boolean(text);
    parts.halt.hidden = parts.bar.hidden = !text;
    parts.progress.textContent = text;
    if (text) show();
  }

  /** Says beside each picture what it lacks; the first place gets the focus. */
  function isSomethingMissing() {
    errors.clear();
    const { items, isSharing, waiting } = draft;
    let first = null;
    for (const item of waiting) {
      const lack = item.file ? rowOf(item).missing({ isSharing }) : { control: file, name: "" };
      if (!lack) continue;
      errors.set(item, lack.name ? MISSING[lack.name] : NO_FILE);
      first ??= lack.control;
    }
    const lacksShared = isSharing && !draft.sharedCredit.trim();
    const one = errors.values().next().value ?? "";
    const several = `Chưa tải ảnh nào lên: ${errors.size} ảnh còn thiếu chữ, xem ở từng ảnh.`;
    error.textContent = [lacksShared ? MISSING.credit : "", errors.size && items.length > 1 ? several : one].filter(Boolean).join(" ");
    show();
    (lacksShared ? parts.shared : first)?.focus();
    return Boolean(error.textContent);
  }

  file.addEventListener("change", () => file.files.length && take([...file.files]));
  parts.shares.addEventListener("change", () => {
    draft.share(parts.shares.checked);
    show();
  });
  parts.shared.addEventListener("input", () => draft.shareCredit(parts.shared.value));
  parts.drop.addEventListener("click", () => drop([draft.current]));
  parts.dropAll.addEventListener("click", () => drop([...draft.items]));
  parts.halt.addEventListener("click", () => sending?.abort());
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  const focus = () => (draft.current.file || draft.current.image ? rowOf(draft.current).focus() : file.focus());
  return { panel, show, take, stop: () => sending?.abort(), open: show, focus };
}

function submitWords(count, waiting) {
  if (!waiting) return `Dùng ${count} ảnh này`;
  return count > 1 ? `Tải lên và dùng ${count} ảnh này` : "Tải lên và dùng ảnh này";
}

function makeParts({ several, isGallery, library }) {
  const file = make("input", { type: "file", accept: KINDS, multiple: true });
  const list = make("ol", { class: "images-rows" });
  const shares = make("input", { type: "checkbox" });
  const shared = make("input", { type: "text", "data-limit": 160, autocomplete: "off" });
  const sharing = make(
    "div",
    { class: "images-sharing" },
    make("label", { class: "images-choice" }, shares, "Dùng chung nguồn ảnh cho mọi ảnh"),
    field("Nguồn ảnh chung", shared, { hint: "Ví dụ: Ảnh: Thùy Nhung.", required: true }),
  );
  const slot = make("div", { class: "images-slot" });
  const way = placement({ isKnown: isGallery });
  const error = make("p", { class: "images-error", role: "alert" });
  const progress = make("p", { class: "images-status", role: "status" });
  const bar = make("progress", { class: "images-bar", max: 1, value: 0, "aria-label": "Phần đã gửi", hidden: true });
  const submit = make("button", { type: "submit", class: "images-button images-primary" });
  const halt = make("button", { type: "button", class: "images-button", hidden: true }, "Dừng tải");
  const drop = make("button", { type: "button", class: "images-button", hidden: true }, "Bỏ ảnh này và chữ đã gõ");
  const dropAll = make("button", { type: "button", class: "images-button", hidden: true }, "Bỏ tất cả");
  const more = several ? make("button", { type: "button", class: "images-button", onclick: library }, "Thêm ảnh từ thư viện") : null;
  const panel = make(
    "form",
    { class: "images-panel images-upload", novalidate: true },
    field("Tệp ảnh", file, { hint: "JPEG, PNG, GIF, WebP, AVIF hoặc HEIC; một hay nhiều tệp. Có thể kéo ảnh thả vào đây.", required: true }),
    slot,
    list,
    way.element,
    make("div", { class: "images-foot" }, error, progress, bar, make("div", { class: "images-actions" }, submit, halt, drop, dropAll, more)),
  );
  return { panel, file, list, shares, shared, sharing, slot, placement: way, error, progress, bar, submit, halt, drop, dropAll };
}
