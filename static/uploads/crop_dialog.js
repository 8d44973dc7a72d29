// A part of a picture of the library as a new one, without leaving the form.

import { keepOpenWhileComposing } from "./composing.js";
import { RATIOS } from "./crop_box.js";
import { cropper } from "./cropper.js";
import { field, make } from "./dom.js";
import { ask } from "./requests.js";

const LABELS = { "16:9": "16:9 (ảnh đại diện, thẻ tin)", "4:3": "4:3", "1:1": "1:1 (vuông)", "": "Tự do" };
let counter = 0;

/** Ask for a part of the picture at `url`. Resolves with the new picture, as the dialog of pictures does, or null. */
export function cropPicture(url) {
  return new Promise((resolve) => {
    let made = null;
    const status = make("p", { class: "images-status", role: "status" }, "Đang mở ảnh…");
    const error = make("p", { class: "images-error", role: "alert" });
    const place = make("div", {});
    const close = make("button", { type: "button", class: "images-button", onclick: () => dialog.close() }, "Bỏ thay đổi");
    const head = make("div", { class: "images-head" }, make("h2", { class: "images-title", id: "crop-title" }, "Cắt ảnh"), close);
    const dialog = make("dialog", { class: "images-dialog", "aria-labelledby": "crop-title" }, head, make("div", { class: "images-panel" }, status, place, error));
    keepOpenWhileComposing(dialog);
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(made);
    });
    document.body.append(dialog);
    dialog.showModal();
    open();

    async function open() {
      try {
        const image = await ask(url);
        status.textContent = "";
        place.replaceWith(formFor(image, send));
      } catch (problem) {
        say(problem, open);
      }
    }

    async function send(form, body) {
      if (form.inert) return;
      form.inert = true;
      error.textContent = "";
      status.textContent = "Đang cắt…";
      try {
        made = await ask(url, { body });
        dialog.close();
      } catch (problem) {
        form.inert = false;
        say(problem, () => form.requestSubmit());
      }
    }

    function say({ message, isSignedOut }, again) {
      status.textContent = "";
      error.textContent = message;
      if (isSignedOut) document.addEventListener("session:renewed", () => dialog.isConnected && again(), { once: true });
    }
  });
}

function formFor(image, send) {
  const stage = make("div", { class: "crop-picture" }, make("img", { src: image.url, alt: image.alt, width: image.width, height: image.height, draggable: "false" }));
  const tool = cropper(stage, image, () => {});
  const texts = {
    alt: make("textarea", { rows: 2, "data-limit": 300 }),
    credit: make("input", { type: "text", "data-limit": 160, autocomplete: "off" }),
    caption: make("textarea", { rows: 2 }),
  };
  for (const [name, control] of Object.entries(texts)) control.value = image[name];
  const form = make(
    "form",
    { class: "crop-form", novalidate: true },
    stage,
    make("div", { class: "crop-choices" }, ratios(tool), tool.controls),
    make(
      "div",
      { class: "crop-texts" },
      field("Mô tả ảnh", texts.alt, { hint: "Phần cắt ra còn những gì, cho người không nhìn thấy ảnh.", required: true }),
      field("Nguồn ảnh", texts.credit, { required: true }),
      field("Chú thích", texts.caption),
    ),
    make("div", { class: "images-actions" }, make("button", { type: "submit", class: "images-button images-primary" }, "Cắt và dùng ảnh này")),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const body = new FormData();
    for (const [name, value] of Object.entries(tool.box())) body.append(name, value);
    for (const [name, control] of Object.entries(texts)) body.append(name, control.value);
    send(form, body);
  });
  return form;
}

function ratios(tool) {
  const name = `crop-ratio-${(counter += 1)}`;
  const choices = Object.keys(RATIOS).map((value) => {
    const input = make("input", { type: "radio", name, value, checked: value === "", onchange: () => tool.useRatio(value) });
    return make("label", { class: "focus-place" }, input, make("span", {}, LABELS[value]));
  });
  return make("fieldset", { class: "crop-ratios" }, make("legend", {}, "Tỉ lệ"), ...choices);
}
