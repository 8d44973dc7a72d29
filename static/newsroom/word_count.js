// How long the article is, in words and in minutes, while it is typed: beside the buttons that save. Counted after a pause,
// and read only: nothing that a screen reader would announce at each key. The rule is that of vietnamese/reading.py.

import { watch } from "./typed.js";

const PAUSE_MS = 400;
// The elements that end a word, as richtext/text.py knows them; and what the editor puts into its text for itself.
const ENDS_WORDS = "p, h2, h3, h4, h5, h6, ul, ol, li, blockquote, footer, pre, hr, div, figure, figcaption, table, caption, thead, tbody, tfoot, tr, th, td, br";
const OF_THE_EDITOR = ".cke_reset, .cke_widget_drag_handler_container, [data-cke-temp], [data-cke-hidden-sel], .picture-place, script, style";

export function countWords(text) {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

export function describeLength(words, perMinute) {
  if (!words) return "Chưa có chữ nào";
  return `${words.toLocaleString("vi")} chữ, đọc khoảng ${Math.ceil(words / perMinute).toLocaleString("vi")} phút`;
}

/** The text of `root`, with a blank wherever an element ends a word. */
export function textOf(root) {
  let text = "";
  const collect = (node) => {
    if (node.nodeType === Node.TEXT_NODE) text += node.data;
    else if (node.nodeType === Node.ELEMENT_NODE && !node.matches(OF_THE_EDITOR)) {
      const edge = node.matches(ENDS_WORDS) ? " " : "";
      text += edge;
      node.childNodes.forEach(collect);
      text += edge;
    }
  };
  root.childNodes.forEach(collect);
  return text;
}

/** Keeps `place` true: it shows how long sapo and body of `form` are. */
export function showLength(form, place) {
  const perMinute = Number(place.dataset.perMinute);
  const said = place.querySelector("[data-length-said]");
  let timer = null;
  const show = () => {
    timer = null;
    said.textContent = describeLength(countWords(form.elements.summary.value) + countWords(textOfBody(form)), perMinute);
  };
  watch(form, () => (timer ??= setTimeout(show, PAUSE_MS)));
  window.CKEDITOR?.on("instanceReady", ({ editor }) => describeEditor(editor, place));
  for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) if (editor.status === "ready") describeEditor(editor, place);
}

function textOfBody(form) {
  const { body } = form.elements;
  const editor = window.CKEDITOR?.instances[body.id];
  if (editor?.mode === "wysiwyg") return textOf(editor.editable().$);
  return textOf(new DOMParser().parseFromString(editor?.getData() ?? body.value, "text/html").body);
}

/** Whoever comes to the text by a screen reader hears how long it is. */
function describeEditor(editor, place) {
  const text = editor.editable()?.$;
  text?.setAttribute("aria-describedby", `${text.getAttribute("aria-describedby") ?? ""} ${place.id}`.trim());
}
