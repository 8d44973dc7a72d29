// The part of a picture that is chosen: rectangles {left, top, width, height} in pixels of a picture {width, height}. No page is
// known here. As uploads/boxes.py and uploads/cropping.py.

import { within } from "./svg.js";

const MIN_SIDE = 160;

export const RATIOS = { "16:9": 16 / 9, "4:3": 4 / 3, "1:1": 1, "": null };

export const whole = ({ width, height }) => ({ left: 0, top: 0, width, height });

/** The largest rectangle of `ratio` in `box`; `x`, `y` (percent) say where in it. Without a ratio the box itself. */
export function shaped(box, ratio, x = 50, y = 50) {
  if (!ratio) return box;
  const width = Math.min(box.width, box.height * ratio);
  const height = width / ratio;
  return { left: box.left + ((box.width - width) * x) / 100, top: box.top + ((box.height - height) * y) / 100, width, height };
}

/** `box` moved by `dx`, `dy`, as far as the picture reaches. */
export function moved(box, dx, dy, picture) {
  return {
    ...box,
    left: within(box.left + dx, 0, picture.width - box.width),
    top: within(box.top + dy, 0, picture.height - box.height),
  };
}

/** `box` made wider and higher (or, below zero, smaller) around its middle; with a `ratio` by whichever is given. */
export function grown(box, dw, dh, ratio, picture) {
  const least = leastOf(ratio, picture);
  const most = shaped(whole(picture), ratio);
  const width = within(box.width + (ratio && !dw ? dh * ratio : dw), least.width, most.width);
  const height = ratio ? width / ratio : within(box.height + dh, least.height, most.height);
  const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  return moved({ left: middle.x - width / 2, top: middle.y - height / 2, width, height }, 0, 0, picture);
}

/** The rectangle from the corner `fixed` to `corner`, {x, y} each: in the picture, of `ratio`, not too small. */
export function stretched(fixed, corner, ratio, picture) {
  const isLeft = corner.x < fixed.x;
  const isAbove = corner.y < fixed.y;
  const room = { width: isLeft ? fixed.x : picture.width - fixed.x, height: isAbove ? fixed.y : picture.height - fixed.y };
  const most = shaped({ left: 0, top: 0, ...room }, ratio);
  const least = leastOf(ratio, picture);
  const asked = { width: Math.abs(corner.x - fixed.x), height: Math.abs(corner.y - fixed.y) };
  if (ratio) asked.width = Math.max(asked.width, asked.height * ratio);
  const width = Math.min(Math.max(asked.width, least.width), most.width);
  const height = ratio ? width / ratio : Math.min(Math.max(asked.height, least.height), most.height);
  const box = { left: isLeft ? fixed.x - width : fixed.x, top: isAbove ? fixed.y - height : fixed.y, width, height };
  return box.width < least.width || box.height < least.height ? grown(box, 0, 0, ratio, picture) : box;
}

/** In whole pixels, and in the picture. */
export function rounded(box, picture) {
  const width = within(Math.round(box.width), 1, picture.width);
  const height = within(Math.round(box.height), 1, picture.height);
  return { left: within(Math.round(box.left), 0, picture.width - width), top: within(Math.round(box.top), 0, picture.height - height), width, height };
}

function leastOf(ratio, picture) {
  const width = Math.min(MIN_SIDE, picture.width);
  const height = Math.min(MIN_SIDE, picture.height);
  if (!ratio) return { width, height };
  const least = Math.max(width, height * ratio);
  const most = shaped(whole(picture), ratio).width; // a narrow picture has no room for more
  return { width: Math.min(least, most), height: Math.min(least, most) / ratio };
}
