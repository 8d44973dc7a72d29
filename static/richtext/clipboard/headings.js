// Headings: one level down, because the title of the article is the first one, and never a level left out.

import { appendAll } from "./nodes.js";
import { declared } from "./styles.js";
import { LAYOUT } from "./tables.js";

const DEEPEST = 6;

/**
 * Give each heading its tag: "Heading 1" is `h2`. A web page, whose own title is not pasted along, keeps its levels. Titles
 * count as the first level. Headings in cells are paragraphs in bold: a table has none.
 */
export function levelHeadings(body, context) {
  const found = [...body.querySelectorAll("h1, h2, h3, h4, h5, h6, p, div[role='heading'], [aria-level]")]
    .map((element) => ({ element, level: levelOf(element, context) }))
    .filter(({ level }) => level);
  const isShifted = context.source !== "own" && (context.source !== "web" || found.some(({ level }) => level === 1));
  const open = [{ level: 0, shown: context.above }];
  for (const { element, level } of found) {
    if (!element.textContent.trim() && !element.querySelector("img")) element.remove();
    else if (isInCell(element)) become(element, "p", { bold: true });
    else {
      while (open.length > 1 && open.at(-1).level >= level) open.pop();
      const shown = Math.min(Math.max(level + (isShifted ? 1 : 0), 2), open.at(-1).shown + 1, DEEPEST);
      open.push({ level, shown });
      become(element, `h${shown}`);
    }
  }
}

const isInCell = (element) => Boolean(element.closest("li") || (element.closest("td, th") && !element.closest("table")?.hasAttribute(LAYOUT)));

/** 1 for the highest, or 0 for a paragraph. */
function levelOf(element, context) {
  if (/\b(?:x_)?MsoTitle\b/.test(element.className)) return 1;
  if (element.getAttribute("role") === "heading") return Number(element.getAttribute("aria-level")) || 2;
  if (element.querySelector("[data-ccp-parastyle='Title']")) return 1;
  const own = /^h([1-6])$/.exec(element.localName);
  if (own) return Number(own[1]);
  return element.localName === "p" ? Number(declared(context, element)["mso-outline-level"]) || 0 : 0;
}

function become(element, tag, { bold = false } = {}) {
  const heading = element.ownerDocument.createElement(tag);
  for (const { name, value } of element.attributes) if (!/[:<>"'=\s]/.test(name)) heading.setAttribute(name, value);
  const inner = bold ? heading.appendChild(element.ownerDocument.createElement("b")) : heading;
  appendAll(inner, element.childNodes);
  element.replaceWith(heading);
}
