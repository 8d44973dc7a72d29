// Says what became of a save: one sentence above the form, which gets the focus, and one beside each field that is wrong.

import { make } from "../uploads/dom.js";

export class SaveOutcome {
  /** `place` is empty until there is something to say; `form` is the one that is saved. */
  constructor(place, form) {
    Object.assign(this, { place, form });
    place.addEventListener("click", (event) => this.#follow(event));
  }

  clear() {
    this.place.replaceChildren();
    for (const note of this.form.querySelectorAll("[data-field-error]")) {
      for (const control of this.form.querySelectorAll(`[aria-describedby~="${note.id}"]`)) unmark(control, note.id);
      note.remove();
    }
  }

  /** `html` is what the server has written for this place; `ways` are buttons: [label, what it does]. */
  show(sentence, { html = "", ways = [], fields = [], isMild = false } = {}) {
    this.clear();
    const id = "save-outcome-sentence";
    this.place.append(
      make(
        "div",
        { class: isMild ? "desk-note" : "desk-conflict", role: "group", tabindex: "-1", "aria-labelledby": id, "data-save-sentence": true },
        make("p", { id }, make("strong", {}, sentence)),
        ...ways.map(([label, run]) => make("button", { type: "button", class: "desk-outcome-way", onclick: run }, label)),
      ),
    );
    if (html) this.place.append(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    fields.forEach((field, number) => this.#mark(field, number));
    this.place.firstElementChild.focus();
    this.place.scrollIntoView({ block: "center" });
  }

  /** Something that went well, and that is worth a look; `links` are {sentence: [words, address]}. */
  tell(sentences, links = {}) {
    this.clear();
    const told = (text) => make("p", {}, text, ...(links[text] ? [" ", linkTo(...links[text])] : []));
    if (sentences.length) this.place.append(make("div", { class: "desk-note", role: "status" }, ...sentences.map(told)));
  }

  #mark({ id, sentences }, number) {
    const control = id ? document.getElementById(id) : null;
    const line = control?.closest("td, .field-line");
    if (!line) return;
    const note = make(
      "div",
      { class: "desk-field-error", id: `save-error-${number}`, "data-field-error": true },
      ...sentences.map((text) => make("p", {}, text)),
    );
    line.append(note);
    // What stands for the control on the screen says it, too: the field of a chooser, the picture's button.
    const shown = window.CKEDITOR?.instances[control.id] ? control : (visibleControl(control, line) ?? control);
    for (const each of new Set([control, shown])) mark(each, note.id);
  }

  /** A link to a field leads to what stands for it on the screen: the editor, the chooser, the picture's buttons. */
  #follow(event) {
    const link = event.target.closest('a[href^="#"]');
    const control = link ? document.getElementById(link.hash.slice(1)) : null;
    if (!control) return;
    event.preventDefault();
    const line = control.closest("td, .field-line") ?? control;
    line.scrollIntoView({ block: "center" });
    const editor = window.CKEDITOR?.instances[control.id];
    if (editor) editor.focus();
    else visibleControl(control, line)?.focus();
  }
}

function visibleControl(control, line) {
  const isVisible = (element) => element.offsetParent !== null && !element.classList.contains("select2-hidden-accessible");
  return isVisible(control) ? control : [...line.querySelectorAll("input, button, select, textarea, [tabindex]")].find(isVisible);
}

function mark(control, id) {
  if (control.matches("input, select, textarea")) control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
}

function unmark(control, id) {
  control.removeAttribute("aria-invalid");
  const others = control.getAttribute("aria-describedby").split(" ").filter((each) => each !== id);
  if (others.length) control.setAttribute("aria-describedby", others.join(" "));
  else control.removeAttribute("aria-describedby");
}

function linkTo(words, address) {
  return make("a", { href: address }, words);
}
