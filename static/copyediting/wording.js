// What the list says, in words. Pure.

const GROUP_NAMES = { words: "chữ", figures: "con số", form: "cách trình bày", structure: "bố cục", links: "liên kết" };
const KIND_NAMES = { p: "đoạn", quote: "đoạn", code: "đoạn", heading: "tiêu đề mục", caption: "chú thích", cell: "bảng", header: "bảng" };
const AROUND = 36; // letters of an excerpt on each side of its place
const NO_BREAKS = /[\n\u00a0]/g;

export const number = (count) => count.toLocaleString("vi");

/** "3 lời nhắc"; of a text of which no more are told (`isCut`): "hơn 200 lời nhắc". */
export const howMany = (count, isCut = false) => `${isCut ? "hơn " : ""}${number(count)} lời nhắc`;

/** "3 lời nhắc: 2 về chữ, 1 về con số." of `items`. */
export function summary(items, isCut = false) {
  if (!items.length) return "Chưa thấy chỗ nào cần nhắc.";
  const counts = Object.entries(GROUP_NAMES).map(([group, name]) => [items.filter(({ finding }) => finding.group === group).length, name]);
  const parts = counts.filter(([count]) => count).map(([count, name]) => `${number(count)} về ${name}`);
  if (isCut) return `Hơn ${number(items.length)} lời nhắc, đây là ${number(items.length)} lời đầu: ${parts.join(", ")}.`;
  return `${howMany(items.length)}: ${parts.join(", ")}.`;
}

/** What people call each of `blocks`: "đoạn 3", "tiêu đề mục 1", "bảng 2", "chú thích 1", "mục 3 của danh sách" (with its number
    where there are several); copyediting/texts.py says the same. */
export function namesOf(blocks) {
  const counts = {};
  const items = itemsIn(blocks);
  const several = items.some((item) => item?.list > 1);
  return blocks.map(({ kind, table }, place) => {
    if (items[place]) return `mục ${number(items[place].item)} của danh sách${several ? ` ${number(items[place].list)}` : ""}`;
    const name = KIND_NAMES[kind];
    if (name === "bảng") return `bảng ${number((table ?? 0) + 1)}`;
    counts[name] = (counts[name] ?? 0) + 1;
    return `${name} ${number(counts[name])}`;
  });
}

/** [{list, item}] of those blocks that are items, both from 1; a picture amid a list does not end it. */
function itemsIn(blocks) {
  let [list, item] = [0, 0];
  return blocks.map(({ kind }) => {
    if (kind !== "item") {
      if (kind !== "caption") item = 0;
      return null;
    }
    if (!item) list += 1;
    item += 1;
    return { list, item };
  });
}

/** [before, place, behind] of the characters [start, end) of `text`, as much as one reads at a glance. */
export function excerpt(text, start, end) {
  const before = text.slice(0, start);
  const behind = text.slice(end);
  const from = before.length > AROUND ? before.slice(-AROUND).replace(/^\S*\s/u, "") : before;
  const to = behind.length > AROUND ? behind.slice(0, AROUND).replace(/\s\S*$/u, "") : behind;
  const shown = [from.length < before.length ? `…${from}` : from, text.slice(start, end), to.length < behind.length ? cutOff(to) : to];
  return shown.map((part) => shorter(part.replace(NO_BREAKS, " ")));
}

/** Behind the end of a sentence the dots stand apart from its own. */
const cutOff = (text) => (/[.!?…]$/u.test(text) ? `${text} …` : `${text}…`);

/** A whole paragraph as a place is told by its ends. */
export const shorter = (text) => (text.length > 3 * AROUND ? `${text.slice(0, 2 * AROUND).trimEnd()} … ${text.slice(-AROUND / 2).trimStart()}` : text);

/** What is put into the place, said to people; spaces alone would not be seen. */
export function suggested({ suggestion, text }) {
  if (suggestion === null) return null;
  if (suggestion === "") return text.trim() ? `Nên bỏ “${shorter(text.trim())}”` : "Nên bỏ khoảng trống này";
  return suggestion.trim() ? `Nên là “${shorter(suggestion.replace(NO_BREAKS, " "))}”` : "Nên là một khoảng trắng";
}
