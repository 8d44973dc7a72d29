// Fields of forms: what somebody filled in is text, the rest goes.

import { note } from "./notes.js";

const FIELDS = "input, select, textarea, button, datalist, output, meter, progress";
const ASKS_TO_BE_FILLED = ".MsoPlaceholderText"; // "Click or tap here to enter text" of a content control in Word

export function readForms(body, context) {
  for (const field of body.querySelectorAll(`${FIELDS}, ${ASKS_TO_BE_FILLED}`)) {
    if (!body.contains(field)) continue;
    note(context, "forms", field.getAttribute("aria-label") ?? field.getAttribute("name") ?? "");
    field.replaceWith(filledIn(field));
  }
}

function filledIn(field) {
  const type = field.getAttribute("type")?.toLowerCase() ?? "text";
  if (/^(?:checkbox|radio)$/.test(type)) return field.hasAttribute("checked") ? "☑ " : "☐ ";
  if (field.localName === "input") return /^(?:text|date|number|email|tel|url|search|time|month)$/.test(type) ? (field.getAttribute("value") ?? "") : "";
  if (field.localName === "select") return (field.querySelector("option[selected]") ?? field.querySelector("option"))?.textContent ?? "";
  return /^(?:textarea|output)$/.test(field.localName) ? field.textContent : "";
}
