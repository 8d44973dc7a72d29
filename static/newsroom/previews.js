/* The article as readers would see it, while it is typed: in frames beside the form, and in tabs that were opened from it.
   What they show comes from the working copy that the server has (newsroom/preview/preview.py). */

import { addressOfPart, CHANNEL, partOf, show } from "../js/preview.js";
import { watch } from "./typed.js";

const PAUSE_MS = 400; // after the last key; without a pause the copy is sent every two seconds anyway
const DESKTOP_WIDTH = 1366;
const WIDE_ENOUGH = "(min-width: 40rem)";
const REMEMBERED = "xem-truoc";

export class Previews {
  /** `root` is the panel of the form; `copy` its WorkingCopy. */
  constructor(form, root, copy) {
    Object.assign(this, { form, root, copy, keys: new Set([copy.key]), isOpen: false, isUsed: false, pause: null });
    this.link = root.querySelector("[data-preview-tab]");
    this.button = root.querySelector("[data-preview-frames]");
    this.holders = [...form.querySelectorAll("[data-preview-frame]")];
    this.frames = this.holders.map((holder) => holder.querySelector("iframe"));
    this.channel = window.BroadcastChannel ? new BroadcastChannel(CHANNEL) : null;
  }

  begin() {
    watch(this.form, () => this.typed());
    this.form.addEventListener("copy:sent", () => this.sent());
    for (const kind of ["pointerdown", "focus", "click"]) this.link.addEventListener(kind, () => (this.link.href = this.address));
    this.link.addEventListener("click", () => this.use());
    this.button.hidden = false;
    this.button.addEventListener("click", () => this.toggle(!this.isOpen));
    this.form.querySelector("[data-preview-close]").addEventListener("click", () => {
      this.toggle(false);
      this.button.focus();
    });
    for (const frame of this.frames) frame.addEventListener("load", () => this.framed(frame));
    this.fitDesktop();
    if (remembered() && matchMedia(WIDE_ENOUGH).matches) this.toggle(true);
  }

  get address() {
    const address = new URL(this.root.dataset.address.replace(this.root.dataset.key, this.copy.key), location.href);
    if (this.copy.fixed.article) address.searchParams.set("bai", this.copy.fixed.article);
    return address.href;
  }

  /** From now on what is typed is sent at each pause. */
  use() {
    this.isUsed = true;
    if (this.copy.hasUnsent) this.copy.later("send", 0);
  }

  typed() {
    if (!this.isUsed) return;
    clearTimeout(this.pause);
    this.pause = setTimeout(() => this.copy.hasUnsent && this.copy.later("send", 0), PAUSE_MS);
  }

  /** The server has something new. */
  sent() {
    this.keys.add(this.copy.key);
    this.channel?.postMessage({ keys: [...this.keys], key: this.copy.key, address: this.address });
    if (this.isOpen) this.refresh();
  }

  toggle(isOpen) {
    this.isOpen = isOpen;
    remember(isOpen);
    this.button.setAttribute("aria-pressed", String(isOpen));
    for (const holder of this.holders) holder.hidden = !isOpen;
    this.form.querySelector(".desk-article").classList.toggle("desk-with-frames", isOpen);
    if (!isOpen) return;
    this.use();
    for (const frame of this.frames) frame.src = this.address;
  }

  async refresh() {
    this.isWanted = true;
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.isWanted && this.isOpen) {
      this.isWanted = false;
      await this.load().catch(() => {}); // the bar says what is away; the next copy that arrives is the next try
    }
    this.isAsking = false;
  }

  async load() {
    const response = await fetch(addressOfPart(this.address), { credentials: "same-origin" });
    const fresh = partOf(new DOMParser().parseFromString(await response.text(), "text/html"));
    if (!fresh) return;
    for (const frame of this.frames) {
      if (frame.contentDocument && partOf(frame.contentDocument)) show(frame.contentDocument, fresh.cloneNode(true));
      else frame.src = this.address;
    }
  }

  /** Links and searches of the page open in a tab: other pages stand in no frame. */
  framed(frame) {
    const page = frame.contentDocument;
    page?.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || (link.hash && link.pathname === page.location.pathname)) return;
      event.preventDefault();
      window.open(link.href, "_blank", "noopener");
    });
    page?.addEventListener("submit", (event) => (event.target.target = "_blank"));
  }

  /** The desktop's page is as wide as a desktop, and made smaller. */
  fitDesktop() {
    const view = this.form.querySelector("[data-preview-desktop]");
    const fit = () => view.clientWidth && view.style.setProperty("--scale", Math.min(1, view.clientWidth / DESKTOP_WIDTH));
    new ResizeObserver(fit).observe(view);
  }
}

function remember(isOpen) {
  try {
    localStorage.setItem(REMEMBERED, isOpen ? "1" : "");
  } catch {
    // this browser keeps nothing: the frames are closed on the next page
  }
}

function remembered() {
  try {
    return localStorage.getItem(REMEMBERED) === "1";
  } catch {
    return false;
  }
}
