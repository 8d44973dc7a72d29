// Our part of the editor: its words and dialogs, and the plugins that modules of this folder define.
// A module, hence run before DOMContentLoaded, which is when ckeditor-init.js makes the editors.

import { portalgallery } from "./gallery.js";
import { portallists } from "./list_kinds.js";
import { portalunicode } from "./old_fonts.js";
import { portalpaste } from "./paste.js";
import { portalpictures } from "./pictures.js";
import { portalrecordings } from "./recordings.js";
import { portalrepeats } from "./repeated_lines.js";
import { mendStaleSelections } from "./stale_selection.js";
import { mendToolbar } from "./toolbar.js";
import { mendWords } from "./words.js";

const { CKEDITOR } = window;
const PLUGINS = { portalgallery, portallists, portalpictures, portalrecordings, portalpaste, portalrepeats, portalunicode }; // as OWN_PLUGINS in richtext/widgets.py

mendStaleSelections(CKEDITOR);
CKEDITOR.plugins.add("portalwords", {
  requires: "image2", // whose words are among them
  beforeInit: mendWords,
  init: mendWords, // again: the words of other plugins have come by now
});
for (const [name, plugin] of Object.entries(PLUGINS)) CKEDITOR.plugins.add(name, plugin);
CKEDITOR.on("instanceReady", ({ editor }) => mendToolbar(editor));
CKEDITOR.on("instanceLoaded", ({ editor }) => nameWidgets(editor));

// Dialogs without what the allow-list has not: anchors, and pictures of another address or size.
CKEDITOR.on("dialogDefinition", ({ data: { name, definition } }) => {
  if (name === "link") {
    const kind = definition.getContents("info").get("linkType");
    kind.items = kind.items.filter(([, value]) => value !== "anchor");
  } else if (name === "image2") {
    const info = definition.getContents("info");
    for (const id of ["src", "width", "height", "lock", "align"]) info.get(id).className = "richtext-unused";
    definition.onFocus = function () {
      this.getContentElement("info", "alt").focus();
    };
  }
});

/** Each is a group that its name tells of: the editor makes landmarks of them, and many of one name lead nowhere. */
function nameWidgets(editor) {
  editor.widgets?.on("instanceCreated", ({ data: widget }) => {
    widget.on("data", () => widget.wrapper?.setAttribute("role", "group"), null, null, 10000); // after the editor's own
  });
}
