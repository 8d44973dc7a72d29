/* Reads the text of a form for slips while it is written (copyediting/): asks about what has changed, marks places, keeps the
   list beside the form. It reads the form and never writes into it, but where “Sửa” is pressed. */

import { Answers } from "./answers.js";
import { goTo, isAtCaret, isBeingTyped, neighbour } from "./caret.js";
import { blockAround, readText } from "./document.js";
import { Fields } from "./fields.js";
import { collect, isTrue, isUprooted } from "./items.js";
import { Marks } from "./marks.js";
import { mendControl, mendText } from "./mending.js";
import { standing } from "./overlaps.js";
import { Panel } from "./panel.js";
import { place } from "./placing.js";
import { toPoints, toUnits } from "./points.js";
import { post } from "./server.js";
import { Timing } from "./timing.js";

const FAILED = "Chưa soát được lúc này; sẽ tự thử lại. Viết và lưu vẫn như thường.";
const NOT_KEPT = "Chưa ghi lại được, nên lần mở sau chỗ này có thể được nhắc lại.";
const FEW = 100; // half of what the server tells of at once
const WORTH_ANOTHER_TRY = new Set(["unreachable", "broken", "busy"]);

class Proofreading {
  #answers = new Answers();
  #marks = new Marks();
  #items = [];
  #dismissed = new Set(); // ids
  #current = null;
  #isFirst = false; // it is where the caret came by itself
  #mended = null; // the item that was mended last
  #answered = null; // the last question that had an answer
  #block = null; // in which the caret is
  #hasTypedHere = false;
  #isCut = false; // the server has found more than it tells of at once

  constructor(root, form) {
    const { dataset } = root;
    Object.assign(this, { root, form, editor: null, shown: [], stop: new AbortController() });
    this.fields = new Fields(form, JSON.parse(dataset.fields || "{}"), JSON.parse(dataset.facts || "{}"));
    this.body = dataset.body ? form.elements[dataset.body] : null;
    this.panel = new Panel({
      mend: (item) => this.mend(item),
      undo: () => this.undo(),
      dismiss: (item) => this.dismiss(item),
      learn: (item) => this.learn(item),
      go: (item) => this.go(item),
      takeBack: (item) => this.takeBack(item),
      leave: () => this.goBack(),
    }, root.dataset.glossary);
    this.timing = new Timing(() => this.ask());
  }

  begin() {
    place(this.panel, this.form, this.body ?? this.fields.last());
    this.panel.element.hidden = !this.body && !this.root.dataset.key;
    const on = (target, kind, listener) => target.addEventListener(kind, listener, { signal: this.stop.signal });
    on(this.form, "input", ({ target }) => this.#isRead(target) && this.changed());
    on(this.form, "change", ({ target }) => this.#isRead(target) && (this.changed(), this.timing.left()));
    on(this.form, "focusout", ({ target }) => this.#isRead(target) && this.timing.left());
    on(this.form, "compositionstart", () => (this.timing.isComposing = true));
    on(this.form, "compositionend", () => setTimeout(() => this.composed()));
    on(this.form, "click", ({ target }) => this.led(target.closest(".desk-place-go")?.closest("[data-place]")));
    on(this.form, "keydown", (event) => this.pressed(event));
    on(document, "selectionchange", () => (this.moving ??= requestAnimationFrame(() => this.moved())));
    for (const kind of ["article:saved", "copy:saved"]) on(this.form, kind, ({ detail }) => this.saved(detail.article));
    on(document, "session:renewed", () => this.timing.left());
    on(window, "online", () => this.timing.left());
    window.CKEDITOR?.on("instanceReady", ({ editor }) => this.watch(editor));
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) if (editor.status === "ready") this.watch(editor);
    if (!this.body?.matches("[data-type=ckeditortype]")) this.timing.left();
  }

  watch(editor) {
    if (editor.element.$ !== this.body || this.editor) return;
    this.editor = editor;
    editor.on("change", () => void this.changed());
    editor.on("afterPaste", () => void this.timing.left());
    editor.on("mode", () => void (this.renew(), this.timing.again()));
    editor.on("maximize", ({ data: state }) => void this.panel.element.classList.toggle("proofread-over", state === window.CKEDITOR.TRISTATE_ON));
    this.timing.left();
  }

  get editable() {
    return this.editor?.mode === "wysiwyg" ? this.editor.editable()?.$ : null;
  }

  #isRead(element) {
    return Boolean(this.editable?.contains(element)) || this.fields.has(element);
  }

  /** {blocks, pictures, tablesWithHeadings}; empty while the HTML itself is shown. */
  #read() {
    return this.editable ? readText(this.editable) : { blocks: [], pictures: [], tablesWithHeadings: [] };
  }

