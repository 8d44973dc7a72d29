// In which order documents stand below an article: a row is moved by its buttons, not by a number. The fields for the number
// stay, hidden, and are what is sent.

import { control, group, isEmpty, number, rows } from "./attachment_rows.js";

const positionOf = (row) => Number(control(row, "position")?.value) || 0;
const isNew = (row) => !control(row, "id")?.value;

/** `changed` is told when the order is another one. */
export function watchOrder(changed) {
  const documents = group();
  if (!documents) return;
  arrange();
  documents.dataset.ordered = "";
  documents.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-move]");
    if (button) move(button, changed);
  });
  for (const kind of ["input", "change"]) documents.addEventListener(kind, ({ target }) => placeNew(target.closest("tbody")));
}

/** Rows that come back from a working copy stand by their numbers, as those of the article do. */
function arrange() {
  const all = rows();
  const ordered = all.filter((row) => !isEmpty(row)).sort((one, other) => positionOf(one) - positionOf(other));
  group().querySelector("tbody.empty-form")?.before(...ordered, ...all.filter(isEmpty));
}

function move(button, changed) {
  const row = button.closest("tbody");
  const shown = rows().filter((each) => !each.hidden);
  const from = shown.indexOf(row);
  const place = from + Number(button.dataset.move);
  const name = control(row, "title")?.value.trim() || "chưa có tên";
  if (!shown[place]) return say(`Tệp “${name}” đã ở ${place < 0 ? "đầu" : "cuối"} danh sách.`);
  if (place < from) shown[place].before(row);
  else shown[place].after(row);
  number();
  const filled = rows().filter((each) => !isEmpty(each));
  filled.forEach((each, index) => (control(each, "position").value = index + 1));
  button.focus();
  say(`Tệp “${name}” nay ở vị trí ${place + 1} trên ${shown.length}.`);
  changed();
}

/** A new row goes to the end, also where the others have numbers; one that is emptied again is as if nobody had touched it. */
function placeNew(row) {
  if (!row || !isNew(row) || row.matches(".empty-form")) return;
  const position = control(row, "position");
  if (isEmpty(row)) position.value = position.defaultValue;
  else if (position.value === position.defaultValue) {
    const last = Math.max(...rows().filter((each) => each !== row).map(positionOf), 0);
    if (last) position.value = last + 1;
  }
}

function say(sentence) {
  group().querySelector("[data-order-said]").textContent = sentence;
}
