// Before a form is saved in whose text places still wait for pictures: the text is stored without them, so it is asked.

import { parse } from "./pasted_pictures.js";
import { placesIn } from "./picture_places.js";
import { question } from "./question.js";

const asked = new Set(); // the places about which somebody has said “save without”

/** Asks when the form of `editor` is submitted, or saved by Ctrl+S; `describe()` is called where the pictures are wanted first. */
export function askBeforeSaving(editor, describe) {
  let goesOn = false;
  const { form } = editor.element.$;
  if (!form) return;

  function asks(isStep) {
    const places = keysIn(editor);
    return places.length && !goesOn && (isStep || places.some((place) => !asked.has(place)));
  }

  async function ask(submitter) {
    const places = keysIn(editor);
    const count = places.length === 1 ? "một chỗ" : `${places.length} chỗ`;
    const answer = await question({
      title: "Ảnh chưa vào bài",
      words: `Bài còn ${count} chờ ảnh. Lưu bây giờ thì bài được lưu không có ảnh ở đó.`,
      answers: [["describe", "Khoan lưu, làm tiếp các ảnh"], ["save", "Lưu, không có ảnh"]],
      escape: "stay",
    });
    if (answer === "describe") return describe();
    if (answer !== "save") return editor.focus();
    places.forEach((place) => asked.add(place));
    goesOn = true;
    form.requestSubmit(submitter ?? undefined);
    goesOn = false;
  }

  document.addEventListener(
    "submit",
    (event) => {
      const { submitter } = event;
      if (event.target !== form || submitter?.hasAttribute("formaction") || !asks(isStep(submitter))) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(submitter);
    },
    { capture: true },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      const isSave = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "s";
      if (!isSave || form.dataset.savesByFetch === undefined || !asks(false)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ask(null);
    },
    { capture: true },
  );
}

/** The keys of the places in the text, also where its HTML is shown. */
function keysIn(editor) {
  if (editor.mode === "wysiwyg") return placesIn(editor).map(({ dataset }) => dataset.place);
  const { body } = parse(editor.getData());
  return [...body.querySelectorAll(".picture-place")].map(({ dataset }) => dataset.place ?? "");
}

/** Whoever only saves what stays open is asked once about each place; a step to another state, or away, each time. */
const isStep = (submitter) => Boolean(submitter) && submitter.name !== "_continue";
