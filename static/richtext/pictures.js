// Pictures with description and source in a text: chosen from the library, or brought in and waiting in their places
// (picture_places.js) until they are described.

import { choosePictures } from "../uploads/dialog.js";
import { draft, restored } from "../uploads/picture_draft.js";
import { parts } from "./captions.js";
import { figures } from "./figures.js";
import { addPlaceWidget, captionBehind, isLot, placesIn, waitingFor, wrapperOf } from "./picture_places.js";
import { askBeforeSaving } from "./places_at_save.js";
import { question } from "./question.js";
import { offerCaption, tellOfPlaces } from "./waiting_pictures.js";

const { CKEDITOR } = window;

// Of all texts of the page, by the key of a place: what waited for it (items of picture_draft.js), the pictures that came there.
const known = new Map();
const filled = new Map();
let isOpen = false;

export const portalpictures = {
  requires: "image2,notification",

  beforeInit(editor) {
    // The source of a picture stands in its caption; image2 would throw the class away.
    editor.on("widgetDefinition", ({ data }) => {
      if (data.name === "image") data.editables.caption.allowedContent += "; span(credit); cite; abbr[title]";
    });
  },

  init(editor) {
    editor.addCommand("portalPictures", { exec: () => void insertPictures(editor), async: true });
    editor.ui.addButton("PortalPictures", { label: "Chèn ảnh", command: "portalPictures", icon: "image", toolbar: "insert" });
    addPlaceWidget(editor, (element, what) => (what === "drop" ? dropPlace(editor, element) : fillPlace(editor, element)));
    const tell = () => tellOfPlaces(editor, { fill: fillPlace, drop: dropPlace, describe: describePictures });
    editor.on("change", CKEDITOR.tools.eventsBuffer(300, tell).input);
    for (const name of ["pictures:changed", "mode"]) editor.on(name, tell);
    watchUndo(editor);
    editor.on("instanceReady", async () => {
      await restored;
      if (!draft.isEmpty) editor.showNotification(draft.sentence, "info");
      remember(draft.items);
      tell();
    });
    // The dialog may have been opened by another field of the page.
    document.addEventListener("picture:arrived", ({ detail }) => void (isOpen || (detail.place && fill(editor, detail.place, [detail]))));
    askBeforeSaving(editor, () => (placesIn(editor).some((element) => waitingFor(element).length) ? describePictures(editor) : editor.focus()));
    // What is saved has no places: they are something that is typed and not saved.
    editor.element.$.form?.addEventListener("article:saved", () => void (placesIn(editor).length && editor.fire("change")));
  },
};

/** Pictures that a paste or a drop has brought: into a place each, or into one for all (`lot`: its key). They are described at
    once, or with those that wait in the dialog. */
export function bringPictures(editor, pictures, lot = "") {
  const items = pictures.filter(({ file }) => file).map(({ file, place, alt, caption }) => ({ file, place, alt, ...described(caption) }));
  if (!items.length) return;
  draft.bring(items, { after: isOpen });
  remember(draft.items);
  if (lot) known.set(lot, draft.items.filter(({ file, place }) => !place && items.some((item) => item.file === file)));
  setTimeout(() => describePictures(editor));
}

function described(text) {
  const { words, credit } = parts(text);
  return { caption: words, credit };
}

function remember(items) {
  for (const item of items) if (item.place) known.set(item.place, [item]);
}

/** Ask for pictures and put them where the caret is. */
export async function insertPictures(editor) {
  await choose(editor);
}

/** Ask about the pictures that wait, and put each into its place. Whatever is left when the dialog closes is asked about. */
async function describePictures(editor) {
  if (isOpen) return; // what waits in the draft is there too
  const before = placesIn(editor).filter((element) => waitingFor(element).length);
  await choose(editor, { start: "upload" });
  const left = [];
  for (const element of placesIn(editor)) {
    if (waitingFor(element).length) left.push(element);
    else if (before.includes(element)) dropPlace(editor, element); // what waited for it was left out in the dialog
  }
  if (left.length) await askAboutLeft(editor, left);
}

async function askAboutLeft(editor, left) {
  const count = left.flatMap(waitingFor).length;
  const answer = await question({
    title: "Ảnh chưa vào bài",
    words: `${count === 1 ? "Một ảnh" : `${count} ảnh`} chưa mô tả xong nên chưa vào bài. Nếu để sau, chỗ của ảnh được giữ trong bài và tệp được giữ trong trình duyệt này.`,
    answers: [["go-on", "Mô tả tiếp"], ["later", "Để sau"], ["drop", count === 1 ? "Bỏ ảnh này" : "Bỏ các ảnh này"]],
    escape: "later",
  });
  if (answer === "go-on") return describePictures(editor);
  if (answer === "drop") for (const element of left) dropPlace(editor, element);
  editor.focus();
  editor.fire("pictures:changed");
}

/** Ask for the picture of one place. */
async function fillPlace(editor, element) {
  if (isOpen) return;
  const [waits] = waitingFor(element);
  if (waits) {
    draft.items = [waits, ...draft.items.filter((item) => item !== waits)];
    return describePictures(editor);
  }
  const { place, caption = "", alt = "" } = element.dataset;
  draft.bring([{ place, alt, ...described(caption) }]);
  await choose(editor, { start: "upload" });
  draft.dropPlaces([place]); // nothing was chosen
}

