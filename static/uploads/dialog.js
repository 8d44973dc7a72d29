// The dialog in which pictures are chosen: from the library, or new ones from this computer.

import { make } from "./dom.js";
import { libraryPanel } from "./library_panel.js";
import { uploadPanel } from "./upload_panel.js";

/**
 * Ask for pictures. Resolves with the list of chosen ones ([] when the dialog is closed without): {id, url, thumb,
 * width, height, alt, credit, caption, note}. `files` opens the upload side with these files waiting; otherwise
 * `start` says which side is open, "library" or "upload".
 */
export function choosePictures({ libraryUrl, uploadUrl, start = "library", files = [] }) {
  return new Promise((resolve) => {
    const chosen = [];
    const take = (image, isLast = true) => {
      chosen.push(image);
      if (isLast) dialog.close();
    };
    const sides = { library: libraryPanel(libraryUrl, take), upload: uploadPanel(uploadUrl, take) };
    const { dialog, turnTo } = frame(sides);

    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    if (files.length) sides.upload.take(files);
    turnTo(files.length ? "upload" : start);
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

  function turnTo(wanted) {
    for (const [name, side] of Object.entries(sides)) side.panel.hidden = name !== wanted;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.side === wanted));
    sides[wanted].open();
    sides[wanted].focus();
  }

  return { dialog, turnTo };
}
