/* Saves the form without leaving its page (newsroom/saving/saving.py): whatever is away or refuses, the text stays where it is.
   Typing goes on while a save is on its way; what is typed meanwhile belongs to the next one. */

import { forgetIds, rowsNow, takeUp, watchRemovals } from "./attachment_rows.js";
import { takeOut } from "./choosers.js";
import { bringIn } from "./page_of_saved.js";
import { SaveOutcome } from "./save_outcome.js";
import { post } from "./save_request.js";
import { uuid } from "./uuid.js";

const STAY = ["_continue", "1"];
const AGAIN = "Lưu lại";
const KEPT = "Chữ vẫn còn nguyên trên trang này, xin đừng đóng trang";
const NOT_SAVED = "Bài chưa được lưu: xem lời báo ở đầu bài";
const UNSURE = "Có thể bài đã lưu, có thể chưa; lưu lại không sinh ra bài thứ hai.";
const SENTENCES = {
  unreachable: `Mất kết nối với máy chủ nên bài chưa lưu được. ${KEPT}; có mạng rồi hãy bấm “${AGAIN}”.`,
  silent: `Máy chủ chưa trả lời. ${UNSURE} ${KEPT}; chờ một lát rồi bấm “${AGAIN}”.`,
  busy: `Máy chủ đang bận hoặc đang tạm ngừng nên bài chưa lưu được. ${KEPT}; chờ một lát rồi bấm “${AGAIN}”.`,
  broken: `Máy chủ gặp lỗi nên bài chưa lưu được. ${KEPT}; hãy bấm “${AGAIN}”, nếu vẫn không được thì báo quản trị web.`,
  signed_out: "Phiên làm việc đã hết nên bài chưa được lưu. Xin đăng nhập lại; bài sẽ được lưu tiếp.",
  form_too_old: `Trang này mở đã lâu hoặc bạn đã đăng nhập lại ở nơi khác, nên bài chưa được lưu. ${KEPT}; hãy bấm “${AGAIN}”.`,
  too_large: `Bài và các tệp chưa tải lên gộp lại quá lớn nên máy chủ không nhận. ${KEPT}; hãy bớt tệp rồi bấm “${AGAIN}”.`,
};
const WAITS_FOR_SESSION = new Set(["signed_out", "other_account"]);
const WORTH_ANOTHER_TRY = new Set(Object.keys(SENTENCES));

export class Saving {
  /** `root` says for how long an answer is waited for, and who opened the page; `copy` is the WorkingCopy of `form`,
      `uploads` its DocumentUploads. */
  constructor(form, root, copy, uploads) {
    Object.assign(this, { form, root, copy, uploads, isSaving: false, isNew: false, next: null, waitsForSession: null });
    this.address = location.pathname;
    this.isBehind = Boolean(form.querySelector("[data-copy-shown]")); // the head of the page has what is saved
    this.title = form.elements.title?.defaultValue;
    this.outcome = new SaveOutcome(document.querySelector("[data-save-outcome]"), form);
  }

