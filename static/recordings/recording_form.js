// The side of the dialog where a recording is described: an address or a file, name, still, length and what is said in it.

import { choosePictures } from "../uploads/dialog.js";
import { field, make } from "../uploads/dom.js";
import { ask } from "../uploads/requests.js";
import { weight } from "../uploads/weights.js";
import { send } from "./sending.js";

const KINDS = "video/mp4,audio/mpeg,audio/mp4,.mp4,.m4v,.mp3,.m4a";
const ADDRESS_HINT = "Ở YouTube, Vimeo hoặc máy chủ của đơn vị. Dán cả mã nhúng cũng được.";
const FILE_HINT = "MP4 (hình H.264, tiếng AAC), M4A hoặc MP3, nhiều nhất";
const SMALLER = "Hãy xuất lại ở độ phân giải thấp hơn (720p là đủ), hoặc đưa lên YouTube rồi dán địa chỉ.";
const STILL_HINT = "Bạn đọc thấy ảnh này trước khi bấm xem. Video thì bắt buộc; âm thanh thì không cần.";
const LENGTH_HINT = "Phút và giây, ví dụ 3:12. Có thể để trống.";
const TRANSCRIPT_HINT = "Lời nói trong đó, cho người không nghe được và cho ô tìm kiếm. Mỗi đoạn một dòng; để trống thì khi xuất bản sẽ được hỏi.";
const NOTHING = "Hãy dán địa chỉ của video, hoặc chọn một tệp MP4, M4A hay MP3.";
const NO_TITLE = "Hãy ghi tên: bạn đọc thấy tên này dưới hình.";
const GOES_ON = "Đăng nhập lại xong, tự gửi tiếp.";
const TEXTS = ["address", "title", "length", "transcript"];

const empty = () => ({ address: "", title: "", length: "", transcript: "", file: null, still: null });
let draft = empty(); // of the new one: what was typed stays while the page is open

/** {panel, open, focus, stop}; `taken(recording, note)` is called once the server has it. `edited` and `file`: see dialog.js. */
export function recordingForm(urls, { edited, file }, taken) {
  const values = edited ? { ...empty(), ...edited } : draft;
  if (file) Object.assign(values, { file, address: "", title: values.title || file.name.replace(/\.[^.]+$/, "") });
  const parts = makeParts(edited, urls.maxBytes);
  let sending = null;

  for (const name of TEXTS) {
    parts[name].value = values[name];
    parts[name].addEventListener("input", () => (values[name] = parts[name].value));
  }
  showStill();
  showFile();
  if (edited?.locked) lock();

  /** Only to be read: somebody else may change it, and the sentence says who. */
  function lock() {
    for (const name of ["title", "length", "transcript"]) parts[name].readOnly = true;
    for (const name of ["pick", "drop", "submit"]) parts[name].hidden = true;
    parts.error.textContent = edited.locked;
  }

  function showStill() {
    const { still } = values;
    parts.picture.hidden = !still;
    if (still) Object.assign(parts.picture, { src: still.thumb, alt: still.library_alt ?? still.alt });
    parts.drop.hidden = !still;
    parts.pick.textContent = still ? "Chọn ảnh khác" : "Chọn ảnh đại diện";
  }

  function showFile() {
    parts.name.textContent = values.file ? `Đã chọn “${values.file.name}”.` : "";
  }

  async function pickStill() {
    const [picture] = await choosePictures({ libraryUrl: urls.pictures, uploadUrl: urls.upload });
    if (picture) values.still = picture;
    showStill();
    parts.pick.focus();
  }

  async function submit() {
    if (sending || edited?.locked || !panel.isConnected) return;
    const wrong = missing();
    say(wrong?.sentence ?? "", wrong?.control);
    if (wrong) return goTo(wrong.control);
    sending = new AbortController();
    busy(true);
    try {
      const { recording, note } = await send(edited ? urls.change : urls.add, body(), { file: values.file, signal: sending.signal, progress });
      if (!edited) draft = empty();
      sending = null;
      taken(recording, note);
    } catch ({ message, isSignedOut }) {
      say(isSignedOut ? `${message} ${GOES_ON}` : message);
      if (isSignedOut) document.addEventListener("session:renewed", submit, { once: true });
    } finally {
      sending = null;
      busy(false);
    }
  }

  function missing() {
    const hasSource = edited || values.file || values.address.trim();
    if (!hasSource) return { control: parts.address, sentence: NOTHING };
    if (values.file?.size > urls.maxBytes) {
      const sentence = `“${values.file.name}” nặng ${weight(values.file.size)}, quá giới hạn ${weight(urls.maxBytes)}. ${SMALLER}`;
      return { control: parts.file, sentence };
    }
    return values.title.trim() ? null : { control: parts.title, sentence: NO_TITLE };
  }

  /** A sentence at the field that it is about; without one above the buttons, which are always in view. */
  function say(sentence, control = null) {
    for (const marked of panel.querySelectorAll("[aria-invalid]")) for (const name of ["aria-invalid", "aria-errormessage"]) marked.removeAttribute(name);
    if (control && sentence) {
      control.setAttribute("aria-invalid", "true");
      control.setAttribute("aria-errormessage", parts.error.id);
    }
    if (control) control.closest(".images-field").append(parts.error);
    else parts.foot.prepend(parts.error);
    parts.error.textContent = sentence;
  }

  function goTo(control) {
    control.focus();
    control.closest(".images-field").scrollIntoView({ block: "nearest" });
  }

  function body() {
    const form = new FormData();
    if (!edited && values.address.trim()) form.append("address", values.address);
    if (!edited && values.file) form.append("upload", values.file);
    for (const name of ["title", "length", "transcript"]) form.append(name, values[name]);
    if (values.still) form.append("still", values.still.id);
    return form;
  }

  function progress(share) {
    parts.bar.value = share;
    parts.status.textContent = share < 1 ? `Đã gửi ${Math.round(share * 100)}%…` : "Đã gửi xong, máy chủ đang kiểm tra tệp…";
  }

  function busy(isBusy) {
    parts.submit.disabled = isBusy;
    parts.halt.hidden = parts.bar.hidden = !(isBusy && values.file);
    parts.status.textContent = isBusy ? "Đang gửi…" : "";
  }

  /** An address that is not taken is said before anything else is filled in; without an answer it is said when it is sent. */
  async function readAddress() {
    const typed = values.address;
    if (!typed.trim() || edited) return;
    const form = new FormData();
    form.append("address", typed);
    form.append("only_reads", "1");
    const sentence = await ask(urls.add, { body: form }).then(() => "", ({ isLasting, message }) => (isLasting ? "" : message));
    if (values.address === typed) tellWrong(sentence);
  }

  /** What is said about the address alone; what is said about others stays. */
  function tellWrong(sentence) {
    if (sentence || parts.address.hasAttribute("aria-invalid")) say(sentence, parts.address);
  }

  parts.address.addEventListener("input", () => tellWrong(""));
  parts.address.addEventListener("change", readAddress);
  parts.pick.addEventListener("click", pickStill);
  parts.drop.addEventListener("click", () => {
    values.still = null;
    showStill();
    parts.pick.focus();
  });
  parts.file.addEventListener("change", () => {
    values.file = parts.file.files[0] ?? null;
    showFile();
  });
  parts.halt.addEventListener("click", () => sending?.abort());
  const { panel } = parts;
  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  return { panel, open: () => {}, focus: () => (edited ? parts.title : parts.address).focus(), stop: () => sending?.abort() };
}

