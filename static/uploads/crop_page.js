// data-crop: the page on which a part of a picture is chosen. Without this script it has ratios and four fields.

import { cropper } from "./cropper.js";

const SIDES = ["left", "top", "width", "height"];

function attach(form) {
  const { width, height, focusX, focusY } = form.dataset;
  const picture = { width: Number(width), height: Number(height), focus: [Number(focusX), Number(focusY)] };
  const fields = SIDES.map((side) => form.elements[side]);
  const tool = cropper(form.querySelector("[data-stage]"), picture, (box) => SIDES.forEach((side, at) => (fields[at].value = box[side])));
  form.querySelector("[data-plain]").remove();
  const numbers = form.querySelector("[data-numbers]");
  numbers.open = false;
  numbers.before(tool.controls);

  function read() {
    const [left, top, wide, high] = fields.map((field) => Math.round(Number(field.value)) || 0);
    const size = { width: Math.min(Math.max(wide, 1), picture.width), height: Math.min(Math.max(high, 1), picture.height) };
    tool.choose({ left: Math.min(Math.max(left, 0), picture.width - size.width), top: Math.min(Math.max(top, 0), picture.height - size.height), ...size });
  }

  for (const field of fields) field.addEventListener("change", read);
  const ratios = [...form.elements.ratio];
  for (const choice of ratios) choice.addEventListener("change", () => tool.useRatio(choice.value));
  read(); // what the server has answered, or the browser kept
  const chosen = ratios.find((choice) => choice.checked);
  if (chosen?.value) tool.useRatio(chosen.value);
}

document.querySelectorAll("[data-crop]").forEach(attach);
