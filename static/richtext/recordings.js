// Videos and sound recordings in the text: a still or a title that can be edited and removed, and plays on the page alone.

import { chooseRecording } from "../recordings/dialog.js";
import { make } from "../uploads/dom.js";
import { ask } from "../uploads/requests.js";
import { behindParagraph, moveBehindPicture } from "./pictures.js";

const ONE_BY_ONE = "Video, âm thanh được thêm từng tệp một. Xong tệp đầu, hãy kéo thả tiếp:";
const CAPTION = "br em strong sub sup s u; a[!href,title]; span(credit); cite; abbr[title]";

export const portalrecordings = {
  requires: "widget,notification,portalpictures",

  init(editor) {
    editor.widgets.add("portalrecording", {
      upcastPriority: 5, // before pictures: a still is one
      upcast: (element) => (element.name === "figure" && element.hasClass("video")) || (element.name === "p" && element.hasClass("audio")),
      editables: { caption: { selector: "figcaption", allowedContent: CAPTION } },
      init() {
        this.element.on("click", (event) => event.data.preventDefault()); // its link is for readers
        this.on("edit", (event) => {
          event.cancel();
          void editRecording(editor, this);
        });
      },
    });
    editor.addCommand("portalRecordings", { exec: () => void insertRecording(editor), async: true });
    editor.ui.addButton("PortalRecordings", { label: "Chèn video, âm thanh", command: "portalRecordings", toolbar: "insert" });
  },
};

function urls({ config }) {
  const { portalRecordingLibraryUrl: library, portalRecordingUrl: add, portalLibraryUrl: pictures, portalUploadUrl: upload } = config;
  return { library, add, pictures, upload, maxBytes: config.portalRecordingMaxBytes };
}

/** Whether a file that was pasted or dropped is for the dialog; the server says whether it can be played. */
export const isRecording = ({ type, name }) => /^(?:video|audio)\//.test(type) || /\.(?:mp4|m4v|m4a|mp3|mov)$/i.test(name);

/** Files that were pasted or dropped: the dialog opens with the first, the others are named. */
export function bringRecordings(editor, [file, ...others]) {
  if (!file) return;
  if (others.length) editor.showNotification(`${ONE_BY_ONE} ${others.map(({ name }) => `“${name}”`).join(", ")}.`, "warning");
  setTimeout(() => insertRecording(editor, file)); // once the editor is done with the event
}

async function insertRecording(editor, file = null) {
  const place = editor.getSelection()?.createBookmarks2(true);
  const recording = await chooseRecording({ urls: urls(editor), file });
  editor.focus();
  if (place) editor.getSelection().selectBookmarks(place);
  if (!recording) return;
  editor.insertHtml(written(recording).outerHTML, "html", behindParagraph(editor));
  moveBehindPicture(editor);
  if (recording.note) editor.showNotification(recording.note, "info");
}

async function editRecording(editor, widget) {
  const link = widget.element.findOne("a");
  const address = link?.data("cke-saved-href") ?? link?.getAttribute("href") ?? "";
  const own = urls(editor);
  own.change = own.library.replace(/[^/]+\/$/, `${address.split("/").at(-2)}/`);
  let edited;
  try {
    ({ recording: edited } = await ask(own.change));
  } catch ({ message }) {
    editor.showNotification(message, "warning");
    return;
  }
  const recording = await chooseRecording({ urls: own, edited });
  widget.focus();
  if (!recording) return;
  editor.fire("saveSnapshot");
  show(widget.element.$, recording, edited);
  editor.fire("saveSnapshot");
}

/** What the text holds of `recording` (richtext/policy.py). */
function written({ kind, address, title, still }) {
  if (kind === "audio") return make("p", { class: "audio" }, make("a", { href: address }, title));
  const picture = make("img", { src: still.url, alt: still.alt, width: still.width, height: still.height });
  const credit = still.credit ? [" ", make("span", { class: "credit" }, still.credit)] : [];
  return make("figure", { class: "video" }, make("a", { href: address }, picture), make("figcaption", {}, title, ...credit));
}

/** Put the new words of `recording` into its element: a caption that somebody wrote stays. */
function show(element, { title, still }, before) {
  const picture = element.querySelector("img");
  if (picture && still) {
    for (const name of ["alt", "width", "height"]) picture.setAttribute(name, still[name]);
    for (const name of ["src", "data-cke-saved-src"]) picture.setAttribute(name, still.url);
  }
  const words = element.querySelector("figcaption") ?? element.querySelector("a");
  const first = words?.firstChild;
  if (first?.nodeType === Node.TEXT_NODE && first.data.trim() === before.title) first.data = first.data.replace(before.title, title);
}
