// What its program does not show. White letters stay: they stand in coloured cells, and nobody knows the colour behind them.

import { holdersOf } from "./nodes.js";
import { note } from "./notes.js";
import { declared, points } from "./styles.js";

const SMALLEST = 1.5; // points; mail programs hide a first line in letters of one pixel

export function dropHidden(body, context) {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_ELEMENT);
  const hidden = [];
  let showing = null; // the elements that hold a picture or larger letters
  const isSmall = (element) => isTiny(element, context) && !(showing ??= holdersOf(showingIn(body, context))).has(element);
  for (let element = walker.nextNode(); element; element = hidden.at(-1) === element ? behind(walker) : walker.nextNode()) {
    if (isHidden(element, context) || isSmall(element)) hidden.push(element);
  }
  for (const element of hidden) {
    const words = element.textContent.trim();
    if (words) note(context, "hidden", words);
    element.remove();
  }
}

/** The element after all that is in the one where `walker` stands. */
function behind(walker) {
  do {
    const next = walker.nextSibling();
    if (next) return next;
  } while (walker.parentNode());
  return null;
}

function isHidden(element, context) {
  if (element.hasAttribute("hidden")) return true;
  const { display, visibility, "mso-hide": hide } = declared(context, element);
  if (display === "none" || hide === "all" || visibility === "hidden") return !/^mso-element/.test(element.getAttribute("style") ?? "");
  return !context.isOffice && isOutOfSight(declared(context, element));
}

const sizeOf = (element, context) => points(declared(context, element)["font-size"]);
const isTiny = (element, context) => sizeOf(element, context) < SMALLEST;

/** Pictures, and what has letters that can be read. */
function showingIn(body, context) {
  return [...body.querySelectorAll("img, [style*='font-size'], [class]")].filter(
    (element) => element.localName === "img" || sizeOf(element, context) >= SMALLEST,
  );
}

const FAR = 900; // points

/** How pages hide words from whoever looks at them, and not from a clipboard. */
function isOutOfSight(style) {
  if (style.opacity && Number.parseFloat(style.opacity) === 0) return true;
  if (/^rect\(\s*(?:0|1)(?:px)?[ ,]+(?:0|1)(?:px)?[ ,]+(?:0|1)(?:px)?[ ,]+(?:0|1)(?:px)?\s*\)/.test(style.clip ?? "")) return true;
  if (/^inset\((?:50|100)%/.test(style["clip-path"] ?? "")) return true;
  if (["left", "top", "text-indent", "margin-left"].some((side) => points(style[side]) <= -FAR)) return true;
  return /^(?:hidden|clip)/.test(style.overflow ?? "") && ["height", "width", "max-height"].some((side) => points(style[side]) <= SMALLEST);
}
