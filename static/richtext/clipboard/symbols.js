// Letters set in a font that draws signs: "³" in Symbol is ≥, "ü" in Wingdings ✓. They become the signs that people saw.

import { note } from "./notes.js";
import { declared } from "./styles.js";
import { NONE, SIGNS, signOf } from "./symbol_tables.js";

export const UNKNOWN = "[ký hiệu?]";

const PRIVATE = /[\ue000-\uf8ff]|[\u{f0000}-\u{10ffff}]/u; // codes without a meaning outside of their font
const OF_OTHER_LETTERS = /(?=\p{L})[^\u0000-\u00ff]/u; // words: a browser shows such letters in another font
const NOT_FOUND = new RegExp(`(?:${NONE})+`, "g");

/** Replace signs of Symbol, Wingdings 1 to 3 and Webdings, and private codes. What has no Unicode is marked and said. */
export function nameSymbols(body, context) {
  visit(body, "", context);
}

function visit(element, inherited, context) {
  const font = fontOf(element, context) ?? inherited;
  for (const child of [...element.childNodes]) {
    if (child.nodeType === Node.ELEMENT_NODE) visit(child, font, context);
    else if (child.nodeType === Node.TEXT_NODE) replace(child, font, context);
  }
}

/** The sign font that `element` declares, "" for a font of letters, undefined for none. */
function fontOf(element, context) {
  const style = declared(context, element);
  const isSymbol = /symbol/.test(style["mso-char-type"] ?? "");
  const named = (isSymbol && style["mso-symbol-font-family"]) || style["font-family"] || inShorthand(style.font) || element.getAttribute("face");
  if (!named) return undefined;
  const first = named.split(",")[0].replace(/["']/g, "").trim().toLowerCase();
  return first in SIGNS ? first : "";
}

const inShorthand = (font) => /(?:pt|px|em|%|in)(?:\/\S+)?\s+(.+)$/.exec(font ?? "")?.[1];

function replace(node, font, context) {
  const text = node.data;
  if (!PRIVATE.test(text) && (!font || !text.trim() || OF_OTHER_LETTERS.test(text))) return;
  const signs = Array.from(text, (letter) => signFor(letter, font)).join("");
  node.data = signs.replace(NOT_FOUND, UNKNOWN);
  if (signs.includes(NONE)) note(context, "symbols", around(node));
}

function signFor(letter, font) {
  const code = letter.codePointAt(0);
  const isPrivate = code >= 0xf020 && code <= 0xf0ff;
  if (isPrivate) return signOf(code - 0xf000, font);
  if (PRIVATE.test(letter)) return NONE;
  return font && code > 0x20 && code <= 0xff && code !== 0xa0 ? signOf(code, font) : letter;
}

/** The words in which a sign stands, for whoever has to find it. */
const around = (node) => (node.parentElement.closest("p, li, td, th, h1, h2, h3, h4, h5, h6") ?? node.parentElement).textContent;
