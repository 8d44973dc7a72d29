/* Links for people without an account: a page of their own, and over the article's form a dialog with that page's part, so
   that nobody leaves what they are typing. */

const PART = "[data-preview-links-part]";
const COPIED = "Đã sao chép địa chỉ.";
const NOT_COPIED = "Trình duyệt không cho sao chép; xin bôi đen địa chỉ rồi bấm Ctrl+C.";
const AWAY = "Máy chủ chưa trả lời hoặc phiên làm việc đã hết. Xin đóng khung này rồi mở lại.";

function enhance(part) {
  for (const button of part.querySelectorAll("[data-copy-address]")) {
    button.hidden = false;
    button.addEventListener("click", () => copyAddress(part, button.previousElementSibling));
  }
  for (const field of part.querySelectorAll("input[readonly]")) field.addEventListener("focus", () => field.select());
}

async function copyAddress(part, field) {
  field.select();
  const say = (text) => (part.querySelector("[data-links-spoken]").textContent = text);
  try {
    await navigator.clipboard.writeText(field.value);
    say(COPIED);
  } catch {
    say(NOT_COPIED);
  }
}

class LinksDialog {
  constructor(dialog) {
    this.dialog = dialog;
    this.place = this.dialog.querySelector("[data-links-place]");
    this.dialog.addEventListener("submit", (event) => this.submitted(event));
  }

  async open(address) {
    this.place.textContent = "Đang mở…";
    this.dialog.showModal();
    await this.show(fetch(address, { credentials: "same-origin" }));
  }

  async submitted(event) {
    if (event.target.method === "dialog") return;
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const body = new FormData(event.target, event.submitter);
    await this.show(fetch(event.target.action, { method: "POST", body, credentials: "same-origin" }));
    this.isSending = false;
    (this.place.querySelector("input[readonly]") ?? this.dialog).focus();
  }

  async show(asked) {
    try {
      const response = await asked;
      const part = new DOMParser().parseFromString(await response.text(), "text/html").querySelector(PART);
      if (!part) throw new Error(String(response.status));
      this.place.replaceChildren(part);
      enhance(part);
    } catch {
      this.place.textContent = AWAY;
    }
  }
}

const element = document.querySelector("[data-links-dialog]");
if (element) {
  const dialog = new LinksDialog(element);
  // The link of a new article comes with its first save.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-preview-links]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.open(link.href);
  });
}
const part = document.querySelector(PART);
if (part) enhance(part);
