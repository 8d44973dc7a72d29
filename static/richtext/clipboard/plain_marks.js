// What people type in front of the items of a list: "-", "•", "+", "1.", "2)", "a)", "đ)", "IV.". Read from the start of a line.

const BULLET = /^([-–—+*•·▪■□●○◦‣⁃◆◇❖➢➔►▶✓✔☑☐§o])(\s+|(?=[^\s\d]))/u;
const GLYPHS = "•·▪■□●○◦‣⁃◆◇❖➢➔►▶✓✔☑☐"; // nobody begins a sentence with one of these, so they need no blank behind
const DASHES = "-–—";
const NUMBERED = /^(\(?)(\d{1,3}|[a-zđ]|[A-ZĐ]|[ivxl]{2,6}|[IVXL]{2,6})([.)/])(?:\s+|(?=\p{Lu}))/u;

const LATIN = [..."abcdefghijklmnopqrstuvwxyz"];
const VIETNAMESE = [..."abcdđeghiklmnopqrstuvxy"]; // of points in laws: a, b, c, d, đ, e, g …
const ROMAN = { i: 1, v: 5, x: 10, l: 50 };

// Which lists stand in which: I. around A. around 1. around a) around i) around "-". Bullets stand in any list.
const RANKS = ["I", "A", "1", "a", "i", "ul"];

/**
 * The mark that `line` begins with, or null: {mark, rest, readings}. Each reading is {kind, type, value, rank}: items of one
 * list have one kind; `type` is "ul" or the type of an `ol`; "i)" may be a letter or a number, hence several.
 */
export function readMark(line) {
  return readBullet(line) ?? readNumber(line);
}

function readBullet(line) {
  const found = BULLET.exec(line);
  if (!found) return null;
  const [all, mark, gap] = found;
  const rest = line.slice(all.length);
  if (!rest || (!gap && !GLYPHS.includes(mark) && !(mark === "-" && /^\p{Lu}/u.test(rest)))) return null;
  if (mark === "o" && !/\t/.test(gap)) return null; // Word's second level, written as a letter and a tab
  const kind = DASHES.includes(mark) ? "-" : mark;
  return { mark, rest, readings: [{ kind, type: "ul", value: 0, rank: RANKS.indexOf("ul") }] };
}

function readNumber(line) {
  const found = NUMBERED.exec(line);
  if (!found) return null;
  const [all, open, sign, close] = found;
  const rest = line.slice(all.length);
  if (!rest || (open && close !== ")")) return null;
  const readings = readingsOf(sign).map((reading) => ({ ...reading, kind: `${open}${reading.type}${close}`, rank: RANKS.indexOf(reading.type) }));
  return { mark: all.trim(), rest, readings };
}

function readingsOf(sign) {
  if (/\d/.test(sign)) return [{ type: "1", value: Number(sign) }];
  const small = sign.toLowerCase();
  const isSmall = sign === small;
  const readings = [];
  if (/^[ivxl]+$/.test(small)) readings.push({ type: isSmall ? "i" : "I", value: romanValue(small) });
  if (sign.length === 1) {
    const vietnamese = VIETNAMESE.indexOf(small) + 1;
    readings.push({ type: isSmall ? "a" : "A", value: LATIN.indexOf(small) + 1, vietnamese });
  }
  return readings;
}

function romanValue(sign) {
  const values = [...sign].map((letter) => ROMAN[letter]);
  return values.reduce((sum, value, place) => sum + (value < (values[place + 1] ?? 0) ? -value : value), 0);
}

const TAB = 4; // columns

/** How many columns `line` is set in. */
export function indentOf(line) {
  let columns = 0;
  for (const sign of /^\s*/.exec(line)[0]) columns += sign === "\t" ? TAB - (columns % TAB) : 1;
  return columns;
}

/** Whether an item read as `next` goes on where `last` (of the same kind) was. */
export function follows(last, next) {
  if (next.type === "ul") return true;
  return (next.value > 0 && last.value > 0 && next.value === last.value + 1) || isNextVietnamese(last, next);
}

const isNextVietnamese = (last, next) => Boolean(next.vietnamese) && next.vietnamese === last.vietnamese + 1;

/** Whether a browser would number these readings as they were typed: it knows no "đ", and leaves out no letter. */
export function isCounted(readings) {
  return readings.every((reading, place) => reading.type === "ul" || reading.value === readings[0].value + place && reading.value > 0);
}
