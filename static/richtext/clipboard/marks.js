// What letters look like because it means something: bold, italic, struck out, high, low; and the alignment of a line.

import { holdersOf } from "./nodes.js";
import { NONE, declared, points } from "./styles.js";

const BY_TAG = { b: "strong", strong: "strong", i: "em", em: "em", dfn: "em", u: "u", s: "s", strike: "s", del: "s", sub: "sub", sup: "sup" };
const HIGH = 2; // points of "mso-text-raise" from which letters are an index

/** The marks inside of `element`, {strong, em, u, s, sub, sup: true}, from those around it. */
export function marksOf(element, { marks, isHeading, isLink }, context) {
  const style = declared(context, element);
  const tag = BY_TAG[element.localName];
  if (!tag && style === NONE) return marks;
  const found = { ...marks };
  if (tag) found[tag] = true;
  const weight = style["font-weight"];
  if (weight) found.strong = /^(?:bold|bolder|[6-9]\d\d)/.test(weight);
  if (style["font-style"]) found.em = /^(?:italic|oblique)/.test(style["font-style"]);
  const line = `${style["text-decoration"] ?? ""} ${style["text-decoration-line"] ?? ""}`;
  if (/line-through/.test(line)) found.s = true;
  if (/underline/.test(line)) found.u = true;
  raise(style, element, found, context);
  if (isHeading) delete found.strong;
  if (isLink || element.localName === "a") delete found.u;
  return found;
}

/** The elements of the text that hold a picture, found once. */
function withPictures(element, context) {
  return (context.withPictures ??= holdersOf(element.ownerDocument.images));
}

function raise(style, element, found, context) {
  const align = style["vertical-align"];
  const raised = points(style["mso-text-raise"]);
  const isIndex = Math.abs(raised) >= HIGH && !withPictures(element, context).has(element);
  if (/^super/.test(align) || (isIndex && raised > 0)) found.sup = true;
  else if (/^sub/.test(align) || (isIndex && raised < 0)) found.sub = true;
  else if (align === "baseline") found.sup = found.sub = false;
}

/** "center", "right", "" for others that are said, undefined where nothing is. */
export function alignmentOf(element, context) {
  const style = declared(context, element);
  const byStyle = style["text-align"] === "general" ? null : style["text-align"]; // of Excel: as its kind of value wants it
  const said = (byStyle ?? element.getAttribute("align") ?? (element.localName === "center" ? "center" : "")).toLowerCase();
  const kept = ["center", "right"].find((name) => element.classList.contains(name));
  if (kept) return kept;
  if (!said) return undefined;
  if (element.localName === "table" || element.localName === "img") return undefined; // says where the table stands
  return { center: "center", "-webkit-center": "center", right: "right", end: "right" }[said] ?? "";
}
