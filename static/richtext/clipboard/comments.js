// Comments of colleagues, which Word keeps beside the text and puts behind it in the clipboard.

import { note } from "./notes.js";
import { declared } from "./styles.js";

const MARKS = ".msocomanchor, .MsoCommentReference, .msocomoff";
const LISTS = "[style*='mso-element']";

/** Take comments and their marks out; the words that they are about stay. */
export function dropComments(body, context) {
  for (const mark of body.querySelectorAll(MARKS)) {
    // Only a mark like "[N1]": a whole paragraph may have the style by accident.
    if (mark.textContent.trim().length < 12) mark.remove();
  }
  const lists = [...body.querySelectorAll(LISTS)].filter((element) => /^comment/.test(declared(context, element)["mso-element"] ?? ""));
  for (const element of [...lists, ...body.querySelectorAll(".msocomtxt, .MsoCommentText, .MsoCommentSubject")]) {
    if (!body.contains(element) || element.querySelector("[style*='mso-element:comment']")) continue;
    const words = element.textContent.trim();
    if (words) note(context, "comments", words);
    element.remove();
  }
  lists.forEach((list) => list.remove());
}
