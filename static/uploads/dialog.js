// The dialog in which pictures are chosen: from the library, or new ones from this computer.

import { keepOpenWhileComposing } from "./composing.js";
import { make } from "./dom.js";
import { libraryPanel } from "./library_panel.js";
import { draft, restored } from "./picture_draft.js";
import { uploadPanel } from "./upload_panel.js";

/**
 * Ask for pictures. Resolves with the list of chosen ones ([] when the dialog is closed without): {id, url, thumb,
 * width, height, alt, credit, caption, note, isGathered}; of new ones also {library_caption, kept_note, file, place}, the
 * File that it was made from and the key of the place in a text that waits for it. `arrived(image)` hears of each.
 * `several`: they may be taken together, and those with `isGathered` are to be one gallery, which is asked unless `isGallery`
 * (they all go into one). `files` opens the upload side
 * with these files waiting; otherwise `start` says which side is open, "library" or "upload". What was typed and not sent
 * when the dialog closes is there again when it opens next (picture_draft.js).
 */
export async function choosePictures({ libraryUrl, uploadUrl, start = "library", files = [], several = false, isGallery = false, arrived = () => {} }) {
  await restored;
  return new Promise((resolve) => {
    const chosen = [];
    const take = (image) => {
      chosen.push(image);
      arrived(image);
      document.dispatchEvent(new CustomEvent("picture:arrived", { detail: image }));
    };
    const takeAll = (images, { isGathered = false } = {}) => {
      for (const image of images) take({ ...image, isGathered });
      dialog.close();
    };
    const gathered = (images) => {
      draft.gather(images);
      turnTo("upload");
    };
    const library = () => {
      turnTo("library");
      sides.library.chooseSeveral();
    };
    const sides = {
      library: libraryPanel(libraryUrl, (image) => takeAll([image]), several ? { taken: takeAll, gathered, isGallery } : null),
      upload: uploadPanel(uploadUrl, { libraryUrl, sent: take, done: takeAll, several, isGallery, library }),
    };
    const { dialog, turnTo } = frame(sides);

    takeDropped(dialog, (dropped) => {
      turnTo("upload");
      sides.upload.take(dropped);
    });
    dialog.addEventListener("close", () => {
      sides.upload.stop();
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    if (files.length) draft.putFirst(files);
    sides.upload.show();
    turnTo(draft.isEmpty ? start : "upload");
  });
}

/** Files that are dropped anywhere on `dialog`; else the browser would leave the page for one that misses its field. */
function takeDropped(dialog, take) {
  dialog.addEventListener("dragover", (event) => event.preventDefault());
  dialog.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) take([...event.dataTransfer.files]);
  });
}

function frame(sides) {
  const titles = { library: "Chọn từ thư viện", upload: "Tải ảnh mới" };
  const tabs = Object.keys(sides).map((name) =>
    make("button", { type: "button", class: "images-tab", onclick: () => turnTo(name), "data-side": name }, titles[name]),
  );
  const close = make("button", { type: "button", class: "images-button", onclick: () => dialog.close() }, "Đóng");
  const title = make("h2", { class: "images-title", id: "images-title" }, "Ảnh");
  const dialog = make(
    "dialog",
    { class: "images-dialog", "aria-labelledby": "images-title" },
    make("div", { class: "images-head" }, title, ...tabs, close),
    ...Object.values(sides).map((side) => side.panel),
  );
  keepOpenWhileComposing(dialog);

  function turnTo(wanted) {
    for (const [name, side] of Object.entries(sides)) side.panel.hidden = name !== wanted;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.side === wanted));
    sides[wanted].open();
    sides[wanted].focus();
  }

  return { dialog, turnTo };
}
