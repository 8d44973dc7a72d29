// What is chosen and typed in the dialog of pictures and not sent yet. It outlives the dialog, however that closes; a reload, a
// slip to another page and the end of a session as well: texts and files stay with this tab of the browser, for this
// account. Files lie encrypted in IndexedDB (kept_files.js), their key in the tab's own memory: with the tab it is gone.

import { forgetFiles, keepFiles, keptFiles } from "./kept_files.js";
import { IMAGE_MAX_BYTES, weight } from "./weights.js";

const HELD_IN = "picture-draft";
const PAUSE_MS = 300;

const ids = new WeakMap(); // of files, as they are kept
const newId = () => crypto.randomUUID?.() ?? String(Math.random());
const idOf = (file) => ids.get(named(file, newId()));

export const EMPTY = { file: null, alt: "", credit: "", caption: "", place: "", image: null };

class PictureDraft {
  /** `items`: the pictures of the list in the dialog, in order: {file, alt, credit, caption, place, image}; `place` is the
      key of its place in a text, "" of none; `image` is there once it is in the library. The first is described first. */
  items = [];
  sharesCredit = null; // whether one source is typed for all; null: nobody has decided
  isSafe = true; // all of it outlives this page
  withFiles = false; // the files have changed, too, since it was last kept
  #timer = null;
  #kept = Promise.resolve();

  get current() {
    return this.withOne().items[0];
  }

  /** This draft, with one picture that is described at least. */
  withOne() {
    this.items[0] ??= { ...EMPTY };
    return this;
  }

  get isEmpty() {
    return !this.items.some(({ file, image, alt, credit, caption }) => file || image || [alt, credit, caption].some((text) => text.trim()));
  }

  /** Those that are not sent yet. */
  get waiting() {
    return this.items.filter(({ image }) => !image);
  }

  /** Files stand behind what is there; the first belongs to the words that wait for one. `isOnly`: to the picture that is. */
  put(files, { isOnly = false } = {}) {
    const bare = this.items.find(({ file, image }) => !image && (!file || (isOnly && this.items.length === 1)));
    const others = bare ? files.slice(1) : files;
    if (bare) bare.file = files[0];
    this.items.push(...others.map((file) => ({ ...EMPTY, file })));
    this.#shareAlike();
    this.keep(true);
  }

  /** Pictures of the library stand behind what is there. */
  gather(images) {
    if (this.isEmpty) this.items = [];
    this.items.push(...images.map((image) => ({ ...EMPTY, alt: image.alt, credit: image.credit, caption: image.caption, image })));
    this.keep(true);
  }

  /** Files that are brought into a text are described at once, before what waits. */
  putFirst(files) {
    this.bring(files.map((file) => ({ file })));
  }

  /** Pictures ({file, place …}) that are brought into a text: described before what waits, or `after` it. */
  bring(items, { after = false } = {}) {
    if (this.isEmpty) this.items = [];
    const whole = items.map((item) => ({ ...EMPTY, ...item }));
    this.items[after ? "push" : "unshift"](...whole);
    this.#shareAlike();
    this.keep(true);
  }

  /** The pictures of these places do not wait any more. */
  dropPlaces(places) {
    const left = this.items.filter(({ place }) => !place || !places.includes(place));
    if (left.length === this.items.length) return;
    this.items = left;
    this.keep(true);
  }

  /** The keys of the places in texts whose pictures wait. */
  get places() {
    return this.items.filter(({ file, place }) => file && place).map(({ place }) => place);
  }

