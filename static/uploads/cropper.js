// Choosing a part of a picture: with the mouse or a finger on the picture, by the arrow keys, or by buttons.

import { RATIOS, grown, moved, rounded, shaped, stretched, whole } from "./crop_box.js";
import { make } from "./dom.js";
import { draw, placeOn, set } from "./svg.js";

const SOFT_WIDTH = 640; // px; narrower ones are blurred on large screens
const PAUSE = 400; // ms until a screen reader is told of what moves
const HANDLE = 16; // px on the screen
const REACH = 44; // px on the screen that a finger meets
const CORNERS = { nw: [0, 0], ne: [1, 0], se: [1, 1], sw: [0, 1] };
const HINT = "Phím mũi tên dời vùng chọn, giữ Shift thì đổi cỡ.";
const number = (value) => value.toLocaleString("vi");

/**
 * Lets a part of `picture` ({width, height, focus: [x, y] in percent}) be chosen on `stage`, which holds its `<img>`.
 * `changed(box)` is called with each change. Returns {controls, box(), choose(box), useRatio(name)}.
 */
export function cropper(stage, picture, changed) {
  let ratio = null;
  let box = whole(picture);
  let timer;
  const shown = stage.querySelector("img");
  const drawing = drawn(picture);
  const parts = makeControls(steps());
  stage.append(drawing.svg);

  function choose(wanted) {
    box = wanted;
    show();
    changed(rounded(box, picture));
    clearTimeout(timer);
    timer = setTimeout(() => (parts.status.textContent = sentence(rounded(box, picture))), PAUSE);
  }

  function show() {
    const { width, height } = shown.getBoundingClientRect();
    set(drawing.svg, { width, height });
    drawing.show(box, picture.width / (width || picture.width));
  }

  function useRatio(name) {
    ratio = RATIOS[name] ?? null;
    for (const button of parts.free) button.hidden = Boolean(ratio);
    if (!ratio) return choose(box);
    const isWhole = box.width === picture.width && box.height === picture.height;
    const largest = shaped(whole(picture), ratio, ...(isWhole ? picture.focus : [50, 50]));
    const middle = isWhole ? {} : { left: box.left + (box.width - largest.width) / 2, top: box.top + (box.height - largest.height) / 2 };
    choose(moved({ ...largest, ...middle }, 0, 0, picture));
  }

  function steps() {
    const step = Math.round(Math.max(picture.width, picture.height) / 40);
    const move = (dx, dy) => () => choose(moved(box, dx * step, dy * step, picture));
    const grow = (dw, dh) => () => choose(grown(box, dw * step, dh * step, ratio, picture));
    return {
      move: { left: move(-1, 0), up: move(0, -1), down: move(0, 1), right: move(1, 0) },
      grow: { smaller: both(-1), larger: both(1), narrower: grow(-2, 0), wider: grow(2, 0), lower: grow(0, -2), higher: grow(0, 2) },
      all: () => choose(shaped(whole(picture), ratio, ...picture.focus)),
    };

    function both(sign) {
      return () => choose(grown(box, sign * 2 * step, (sign * 2 * step * box.height) / box.width, ratio, picture));
    }
  }

  function byKey(event) {
    const { move, grow } = steps();
    const doing = event.shiftKey
      ? { ArrowLeft: grow.narrower, ArrowRight: grow.wider, ArrowUp: grow.lower, ArrowDown: grow.higher }
      : { ArrowLeft: move.left, ArrowRight: move.right, ArrowUp: move.up, ArrowDown: move.down };
    if (!doing[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    doing[event.key]();
  }

  drawing.chosen.addEventListener("keydown", byKey);
  drawing.svg.addEventListener("pointerdown", (event) => {
    const drag = dragOf(event, drawing.svg, picture, box, () => ratio);
    if (event.button || !drag) return;
    event.preventDefault();
    drawing.chosen.focus({ preventScroll: true });
    drawing.svg.setPointerCapture(event.pointerId);
    const move = (moving) => moving.pointerId === event.pointerId && choose(drag(moving));
    const end = () => drawing.svg.removeEventListener("pointermove", move);
    drawing.svg.addEventListener("pointermove", move);
    for (const name of ["pointerup", "pointercancel"]) drawing.svg.addEventListener(name, end, { once: true });
  });
  new ResizeObserver(show).observe(shown);
  show();
  return { controls: parts.controls, box: () => rounded(box, picture), choose, useRatio };
}

/** What a drag that begins with `event` makes of the box: a corner is drawn, the box moved, or a new one begun beside it. */
function dragOf(event, svg, picture, box, ratio) {
  const at = (moving) => {
    const { x, y } = placeOn(svg, moving);
    return { x: x * picture.width, y: y * picture.height };
  };
  const start = at(event);
  const corner = CORNERS[event.target.dataset.corner];
  if (corner) {
    const fixed = { x: box.left + box.width * (1 - corner[0]), y: box.top + box.height * (1 - corner[1]) };
    return (moving) => stretched(fixed, at(moving), ratio(), picture);
  }
  const isInside = start.x >= box.left && start.x <= box.left + box.width && start.y >= box.top && start.y <= box.top + box.height;
  const isAll = box.width === picture.width && box.height === picture.height; // it cannot be moved
  if (!isInside || isAll) return (moving) => stretched(start, at(moving), ratio(), picture);
  return (moving) => {
    const now = at(moving);
    return moved(box, now.x - start.x, now.y - start.y, picture);
  };
}

function drawn(picture) {
  const shade = draw("path", { class: "crop-shade", "fill-rule": "evenodd" });
  const chosen = draw("rect", { class: "crop-chosen", tabindex: 0, role: "group", "aria-label": `Vùng chọn. ${HINT}` });
  const thirds = draw("path", { class: "crop-thirds" });
  const corners = Object.entries(CORNERS).map(([name, at]) => ({
    at,
    seen: draw("rect", { class: "crop-corner" }),
    met: draw("rect", { class: "crop-reach", "data-corner": name }),
  }));
  const marks = corners.flatMap(({ seen, met }) => [seen, met]);
  const svg = draw("svg", { class: "crop-overlay", viewBox: `0 0 ${picture.width} ${picture.height}`, preserveAspectRatio: "none" }, shade, thirds, chosen, ...marks);

  function show({ left, top, width, height }, scale) {
    const right = left + width;
    const bottom = top + height;
    set(shade, { d: `M0 0H${picture.width}V${picture.height}H0ZM${left} ${top}V${bottom}H${right}V${top}Z` });
    const isAll = width === picture.width && height === picture.height;
    set(chosen, { x: left, y: top, width, height, class: isAll ? "crop-chosen crop-all" : "crop-chosen" });
    const lines = [1, 2].map((part) => `M${left + (width * part) / 3} ${top}v${height}M${left} ${top + (height * part) / 3}h${width}`);
    set(thirds, { d: lines.join("") });
    for (const { at, seen, met } of corners) {
      const x = left + width * at[0];
      const y = top + height * at[1];
      square(seen, x, y, HANDLE * scale);
      square(met, x, y, Math.min(REACH * scale, width / 2 + HANDLE * scale, height / 2 + HANDLE * scale));
    }
  }

  return { svg, chosen, show };
}

const square = (element, x, y, side) => set(element, { x: x - side / 2, y: y - side / 2, width: side, height: side });

function makeControls({ move, grow, all }) {
  const button = (words, onclick) => make("button", { type: "button", class: "images-button", onclick }, words);
  const free = [button("Hẹp lại", grow.narrower), button("Rộng ra", grow.wider), button("Thấp lại", grow.lower), button("Cao lên", grow.higher)];
  const status = make("p", { class: "images-status", role: "status" });
  const group = (name, ...buttons) => make("fieldset", { class: "crop-steps" }, make("legend", {}, name), make("div", { class: "images-actions" }, ...buttons));
  const controls = make(
    "div",
    { class: "crop-buttons" },
    group("Dời vùng chọn", button("Sang trái", move.left), button("Lên", move.up), button("Xuống", move.down), button("Sang phải", move.right)),
    group("Đổi cỡ vùng chọn", button("Nhỏ lại", grow.smaller), button("Lớn ra", grow.larger), ...free, button("Lấy rộng nhất", all)),
    status,
  );
  return { controls, free, status };
}

function sentence({ left, top, width, height }) {
  const soft = width < SOFT_WIDTH ? " Hơi nhỏ: trên màn hình lớn ảnh có thể mờ." : "";
  return `Vùng chọn rộng ${number(width)}, cao ${number(height)} điểm ảnh; cách mép trái ${number(left)}, mép trên ${number(top)}.${soft}`;
}
