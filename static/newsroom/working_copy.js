/* Keeps a working copy of the open form: on the server every two seconds of change, in this browser meanwhile
   (newsroom/copies/working_copies.py). Its key stands in the page's address, so that the page shows it again after a reload. */

import { CopyBar } from "./copy_bar.js";
import { send } from "./copy_sender.js";
import { openLocalCopies } from "./local_copies.js";
import { fetchPage } from "./pages.js";
import { typedInto, watch } from "./typed.js";
import { uuid } from "./uuid.js";

const KEEP_MS = 300; // from the first key that is not kept in this browser
const SEND_MS = 1_800; // from the first key that the server has not got
const SOON_MS = 150;
const TRY_AGAIN_MS = [2_000, 4_000, 8_000, 15_000];
const WORTH_ANOTHER_TRY = new Set(["unreachable", "busy", "broken", "signed_out", "form_too_old"]);
const GOES_ON_AS_ANOTHER = new Set(["moved", "saved", "discarded"]);
const SHOWN_BY = "ban_nhap";

class WorkingCopy {
  constructor(form, { key, number, article, edition, address, offers, shown }) {
    Object.assign(this, { form, key, address, local: null, offersAddress: offers, number: Number(number) });
    this.fixed = { article: article ? Number(article) : null, edition: Number(edition) };
    this.page = uuid();
    this.presence = null;
    this.claims = true;
    this.bar = new CopyBar(document.querySelector("[data-copy-line]"), document.querySelector("[data-copy-spoken]"));
    this.changes = this.kept = this.sent = 0; // counted: changes of the person, and up to which they are safe
    this.attempts = 0;
    this.isDirty = Boolean(shown);
    this.isLeaving = this.isSaving = false;
    this.timers = {};
  }

  async begin() {
    watch(this.form, () => this.changed());
    this.form.addEventListener("focusout", () => this.hasUnsent && this.later("send", SOON_MS));
    document.addEventListener("visibilitychange", () => document.hidden && this.saveLast());
    window.addEventListener("pagehide", () => this.saveLast());
    window.addEventListener("beforeunload", (event) => this.isDirty && !this.isLeaving && event.preventDefault());
    for (const kind of ["online", "session:renewed"]) {
      (kind === "online" ? window : document).addEventListener(kind, () => this.hasUnsent && this.later("send", 0));
    }
  }

  get hasUnsent() {
    return this.changes > this.sent;
  }

  changed() {
    if (this.isLeaving) return;
    this.changes += 1;
    this.isDirty = true;
    this.nameInAddress();
    this.later("keep", KEEP_MS);
    if (!this.attempts) this.later("send", SEND_MS);
  }

  /** Does `work` in `delay` ms, unless it is to be done sooner already. */
  later(work, delay) {
    const due = performance.now() + delay;
    if (this.timers[work]?.due <= due) return;
    clearTimeout(this.timers[work]?.id);
    this.timers[work] = { due, id: setTimeout(() => ((this.timers[work] = null), this[work]()), delay) };
  }

  nameInAddress() {
    const address = new URL(location.href);
    if (address.searchParams.get(SHOWN_BY) === this.key) return;
    address.searchParams.set(SHOWN_BY, this.key);
    history.replaceState(history.state, "", address);
  }

  snapshot() {
    this.number += 1;
    return { key: this.key, page: this.page, number: this.number, claims: this.claims, ...this.fixed, fields: typedInto(this.form) };
  }

  async keep() {
    if (!this.local || this.isKeeping) return;
    this.isKeeping = true;
    const changes = this.changes;
    try {
      await this.local.put(this.snapshot());
      this.kept = changes;
    } catch {
      this.kept = -1; // a full disk: the server alone has it
    } finally {
      this.isKeeping = false;
    }
    if (this.changes > changes) this.later("keep", KEEP_MS);
  }

  send(options = {}) {
    const isHeld = this.isSaving && !options.isLast;
    if (this.hasUnsent && !this.isSending && !isHeld) this.sending = this.sendNow(options);
    return this.sending;
  }

  async sendNow(options) {
    this.isSending = true;
    const changes = this.changes;
    const copy = this.snapshot();
    this.bar.saving();
    const answer = await send(this.address, { ...copy, presence: Boolean(this.presence?.isDue) }, options);
    this.isSending = false;
    if (copy.key !== this.key) {
      if (this.hasUnsent) this.later("send", SEND_MS); // a save has ended that copy meanwhile
      return;
    }
    if (this.isLeaving) return; // the save took it; nothing of it may come again under another key
    if (answer.ok) await this.arrived(copy, changes, answer);
    else await this.failed(answer);
  }

  async arrived({ key, number }, changes, { time, elsewhere, presence }) {
    this.time = time;
    if (presence) this.presence.heard(presence);
    this.claims = false;
    this.attempts = 0;
    this.sent = Math.max(this.sent, changes);
    this.bar.saved(time, elsewhere);
    this.form.dispatchEvent(new CustomEvent("copy:sent"));
    if (this.hasUnsent) this.later("send", SEND_MS);
    await this.local?.markSent(key, number).catch(() => {});
  }

