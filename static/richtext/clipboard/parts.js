// Parts of a document that Word names by their styles: quotations, tables of contents; and links that mail has rewritten.

import { note } from "./notes.js";

const QUOTES = ".MsoQuote, .MsoIntenseQuote, .x_MsoQuote, .x_MsoIntenseQuote, p[data-ccp-parastyle='Quote']";
const CONTENTS = "[class*='MsoToc']";
const PAGES = ".MsoHeader, .MsoFooter, .x_MsoHeader, .x_MsoFooter";

/** Neighbouring paragraphs in a style for quotations are one quotation. */
export function frameQuotes(body) {
  let last = null;
  for (const paragraph of body.querySelectorAll(QUOTES)) {
    if (paragraph.localName !== "p" || paragraph.closest("blockquote, td, th, li")) continue;
    if (!last || paragraph.previousElementSibling !== last) {
      last = body.ownerDocument.createElement("blockquote");
      paragraph.before(last);
    }
    last.append(paragraph);
  }
}

/** A table of contents lists pages of paper, a header or footer stands on each of them: an article has none. */
export function dropPaper(body, context) {
  for (const [kind, selector] of [["contents", CONTENTS], ["paper", PAGES]]) {
    for (const line of body.querySelectorAll(selector)) {
      if (line.closest("td, th") || !body.contains(line)) continue;
      if (line.textContent.trim()) note(context, kind, line.textContent);
      line.remove();
    }
  }
}

/** Outlook leads each link over a host of its own, which stops working and tells on readers. */
export function straightenLinks(body) {
  for (const link of body.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href").trim();
    const original = link.getAttribute("originalsrc") ?? (/^https:\/\/[^/]*\.safelinks\.protection\.outlook\.com\//i.test(href) ? wrapped(href) : null);
    if (/^(?:https?|mailto):/i.test(original ?? "")) link.setAttribute("href", original);
  }
}

const wrapped = (href) => (URL.canParse(href) ? new URL(href).searchParams.get("url") : null);
