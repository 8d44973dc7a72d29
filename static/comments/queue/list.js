// The rows of the list: those that leave it, come back, or follow from the next page, and those that are chosen.

import { afterLine } from "./line.js";
import { open } from "./opening.js";
import { load, many, openRow, parsed, part, pkOf, root, rowOf, rows } from "./page.js";

const FILL_BELOW = 15;

const decided = new Set(); // what has left the list and must not come back with the next page
let filling = null;
let hasMore = Boolean(part("more"));

function take(row) {
  decided.add(pkOf(row));
  row.remove();
  if (rows.children.length < (hasMore ? FILL_BELOW : 1)) fill();
  countChosen();
}

/** Whether `row` stands before `other` in the order of this list (comments/queue/places.py). */
function comesBefore(row, other) {
  const signs = root.dataset.order;
  const [place, there] = [row, other].map(({ dataset }) => dataset.place.split("-").map(BigInt));
  const differs = place.findIndex((number, field) => number !== there[field]);
  return differs >= 0 && (signs[differs] === "-" ? place[differs] > there[differs] : place[differs] < there[differs]);
}

/** Puts `row` at its place, instead of the one that is about the same comment. */
export function put(row) {
  decided.delete(pkOf(row));
  rowOf(pkOf(row))?.remove();
  const later = [...rows.children].find((other) => comesBefore(row, other));
  rows.insertBefore(row, later ?? null);
  return row;
}

/** The rest of the page, once decisions that are under way have arrived. */
function fill() {
  filling ??= afterLine(async () => {
    try {
      const fresh = parsed(await load({ phan: "danh-sach" }));
      hasMore = fresh.length > rows.children.length;
      for (const row of fresh) if (!rowOf(pkOf(row)) && !decided.has(pkOf(row))) rows.append(row);
      if (!openRow() && rows.firstElementChild) open(rows.firstElementChild);
    } catch {
      // The next decision asks again.
    } finally {
      filling = null;
    }
  });
}

/** The rows go at once, and the next comment opens: what the server says of them comes when it comes. */
export function leave(gone) {
  const current = openRow();
  let next = current;
  const isLeft = (row) => !gone.includes(row) && !("settled" in row.dataset);
  while (next && !isLeft(next)) next = next.nextElementSibling;
  if (!next) next = [...rows.children].find(isLeft);
  for (const row of gone) take(row);
  if (!current || gone.includes(current)) open(next);
}

function countChosen() {
  if (!many) return;
  const count = rows.querySelectorAll("input[name=chosen]:checked").length;
  many.toggleAttribute("data-some", count > 0);
  part("chosen").textContent = count ? `Đã chọn ${count}` : "Chưa chọn dòng nào";
  for (const field of many.querySelectorAll("button, select")) field.disabled = !count;
  part("all").querySelector("input").checked = count > 0 && count === rows.querySelectorAll("input[name=chosen]:enabled").length;
}

/** Lets several rows be chosen, where the page has a form for them. */
export function chooseMany() {
  if (!many) return;
  many.toggleAttribute("data-live", true);
  const all = part("all");
  all.hidden = false;
  all.addEventListener("change", ({ target }) => {
    for (const box of rows.querySelectorAll("input[name=chosen]:enabled")) box.checked = target.checked;
    countChosen();
  });
  rows.addEventListener("change", countChosen);
  countChosen();
}
