// data-image-picker: the field for one picture. Without this script it stays the <select> that it is.

import { choosePictures } from "./dialog.js";

function attach(picker) {
  const select = picker.querySelector("select");
  const preview = picker.querySelector("[data-preview]");
  const status = picker.querySelector("[data-status]");
  const remove = picker.querySelector("[data-remove]");

  async function choose(start) {
    const { libraryUrl, uploadUrl } = picker.dataset;
    const pictures = await choosePictures({ libraryUrl, uploadUrl, start });
    if (pictures.length) set(pictures.at(-1));
  }

  function set(image) {
    const value = image ? String(image.id) : "";
    if (image && ![...select.options].some((option) => option.value === value)) select.add(new Option(image.alt, value));
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    show(image);
  }

  function show(image) {
    preview.hidden = remove.hidden = !image;
    status.textContent = image?.note ?? "";
    if (!image) return;
    const picture = preview.querySelector("img");
    Object.assign(picture, { src: image.url, width: image.width, height: image.height, alt: image.alt });
    preview.querySelector("figcaption").textContent = `${image.alt} (${image.credit})`;
  }

  picker.querySelector("[data-pick]").addEventListener("click", () => choose("library"));
  picker.querySelector("[data-upload]").addEventListener("click", () => choose("upload"));
  remove.addEventListener("click", () => set(null));
  const label = picker.ownerDocument.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  if (label) picker.setAttribute("aria-label", label.textContent.trim());
  picker.setAttribute("role", "group");
  select.hidden = true;
  picker.querySelector("[data-buttons]").hidden = false;
  picker.dataset.attached = "";
}

function attachAll() {
  document.querySelectorAll("[data-image-picker]:not([data-attached])").forEach((picker) => {
    if (!picker.querySelector("select").name.includes("__prefix__")) attach(picker);
  });
}

attachAll();
document.addEventListener("formset:added", attachAll);