  changed() {
    if (this.timing.isComposing) return;
    this.#hasTypedHere = true;
    this.timing.changed();
    const left = this.#items.filter(isTrue);
    if (left.length === this.#items.length) return;
    const isUndone = this.#items.some((item) => isUprooted(item));
    this.#items = left;
    if (isUndone) this.renewal ??= setTimeout(() => this.renew());
    else this.show();
  }

  composed() {
    this.timing.composed();
    this.changed();
  }

  async ask() {
    if (this.body && !this.editable) return "done";
    const text = this.#read();
    if (!text.blocks.length && !Object.values(this.fields.texts()).some((line) => line.trim())) return this.#nothing();
    const asked = { blocks: text.blocks, fields: this.fields.texts(), changed: this.#answers.unread(text.blocks) };
    const question = this.#question(asked, text);
    const looks = JSON.stringify(question);
    if (!asked.changed.length && looks === this.#answered) return this.#knownAlready();
    const { answer, reason, message } = await post(this.root.dataset.address, question);
    this.panel.settle();
    if (!answer) {
      this.panel.say(message ?? FAILED);
      return WORTH_ANOTHER_TRY.has(reason) ? "failed" : "refused";
    }
    this.#answered = answer.says ? null : looks;
    this.panel.say(answer.says);
    for (const finding of answer.hidden ?? []) finding.isHidden = true;
    for (const finding of [...answer.findings, ...(answer.hidden ?? [])]) inUnits(finding, (asked.blocks[finding.block]?.text ?? asked.fields[finding.field]) || "");
    this.#answers.take(asked, answer);
    const isWhole = asked.changed.length === asked.blocks.length;
    this.#isCut = answer.has_more || (this.#isCut && !isWhole);
    for (const id of answer.dismissed ?? []) this.#dismissed.add(id);
    this.renew();
    this.panel.speak();
    const isSpent = this.#isCut && !isWhole && this.#items.length < FEW; // those that were not told of come next
    if (isSpent) this.#answers.forget();
    return answer.unread?.length || isSpent ? "more" : "done";
  }

  #question({ blocks, fields, changed }, { pictures, tablesWithHeadings }) {
    return {
      kind: this.root.dataset.proofread,
      key: this.root.dataset.key || null,
      fields,
      facts: this.fields.facts(),
      blocks: blocks.map(({ kind, text, level, table, cell, links, skipped, bold }) => ({
        ...{ kind, text, level, table, cell, bold },
        links: links.map(([start, end, address]) => [toPoints(text, start), toPoints(text, end), address]),
        skipped: skipped.map((stretch) => stretch.map((place) => toPoints(text, place))),
      })),
      pictures: pictures.map(({ address, alt, block }) => ({ address, alt, block })),
      tables_with_headings: tablesWithHeadings,
      changed,
    };
  }

  /** The text has its row from now on, with what was dismissed in it. */
  saved(key) {
    this.root.dataset.key = key ?? "";
    const field = this.form.querySelector("[data-dismissed-findings]");
    if (field) field.value = "";
  }

  /** The editor told of a change that is none, or it was taken back. */
  #knownAlready() {
    this.renew();
    return "done";
  }

  #nothing() {
    this.panel.settle();
    this.#isCut = false;
    this.#items = [];
    this.show({ isEmpty: true });
    return "done";
  }