  /** What comes together mostly has one photographer; who has typed two decides alone. */
  #shareAlike() {
    const known = new Set(this.waiting.map(({ credit }) => credit.trim()).filter(Boolean));
    if (this.waiting.length > 1 && this.sharesCredit !== false && known.size < 2) this.share(true);
  }

  share(isShared) {
    this.sharesCredit = isShared;
    if (isShared) this.shareCredit(this.sharedCredit);
    this.keep();
  }

  get isSharing() {
    return Boolean(this.sharesCredit) && this.waiting.length > 1;
  }

  get sharedCredit() {
    return this.waiting.find(({ credit }) => credit.trim())?.credit ?? "";
  }

  shareCredit(text) {
    for (const item of this.waiting) item.credit = text;
    this.keep();
  }

  /** These are done with. */
  drop(items) {
    this.items = this.items.filter((item) => !items.includes(item));
    if (this.isEmpty) this.sharesCredit = null;
    this.keep(true);
  }

  /** What stays, for whoever closes the dialog or comes back to the page. "" when nothing does. */
  get sentence() {
    if (this.isEmpty) return "";
    const { file } = this.current;
    const sent = this.items.length - this.waiting.length;
    const several = `${this.items.length} ảnh${sent ? ` (${sent} ảnh đã ở trong thư viện)` : ""} và chữ đã gõ`;
    const one = file ? `Ảnh “${file.name || "vừa dán"}” và chữ đã gõ` : "Chữ đã gõ cho ảnh";
    const left = sent ? "chưa đưa vào bài" : "chưa tải lên";
    return `${this.items.length > 1 ? several : one} được giữ lại, ${left}: mở lại hộp “Ảnh” là làm tiếp.`;
  }

  keep(withFiles = false) {
    this.withFiles ||= withFiles;
    this.isSafe = this.isEmpty;
    clearTimeout(this.#timer);
    const keepNow = () => (this.#kept = this.#kept.then(() => this.#keepNow()).catch(() => {})); // one after the other
    this.#timer = setTimeout(keepNow, this.withFiles ? 0 : PAUSE_MS);
  }

  async #keepNow() {
    const rows = this.items.map(({ file, ...texts }) => ({ ...texts, id: file && idOf(file) }));
    const held = { ...read(), account: account(), texts: this.isEmpty ? [] : rows, shares: this.sharesCredit };
    held.tab ??= newId();
    held.secret ??= [...crypto.getRandomValues(new Uint8Array(32))];
    sessionStorage.setItem(HELD_IN, JSON.stringify(held));
    const isLatest = this.#timer;
    if (this.withFiles) await keepFiles(held, this.waiting.filter(({ file }) => file).map(({ file }) => [idOf(file), file]));
    if (isLatest !== this.#timer) return; // more has come meanwhile
    this.withFiles = false;
    this.isSafe = true;
  }

  /** What an earlier page of this tab has left. */
  async restore() {
    const held = read();
    if (!held?.texts?.length || held.account !== account() || !this.isEmpty) return;
    const files = await keptFiles(held, held.texts.map(({ id }) => id)).catch(() => []);
    if (!this.isEmpty) return; // somebody was faster
    this.items = held.texts.map(({ id, ...texts }, number) => ({ ...EMPTY, ...texts, file: named(files[number], id) }));
    this.sharesCredit = held.shares ?? null;
  }
}

/** One of the page, whichever field opens the dialog. */
export const draft = new PictureDraft();
export const restored = draft.restore().catch(() => {});
// Where this browser keeps nothing, it asks before the page goes.
addEventListener("beforeunload", (event) => !draft.isSafe && event.preventDefault());

/** Somebody has signed out at this machine. */
export async function forgetPictures() {
  sessionStorage.removeItem(HELD_IN);
  await forgetFiles();
}

/** What a picture of the list is called. */
export function nameOf({ file, image }) {
  const heavy = file && !image && file.size > IMAGE_MAX_BYTES ? ` (${weight(file.size, IMAGE_MAX_BYTES)})` : "";
  return file ? `${file.name || "Ảnh vừa dán"}${heavy}` : image ? image.alt : "";
}

function account() {
  return document.querySelector("[data-idle]")?.dataset.user ?? "";
}

function read() {
  try {
    return JSON.parse(sessionStorage.getItem(HELD_IN)) ?? {};
  } catch {
    return {};
  }
}

/** `file`, known as `id` unless it has a name already. */
function named(file, id) {
  if (file && !ids.has(file)) ids.set(file, id);
  return file ?? null;
}
