// The list beside the form: where, why, what instead, and what to do with it. It shows what it is given, and tells of what is
// pressed; it knows neither the text nor the server.

import { make } from "../uploads/dom.js";
import { howMany, number, shorter, suggested, summary } from "./wording.js";

const SHOWN_AT_ONCE = 20;
const SHOWN_AT_ONCE_BELOW = 5; // where the list stands between the text and what follows it
const UNEXPLAINED = "abbreviation"; // a rule of proofreading/structure/abbreviations.py
const DOUBLE_MS = 400;
const NEAR_PX = 8;
const FOLDED = "soat-loi-thu-gon";
const EMPTY = "Viết xong một đoạn, chỗ cần xem lại sẽ hiện ở đây.";
const KEYS = "F7: đến lời nhắc sau, Shift+F7: lời nhắc trước, Alt+F7: vào danh sách này; trong danh sách, Esc: về chỗ đang viết.";

let panels = 0;

export class Panel {
  #elements = new Map(); // key of an item → {looks, element}
  #items = [];
  #shown = SHOWN_AT_ONCE;
  #isAskedForMore = false;
  #isCut = false;
  #current = null;
  #isFirst = false;
  #pressed = null; // the last press of a pointer

  /** `does` has what is done when a button is pressed: {mend, undo, dismiss, learn, go, takeBack, leave}; `glossary` is the
      address of the form of a new abbreviation, for whoever may add one. */
  constructor(does, glossary = "") {
    this.does = does;
    this.glossary = glossary;
    this.id = `soat-loi-${(panels += 1)}`;
    this.count = make("span", { class: "proofread-count", hidden: true });
    this.fold = make("button", { type: "button", class: "proofread-fold", "aria-controls": `${this.id}-trong`, onclick: () => this.#foldOrOpen(!this.inside.hidden) });
    this.summary = make("p", { class: "proofread-summary", tabindex: "-1" });
    this.quiet = make("p", { class: "proofread-quiet", hidden: true });
    this.list = make("ol", { class: "proofread-list" });
    this.more = make("button", { type: "button", class: "proofread-more", hidden: true, onclick: () => this.#showMore() });
    this.done = make("p", { class: "proofread-done", role: "status", hidden: true });
    this.dismissed = make("details", { class: "proofread-dismissed", hidden: true }, make("summary"), make("ul"));
    this.keys = make("p", { class: "proofread-keys" }, KEYS);
    this.spoken = make("p", { class: "desk-unseen", role: "status" });
    this.inside = make(
      "div",
      { class: "proofread-inside", id: `${this.id}-trong` },
      ...[this.summary, this.list, this.more, this.dismissed, this.keys],
    );
    const head = make("div", { class: "proofread-head" }, make("h2", { id: this.id }, "Soát lỗi"), this.count, this.fold);
    // What was done, and how it is undone, stays in sight however far the list is scrolled.
    const parts = [head, this.spoken, this.quiet, this.done, this.inside];
    this.element = make("section", { class: "proofread", "aria-labelledby": this.id, "data-waits": true, onkeydown: (event) => this.#key(event) }, ...parts);
    this.jump = make("button", { type: "button", class: "proofread-jump", hidden: true, onclick: () => this.open() });
    this.#foldOrOpen(isFolded(), false);
  }

  /** Shows `items` ({key, finding, where, excerpt}) in their order, and those that were dismissed. `current` stands out, and
      `isFirst` before all others: not where it was pressed, or the list would move away from the pointer. `isCut`: there are
      more, of which the server did not tell. */
  show(items, { current = null, isFirst = false, dismissed = [], isEmpty = false, isCut = false } = {}) {
    if (isFirst && current?.key !== this.#current?.key) this.inside.scrollTop = 0;
    this.#isFirst = isFirst;
    this.#items = items;
    this.#current = current;
    this.#isCut = isCut;
    this.summary.textContent = isEmpty ? EMPTY : summary(items, isCut);
    this.summary.hidden = !this.quiet.hidden && !items.length;
    this.keys.hidden = !items.length;
    this.count.textContent = isCut ? `hơn ${number(items.length)}` : number(items.length);
    this.jump.textContent = isCut ? `Hơn ${howMany(items.length)}` : howMany(items.length);
    this.count.hidden = this.jump.hidden = !items.length;
    this.#list();
    this.#showDismissed(dismissed);
  }

  /** How many there are at once: as many as go beside a text, or below it. Whoever has asked for more keeps them. */
  showAtOnce(isBelow) {
    if (this.#isAskedForMore) return;
    this.#shown = isBelow ? SHOWN_AT_ONCE_BELOW : SHOWN_AT_ONCE;
    this.#list();
  }

  /** The text has been looked at, or cannot be: the list needs no more than its own height from now on. */
  settle() {
    this.element.removeAttribute("data-waits");
  }

  /** Says `words` in a line of its own that nobody has to answer; hides it without them. */
  say(words) {
    this.quiet.textContent = words ?? "";
    this.quiet.hidden = !words;
    this.summary.hidden = Boolean(words) && !this.#items.length;
  }

  /** Says what was done, and how it is undone. */
  tell(words, label = null, undo = null) {
    const back = label && make("button", { type: "button", class: "proofread-way", onclick: () => (this.tell(""), this.summary.focus(), undo()) }, label);
    this.done.replaceChildren(words, " ", ...(back ? [back] : []));
    this.done.hidden = !words;
  }

  /** A screen reader hears how many there are, when that has changed. */
  speak() {
    const words = this.#items.length ? `Soát lỗi: ${summary(this.#items, this.#isCut)}` : "";
    if (this.spoken.textContent !== words) this.spoken.textContent = words;
  }

  /** The focus goes to what is done with `item`; without one to the head of the list. */
  open(item = this.#items[0]) {
    this.#foldOrOpen(false);
    if (item && !this.#elements.has(item.key)) this.#showMore(this.#items.indexOf(item) + 1);
    const target = this.#elements.get(item?.key)?.element.querySelector("button:not(.proofread-excerpt)") ?? this.summary;
    target.focus({ preventScroll: true });
    (target.closest("li") ?? this.element).scrollIntoView({ block: "nearest" });
  }

  get hasFocus() {
    return this.element.contains(document.activeElement);
  }

  #list() {
    const current = this.#current;
    const ordered = current && this.#isFirst ? [current, ...this.#items.filter((item) => item !== current)] : this.#items;
    const shown = ordered.slice(0, this.#shown);
    const elements = new Map(shown.map((item) => [item.key, this.#elementOf(item)]));
    const focused = this.#focused();
    this.#elements = elements;
    const wanted = [...elements.values()].map(({ element }) => element);
    for (const element of [...this.list.children]) if (!wanted.includes(element)) element.remove();
    wanted.forEach((element, place) => this.list.children[place] !== element && this.list.insertBefore(element, this.list.children[place] ?? null));
    for (const [key, { element }] of elements) element.toggleAttribute("data-current", key === current?.key);
    if (focused && !this.hasFocus) elements.get(focused.key)?.element.querySelectorAll("button")[focused.number]?.focus({ preventScroll: true });
    const left = ordered.length - shown.length;
    this.more.hidden = !left;
    this.more.textContent = `Còn ${howMany(left, this.#isCut)} nữa`;
  }

  /** Which button of which item has the focus: its element may be made anew. */
  #focused() {
    for (const [key, { element }] of this.#elements) {
      const number = [...element.querySelectorAll("button")].indexOf(document.activeElement);
      if (number >= 0) return { key, number };
    }
    return null;
  }

  #elementOf(item) {
    const looks = JSON.stringify([item.finding, item.where, item.excerpt, Boolean(item.range || item.control)]);
    const known = this.#elements.get(item.key);
    if (known?.looks === looks) return Object.assign(known, { item });
    const shown = { looks, item };
    shown.element = this.#make(shown);
    return shown;
  }

  #make(shown) {
    const { finding, where, excerpt } = shown.item;
    const [before, place, behind] = excerpt;
    const named = finding.text.trim() ? `“${shorter(finding.text.trim())}”` : "khoảng trống này";
    const way = (label, name, does, kind = "") => make("button", { type: "button", class: `proofread-way${kind}`, "aria-label": name, onclick: (event) => this.#isOnce(event) && does(shown.item) }, label);
    const instead = suggested(finding);
    return make(
      "li",
      { class: "proofread-item", "data-group": finding.group },
      make("p", { class: "proofread-where" }, make("b", {}, finding.name), make("i", { class: "desk-unseen" }, ", ở "), make("span", {}, where)),
      make("button", { type: "button", class: "proofread-excerpt", title: "Đến chỗ này", onclick: () => this.does.go(shown.item) }, before, make("mark", {}, place), behind),
      make("p", { class: "proofread-reason" }, finding.reason),
      make(
        "p",
        { class: "proofread-ways" },
        instead && make("b", {}, instead),
        finding.suggestion === null ? null : way("Sửa", `Sửa ${named}. ${instead}`, this.does.mend, " proofread-main"),
        way("Bỏ qua", `Bỏ qua ${named}`, this.does.dismiss),
        finding.rule === UNEXPLAINED && this.glossary ? this.#toGlossary(finding.text) : null,
        finding.word ? way(`Không nhắc “${shorter(finding.word)}” nữa`, null, this.does.learn) : null,
      ),
    );
  }

  /** In a tab of its own: what is typed here stays as it is. */
  #toGlossary(short) {
    const href = `${this.glossary}?${new URLSearchParams({ short })}`;
    const name = `Thêm “${short}” vào từ viết tắt, ở thẻ mới`;
    return make("a", { class: "proofread-way", href, target: "_blank", rel: "noopener", "aria-label": name }, "Thêm vào từ viết tắt");
  }

  /** The second press of a double one is none: what has moved beneath the pointer meanwhile was not meant. */
  #isOnce({ detail, timeStamp, clientX, clientY }) {
    const last = this.#pressed;
    const isSecond = detail && last && timeStamp - last.timeStamp < DOUBLE_MS && Math.hypot(clientX - last.clientX, clientY - last.clientY) < NEAR_PX;
    if (!isSecond) this.#pressed = detail ? { timeStamp, clientX, clientY } : null;
    return !isSecond;
  }

  #showMore(atLeast = 0) {
    const first = this.list.children.length;
    this.#isAskedForMore = true;
    this.#shown = Math.max(this.#shown + SHOWN_AT_ONCE, atLeast);
    this.#list();
    if (!atLeast) this.list.children[first]?.querySelector("button")?.focus();
  }

  #showDismissed(items) {
    const [head, list] = this.dismissed.children;
    this.dismissed.hidden = !items.length;
    head.textContent = `Đã bỏ qua ${number(items.length)} lời nhắc`;
    list.replaceChildren(
      ...items.map((item) => {
        const text = shorter(item.finding.text.trim());
        const name = `Nhắc lại “${text}”`;
        const back = make("button", { type: "button", class: "proofread-way", "aria-label": name, onclick: () => (this.summary.focus(), this.does.takeBack(item)) }, "Nhắc lại");
        return make("li", {}, make("span", {}, make("mark", {}, text), `: ${item.finding.name}`), back);
      }),
    );
  }

  #foldOrOpen(fold, isChosen = true) {
    this.inside.hidden = fold;
    this.fold.textContent = fold ? "Mở ra" : "Thu gọn";
    this.fold.setAttribute("aria-expanded", String(!fold));
    this.fold.setAttribute("aria-label", fold ? "Mở ra danh sách soát lỗi" : "Thu gọn danh sách soát lỗi");
    if (isChosen) remember(fold);
  }

  #key(event) {
    const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z";
    if (!isUndo && event.key !== "Escape") return;
    event.preventDefault();
    if (isUndo) this.does.undo();
    else this.does.leave();
  }
}

function isFolded() {
  try {
    return localStorage.getItem(FOLDED) === "1";
  } catch {
    return false;
  }
}

function remember(fold) {
  try {
    localStorage.setItem(FOLDED, fold ? "1" : "");
  } catch {
    // a browser that keeps nothing: it is open the next time
  }
}
