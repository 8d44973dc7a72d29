// Lines above the text that stay until they are answered: what a paste left out, which pictures wait, what is offered. One
// live region for each editor, so that a screen reader hears of a new line, and of none twice.

import { make } from "../uploads/dom.js";

let counter = 0;
const bars = new WeakMap();

/** The bar of `editor`: {show(key, line), hide(key)}. A line is {words, buttons, details, isWrong}: `buttons` are pairs
    [label, listener], and `details`, which open by “Xem”, are {words, quotes, buttons: [label, listener, name]}. */
export function noticeBar(editor) {
  if (!bars.has(editor)) bars.set(editor, new NoticeBar(editor));
  return bars.get(editor);
}

class NoticeBar {
  #shown = new Map(); // {line, looks, element}

  constructor(editor) {
    this.editor = editor;
    this.element = make("div", { class: "richtext-bar", role: "status", "aria-atomic": "false" });
    if (editor.container) this.#attach();
    else editor.on("instanceReady", () => this.#attach());
  }

  #attach() {
    this.editor.container.$.before(this.element);
    // Maximised, the editor covers the page: its lines stand at the lower edge of the window meanwhile.
    this.editor.on("maximize", ({ data: state }) => void this.element.classList.toggle("richtext-bar-over", state === window.CKEDITOR.TRISTATE_ON));
  }

  /** Puts the line of `key` into the place of the former one. One that looks the same stays; its buttons do the new thing. */
  show(key, line) {
    const former = this.#shown.get(key);
    const looks = JSON.stringify(line);
    if (former?.looks === looks) return void (former.line = line);
    const isOpen = former?.element.querySelector("[aria-expanded]")?.getAttribute("aria-expanded") === "true";
    const hadFocus = former?.element.contains(document.activeElement);
    const shown = { line, looks };
    shown.element = elementOf(shown, isOpen);
    this.#shown.set(key, shown);
    if (former) former.element.replaceWith(shown.element);
    else this.element.append(shown.element);
    if (hadFocus) (shown.element.querySelector("button") ?? this.editor).focus();
  }

  hide(key) {
    const shown = this.#shown.get(key);
    if (!shown) return;
    const hadFocus = shown.element.contains(document.activeElement);
    this.#shown.delete(key);
    shown.element.remove();
    if (hadFocus) (this.element.querySelector("button") ?? this.editor).focus();
  }
}

function elementOf(shown, isOpen) {
  const { words, buttons = [], details = [], isWrong = false } = shown.line;
  const made = buttons.map(([label], number) => button(label, () => shown.line.buttons[number][1]()));
  const element = make("div", { class: isWrong ? "richtext-offer richtext-wrong" : "richtext-offer" }, make("p", {}, words));
  if (!details.length) {
    element.append(...made);
    return element;
  }
  const id = `richtext-details-${(counter += 1)}`;
  const list = make("ul", { id, class: "richtext-details", hidden: !isOpen }, ...details.map((_, number) => detail(shown, number)));
  const see = button("Xem", () => {
    list.hidden = !list.hidden;
    see.setAttribute("aria-expanded", String(!list.hidden));
  });
  see.setAttribute("aria-expanded", String(isOpen));
  see.setAttribute("aria-controls", id);
  element.append(see, ...made, list);
  return element;
}

function detail(shown, number) {
  const { words, quotes = [], buttons = [] } = shown.line.details[number];
  const quoted = quotes.flatMap((quote) => [" ", make("q", {}, quote)]);
  const made = buttons.map(([label, , name], place) => button(label, () => shown.line.details[number].buttons[place][1](), name));
  return make("li", {}, make("span", {}, words, ...quoted), ...made);
}

function button(label, onclick, name = null) {
  return make("button", { type: "button", class: "images-button", "aria-label": name, onclick }, label);
}
