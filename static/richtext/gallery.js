// A gallery in the editor: its pictures side by side, captions typed in place; order, descriptions, more and fewer pictures in a
// dialog of its own (gallery_dialog.js). Each change is one step for those who undo.

import { choosePictures } from "../uploads/dialog.js";
import { make } from "../uploads/dom.js";
import { figure, galleries } from "./figures.js";
import { editGallery } from "./gallery_dialog.js";

const { CKEDITOR } = window;
const NAME = "gallery";
const CAPTION = "br em strong sub sup u s; a[!href]; span(credit); cite; abbr[title]"; // as captions of single pictures

export const portalgallery = {
  requires: "widget,notification",

  init(editor) {
    editor.widgets.add(NAME, {
      pathName: "bộ ảnh",
      upcast: (element) => element.name === "div" && element.hasClass(NAME) && withCaptions(element),
      init() {
        for (const [number, figure] of figuresOf(this).entries()) {
          figure.setAttribute("contenteditable", "false");
          this.initEditable(`caption${number}`, { selector: `figure:nth-child(${number + 1}) > figcaption`, allowedContent: CAPTION });
        }
        addBar(editor, this);
        this.on("edit", (event) => {
          event.cancel();
          void edit(editor, this);
        });
      },
      downcast(element) {
        element.forEach((each) => each.name === "figure" && delete each.attributes.contenteditable, CKEDITOR.NODE_ELEMENT);
      },
    });
  },
};

/** Every picture can get a caption. */
function withCaptions(gallery) {
  for (const figure of gallery.children) {
    if (figure.name !== "figure" || figure.children.some(({ name }) => name === "figcaption")) continue;
    figure.add(new CKEDITOR.htmlParser.element("figcaption"));
  }
  return true;
}

const figuresOf = (widget) => [...widget.element.$.children].filter((each) => each.matches("figure"));

/** Above the pictures, in the widget's wrapper: what stands there is no part of the text. */
function addBar(editor, widget) {
  const wrapper = widget.wrapper.$;
  wrapper.querySelector(":scope > .gallery-bar")?.remove();
  const button = (words, action) => make("button", { type: "button", class: "images-button", onclick: action }, words);
  const bar = make(
    "div",
    { class: "gallery-bar", contenteditable: "false" },
    make("span", {}, `Bộ ảnh: ${figuresOf(widget).length} ảnh`),
    button("Sửa bộ ảnh", () => void edit(editor, widget)),
    button("Tách thành ảnh rời", () => dissolve(editor, widget)),
  );
  bar.addEventListener("mousedown", (event) => event.stopPropagation()); // the text keeps its caret
  wrapper.prepend(bar);
}

async function edit(editor, widget) {
  const before = picturesOf(widget);
  const after = await editGallery(before, { choose: () => choose(editor) });
  if (after && after.map(({ html }) => html).join() !== before.map(({ html }) => html).join()) {
    const figures = after.map(({ html }) => html);
    replace(editor, widget, galleries(figures).join(""));
  }
  editor.focus();
}

async function choose(editor) {
  const { portalLibraryUrl: libraryUrl, portalUploadUrl: uploadUrl } = editor.config;
  const pictures = await choosePictures({ libraryUrl, uploadUrl, several: true, isGallery: true });
  for (const { note } of pictures) if (note) editor.showNotification(note, "info");
  return pictures.map((picture) => ({ src: picture.url, thumb: picture.thumb, alt: picture.alt, words: [picture.caption, picture.credit].filter(Boolean).join(" "), html: figure(picture) }));
}

/** The pictures of a gallery as its dialog knows them: {src, alt, words, html}. */
function picturesOf(widget) {
  return figuresOf(widget).map((figure, number) => {
    const { src = "", alt = "" } = Object.fromEntries([...(figure.querySelector("img")?.attributes ?? [])].map(({ name, value }) => [name, value]));
    const caption = widget.editables[`caption${number}`];
    return { src, alt, words: caption?.getText().trim() ?? "", html: htmlOf(figure, caption?.getData() ?? "") };
  });
}

function htmlOf(figure, caption) {
  const image = figure.querySelector("img");
  const kept = ["src", "alt", "width", "height", "title"].filter((name) => image?.hasAttribute(name));
  const copy = make("figure", { class: "image" }, make("img", Object.fromEntries(kept.map((name) => [name, image.getAttribute(name)]))));
  return copy.outerHTML.replace("</figure>", `${caption ? `<figcaption>${caption}</figcaption>` : ""}</figure>`);
}

function dissolve(editor, widget) {
  replace(editor, widget, picturesOf(widget).map(({ html }) => html).join(""));
  editor.showNotification("Bộ ảnh đã tách thành ảnh rời. Ctrl+Z để ghép lại.", "info");
}

/** Puts `html` where the gallery stands, as one step. */
function replace(editor, widget, html) {
  const { wrapper } = widget;
  const holder = new CKEDITOR.dom.element("div", editor.document);
  holder.setHtml(editor.dataProcessor.toHtml(html));
  editor.fire("saveSnapshot");
  editor.fire("lockSnapshot", { dontUpdate: true });
  let next = holder.getFirst();
  while (next) {
    next.insertBefore(wrapper);
    next = holder.getFirst();
  }
  editor.widgets.destroy(widget, true);
  wrapper.remove();
  editor.widgets.checkWidgets({ initOnlyNew: true });
  editor.fire("unlockSnapshot");
  editor.fire("saveSnapshot");
  editor.fire("change");
}