/** Opens the dialog; on the side of uploads, what is chosen is for the place whose picture is described. */
async function choose(editor, { start = "library" } = {}) {
  isOpen = true;
  const { portalLibraryUrl: libraryUrl, portalUploadUrl: uploadUrl } = editor.config;
  const caret = editor.getSelection()?.createBookmarks2(true);
  const arrived = (picture) => {
    const place = picture.place || (start === "upload" && !picture.file ? draft.current.place : "");
    picture.isPlaced = Boolean(place) && fill(editor, place, [picture]);
  };
  const pictures = await choosePictures({ libraryUrl, uploadUrl, start, several: true, arrived }).finally(() => (isOpen = false));
  editor.focus();
  const others = pictures.filter(({ isPlaced }) => !isPlaced);
  const lot = others.some(({ file }) => file) && placesIn(editor).find(isLot);
  if (lot) fill(editor, lot.dataset.place, others);
  else insertAt(editor, caret, others);
  for (const { note } of pictures) if (note) editor.showNotification(note, "info");
  if (!draft.isEmpty && !placesIn(editor).some((element) => waitingFor(element).length)) editor.showNotification(draft.sentence, "info");
  editor.fire("pictures:changed");
}

function insertAt(editor, caret, pictures) {
  if (caret && pictures.length) editor.getSelection().selectBookmarks(caret);
  for (const html of figures(pictures)) {
    editor.insertHtml(html, "html", behindParagraph(editor));
    moveBehindPicture(editor);
  }
}

/** Whether `pictures` could be put where `place` stands. They take part in the step that brought the place. */
function fill(editor, place, pictures) {
  filled.set(place, pictures);
  draft.dropPlaces([place]); // chosen from the library instead of the file that waits
  return putFilled(editor);
}

/** Puts the pictures that are there into their places: for those who undo, as if they had always stood there. */
function putFilled(editor) {
  const elements = placesIn(editor).filter(({ dataset }) => filled.has(dataset.place));
  if (!elements.length) return false;
  editor.fire("saveSnapshot");
  editor.fire("lockSnapshot");
  for (const element of elements) {
    const pictures = filled.get(element.dataset.place);
    if (pictures[0].caption) captionBehind(element)?.remove(); // it stands below the picture now
    replacePlace(editor, element, figures(pictures).join(""));
  }
  editor.fire("unlockSnapshot"); // amends the step
  editor.fire("change");
  return true;
}

function replacePlace(editor, element, html) {
  const wrapper = new CKEDITOR.dom.element(wrapperOf(element));
  const holder = new CKEDITOR.dom.element("div", editor.document);
  holder.setHtml(editor.dataProcessor.toHtml(html));
  const widget = editor.widgets.getByElement(wrapper);
  wrapper.$.replaceWith(...holder.$.childNodes);
  if (widget) editor.widgets.destroy(widget, true);
  editor.widgets.checkWidgets({ initOnlyNew: true });
}

/** Takes a place out of the text, as a step of its own; its caption too, or that is offered. */
function dropPlace(editor, element, { withCaption = false } = {}) {
  const waiting = waitingFor(element);
  const caption = captionBehind(element);
  editor.fire("saveSnapshot");
  const widget = editor.widgets.getByElement(new CKEDITOR.dom.element(element));
  if (widget) editor.widgets.del(widget);
  else element.remove();
  if (withCaption) caption?.remove();
  editor.fire("saveSnapshot");
  draft.drop(waiting);
  if (caption && !withCaption) offerCaption(editor, caption);
  editor.fire("pictures:changed");
}

/** What an undo takes away or brings back goes and comes with its files; places that were filled since stay filled. */
function watchUndo(editor) {
  let before = [];
  const isUndo = ({ data }) => ["undo", "redo"].includes(data.name);
  const keys = () => placesIn(editor).map(({ dataset }) => dataset.place);
  const itemsOf = (places) => places.flatMap((place) => known.get(place) ?? []);
  editor.on("beforeCommandExec", (event) => {
    if (isUndo(event)) before = keys();
  });
  editor.on("afterCommandExec", (event) => {
    if (!isUndo(event)) return;
    putFilled(editor);
    const after = keys();
    draft.drop(itemsOf(before.filter((place) => !after.includes(place))));
    const back = itemsOf(after).filter((item) => !draft.items.includes(item) && !draft.items.some(({ file }) => file === item.file));
    if (back.length) draft.bring(back, { after: true });
    remember(draft.items);
    editor.fire("pictures:changed");
  });
}

/** A picture never tears a sentence: it goes behind the paragraph (or list, or table) with the caret (or the `place` of a
    drop), or in an empty one. */
export function behindParagraph(editor, place = null) {
  const path = place ? place.startPath() : editor.elementPath();
  const outermost = path?.elements.at(-2);
  if (!outermost?.getText().trim()) return undefined;
  const range = editor.createRange();
  range.setStartAfter(outermost);
  range.collapse(true);
  return range;
}

/** Writing goes on below the picture; left selected, the next paste would take its place. */
export function moveBehindPicture(editor) {
  const wrapper = editor.widgets.focused?.wrapper;
  if (!wrapper) return;
  let below = wrapper.getNext((node) => node.type === CKEDITOR.NODE_ELEMENT);
  if (!below?.is("p", "h2", "h3", "h4", "ul", "ol", "blockquote")) {
    below = new CKEDITOR.dom.element("p");
    below.appendBogus();
    below.insertAfter(wrapper);
  }
  const range = editor.createRange();
  range.moveToElementEditStart(below);
  range.select();
}
