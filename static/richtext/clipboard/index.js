// Reads a clipboard before the editor's filters throw away what things mean. Pure: nothing is fetched, run or shown here.

import { writeCapitals } from "./capitals.js";
import { dropComments } from "./comments.js";
import { contextOf } from "./context.js";
import { gatherFootnotes } from "./footnotes.js";
import { readForms } from "./forms.js";
import { readGoogleDocs } from "./gdocs.js";
import { dropHidden } from "./hidden.js";
import { levelHeadings } from "./headings.js";
import { readLists } from "./html_lists.js";
import { readLibreOffice } from "./libreoffice.js";
import { nestLists } from "./lists.js";
import { note } from "./notes.js";
import { undoPresentation } from "./own_pages.js";
import { dropPaper, frameQuotes, straightenLinks } from "./parts.js";
import { undoEditor } from "./own_editor.js";
import { fitting } from "./plain.js";
import { rebuilt } from "./rebuild.js";
import { dropDeletedByRtf } from "./rtf_deletions.js";
import { sourceOf } from "./source.js";
import { nameSymbols } from "./symbols.js";
import { dropHiddenCells, readTables } from "./tables.js";
import { acceptChanges } from "./tracked.js";
import { readTypedLists } from "./typed_lists.js";
import { readWebParts } from "./web_parts.js";
import { cleanWords } from "./words.js";

// Letters of markup; an article of the greatest length is a third of it in Word's. The editor would work on more for minutes.
const MOST = 3_000_000;

// In this order: what nobody should read goes first; lists are found before their marks become other signs.
const STEPS = [
  undoEditor,
  dropDeletedByRtf,
  acceptChanges,
  dropComments,
  undoPresentation,
  readLibreOffice,
  dropHiddenCells,
  dropHidden,
  readGoogleDocs,
  readWebParts,
  readForms,
  dropPaper,
  straightenLinks,
  gatherFootnotes,
  readTables,
  levelHeadings,
  readLists,
  nestLists,
  readTypedLists,
  frameQuotes,
  nameSymbols,
  writeCapitals,
  cleanWords,
];

/**
 * What the HTML of a clipboard means, as {html, notes, source}: `html` has only what `allowed` has (CKEditor's rules,
 * which come from richtext/policy.py), `notes` say what was left out or changed (notes.js). Pictures keep their place and
 * address. `above` is the level of the heading above the place of the paste, `notesBefore` how many footnotes the text has.
 * Linear in the length of `html`; of one that is too long only the words are kept.
 */
export function translate(html, { text = "", rtf = "", mediaUrl = "", origin = "", allowed = {}, above = 1, notesBefore = 0 } = {}) {
  const source = sourceOf(html);
  if (source === "pdf" && text.trim()) return ofText(text, source);
  const page = new DOMParser().parseFromString(html, "text/html"); // inert: pictures are not loaded, scripts do not run
  const context = contextOf(page, { source, text, rtf, mediaUrl, origin, allowed, above, notesBefore });
  if (html.length > MOST) return wordsAlone(page, context);
  for (const step of STEPS) step(page.body, context);
  const body = rebuilt(page.body, context);
  return { html: body.innerHTML, notes: context.notes, source: context.source };
}

/** A page of a PDF as a browser shows it is lines at places: its text says more. */
function ofText(text, source) {
  const context = { notes: [] };
  return { html: fitting(text, context), notes: context.notes, source };
}

/** The plain text of the clipboard, else the words of `page`, if an article can hold them. What was deleted goes all the same. */
function wordsAlone({ body }, context) {
  for (const step of [acceptChanges, dropComments, dropHidden]) step(body, context);
  const isClean = !context.notes.length;
  for (const line of body.querySelectorAll("p, div, li, tr, h1, h2, h3, h4, h5, h6, br")) line.append("\n");
  const words = isClean && context.text ? context.text : body.textContent;
  const html = fitting(words, context);
  if (html) note(context, "truncated");
  return { html, notes: context.notes, source: context.source };
}
