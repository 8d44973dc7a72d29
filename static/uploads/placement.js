// How several pictures come into a text: as one gallery, or one after the other.

import { make } from "./dom.js";

const WAYS = [
  ["gallery", "Một bộ ảnh, bạn đọc xem lần lượt"],
  ["singles", "Từng ảnh rời, ảnh nọ dưới ảnh kia"],
];

let counter = 0;

/** A choice of the two, shown by `show(count)` where there are several: {element, show, isGathered}; none where `isKnown`. */
export function placement({ isKnown = false } = {}) {
  const name = `images-placement-${(counter += 1)}`;
  const radios = WAYS.map(([value], number) => make("input", { type: "radio", name, value, checked: number === 0 }));
  const labels = WAYS.map(([, words], number) => make("label", { class: "images-choice" }, radios[number], words));
  const element = make("fieldset", { class: "images-placement", hidden: true }, make("legend", {}, "Đưa vào bài thành"), ...labels);
  return {
    element,
    show: (count) => (element.hidden = isKnown || count < 2),
    isGathered: () => !element.hidden && radios[0].checked,
  };
}
