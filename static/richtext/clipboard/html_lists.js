// Lists that are lists already: their kind by style (Google Docs, web pages), the place of an inner list, ticked items.

import { nested, typeOf } from "./lists.js";
import { replaceByAll } from "./nodes.js";

const LISTS = "ul, ol";

export function readLists(body) {
  body.querySelectorAll("li[role='checkbox'], li[aria-checked]").forEach(tick);
  for (const list of body.querySelectorAll(LISTS)) {
    moveInnerLists(list);
    nestByLevel(list);
  }
  for (const list of body.querySelectorAll("ol")) readNumbers(list);
}

/** An item of a checklist says whether it is done. */
function tick(item) {
  const box = item.querySelector("img, [role='img']");
  if (box && !box.textContent.trim()) box.remove();
  const holder = item.querySelector("p, span") ?? item;
  holder.prepend(item.getAttribute("aria-checked") === "true" ? "☑ " : "☐ ");
}

/** Google Docs puts an inner list beside the item that it belongs to. */
function moveInnerLists(list) {
  for (const inner of [...list.children].filter((child) => child.matches(LISTS))) {
    const before = inner.previousElementSibling;
    if (before?.localName === "li") before.append(inner);
  }
}

/** Items of one list that say another level each. */
function nestByLevel(list) {
  const items = [...list.children].filter(({ localName }) => localName === "li");
  const levels = items.map((item) => Number(item.getAttribute("aria-level")) || 0);
  if (!levels[0] || levels.every((level) => level === levels[0] || !level)) return;
  const kind = list.localName;
  const counts = new Map();
  const read = items.map((item, place) => {
    const level = levels[place] || levels[0];
    for (const deeper of [...counts.keys()]) if (deeper > level) counts.delete(deeper);
    counts.set(level, (counts.get(level) ?? 0) + 1);
    return { level, kind, type: kind === "ol" ? typeOf(list, item) : "", number: counts.get(level), nodes: [...item.childNodes] };
  });
  replaceByAll(list, nested(read, list.ownerDocument));
}

/** `type` and `start` as the browser shows them; an item with a number of its own begins another list. */
function readNumbers(list) {
  const items = [...list.children].filter(({ localName }) => localName === "li");
  if (!items.length) return;
  const type = typeOf(list, items[0]);
  if (type === "1") list.removeAttribute("type");
  else list.setAttribute("type", type);
  const first = Number(items[0].getAttribute("value"));
  if (first > 0) list.setAttribute("start", first);
  let current = list;
  let next = Number(list.getAttribute("start")) || 1;
  for (const [place, item] of items.entries()) {
    const own = Number(item.getAttribute("value"));
    if (place && own > 0 && own !== next) {
      const other = current.cloneNode(false);
      other.setAttribute("start", (next = own));
      current.after(other);
      current = other;
    }
    if (current !== list) current.append(item);
    next += 1;
  }
}
