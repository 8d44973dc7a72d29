// Files of word processors that are dropped on the list of articles or on the form of one: each is sent and read, and one
// sentence says what came of it. Nothing on the page changes until somebody chooses what to do with the text.

import { make } from "../uploads/dom.js";
import { csrfToken } from "../uploads/requests.js";
import { weight } from "../uploads/weights.js";
import { insertText, openEditor } from "./manuscript_frame.js";

const MAX_BYTES = 32 * 1024 * 1024; // as manuscripts/reading.py
const READ_HERE = /\.(?:docx|odt)$/i;
const WRITTEN = /\.(?:docx?|docm|dot[xm]?|odt|ott|fodt|rtf|wps|pages)$/i;
const ELSEWHERE = 'dialog, input[type="file"]'; // places that take files themselves
const TOO_HEAVY = "Hãy nén ảnh trong Word (chọn một ảnh → Picture Format → Compress Pictures), lưu lại rồi thử lại; hoặc tách thành nhiều tệp.";
const UNREACHABLE = "Không kết nối được máy chủ. Hãy kiểm tra mạng rồi thả tệp lại.";
const BROKEN = "Máy chủ gặp lỗi, chưa đọc được tệp. Hãy thử lại sau ít phút.";

const place = document.querySelector("[data-manuscripts]");
if (place) begin(place.dataset.manuscripts);

function begin(address) {
  place.querySelector(":scope > [role=alert]")?.focus(); // also where the browser has let its autofocus be
  document.addEventListener("dragover", (event) => brings(event) && event.preventDefault());
  // Before the editor sees it: it would take a file for a picture, and the browser would open it in place of the page.
  document.addEventListener("drop", (event) => brings(event) && take(event, address), { capture: true });
}

function brings(event) {
  return event.dataTransfer?.types.includes("Files") && !event.target.closest?.(ELSEWHERE);
}

function take(event, address) {
  const files = [...event.dataTransfer.files];
  const isForEditor = event.target.closest?.(".cke_editable") && !files.some((file) => WRITTEN.test(file.name));
  if (!files.length || isForEditor) return;
  event.preventDefault();
  event.stopPropagation();
  void new Reading(address).read(files);
}

class Reading {
  constructor(address) {
    this.address = address;
    this.editor = openEditor();
    this.caret = this.editor?.getSelection()?.createBookmarks2(true) ?? null;
    this.list = make("ul", {});
    this.close = make("button", { type: "button", class: "desk-outcome-way", onclick: () => this.dialog.close() }, "Đóng");
    this.dialog = make(
      "dialog",
      { class: "manuscripts", "aria-labelledby": "manuscripts-title", onclose: () => this.dialog.remove() },
      make("h2", { id: "manuscripts-title" }, "Đọc tệp thành bài"),
      this.list,
      make("p", { class: "desk-soft" }, "Tệp đọc được thì còn giữ một ngày ở trang ", make("a", { href: address, target: "_blank" }, "Bài từ tệp Word"), "."),
      this.close,
    );
  }

  /** One after the other: each line says by itself what came of its file. */
  async read(files) {
    document.body.append(this.dialog);
    this.dialog.showModal();
    const lines = files.map((file) => [file, this.#line(file)]);
    const read = [];
    for (const [file, line] of lines) {
      const found = await this.#one(file, line);
      if (found) read.push(found);
    }
    if (!this.dialog.open) return;
    if (files.length === 1 && read.length === 1 && !this.editor) location.assign(read[0].address);
    this.dialog.querySelector("li a, li button")?.focus();
  }

  #line(file) {
    const said = make("span", { role: "status" }, "Đang chờ…");
    const line = make("li", {}, make("strong", {}, file.name), said);
    this.list.append(line);
    return { line, said };
  }

  async #one(file, { line, said }) {
    try {
      if (READ_HERE.test(file.name) && file.size > MAX_BYTES) {
        throw new Error(`Tệp nặng ${weight(file.size)}, quá giới hạn ${weight(MAX_BYTES)}. ${TOO_HEAVY}`);
      }
      const found = await send(this.address, file, (element) => said.replaceChildren(...element));
      this.#offer(line, said, found);
      return found;
    } catch (problem) {
      const sentence = problem.message.replace(`“${file.name}”: `, "");
      said.replaceChildren(make("span", { class: "desk-field-error" }, sentence));
      return null;
    }
  }

  #offer(line, said, found) {
    said.replaceChildren("Đã đọc. Chưa có gì thay đổi trong bài.");
    const asNew = make("a", { href: found.address, target: this.editor ? "_blank" : "_self" }, this.editor ? "Tạo bài mới từ tệp này (mở tab mới)" : "Xem và tạo bài");
    const ways = make("span", { class: "desk-filter-ways" });
    if (this.editor) {
      ways.append(make("button", { type: "button", class: "desk-outcome-way", onclick: () => this.#insert(found) }, "Chèn vào bài này, ở chỗ con trỏ"));
    }
    ways.append(asNew);
    line.append(ways);
  }

  #insert(found) {
    const frame = make("iframe", { title: `Xem lại “${found.name}” trước khi chèn`, src: found.insert });
    frame.addEventListener("load", () => {
      const text = frame.contentDocument?.querySelector("[data-manuscript-body]");
      if (!text) return;
      this.dialog.close();
      insertText(this.editor, text.value, this.caret);
      const notes = [...frame.contentDocument.querySelectorAll("[data-manuscript-note]")];
      for (const { textContent } of notes) this.editor.showNotification(textContent, "info");
    });
    this.list.replaceChildren(make("li", {}, frame));
    frame.focus();
  }
}

/** {address, insert, name} of the manuscript that the server made of `file`; `show` gets what is to be seen meanwhile. */
function send(url, file, show) {
  const body = new FormData();
  // Of what is refused by its name, the name is enough.
  body.append("upload", READ_HERE.test(file.name) ? file : new File([], file.name), file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const bar = make("progress", { max: 1, value: 0, "aria-label": `Tải “${file.name}” lên` });
    show(["Đang tải lên… ", bar]);
    request.upload.addEventListener("progress", ({ loaded, total }) => total && (bar.value = loaded / total));
    request.upload.addEventListener("load", () => show(["Đang đọc tệp… ", make("progress", { "aria-label": `Đọc “${file.name}”` })]));
    request.addEventListener("error", () => reject(new Error(UNREACHABLE)));
    request.addEventListener("load", () => {
      if (request.status === 401) document.dispatchEvent(new CustomEvent("session:ended", { detail: { isPressed: true } }));
      const { manuscript, error } = parsed(request.responseText);
      if (manuscript) resolve(manuscript);
      else reject(new Error(error?.message ?? BROKEN));
    });
    request.open("POST", url);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.send(body);
  });
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}
