/* Tells the server that this page is open, and its person who else has the article open (newsroom/presence/presence.py). A page
   that sends its working copy asks with it; otherwise there is a small request of its own, which is no use of the
   session. */

import { csrfToken } from "../uploads/requests.js";
import { uuid } from "./uuid.js";

const BEAT_MS = 10_000;
const BEAT_OUT_OF_SIGHT_MS = 60_000;
const BEAT_WITH_COPY_MS = 5_000; // from the last beat
const UNKNOWN_AFTER = 3; // beats without an answer
const PAUSE_MS = 700; // in the typing, for the dialog
const LATEST_MS = 3_000;
const FINAL = new Set(["deleted", "no_right"]);
const TOLD = new Set([...FINAL, "binned", "not_editor", "unreadable"]); // of a server that is busy or away the line of the copy tells

class Presence {
  /** `copy` is the WorkingCopy of the form, or null where it is only read. */
  constructor(root, copy) {
    Object.assign(this, { root, copy, page: copy?.page ?? uuid(), fails: 0, beatAt: 0, typedAt: 0, over: null, isLeft: false });
    this.lines = this.part("lines");
    this.dialog = this.part("taken");
    this.moment = undefined; // of the taking over that the person knows of; undefined before the first answer
  }

  part(name) {
    return this.root.querySelector(`[data-presence-${name}]`);
  }

  begin() {
    for (const button of this.root.querySelectorAll("[data-presence-offer]")) {
      button.addEventListener("click", () => this.take());
    }
    this.part("close").addEventListener("click", () => this.dialog.close());
    this.part("back").addEventListener("click", () => (this.dialog.close(), this.take()));
    document.addEventListener("keydown", () => (this.typedAt = performance.now()), { capture: true, passive: true });
    document.addEventListener("visibilitychange", () => this.beat());
    document.addEventListener("session:ended", () => clearTimeout(this.timer));
    document.addEventListener("session:renewed", () => this.beat());
    window.addEventListener("pagehide", () => this.leave());
    window.addEventListener("pageshow", ({ persisted }) => {
      this.isLeft = false;
      if (persisted) this.beat();
    });
    this.beat();
  }

  /** The article's number; 0 as long as a new one is not saved. */
  get article() {
    return (this.copy?.fixed.article ?? Number(this.root.dataset.article)) || 0;
  }

  /** Whether there is nothing to tell of any more: the article is deleted, or not for this person. */
  get isOver() {
    return this.over !== null && this.over === this.article;
  }

  /** Whether the next sending of the copy is to ask for the others too. */
  get isDue() {
    return !this.isOver && !this.isLeft && !document.hidden && performance.now() - this.beatAt > BEAT_WITH_COPY_MS;
  }

  beat() {
    return this.ask(this.root.dataset.address);
  }

  take() {
    return this.ask(this.root.dataset.takeAddress, { isUse: true });
  }

  async ask(address, { isUse = false } = {}) {
    if (this.isLeft) return; // a page becomes hidden after it has said farewell
    this.plan();
    if (!this.article || this.isOver) return;
    const answer = await this.send(address, { isUse });
    if (answer?.lines) this.heard(answer);
    else this.refused(answer?.error);
  }

  plan() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.beat(), document.hidden ? BEAT_OUT_OF_SIGHT_MS : BEAT_MS);
  }

  async send(address, { isUse = false, leaves = false } = {}) {
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": csrfToken() };
    if (!isUse) headers["X-Asked-By"] = "clock";
    const unsaved = Boolean(this.copy?.isDirty);
    const told = { page: this.page, article: this.article, unsaved, hidden: document.hidden, leaves };
    try {
      const body = JSON.stringify(told);
      const response = await fetch(address, { method: "POST", body, headers, keepalive: leaves, credentials: "same-origin" });
      return await response.json();
    } catch {
      return null; // no connection, or a proxy without its server
    }
  }

  leave() {
    clearTimeout(this.timer);
    this.isLeft = true;
    if (this.article && !this.isOver) this.send(this.root.dataset.address, { leaves: true });
  }

  /** An answer came, to a beat or with that to a working copy. */
  heard({ lines, taken, offer }) {
    this.fails = 0;
    this.beatAt = performance.now();
    if (!this.isLeft) this.plan();
    this.say(lines);
    for (const button of this.root.querySelectorAll("[data-presence-offer]")) button.hidden = button.dataset.presenceOffer !== offer;
    const moment = taken?.moment ?? "";
    const isNews = this.moment !== undefined && moment && moment !== this.moment;
    this.moment = moment;
    if (isNews) this.tell(taken);
    else if (!moment && this.dialog.open) this.dialog.close();
  }

  refused(error) {
    if (error?.reason === "signed_out") {
      clearTimeout(this.timer);
      document.dispatchEvent(new CustomEvent("session:ended"));
    } else if (TOLD.has(error?.reason)) {
      if (FINAL.has(error.reason)) this.over = this.article;
      this.say([error.message]);
    } else {
      this.fails += 1;
      if (this.fails === UNKNOWN_AFTER) this.say([this.lines.dataset.unknown]);
    }
  }

  /** Screen readers read the lines whenever they are replaced: only when they say something else. */
  say(sentences) {
    const shown = Array.from(this.lines.children, (line) => line.textContent);
    if (shown.length === sentences.length && shown.every((sentence, place) => sentence === sentences[place])) return;
    this.lines.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  }

  /** Somebody has taken the article over: what is typed is sent first. */
  async tell({ by, at, moment }) {
    const { where, time } = (await this.copy?.flush()) ?? { where: "none" };
    await this.pauseInTyping();
    if (moment !== this.moment) return;
    this.part("by").textContent = by;
    this.part("at").textContent = at;
    this.part("time").textContent = time ? ` lúc ${time}` : "";
    for (const line of this.root.querySelectorAll("[data-presence-safe]")) line.hidden = line.dataset.presenceSafe !== where;
    if (!this.dialog.open) this.dialog.showModal();
    this.dialog.focus(); // no button: a key that is being typed presses nothing
  }

  async pauseInTyping() {
    const latest = performance.now() + LATEST_MS;
    for (;;) {
      const left = Math.min(this.typedAt + PAUSE_MS, latest) - performance.now();
      if (left <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, left));
    }
  }
}

/** Begins to tell of this page. `copy` is its WorkingCopy, or null. */
export function beginPresence(copy) {
  const root = document.querySelector("[data-presence]");
  if (!root) return null;
  const presence = new Presence(root, copy);
  presence.begin();
  return presence;
}