  begin() {
    this.form.dataset.savesByFetch = "";
    watchRemovals();
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.form.addEventListener("copy:saved", ({ detail }) => this.savedUnheard(detail));
    document.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("session:renewed", () => this.goOn());
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.copy.isLeaving && location.reload());
  }

  submitted(event) {
    if (event.defaultPrevented) return;
    const { submitter } = event;
    if (submitter?.hasAttribute("formaction") || this.form.elements._popup) {
      this.copy.leave();
      return;
    }
    event.preventDefault();
    this.save(submitter?.name ? [submitter.name, submitter.value] : STAY);
  }

  pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    this.save(STAY);
  }

  /** Saves as the button `way` ([name, value]) says. One save at a time: another way, or what was typed since, follows. */
  async save(way) {
    if (this.isSaving) {
      if (String(way) !== String(this.way) || this.copy.changes > this.saves) this.next = way;
      return;
    }
    Object.assign(this, { isSaving: true, way, next: null, waitsForSession: null });
    this.copy.beginSave();
    this.show(this.uploads.areUnderWay ? "Đang chờ tệp tải lên xong để lưu…" : "Đang lưu bài…");
    await this.uploads.settled();
    const answer = await this.send(way);
    Object.assign(this, { isSaving: false, bringsBack: false });
    this.copy.endSave();
    if (answer.saved) await this.saved(answer.saved);
    else this.refused(answer);
  }

  send(way) {
    this.saves = this.copy.changes;
    this.sentRows = rowsNow();
    for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) editor.updateElement();
    const data = new FormData(this.form);
    data.append(...way);
    if (this.isNew) {
      data.set("status", "draft");
      data.set("as_new", "1");
    }
    if (this.bringsBack) data.set("bring_back", "1");
    data.set("copy_page", this.copy.page);
    data.set("account", this.root.dataset.account);
    this.sentFields = data;
    const slow = () => this.show("Vẫn đang lưu bài, máy chủ trả lời chậm…");
    return post(this.address, data, { seconds: Number(this.root.dataset.seconds), slow });
  }

  async saved(saved) {
    const { edition, article, address, copy_key: key, goes_to: goesTo, message, messages, links } = saved;
    const isAnotherPage = goesTo || this.isNew || saved.status !== this.root.dataset.status;
    const hasMore = this.copy.changes > this.saves;
    this.isBehind ||= address !== this.address || this.sentFields.get("title") !== this.title;
    if (isAnotherPage && !hasMore) return this.leaveFor(goesTo || address, message);
    this.belongsTo(article, edition, address);
    this.fill(saved.fields);
    const areRowsKnown = takeUp(this.sentRows, saved.attachments);
    await this.copy.begunAnew(key, edition, article, this.saves);
    this.form.dispatchEvent(new CustomEvent("article:saved", { detail: { article } }));
    if (isAnotherPage || !areRowsKnown) return this.leaveWithCopy(address, message);
    this.outcome.tell(messages, links);
    this.form.querySelector("[data-copy-shown]")?.remove();
    this.show(message);
    this.title = this.sentFields.get("title");
    if (this.next) this.save(this.next);
    else if (this.isBehind) this.isBehind = !(await bringIn(address));
  }

  async leaveFor(address, message) {
    this.show(message);
    await this.copy.done();
    location.assign(address);
  }

  /** What was typed while the save was on its way goes along as a working copy. */
  async leaveWithCopy(address, message) {
    this.show(message);
    const query = await this.copy.takeAlong();
    location.assign(address + query);
  }

  belongsTo(article, edition, address) {
    this.form.elements.seen_edition.value = edition;
    if (address === this.address) return;
    this.address = address;
    this.form.setAttribute("action", address);
    history.replaceState(history.state, "", address);
  }

  /** What the server has filled in, where nobody has typed meanwhile. */
  fill(fields) {
    for (const [name, value] of Object.entries(fields)) {
      const control = this.form.elements[name];
      if (control?.type === "checkbox") {
        if (control.checked === this.sentFields.has(name)) control.checked = value;
      } else if (control && control.value === this.sentFields.get(name)) control.value = value;
    }
  }

  /** The working copy has learned that a save arrived whose answer did not. */
  savedUnheard({ article, edition }) {
    this.belongsTo(article, edition, this.root.dataset.change.replace("/0/", `/${article}/`));
  }

  refused(answer) {
    const { reason, message, html, fields } = answer;
    const sentence = message || SENTENCES[reason] || SENTENCES.busy;
    const again = [AGAIN, () => this.save(this.way)];
    const ways = WORTH_ANOTHER_TRY.has(reason) ? [again] : [];
    if (answer.may_bring_back) ways.push(["Khôi phục bài rồi lưu", () => this.bringBack()]);
    if (reason === "gone") ways.push(["Lưu thành bài mới", () => this.saveAsNew(answer.address)]);
    this.show(NOT_SAVED);
    for (const { id, gone } of fields ?? []) if (gone?.length) takeOut(id, gone);
    this.outcome.show(sentence, { html, fields, ways });
    if (!WAITS_FOR_SESSION.has(reason)) return;
    this.waitsForSession = this.way;
    document.dispatchEvent(new CustomEvent("session:ended", { detail: { isPressed: true } }));
  }

  goOn() {
    if (this.waitsForSession) this.save(this.waitsForSession);
  }

  /** The article is in the bin: the same way once more, out of it first. */
  bringBack() {
    this.bringsBack = true;
    this.save(this.way);
  }

  /** The article was deleted meanwhile; what was attached to it is gone with it. */
  saveAsNew(address) {
    forgetIds();
    this.form.elements.form_token.value = uuid();
    this.copy.fixed = { article: null, edition: 0 };
    this.isNew = true;
    this.belongsTo(null, "", address);
    this.copy.nameInAddress(); // the same one, which this save will end
    this.save(STAY);
  }

  show(text) {
    this.copy.bar.say(text);
  }
}
