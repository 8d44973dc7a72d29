/* [data-preview]: the preview of an article that is being typed, in a tab of its own. The form tells over a channel that
   something new can be shown (static/newsroom/previews.js); frames beside the form are kept up by the form itself. */

import { fetchPart } from "./parts.js";

export const CHANNEL = "xem-truoc";
const LEFT_ALONE = ["[data-display]", ".side"]; // choices of the reader, which scripts have filled in; what no typing changes
const LOST = "Không cập nhật được nữa: mất kết nối hoặc phiên làm việc đã hết. Xin đăng nhập lại nếu cần rồi tải lại trang này.";

/** The address of the part that follows the typing, of the page at `address`. */
export function addressOfPart(address) {
  const part = new URL(address, location.href);
  part.searchParams.set("phan", "1");
  return part.href;
}

/** `element` without what a script of the page has added to it. */
function asWritten(element) {
  if (!element.matches("[data-attached]")) return element;
  const copy = element.cloneNode(true);
  copy.removeAttribute("data-attached");
  copy.querySelectorAll("[data-added]").forEach((added) => added.remove());
  return copy;
}

function isSame(old, fresh) {
  if (old.isEqualNode(fresh)) return true;
  if (old.nodeType === Node.ELEMENT_NODE && asWritten(old).isEqualNode(fresh)) return true;
  if (old.nodeType !== Node.ELEMENT_NODE || fresh.nodeType !== Node.ELEMENT_NODE) return false;
  return LEFT_ALONE.some((selector) => old.matches(selector) && fresh.matches(selector));
}

/** Makes `old` (an element of a page that is shown) like `fresh`. What is the same stays: pictures, the place on the page. */
export function update(old, fresh) {
  if (isSame(old, fresh)) return;
  if (old.nodeType !== Node.ELEMENT_NODE || !old.cloneNode(false).isEqualNode(fresh.cloneNode(false))) {
    old.replaceWith(fresh);
    return;
  }
  const [olds, news] = [[...old.childNodes], [...fresh.childNodes]];
  const shorter = Math.min(olds.length, news.length);
  let same = 0;
  while (same < shorter && isSame(olds[same], news[same])) same += 1;
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && isSame(olds.at(-1 - sameAtEnd), news.at(-1 - sameAtEnd))) sameAtEnd += 1;
  const gone = olds.slice(same, olds.length - sameAtEnd);
  const come = news.slice(same, news.length - sameAtEnd);
  const pairs = Math.min(gone.length, come.length);
  for (let at = 0; at < pairs; at += 1) update(gone[at], come[at]);
  const behind = olds[olds.length - sameAtEnd] ?? null;
  for (const node of gone.slice(pairs)) node.remove();
  for (const node of come.slice(pairs)) old.insertBefore(node, behind);
}

/** The part of the page that follows the typing, as `document` shows it. */
export const partOf = (document) => document.querySelector("main:has([data-preview])");

/** Shows `fresh` in place of the part that `document` shows, and lets the page's modules find what is new. */
export function show(document, fresh) {
  const main = partOf(document);
  update(main, fresh);
  partOf(document)?.dispatchEvent(new CustomEvent("htmx:load", { bubbles: true }));
}

class Follower {
  constructor(key) {
    Object.assign(this, { key, address: location.href, isAsking: false, isWanted: false });
  }

  begin() {
    new BroadcastChannel(CHANNEL).addEventListener("message", ({ data }) => this.told(data));
    document.addEventListener("visibilitychange", () => document.hidden || this.refresh());
  }

  told({ keys, key, address }) {
    if (!keys.includes(this.key)) return;
    this.key = key;
    this.address = address;
    history.replaceState(null, "", address);
    this.refresh();
  }

  async refresh() {
    this.isWanted = true;
    if (this.isAsking) return;
    this.isAsking = true;
    while (this.isWanted) {
      this.isWanted = false;
      try {
        show(document, await fetchPart(addressOfPart(this.address), "main:has([data-preview])"));
      } catch {
        const state = document.querySelector("[data-preview-state]");
        if (state) state.textContent = LOST;
      }
    }
    this.isAsking = false;
  }
}

let isFollowing = false;

export default function follow(element) {
  if (isFollowing || window.parent !== window || !window.BroadcastChannel) return;
  isFollowing = true;
  new Follower(element.dataset.preview).begin();
}