function makeParts(edited, maxBytes) {
  const address = make("input", { type: "text", autocomplete: "off", "data-limit": 5000, inputmode: "url" });
  const file = make("input", { type: "file", accept: KINDS });
  const title = make("input", { type: "text", "data-limit": 200, autocomplete: "off" });
  const length = make("input", { type: "text", autocomplete: "off", disabled: Boolean(edited?.is_file) });
  const transcript = make("textarea", { rows: 5, "data-limit": 30000 });
  const picture = make("img", { class: "images-preview", width: 240, height: 240, hidden: true });
  const pick = make("button", { type: "button", class: "images-button", "aria-describedby": "recordings-still-hint" });
  const drop = make("button", { type: "button", class: "images-button", hidden: true }, "Bỏ ảnh");
  const name = make("p", { class: "images-status", role: "status" });
  const error = make("p", { class: "images-error", role: "alert", id: "recordings-error" });
  const status = make("p", { class: "images-status", role: "status" });
  const bar = make("progress", { max: 1, value: 0, hidden: true, "aria-label": "Đã gửi" });
  const submit = make("button", { type: "submit", class: "images-button images-primary" }, edited ? "Lưu" : "Thêm vào bài");
  const halt = make("button", { type: "button", class: "images-button", hidden: true }, "Dừng tải");
  const hint = make("p", { class: "images-hint", id: "recordings-still-hint" }, STILL_HINT);
  const source = edited ? [] : [field("Địa chỉ", address, { hint: ADDRESS_HINT }), field("Hoặc tệp", file, { hint: `${FILE_HINT} ${weight(maxBytes)}.` }), name];
  const foot = make("div", { class: "images-foot images-foot-stays" }, error, bar, status, make("div", { class: "images-actions" }, submit, halt));
  const panel = make(
    "form",
    { class: "images-panel images-upload", novalidate: true },
    ...source,
    field("Tên", title, { hint: "Bạn đọc thấy tên này dưới hình.", required: true }),
    picture,
    make("div", { class: "images-actions" }, pick, drop),
    hint,
    field("Thời lượng", length, { hint: edited?.is_file ? "Đọc từ tệp." : LENGTH_HINT }),
    field("Lời thoại", transcript, { hint: TRANSCRIPT_HINT }),
    foot,
  );
  return { panel, foot, address, file, title, length, transcript, picture, pick, drop, name, error, status, bar, submit, halt };
}
