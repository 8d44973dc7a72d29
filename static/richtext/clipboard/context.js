// What the steps know of the clipboard that they read.

import { OFFICE } from "./source.js";
import { sheetOf } from "./styles.js";
import { readTextBoxes } from "./text_boxes.js";

const NOTHING_TO_READ = "script, style, link, meta, title, template, noscript, iframe, frame, frameset, object, embed, audio, video, svg, math, xml";

/** {source, isOffice, notes, sheet, remarks, rules, text, mediaUrl, origin, above}; takes out of `page` what nobody reads. */
export function contextOf(page, { allowed, ...options }) {
  const isOffice = OFFICE.has(options.source);
  // Other programs write what counts into each element; rules of a web page are for its own place on it.
  const sheet = sheetOf(isOffice ? [...page.querySelectorAll("style")].map((style) => style.textContent).join("\n") : "");
  if (isOffice) readTextBoxes(page);
  page.querySelectorAll(NOTHING_TO_READ).forEach((element) => element.remove());
  const remarks = dropRemarks(page);
  return { ...options, isOffice, sheet, remarks, rules: rulesOf(allowed), notes: [] };
}

/** {attributes, classes} by tag, of CKEditor's rules: {"td": {attributes: "colspan,rowspan", classes: "center,right"}, "hr": true}. */
function rulesOf(allowed) {
  const names = (list) => (list ? list.split(",").map((name) => name.replace("!", "").trim()) : []);
  const rules = Object.entries(allowed).filter(([tag]) => tag !== "*");
  return new Map(rules.map(([tag, { attributes, classes }]) => [tag, { attributes: names(attributes), classes: new Set(names(classes)) }]));
}

/** The texts of comments of the markup, taken out: Word's conditional ones too, whose content browsers do not show either. */
function dropRemarks(page) {
  const remarks = [];
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_PROCESSING_INSTRUCTION);
  while (walker.nextNode()) remarks.push(walker.currentNode);
  remarks.forEach((remark) => remark.remove());
  return remarks.map(({ data }) => data.trim());
}
