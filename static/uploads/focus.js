// data-focus: the point that cuts of a picture keep in sight, by a press on the picture or by two sliders, with what cards and
// shared links then show. Without this script it is one of nine places.

import { make } from "./dom.js";
import { draw, placeOn, set } from "./svg.js";

const CUTS = [
  ["wide", "Danh sách tin"],
  ["thumb", "Thẻ nhỏ"],
  ["share", "Khi chia sẻ"],
];
const MIDDLE = 5; // tenths; it needs no class

function attach(picker) {
  picker.dataset.attached = "";
  const surface = picker.querySelector("[data-surface]");
  if (!surface) return;
  const shown = surface.querySelector("img");
  const own = picker.querySelector("[data-own]");
  const [ownChoice, ...choices] = [own.querySelector("input"), ...picker.querySelectorAll("label:not([data-own]) input")];
  const mark = draw("g", {}, draw("circle", { r: 14, class: "focus-ring" }), draw("circle", { r: 4, class: "focus-dot" }));
  const across = slider("Điểm chính theo chiều ngang", "từ mép trái");
  const down = slider("Điểm chính theo chiều dọc", "từ mép trên");
  const cuts = CUTS.map(([kind]) => make("img", { src: shown.src, alt: "", "data-kind": kind }));
  const overlay = draw("svg", { class: "focus-overlay", "aria-hidden": "true" }, mark);
  surface.append(overlay);
  picker.append(
    make("div", { class: "focus-sliders" }, ...[across, down].map(({ label }) => label)),
    make("div", { class: "focus-cuts" }, ...CUTS.map(([kind, name], number) => make("figure", { class: `focus-cut focus-cut-${kind}` }, cuts[number], make("figcaption", {}, name)))),
  );

  function choose(x, y) {
    const value = `${Math.round(x)},${Math.round(y)}`;
    const known = choices.find((choice) => choice.value === value);
    if (!known) {
      ownChoice.value = value;
      own.hidden = false;
    }
    const choice = known ?? ownChoice;
    const isNew = !choice.checked || !known;
    choice.checked = true;
    show();
    if (isNew) choice.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function show() {
    const [x, y] = (picker.querySelector("input:checked")?.value || "50,50").split(",").map(Number);
    across.set(x);
    down.set(y);
    const { width, height } = shown.getBoundingClientRect();
    set(overlay, { width, height });
    set(mark, { transform: `translate(${(width * x) / 100} ${(height * y) / 100})` });
    for (const cut of cuts) cut.className = classes(x, y);
  }

  const press = (event) => {
    const { x, y } = placeOn(shown, event);
    choose(x * 100, y * 100);
  };
  surface.addEventListener("click", press); // a finger that scrolls the page chooses nothing
  surface.addEventListener("pointerdown", (event) => event.pointerType === "mouse" && surface.setPointerCapture(event.pointerId));
  surface.addEventListener("pointermove", (event) => surface.hasPointerCapture(event.pointerId) && press(event));
  across.input.addEventListener("input", () => choose(Number(across.input.value), Number(down.input.value)));
  down.input.addEventListener("input", () => choose(Number(across.input.value), Number(down.input.value)));
  picker.addEventListener("change", show);
  new ResizeObserver(show).observe(shown);
}

/** As uploads/shares.py. */
function classes(x, y) {
  const tenths = Object.entries({ x: Math.floor((x + 5) / 10), y: Math.floor((y + 5) / 10) });
  return tenths.filter(([, number]) => number !== MIDDLE).map(([axis, number]) => `focus-${axis}-${number}`).join(" ");
}

function slider(name, from) {
  const input = make("input", { type: "range", min: 0, max: 100, step: 1 });
  const set = (value) => {
    input.value = value;
    input.setAttribute("aria-valuetext", `${value}% ${from}`);
  };
  return { input, set, label: make("label", {}, make("span", {}, name), input) };
}

document.querySelectorAll("[data-focus]:not([data-attached])").forEach(attach);
