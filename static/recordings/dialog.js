// The dialog in which a video or sound recording is chosen: a new one by address or file, or one that is there.

import { make } from "../uploads/dom.js";
import { libraryPanel } from "./library_panel.js";
import { recordingForm } from "./recording_form.js";

/**
 * Ask for a recording. Resolves with it as the server describes it (recordings/desk_views.py), with a `note`; null when the
 * dialog is closed without. `edited` is one whose words are to be changed, `file` one that was dropped; `urls` are {add, library, pictures, upload}, with
 * `maxBytes` of a file. What
 * was typed and not sent is there again when the dialog opens next.
 */
export function chooseRecording({ urls, edited = null, file = null }) {
  return new Promise((resolve) => {
    let chosen = null;
    const take = (recording, note = "") => {
      chosen = { ...recording, note };
      dialog.close();
    };
    const form = recordingForm(urls, { edited, file }, take);
    const sides = edited ? { form } : { form, library: libraryPanel(urls.library, take) };
    const dialog = frame(sides, edited ? "Sửa video, âm thanh" : "Video, âm thanh");
    dialog.addEventListener("close", () => {
      form.stop();
      dialog.remove();
      resolve(chosen);
    });
    document.body.append(dialog);
    dialog.showModal();
    form.focus();
  });
}

function frame(sides, name) {
  const titles = { form: "Thêm mới", library: "Đã có trong thư viện" };
  const names = Object.keys(sides);
  const tabs = names.map((side) =>
    make("button", { type: "button", class: "images-tab", "aria-pressed": String(side === "form"), onclick: () => turnTo(side), "data-side": side }, titles[side]),
  );
  const close = make("button", { type: "button", class: "images-button", onclick: () => dialog.close() }, "Đóng");
  const title = make("h2", { class: "images-title", id: "recordings-title" }, name);
  const dialog = make(
    "dialog",
    { class: "images-dialog recordings-dialog", "aria-labelledby": "recordings-title" },
    make("div", { class: "images-head" }, title, ...(names.length > 1 ? tabs : []), close),
    ...Object.values(sides).map((side) => side.panel),
  );
  if (sides.library) sides.library.panel.hidden = true;
  // Esc that ends a word of an input method (Telex, VNI) is for the word.
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.isComposing && event.preventDefault());

  function turnTo(wanted) {
    for (const [side, { panel }] of Object.entries(sides)) panel.hidden = side !== wanted;
    for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.side === wanted));
    sides[wanted].open();
    sides[wanted].focus();
  }

  return dialog;
}
