/* [data-comment-area="/binh-luan/5/"] in an article: fetches the form when the reader comes near or asks for it, because
   the page itself lies in caches; sends it and shows the answer in place. [data-comment-form]: a form on a page of its own.
   Without this module the links lead to that page. */

import { fetchPart } from "./parts.js";

const PART = "[data-part]";
const NEAR = "600px";
const FIELDS = ["body", "name", "email", "consent", "wants_mail"];

/** Enter that ends a word of an input method (Telex, VNI, handwriting) does not send a form that is half filled in. */
function minding(form) {
  form.addEventListener("keydown", (event) => {
    const composing = event.isComposing || event.keyCode === 229; // 229: Safari, which ends the composition first
    if (event.key === "Enter" && composing && event.target.tagName === "INPUT") event.preventDefault();
  });
  return form;
}

function wait(form, waiting) {
  const button = form.querySelector("[type=submit]");
  button.disabled = waiting;
  button.textContent = waiting ? "Đang gửi…" : "Gửi bình luận";
}

/** On its own page the browser sends the form; a second press must not send it twice. */
function ownPage(form) {
  minding(form).addEventListener("submit", () => wait(form, true));
  addEventListener("pageshow", () => wait(form, false)); // back from the next page: the browser kept the button as it was
  form.querySelector(".note-error")?.focus();
}

class Area {
  constructor(element) {
    this.element = element;
    this.address = element.dataset.commentArea;
    this.turn = 0; // counts what was asked for: an answer that comes after the next question is dropped
    this.observer = new IntersectionObserver(
      (entries) => this.turn === 0 && entries.some((entry) => entry.isIntersecting) && this.load().catch(() => {}),
      { rootMargin: NEAR },
    );
    this.observer.observe(element);
    element.ownerDocument.addEventListener("click", (event) => this.onClick(event));
  }

  get form() {
    return this.element.querySelector("form");
  }

  /** The form as it comes for a new comment, or for an answer to `answered` (a pk). */
  async load(answered = "") {
    this.observer.disconnect();
    const turn = ++this.turn;
    const part = await fetchPart(`${this.address}?phan=1${answered && `&tra_loi=${answered}`}`, PART);
    if (turn !== this.turn) return;
    if (this.form) this.keep(this.form, part);
    this.show(part);
  }

  /** What has been typed stays when the form changes to an answer. */
  keep(old, part) {
    for (const name of FIELDS) {
      const field = part.elements?.[name];
      if (!field) continue;
      if (field.type === "checkbox") field.checked = old.elements[name].checked;
      else field.value = old.elements[name].value;
    }
  }

  show(part) {
    const place = this.element.querySelector("[data-part], [data-comment-link]");
    place.replaceWith(part);
    if (part.matches("form")) minding(part).addEventListener("submit", (event) => this.send(event));
    part.dispatchEvent(new Event("htmx:load", { bubbles: true })); // site.js attaches what the part needs
  }

  async onClick(event) {
    const link = event.target.closest("[data-answer], [data-comment-link] a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await this.load(link.dataset.answer);
      this.element.scrollIntoView({ block: "start" });
      const { element } = this; // the note above the field says who is answered, and takes no focus
      (element.querySelector("textarea") ?? element.querySelector(".note"))?.focus({ preventScroll: true });
    } catch {
      location.href = link.href;
    }
  }

  async send(event) {
    event.preventDefault();
    const form = event.target;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    this.turn += 1;
    wait(form, true);
    try {
      const part = await fetchPart(`${this.address}?phan=1`, PART, { method: "POST", body });
      if (part.matches(".note-error")) return this.refuse(form, part);
      this.show(part);
      const note = this.element.querySelector(".note-error, .note-ok, .note");
      note?.focus();
    } catch {
      wait(form, false);
      this.say(form, "Lỗi: Vui lòng thử lại", "Không kết nối được với máy chủ. Nội dung bạn viết vẫn còn nguyên.");
    }
  }

  /** The server did not even look at the fields: what it says stands above them, and nothing typed is lost. */
  refuse(form, note) {
    wait(form, false);
    form.querySelector(".note-error")?.remove();
    form.prepend(note);
    note.focus();
  }

  say(form, title, sentence) {
    form.querySelector(".note-error")?.remove();
    const note = document.createElement("div");
    note.className = "note note-error";
    note.setAttribute("role", "alert");
    note.tabIndex = -1;
    for (const [text, css] of [[title, "note-title"], [sentence, ""]]) {
      const line = document.createElement("p");
      line.textContent = text;
      line.className = css;
      note.append(line);
    }
    form.prepend(note);
    note.focus();
  }
}

export default function comments(element) {
  if (element.matches("[data-comment-area]")) new Area(element);
  else if (!element.closest("[data-comment-area]")) ownPage(element);
}
