// The rows in which documents are attached. After a save that leaves the page as it is, a new row is one that is there, with
// its number; one that was to be removed is gone. The theme numbers rows by writing their HTML anew, which forgets what was
// typed and chosen in them: here they keep it.

import { make } from "../uploads/dom.js";

const PREFIX = "attachments";
const NUMBERED = ["id", "name", "for", "aria-describedby", "aria-labelledby"];

export const group = () => document.getElementById(`${PREFIX}-group`);
export const rows = () => [...(group()?.querySelectorAll("tbody.form-group:not(.empty-form)") ?? [])];
export const control = (row, field) => row.querySelector(`[name^="${PREFIX}-"][name$="-${field}"]`);

/** The rows as they are sent now: {row, id, isRemoved, isEmpty}; `id` is "" for a new one. */
export function rowsNow() {
  return rows().map((row) => ({
    row,
    id: control(row, "id")?.value ?? "",
    isRemoved: Boolean(control(row, "DELETE")?.checked),
    isEmpty: isEmpty(row),
  }));
}

/** Whether nothing is typed into a row, nor chosen in it. */
export function isEmpty(row) {
  return !["title", "file", "file-document", "copy_kind"].some((field) => control(row, field)?.value);
}

/**
 * Takes up what a save made of `sent` (rowsNow): `attachments` are those of the article, the oldest first. Returns whether
 * each row has found its own; if not, only the page itself knows.
 */
export function takeUp(sent, attachments) {
  const before = new Set(sent.map(({ id }) => id).filter(Boolean));
  const made = attachments.filter(({ id }) => !before.has(String(id)));
  const written = sent.filter(({ id, isRemoved, isEmpty }) => !id && !isRemoved && !isEmpty);
  if (made.length !== written.length) return false;
  sent.filter(({ id, isRemoved }) => id && isRemoved).forEach(({ row }) => row.remove());
  written.forEach(({ row }, index) => {
    if (row.isConnected) belongTo(row, made[index]);
    else leaveOut(made[index]);
  });
  number();
  return true;
}

/** Rows of an article that is no more are rows of a new one. */
export function forgetIds() {
  for (const row of rows()) {
    if (control(row, "id")?.value) row.remove();
  }
  number();
}

/** Removes a new row at once, and lets one that is there be removed by the save. */
export function watchRemovals() {
  group()?.addEventListener("click", removeRow, { capture: true });
}

function removeRow(event) {
  const button = event.target.closest(".delete-template");
  if (!button) return;
  event.stopImmediatePropagation();
  event.preventDefault();
  const row = button.closest("tbody");
  row.remove();
  number();
  document.dispatchEvent(new CustomEvent("formset:removed", { detail: { formsetName: PREFIX } }));
  group().querySelector(".add-row")?.focus();
}

function belongTo(row, { id }) {
  const cells = row.querySelector("tr.form-row");
  cells.firstElementChild.append(make("input", { type: "hidden", name: `${PREFIX}-0-id`, value: id }));
  for (const field of ["file", "file-document"]) {
    if (control(row, field)) control(row, field).value = "";
  }
  row.querySelector(".delete-template")?.replaceWith(checkboxForRemoval());
  cells.after(noteOfRemoval());
  row.classList.replace("template", "original");
}

/** A row that was taken away while the save that made it was on its way: the next save removes it. */
function leaveOut({ id }) {
  const hidden = (field, value) => make("input", { type: "hidden", name: `${PREFIX}-0-${field}`, value });
  const checked = make("input", { type: "checkbox", name: `${PREFIX}-0-DELETE`, checked: true });
  const cell = make("td", {}, hidden("id", id), hidden("title", "–"), hidden("position", "0"), checked);
  const empty = group().querySelector("tbody.empty-form");
  empty.before(make("tbody", { class: "form-group original", hidden: true }, make("tr", { class: "form-row" }, cell)));
}

/** As in templates/newsroom/attachment_row.html. */
function checkboxForRemoval() {
  const id = `id_${PREFIX}-0-DELETE`;
  const box = make("input", { type: "checkbox", name: `${PREFIX}-0-DELETE`, id, class: "delete desk-unseen", "aria-label": "Bỏ tệp này" });
  const icon = make("span", { class: "material-symbols-outlined", "aria-hidden": "true" }, "delete");
  return make("label", { class: "desk-row-delete", for: id, title: "Bỏ tệp này" }, icon, box);
}

function noteOfRemoval() {
  const back = make("label", { for: `id_${PREFIX}-0-DELETE`, class: "cursor-pointer font-medium text-red-600 dark:text-red-500" }, "Bấm để giữ lại");
  const note = make("div", { class: "desk-row-removed" }, make("span", {}, "Khi lưu, tệp này vào thùng rác; khôi phục được ở đó."), back);
  return make("tr", { class: "form-delete" }, make("td", {}, note));
}

/** Gives the rows their numbers, first those that are there (as Django's forms expect it), and says how many there are. */
export function number() {
  const all = rows();
  const there = all.filter((row) => control(row, "id")?.value);
  [...there, ...all.filter((row) => !there.includes(row))].forEach(renumber);
  setCount("TOTAL_FORMS", all.length);
  setCount("INITIAL_FORMS", there.length);
}

function renumber(row, index) {
  const pattern = new RegExp(`${PREFIX}-\\d+`, "g");
  for (const element of [row, ...row.querySelectorAll("*")]) {
    for (const name of NUMBERED) {
      const value = element.getAttribute(name);
      if (value?.includes(PREFIX)) element.setAttribute(name, value.replace(pattern, `${PREFIX}-${index}`));
    }
  }
}

function setCount(name, count) {
  const field = document.getElementById(`id_${PREFIX}-${name}`);
  if (field) field.value = count;
}
