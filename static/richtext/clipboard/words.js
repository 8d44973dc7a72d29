// The letters of a pasted text: one Unicode form, nothing invisible, no ligatures, no run of spaces. As vietnamese/text.py
// cleans what is stored; here too, so that whoever writes sees what will be saved. Spelling and tone placement stay.

import { note } from "./notes.js";
import { UNKNOWN } from "./symbols.js";
import { NONE, signOf } from "./symbol_tables.js";

const LIGATURES = { "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st" };
const LIGATURE = /[\ufb00-\ufb06]/g;

// As in vietnamese/text.py: controls, zero-width and bidi characters, fillers; the soft hyphen is looked at by itself.
const INVISIBLE =
  /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]+/gu;
const JOINED_EMOJI = /\p{Extended_Pictographic}[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]?(?:\u200d\p{Extended_Pictographic}[\ufe0e\ufe0f\u{1f3fb}-\u{1f3ff}]?)+|\u{1f3f4}[\u{e0030}-\u{e0039}\u{e0061}-\u{e007a}]{3,6}\u{e007f}/gu;
const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const TONES = "\u0300\u0301\u0303\u0309";
const MARKS_ABOVE = /[\u0300-\u0303\u0306\u0309]{2,}/g;

const SOFT_HYPHENS = /\xad/g;
// TCVN3, the charset of old Vietnamese fonts, writes ư as a soft hyphen: a sign beside a letter gives such a text away.
const OLD_FONT = /[A-Za-z][¨©ª«¬®µ¶·¸¹»¼½¾]|[¨©ª«¬®¶·¸¹][A-Za-z]|[a-z][À-ÖØ-Þ]/;
const ONLY_UNICODE = /[\u0100-\u036f\u1e00-\u1eff]/;

const SIGN_FONTS = 0xf000; // where letters of sign fonts lie that have lost their font
const PRIVATE = /[\ue000-\uf8ff\u{f0000}-\u{ffffd}\u{100000}-\u{10fffd}]/gu;
const AROUND = 25; // letters of an example on each side

/** Precomposed letters, also of a tone that was typed before its circumflex, which plain NFC leaves in two pieces. */
export function nfc(text) {
  const composed = text.normalize("NFC");
  if (!/[\u0300-\u036f]/.test(composed)) return composed;
  const parts = composed.normalize("NFD").replace(MARKS_ABOVE, (marks) => tonesLast([...marks]).join(""));
  return parts.normalize("NFC");
}

const tonesLast = (marks) => [...marks.filter((mark) => !TONES.includes(mark)), ...marks.filter((mark) => TONES.includes(mark))];

/** Whether soft hyphens in `text` may be letters of an old font. */
export function mayBeOldFont(text) {
  return OLD_FONT.test(text.replace(SOFT_HYPHENS, "")) && !ONLY_UNICODE.test(text);
}

/** `text` with clean letters; runs of spaces and line breaks stay. Signs that no font tells are noted in `context`. */
export function cleanLetters(text, context = null, { keepsSoftHyphens = mayBeOldFont(text) } = {}) {
  if (/^[\t\n\r\x20-\x7e]*$/.test(text)) return text;
  let cleaned = text.replace(LIGATURE, (sign) => LIGATURES[sign]).replace(LONE_SURROGATE, "");
  if (!keepsSoftHyphens) cleaned = cleaned.replace(SOFT_HYPHENS, "");
  return withoutInvisible(nfc(cleaned)).replace(PRIVATE, (sign, place, whole) => {
    const found = signOf(sign.codePointAt(0) - SIGN_FONTS, "");
    if (found !== NONE) return found;
    if (context) note(context, "symbols", whole.slice(Math.max(0, place - AROUND), place + AROUND));
    return UNKNOWN;
  });
}

function withoutInvisible(text) {
  if (!/[\u200d\u{e007f}]/u.test(text)) return text.replace(INVISIBLE, "");
  let cleaned = "";
  let end = 0;
  for (const emoji of text.matchAll(JOINED_EMOJI)) {
    cleaned += text.slice(end, emoji.index).replace(INVISIBLE, "") + emoji[0];
    end = emoji.index + emoji[0].length;
  }
  return cleaned + text.slice(end).replace(INVISIBLE, "");
}

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, li, td, th, div, blockquote, figcaption, caption, pre, body";

/** A step: clean the letters of all texts in `body`, and make one space of each run of spaces but in `pre`. */
export function cleanWords(body, context) {
  const page = body.ownerDocument;
  const texts = page.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const isOld = OLD_FONT.test(body.textContent);
  const kept = new Map(); // block → whether its soft hyphens may be letters
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const keepsSoftHyphens = isOld && text.data.includes("\xad") && mayKeep(text.parentElement.closest(BLOCKS), kept);
    const cleaned = cleanLetters(text.data, context, { keepsSoftHyphens });
    const spaced = text.parentElement.closest("pre") ? cleaned : cleaned.replace(/\s+/g, " ");
    if (spaced !== text.data) text.data = spaced;
  }
}

/** In a text of an old font a block without letters that only Unicode has is taken for one of that font. */
function mayKeep(block, kept) {
  if (!kept.has(block)) kept.set(block, !ONLY_UNICODE.test(block?.textContent ?? ""));
  return kept.get(block);
}