  /** Finds the places anew of what is known. */
  renew() {
    clearTimeout(this.renewal);
    this.renewal = null;
    this.#items = collect(this.#answers, this.fields, this.#read(), this.#items);
    for (const item of this.#items) if (this.#dismissed.has(item.former?.id)) this.#dismissAgain(item);
    this.show();
  }

  show({ isEmpty = false } = {}) {
    const isDismissed = ({ finding }) => this.#dismissed.has(finding.id);
    const waits = this.#hasTypedHere ? this.#items.filter((item) => isBeingTyped(item, this.editable)) : [];
    this.isHolding = waits.length > 0;
    const items = standing(this.#items, isDismissed).filter((item) => !isDismissed(item) && !waits.includes(item));
    this.shown = items;
    this.#current = items.find(({ key }) => key === this.#current?.key) ?? null;
    this.#marks.show(items);
    this.#marks.showCurrent(this.#current);
    this.panel.element.hidden = isEmpty && !this.body;
    this.panel.show(items, { current: this.#current, isFirst: this.#isFirst, dismissed: this.#items.filter(isDismissed), isEmpty, isCut: this.#isCut });
  }

  /* What is pressed */

  mend(item) {
    const around = this.#around(item);
    const { finding, range, control } = item;
    if (control) mendControl(control, item.start, item.end, finding.suggestion);
    else if (!range || !mendText(this.editor, range, finding.text, finding.suggestion)) return this.go(item);
    this.#mended = item;
    this.#items = this.#items.filter((each) => each !== item && isTrue(each));
    this.show();
    this.#openFirst(around);
    this.timing.again();
  }

  /** Takes back what “Sửa” did last, from within the list too. */
  undo() {
    if (!this.#mended) return;
    const { control } = this.#mended;
    (control ?? this.editor).focus();
    if (control) document.execCommand("undo");
    else this.editor.execCommand("undo");
  }

  dismiss(item) {
    const around = this.#around(item);
    this.#dismissed.add(item.finding.id);
    this.show();
    this.#openFirst(around);
    this.#keepDismissal(item);
  }

  /** What was dismissed stays so, though a word beside it has changed, and with it what the finding is known by. */
  #dismissAgain(item) {
    if (this.#dismissed.has(item.finding.id)) return;
    this.#dismissed.add(item.finding.id);
    this.#keepDismissal(item);
  }

  takeBack({ finding }) {
    this.#dismissed.delete(finding.id);
    this.renew();
    this.#keepDismissal({ finding }, true);
  }

  async learn(item) {
    const around = this.#around(item);
    const { word } = item.finding;
    this.#items = this.#items.filter(({ finding }) => finding.word?.toLowerCase() !== word.toLowerCase());
    this.show();
    this.#openFirst(around);
    const answer = await this.#tellServer("word", { word, kind: this.root.dataset.proofread });
    if (!answer) return this.renew();
    this.panel.tell(answer.says ?? `Từ nay không nhắc “${word}” nữa.`, "Nhắc lại từ này", () => this.unlearn(word));
    return this.#forget();
  }

  async unlearn(word) {
    await this.#tellServer("word", { word, take_back: true });
    this.#forget();
  }

  go(item) {
    goTo(item, this.editor);
    this.#put(item, false);
  }

  /** From the list before a step to the place that it names. */
  led(place) {
    const item = place && this.#items.find(({ finding }) => finding.id === place.dataset.place);
    if (item) this.go(item);
  }

  /** Back to where somebody was writing. */
  goBack() {
    if (this.#current?.control) goTo(this.#current);
    else (this.editor ?? this.fields.last())?.focus();
  }

  /** The items to go on with: those behind `item`, then those before it, the nearest first. */
  #around(item) {
    const place = this.shown.indexOf(item);
    return [...this.shown.slice(place + 1), ...this.shown.slice(0, Math.max(place, 0)).reverse()];
  }

  /** Another place may have gone with the one that was mended: then the focus goes on to the next. */
  #openFirst(items) {
    this.panel.open(items.find((item) => this.shown.includes(item)));
  }

  /** A text that has no row yet brings along with its first save what was dismissed in it. */
  #keepDismissal({ finding: { id, rule, text } }, isTakenBack = false) {
    const { proofread: kind, key } = this.root.dataset;
    if (key) return this.#tellServer("dismiss", { kind, key, id, rule, text, ...(isTakenBack ? { take_back: true } : {}) });
    const field = this.form.querySelector("[data-dismissed-findings]");
    const others = JSON.parse(field?.value || "[]").filter((each) => each.id !== id);
    if (field) field.value = JSON.stringify(isTakenBack ? others : [...others, { id, rule, text }]);
    return null;
  }

  #forget() {
    this.#answers.forget();
    this.timing.again();
  }

  /** The answer, or null: then a line says that it was not kept. */
  async #tellServer(address, body) {
    if (!this.root.dataset[address]) return null;
    const { answer = null, message } = await post(this.root.dataset[address], body);
    if (!answer) this.panel.say(message ?? NOT_KEPT);
    return answer;
  }

  /* Where the caret is */

  moved() {
    this.moving = null;
    if (!this.form.isConnected) return this.stop.abort();
    const { focusNode } = getSelection();
    if (!this.editable?.contains(focusNode)) return undefined;
    const block = blockAround(focusNode);
    if (block !== this.#block) {
      this.#block = block;
      this.#hasTypedHere = false;
      this.timing.left();
    }
    if (this.isHolding) this.show();
    return this.#put(this.shown.find((item) => isAtCaret(item, block)) ?? null);
  }

  #put(item, isFirst = true) {
    if (item === this.#current) return;
    this.#current = item;
    this.#isFirst = isFirst;
    this.show();
  }

  /** F7 leads to the next place, Shift+F7 to the one before, Alt+F7 to the list. */
  pressed(event) {
    if (event.key !== "F7" || event.ctrlKey || event.metaKey || event.isComposing || !this.shown.length) return;
    event.preventDefault();
    if (event.altKey) this.panel.open(this.#current ?? this.shown[0]);
    else {
      const next = neighbour(this.shown, this.#current, event, this.editable);
      this.#put(next);
      goTo(next, this.editor);
    }
  }
}

/** Offsets of the server, in those of `text`. */
function inUnits(finding, text) {
  finding.start = toUnits(text, finding.start);
  finding.end = toUnits(text, finding.end);
}

/** Forms may come into a page later: each is read from the first time that somebody goes into it. */
function attach(root) {
  const form = root?.closest("form");
  if (!form || "isRead" in root.dataset) return;
  root.dataset.isRead = "";
  new Proofreading(root, form).begin();
}

document.querySelectorAll("[data-proofread]").forEach(attach);
document.addEventListener("focusin", ({ target }) => attach(target.closest?.("form")?.querySelector("[data-proofread]")));
