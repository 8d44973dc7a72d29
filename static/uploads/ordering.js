// The order of a list, changed by buttons and by keys: Alt+↑ and Alt+↓ anywhere in a row. What is moved keeps the focus.

import { make } from "./dom.js";

/**
 * Buttons for a row: {earlier, later, remove, rename}. `move(by)` is called with -1 or 1, `drop()` takes the row out; `removes`
 * is what the button for it says. `rename(name)` says to whom they belong.
 */
export function orderButtons({ move, drop, removes = "Bỏ ảnh này", signs = ["↑", "↓"] }) {
  const button = (words, sign, action) => make("button", { type: "button", class: "images-button images-step", title: words, onclick: action }, sign);
  const earlier = button("Chuyển lên trước", signs[0], () => move(-1));
  const later = button("Chuyển ra sau", signs[1], () => move(1));
  const remove = make("button", { type: "button", class: "images-button", onclick: drop }, removes);
  const rename = (name) => {
    for (const each of [earlier, later, remove]) each.setAttribute("aria-label", `${each.title || removes}: ${name}`);
  };
  return { earlier, later, remove, rename };
}

/** `row` moves by Alt+↑ and Alt+↓ wherever in it the focus is. */
export function moveByKeys(row, move) {
  row.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    move(event.key === "ArrowUp" ? -1 : 1);
  });
}

/** `items` with `item` moved `by` places, as far as there are places; the same list where it cannot go. */
export function moved(items, item, by) {
  const from = items.indexOf(item);
  const to = Math.max(0, Math.min(items.length - 1, from + by));
  if (from < 0 || to === from) return items;
  const others = items.filter((each) => each !== item);
  others.splice(to, 0, item);
  return others;
}

/** Puts `rows` into `list` in this order; whoever has the focus keeps it, or the next best in the same row. */
export function inOrder(list, rows) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  list.replaceChildren(...rows);
  rows.forEach((row, place) => {
    row.querySelectorAll("[title='Chuyển lên trước']").forEach((button) => (button.disabled = place === 0));
    row.querySelectorAll("[title='Chuyển ra sau']").forEach((button) => (button.disabled = place === rows.length - 1));
  });
  if (!focused?.isConnected) return;
  const next = focused.disabled ? focused.closest("li")?.querySelector("button:not(:disabled)") : focused;
  next?.focus({ preventScroll: true });
  next?.closest("li")?.scrollIntoView({ block: "nearest" });
}
