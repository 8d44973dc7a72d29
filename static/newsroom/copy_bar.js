// The line that says where the text is, beside the buttons that save.

const WORDS = {
  unreachable: ["Mất kết nối – đang giữ bản nháp trên máy này", "Mất kết nối – chữ mới chỉ còn trên trang này, xin đừng đóng trang"],
  busy: ["Máy chủ chưa nhận được – đang giữ bản nháp trên máy này", "Máy chủ chưa nhận được – chữ mới chỉ còn trên trang này, xin đừng đóng trang"],
  signed_out: [
    "Phiên làm việc đã hết – đang giữ bản nháp trên máy này, đăng nhập lại là lưu tiếp",
    "Phiên làm việc đã hết – xin đăng nhập lại, đừng đóng trang: chữ mới chỉ còn trên trang này",
  ],
};

WORDS.form_too_old = WORDS.busy;

export class CopyBar {
  /** `line` is read by eyes, `spoken` by screen readers: only when something else has become true. */
  constructor(line, spoken) {
    Object.assign(this, { line, spoken, state: "" });
  }

  saved(time, elsewhere) {
    const more = elsewhere ? `. Bạn cũng đang viết bài này ở tab hoặc máy khác (${elsewhere})` : "";
    this.#show(elsewhere ? "elsewhere" : "saved", `Đã lưu nháp ${time}${more}`);
  }

  saving() {
    if (!this.line.textContent) this.#show("saving", "Đang lưu nháp…");
  }

  /** `isKept`: whether this browser keeps what the server has not got. */
  failed({ reason, message }, isKept) {
    const [kept, lost] = WORDS[reason] ?? [message, message];
    this.#show(reason, isKept ? kept : lost);
  }

  /** What a save of the article itself has to say. */
  say(text) {
    this.#show("said", text, true);
  }

  #show(state, text, isNew = false) {
    this.line.dataset.state = state;
    this.line.textContent = text;
    if ((isNew || state !== this.state) && (state !== "saved" || this.state !== "saving")) this.spoken.textContent = text;
    this.state = state;
  }
}
