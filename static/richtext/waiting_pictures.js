// The line above the text about places that wait for pictures: how many, why some cannot come in by themselves, and all that
// can be done about them, by keyboard too.

import { noticeBar } from "./notice_bar.js";
import { captionBehind, placesIn, refusal, waitingFor, wrapperOf } from "./picture_places.js";

const LINE = "pictures";
const CAPTION = "caption";
const LOST = ["tệp không còn", "Tệp của ảnh không còn trong trình duyệt này. Hãy bấm “Chọn ảnh” để chọn lại."];

/** Puts the line into the state of the text. `ways`: {fill(editor, element), drop(editor, element, {withCaption}), describe(editor)}. */
export function tellOfPlaces(editor, ways) {
  const bar = noticeBar(editor);
  const places = placesIn(editor).map((element) => ({ element, state: stateOf(element) }));
  if (!places.length) return bar.hide(LINE);
  const waiting = places.filter(({ state }) => state === "waits");
  const others = places.filter(({ state }) => state !== "waits");
  bar.show(LINE, {
    words: [waitingWords(waiting.flatMap(({ element }) => waitingFor(element)).length), ...othersWords(others)].filter(Boolean).join(" "),
    buttons: waiting.length ? [["Mô tả ảnh", () => ways.describe(editor)]] : [],
    details: places.map((place, number) => detail(editor, place, number + 1, ways, isMixed(others))),
  });
}

/** "waits" for its description, "lost" without its file, or the key of the reason why it cannot come in. */
function stateOf(element) {
  return element.dataset.why || (waitingFor(element).length ? "waits" : "lost");
}

const waitingWords = (count) => (count ? `${count} ảnh đang chờ mô tả để vào bài.` : "");

/** How many have not come in, and the reason if all have the same; several stand in the list. */
function othersWords(others) {
  if (!others.length) return [];
  return [`${others.length} ảnh chưa vào bài. ${isMixed(others) ? "Lý do mỗi ảnh một khác: bấm “Xem” để đọc và làm tiếp." : reasonOf(others[0].state)[1]}`];
}

const reasonOf = (state) => (state === "lost" ? LOST : refusal(state));

const isMixed = (others) => new Set(others.map(({ state }) => reasonOf(state)[1])).size > 1;

function detail(editor, { element, state }, number, ways, isWhole) {
  const { name = "" } = element.dataset;
  const caption = captionBehind(element);
  const does = (label, action) => [label, action, `${label}: ảnh ${number}`];
  const reason = state === "waits" ? "chờ mô tả." : isWhole ? reasonOf(state)[1] : `${reasonOf(state)[0]}.`;
  const buttons = [
    does(state === "waits" ? "Mô tả ảnh" : "Chọn ảnh", () => ways.fill(editor, element)),
    does("Đến chỗ này", () => goTo(editor, element)),
    does("Bỏ chỗ này", () => ways.drop(editor, element)),
  ];
  if (caption && state !== "waits") {
    buttons.push(does(`Bỏ cả chú thích “${shortened(caption.textContent)}”`, () => ways.drop(editor, element, { withCaption: true })));
  }
  return { words: `Ảnh ${number}${name ? ` (${name})` : ""}, ${whereIs(element)}: ${reason}`, buttons };
}

/** Which words of the text a place stands behind. */
function whereIs(element) {
  let before = wrapperOf(element).previousElementSibling;
  while (before && !before.textContent.trim()) before = before.previousElementSibling;
  return before && !before.querySelector(".picture-place") ? `sau “${shortened(before.textContent)}”` : before ? "sau ảnh trước" : "ở đầu bài";
}

const shortened = (text) => {
  const words = text.replace(/\s+/g, " ").trim();
  return words.length > 40 ? `${words.slice(0, 39).trimEnd()}…` : words;
};

function goTo(editor, element) {
  wrapperOf(element).scrollIntoView({ block: "center" });
  editor.focus();
  editor.widgets.getByElement(new window.CKEDITOR.dom.element(element))?.focus();
}

/** `caption`, a paragraph, belonged to a picture that was left out. */
export function offerCaption(editor, caption) {
  const bar = noticeBar(editor);
  const drop = () => {
    editor.fire("saveSnapshot");
    caption.remove();
    editor.fire("saveSnapshot");
    bar.hide(CAPTION);
  };
  bar.show(CAPTION, {
    words: `Ảnh đã bỏ, chú thích của nó còn trong bài: “${shortened(caption.textContent)}”.`,
    buttons: [["Bỏ chú thích", drop], ["Giữ", () => bar.hide(CAPTION)]],
  });
}