  async failed(answer) {
    const { reason } = answer;
    if (reason === "signed_out") document.dispatchEvent(new CustomEvent("session:ended"));
    if (answer.saved) this.savedUnheard(answer.saved);
    if (GOES_ON_AS_ANOTHER.has(reason)) this.goOnAsAnother();
    else this.attempts += 1;
    await this.keep();
    this.bar.failed(answer, Boolean(this.local) && this.kept >= 0);
    if (GOES_ON_AS_ANOTHER.has(reason)) this.later("send", SEND_MS);
    else if (WORTH_ANOTHER_TRY.has(reason)) this.later("send", TRY_AGAIN_MS[Math.min(this.attempts, TRY_AGAIN_MS.length) - 1]);
    else this.attempts = 0; // the next change is the next try
  }

  /** Sends at once what the server has not got. {where: "none" | "server" | "browser" | "page", time}: where all of it is
      now, and since when the server has it. */
  async flush() {
    await this.sending;
    if (this.hasUnsent) await this.send();
    const isKept = this.local && this.kept >= this.changes;
    const where = this.hasUnsent ? (isKept ? "browser" : "page") : this.isDirty ? "server" : "none";
    return { where, time: where === "server" ? this.time : "" };
  }

  /** Another page writes the copy, or has ended it: what is typed here is kept as a copy of its own. */
  goOnAsAnother() {
    this.key = uuid();
    this.number = 0;
    this.claims = true;
    this.form.elements.copy_key.value = this.key;
    this.nameInAddress();
    return this.key;
  }

  /** A save of this page arrived, and its answer did not: what is typed here is based on what it has made. */
  savedUnheard({ article, edition }) {
    this.fixed = { article, edition };
    this.form.dispatchEvent(new CustomEvent("copy:saved", { detail: { article, edition } }));
  }

  /** A save is on its way, which ends the copy: what is typed meanwhile is kept here alone. */
  beginSave() {
    this.isSaving = true;
  }

  endSave() {
    this.isSaving = false;
    if (this.hasUnsent) this.later("send", SEND_MS);
  }

  /** The save took what was typed up to `changes` into `edition` of `article`: what follows is another copy. */
  async begunAnew(key, edition, article, changes) {
    const ended = this.key;
    Object.assign(this, { key, number: 0, claims: true, attempts: 0, fixed: { article, edition } });
    this.sent = Math.max(this.sent, changes);
    this.isDirty = this.changes > changes;
    this.form.elements.copy_key.value = key;
    holdInThisTab(key);
    if (this.isDirty) this.changed();
    else this.forgetAddress();
    this.form.dispatchEvent(new CustomEvent("copy:sent"));
    await this.local?.remove(ended).catch(() => {});
  }

  /** The save took all of it, and the page is about to be left. */
  async done() {
    this.isLeaving = true;
    this.stopTimers();
    await this.local?.remove(this.key).catch(() => {});
  }

  /** The page is left for another one that shows what is not saved: returns the query that names the copy. */
  async takeAlong() {
    const { key } = this;
    const isDirty = this.hasUnsent;
    if (isDirty) await this.keep();
    if (isDirty) await this.send();
    this.isLeaving = true;
    this.stopTimers();
    return isDirty ? `?${SHOWN_BY}=${key}` : "";
  }

  forgetAddress() {
    const address = new URL(location.href);
    address.searchParams.delete(SHOWN_BY);
    history.replaceState(history.state, "", address);
  }

  /** The page may be gone in a moment. */
  saveLast() {
    if (!this.hasUnsent || this.isLeaving) return;
    this.keep();
    this.isSending = false; // what is on its way may be cut off
    this.send({ isLast: true });
  }

  /** The form is being sent: the server ends the copy with the save. */
  leave() {
    this.isLeaving = true;
    this.stopTimers();
    if (this.changes > this.kept) this.keep();
  }

  stopTimers() {
    for (const timer of Object.values(this.timers)) clearTimeout(timer?.id);
  }
}

/** Sends what an earlier page could not: its browser was killed, the network away. Shows it where it belongs. */
async function recover(local, { key, number, article, address, offers }) {
  let isElsewhere = false;
  for (const copy of await local.unsent()) {
    if (await isOpenInATab(copy.key)) continue;
    const answer = await send(address, { ...copy, page: uuid(), claims: true });
    if (answer.ok) await local.markSent(copy.key, copy.number);
    else if (["saved", "discarded"].includes(answer.reason)) await local.remove(copy.key);
    if (!answer.ok) continue;
    if (copy.key === key && copy.number > Number(number)) return location.reload();
    isElsewhere ||= copy.key !== key && String(copy.article ?? "") === article;
  }
  if (isElsewhere) await showOffers(`${offers}?${new URLSearchParams({ bai: article, tru: key })}`);
}

async function showOffers(address) {
  const fresh = (await fetchPage(address))?.querySelector("[data-copy-offers]");
  if (fresh) document.querySelector("[data-copy-offers]").replaceWith(fresh);
}

const lockName = (key) => `ban-nhap:${key}`;

async function isOpenInATab(key) {
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  return held.some(({ name }) => name === lockName(key));
}

/** Other pages of this browser see that the copy is being written here, as long as this page lives. */
function holdInThisTab(key) {
  navigator.locks?.request(lockName(key), { ifAvailable: true }, () => new Promise(() => {}));
}

/** The WorkingCopy of `form`, which `root` describes. It begins once this browser has said what it still keeps. */
export function openWorkingCopy(root, form) {
  const copy = new WorkingCopy(form, root.dataset);
  begin(copy, root.dataset);
  return copy;
}

async function begin(copy, data) {
  copy.local = await openLocalCopies(data);
  if (copy.local) await recover(copy.local, data).catch(() => {});
  holdInThisTab(copy.key);
  await copy.begin();
}
