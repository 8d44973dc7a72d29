// What Writer and Calc of LibreOffice write in a way of their own. Footnotes: footnotes.js; symbols: symbols.js.

import { note } from "./notes.js";

const PAGES = ["title", "type"].flatMap((name) => [`div[${name}='header' i]`, `div[${name}='footer' i]`]).join(",");
const SHEET_COMMENTS = "a.comment-indicator, comment";

export function readLibreOffice(body, context) {
  if (context.source !== "libreoffice") return;
  for (const remark of context.remarks) if (isWritten(remark)) note(context, "comments", remark);
  for (const part of body.querySelectorAll(PAGES)) {
    if (part.textContent.trim()) note(context, "paper", part.textContent);
    part.remove();
  }
  for (const comment of body.querySelectorAll(SHEET_COMMENTS)) {
    if (comment.textContent.trim()) note(context, "comments", comment.textContent);
    comment.remove();
  }
  body.querySelectorAll("[id^='Table of Contents'], [id='toc']").forEach((contents) => dropContents(contents, context));
}

/** Writer puts comments into the markup; rows of stars and the marks of the browser stand there, too. */
const isWritten = (remark) => /\p{L}/u.test(remark) && !/^(?:Start|End)(?:Fragment|Selection)$/.test(remark);

function dropContents(contents, context) {
  if (!contents.isConnected) return;
  for (const line of contents.querySelectorAll("p")) if (line.textContent.trim()) note(context, "contents", line.textContent);
  contents.remove();
}
