// A published page of this portal, copied back: what the page itself made of the stored text (articles/presentation.py) goes.

import { replaceByAll } from "./nodes.js";

const MADE_AROUND = "a.doc, abbr.explained, span.unbroken, sup.reference > a, sup.note > a, ul.strip > li, ul.strip, div.table";
const MADE = ".notes a.back, p.gallery-name, ul.strip span.place, .play-label, .connects, .print-only, details.transcript, .gallery-bar, .motion";
const AROUND_THE_TEXT = ".tools, .breadcrumbs, .kicker, .article-head .meta, .share, .comments, .script-only";
const FIGURE = /^(?:[+−–-]?\d[\d.,]*\s?%?|[–-]?)$/; // as in articles/presentation.py
const PLAYER = /\/(video|am-thanh)\/([a-z0-9]{10})\//;

export function undoPresentation(body, { source }) {
  if (source !== "own") return;
  body.querySelectorAll(`${MADE}, ${AROUND_THE_TEXT}`).forEach((element) => element.remove());
  body.querySelectorAll(MADE_AROUND).forEach((element) => replaceByAll(element, element.childNodes));
  for (const reference of body.querySelectorAll("sup.reference")) reference.className = "note";
  body.querySelectorAll("[style]").forEach(forgetLook);
  for (const picture of body.querySelectorAll("img")) {
    picture.removeAttribute("loading");
    // A reader has pressed “Xem ảnh động”: the text holds the still picture (uploads/sizes.py).
    const address = picture.getAttribute("src");
    if (address?.endsWith("-dong.webp")) picture.setAttribute("src", address.replace(/-dong\.webp$/, "-1280.webp"));
  }
  body.querySelectorAll("table").forEach(unalignFigures);
  for (const link of body.querySelectorAll("a[data-player]")) {
    const [, kind, key] = PLAYER.exec(link.getAttribute("href")) ?? [];
    if (key) link.setAttribute("href", `/${kind}/${key}/`);
  }
}

/** A stored text has no styles: browsers write what the sheets of the page say into what they copy. */
function forgetLook(element) {
  const { display, visibility } = element.style;
  if (display !== "none" && visibility !== "hidden") element.removeAttribute("style"); // the next steps ask for these two
}

/** Columns of figures alone are right-aligned by the page, each time. */
function unalignFigures(table) {
  const rows = [...table.querySelectorAll("tr")].map((row) => [...row.children]);
  if (new Set(rows.map((row) => row.length)).size !== 1 || table.querySelector("[colspan], [rowspan]")) return;
  for (let column = 0; column < rows[0].length; column += 1) {
    const cells = rows.map((row) => row[column]);
    const figures = cells.filter((cell) => cell.localName === "td");
    if (figures.length && figures.every((cell) => FIGURE.test(cell.textContent.trim()))) cells.forEach((cell) => cell.classList.remove("right"));
  }
}
