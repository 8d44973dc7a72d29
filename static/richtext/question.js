// A question over the page that must be answered before anything else is done.

import { make } from "../uploads/dom.js";

let counter = 0;

/**
 * Resolves with the value of the answer that is pressed. `answers` are pairs [value, label], the first is the one that the
 * keyboard stands on; Esc answers `escape`.
 */
export function question({ title, words, answers, escape }) {
  return new Promise((resolve) => {
    const id = `richtext-question-${(counter += 1)}`;
    const buttons = answers.map(([value, label], number) =>
      make(
        "button",
        { type: "button", class: number ? "images-button" : "images-button images-primary", onclick: () => dialog.close(value) },
        label,
      ),
    );
    const dialog = make(
      "dialog",
      { class: "images-dialog richtext-question", role: "alertdialog", "aria-labelledby": id, "aria-describedby": `${id}-words` },
      make("div", { class: "images-head" }, make("h2", { class: "images-title", id }, title)),
      make("div", { class: "images-panel" }, make("p", { id: `${id}-words` }, words), make("div", { class: "images-actions" }, ...buttons)),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || escape);
    });
    document.body.append(dialog);
    dialog.showModal();
    buttons[0].focus();
  });
}
