// data-image-picker: the field for one picture. Without this script it stays the <select> that it is.

import { cropPicture } from "./crop_dialog.js";
import { choosePictures } from "./dialog.js";
import { make } from "./dom.js";
import { draft, restored } from "./picture_draft.js";

function attach(picker) {
  const select = picker.querySelector("select");
  const preview = picker.querySelector("[data-preview]");
  const status = picker.querySelector("[data-status]");
  const remove = picker.querySelector("[data-remove]");
  const crop = picker.querySelector("[data-crop]");

  async function choose(start) {
    const { libraryUrl, uploadUrl } = picker.dataset;
    status.textContent = "";
    const pictures = await choosePictures({ libraryUrl, uploadUrl, start });
    if (pictures.length) set(pictures.at(-1));
    if (pictures.length > 1) status.append(` Ô này dùng ảnh cuối; ${pictures.length - 1} ảnh kia đã vào thư viện.`);
    if (!draft.isEmpty) status.append(` ${draft.sentence}`);
  }

  async function cut() {
    const part = await cropPicture(picker.dataset.cropUrl.replace("/0/", `/${select.value}/`));
    if (part) set(part);
    crop.focus();
  }

  function set(image) {
    const value = image ? String(image.id) : "";
    if (image && ![...select.options].some((option) => option.value === value)) select.add(new Option(altOf(image), value));
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    show(image);
    if (image) takeCaption(image);
  }

  /** The caption of this use, where it is another than that of the library, goes into the field beside ("cover_caption"). */
  function takeCaption({ caption, library_caption: own, kept_note: note }) {
    const beside = select.form?.elements[`${select.name}_caption`];
    if (own === undefined || caption === own) return;
    if (!beside) {
      status.textContent = `${note} Ô này không hiện chú thích, nên chú thích bạn vừa gõ không dùng đến.`.trim();
      return;
    }
    const fill = () => {
      beside.value = caption;
      beside.dispatchEvent(new Event("input", { bubbles: true }));
      status.textContent = `${note} Chú thích bạn vừa gõ đã vào ô “${labelOf(beside)}”.`;
    };
    if (!beside.value.trim()) return fill();
    if (beside.value.trim() === caption) return;
    const use = make("button", { type: "button", class: "images-button", onclick: fill }, "Thay bằng chú thích vừa gõ");
    status.replaceChildren(`${note} Ô “${labelOf(beside)}” đang có chữ nên còn nguyên. Bạn vừa gõ: “${caption}” `, use);
  }

  function show(image) {
    preview.hidden = remove.hidden = crop.hidden = !image;
    status.textContent = image?.kept_note ?? image?.note ?? ""; // a field takes no description of its own
    if (!image) return;
    const picture = preview.querySelector("img");
    Object.assign(picture, { src: image.url, width: image.width, height: image.height, alt: altOf(image) });
    preview.querySelector("figcaption").textContent = `${altOf(image)} (${image.credit})`;
  }

  picker.querySelector("[data-pick]").addEventListener("click", () => choose("library"));
  picker.querySelector("[data-upload]").addEventListener("click", () => choose("upload"));
  remove.addEventListener("click", () => set(null));
  crop.addEventListener("click", cut);
  select.addEventListener("change", () => select.value || show(null)); // emptied from elsewhere
  const name = labelOf(select);
  if (name) picker.setAttribute("aria-label", name);
  restored.then(() => (status.textContent ||= draft.sentence));
  picker.setAttribute("role", "group");
  select.hidden = true;
  picker.querySelector("[data-buttons]").hidden = false;
  picker.dataset.attached = "";
}

const labelOf = (control) => document.querySelector(`label[for="${CSS.escape(control.id)}"]`)?.textContent.trim() ?? "";

function attachAll() {
  document.querySelectorAll("[data-image-picker]:not([data-attached])").forEach((picker) => {
    if (!picker.querySelector("select").name.includes("__prefix__")) attach(picker);
  });
}

attachAll();
document.addEventListener("formset:added", attachAll);

/** The description of the library, also of one that was sent with another. */
const altOf = ({ alt, library_alt: own = alt }) => own;
