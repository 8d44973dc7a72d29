// The mark before an item: which kind of list has it, and which number it is.

const BULLET_ALONE = /^o$/; // Word's second bullet, in Courier New
const NUMBERED = /^\(?(?<sign>\d{1,4}|[a-z]{1,7}|[A-Z]{1,7})[.)/:]?\)?[.]?$/;
const FORMATS = {
  "alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I", arabic: "1", "arabic-leading-zero": "1",
}; // prettier-ignore
const ROMAN = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };
const MOST = 9999; // what the policy takes as a start

/**
 * {kind, type, number} of the mark `text`, or null where a list has no such mark ("Điều 5."). `level` is what Word declares
 * for the level; `before` the mark before in the same list: it tells whether "i" follows "h" or begins i, ii, iii.
 */
export function markOf(text, level, before) {
  const sign = text.replace(/[\s\u00a0]+/g, "");
  const format = level?.["mso-level-number-format"];
  if (format === "bullet" || !/[\p{L}\p{N}]/u.test(sign) || BULLET_ALONE.test(sign)) return { kind: "ul", type: "", number: 1 };
  if (format === "image") return { kind: "ul", type: "", number: 1 };
  const found = NUMBERED.exec(sign)?.groups.sign;
  if (!found) return isPictureFont(sign) ? { kind: "ul", type: "", number: 1 } : null;
  const type = FORMATS[format] ?? typeOf(found, before);
  const number = numberOf(found, type);
  return number >= 0 && number <= MOST ? { kind: "ol", type, number } : null;
}

/** A single letter outside of the alphabet that numbers: "·", "§" and "ü" of picture fonts. */
const isPictureFont = (sign) => [...sign].length === 1 && !/[a-z\d]/i.test(sign);

function typeOf(sign, before) {
  if (/^\d/.test(sign)) return "1";
  const [alpha, roman] = /[a-z]/.test(sign) ? ["a", "i"] : ["A", "I"];
  if (before?.kind === "ol") {
    for (const type of [alpha, roman]) if (before.type === type && numberOf(sign, type) === before.number + 1) return type;
  }
  if (sign.length === 1 && !/[iI]/.test(sign)) return alpha;
  return romanNumber(sign) > 0 ? roman : alpha;
}

function numberOf(sign, type) {
  if (type === "1") return Number(sign);
  if (/i/i.test(type)) return romanNumber(sign);
  // a … z, then aa, bb … as Word counts on
  const letters = new Set(sign.toLowerCase());
  return letters.size === 1 ? sign.toLowerCase().charCodeAt(0) - 96 + 26 * (sign.length - 1) : -1;
}

function romanNumber(sign) {
  const values = [...sign.toLowerCase()].map((letter) => ROMAN[letter]);
  if (values.includes(undefined)) return -1;
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

/** Where Outlook's own web page has lost Word's styles: the span that opens a paragraph with a mark and a run of blanks. */
export function openingMark(paragraph) {
  const walker = paragraph.ownerDocument.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
  const nodes = [];
  for (let text = walker.nextNode(); text && nodes.length < 4; text = walker.nextNode()) {
    if (!text.data.replace(/[ \n\r\t]+/g, "")) continue;
    nodes.push(text);
    const joined = nodes.map(({ data }) => data).join("");
    const match = /^[ \n\r\t]*(\S{1,8}?)(?:\u00a0[\s\u00a0]+|[\s\u00a0]*\u00a0{2,}[\s\u00a0]*)/.exec(joined);
    if (!match) continue;
    return extracted(nodes, match[0].length, match[1], paragraph.ownerDocument);
  }
  return null;
}

/** A span in place of the first `length` letters of `nodes`, which holds the mark alone. */
function extracted(nodes, length, sign, page) {
  const mark = page.createElement("span");
  mark.textContent = sign;
  let left = length;
  nodes[0].before(mark);
  for (const node of nodes) {
    const taken = Math.min(left, node.data.length);
    node.data = node.data.slice(taken);
    left -= taken;
  }
  return mark;
}
