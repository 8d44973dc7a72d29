// Google Docs, from its window and as a page that it has exported ("Tải xuống › Trang web").

import { note } from "./notes.js";

const COMMENT = "a[href*='#cmnt']"; // [a] in the text and before the comment below it
const MARKS = /#cmnt(\d+)$/;
const SAYS = /#cmnt_ref(\d+)$/;

export function readGoogleDocs(body, context) {
  if (!context.source.startsWith("google")) return;
  const marks = [...body.querySelectorAll(COMMENT)];
  const said = new Set(marks.map((link) => SAYS.exec(link.getAttribute("href"))?.[1])); // below the text, as far as that was copied
  for (const link of marks) {
    if (!body.contains(link)) continue;
    const number = MARKS.exec(link.getAttribute("href"))?.[1];
    const isInText = number !== undefined;
    const whole = isInText ? (link.closest("sup") ?? link) : link.closest("div, p") ?? link;
    if (!isInText) note(context, "comments", whole.textContent.replace(link.textContent, ""));
    else if (!said.has(number)) note(context, "comments");
    whole.remove();
  }
  for (const link of body.querySelectorAll("a[href*='#ftnt_ref']")) {
    const above = link.closest("div")?.previousElementSibling;
    if (above?.localName === "hr") above.remove(); // the line above the footnotes
  }
  for (const tab of body.querySelectorAll(".Apple-tab-span")) tab.replaceWith(" ");
  body.querySelectorAll(".Apple-interchange-newline").forEach((line) => line.remove());
}
