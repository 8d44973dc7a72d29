// What stands around the place where something is put into a text.

const HEADINGS = "h2, h3, h4, h5, h6";

const WORDS_ALONE = "figcaption"; // of a picture, which the editor itself learns of only a moment after the caret has come there
const BLOCKS = "p, h2, h3, h4, h5, h6, pre, blockquote, ul, ol, li, table, caption, thead, tbody, tfoot, tr, th, td, div:not(.picture-place)";

/** `html` as it may stand in `range`, without one where the caret is: in a caption its words, one block behind the other. */
export function fitForPlace(editor, html, range = null) {
  const node = caretOf(editor, range);
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  if (!element?.closest(WORDS_ALONE)) return html;
  const { body } = new DOMParser().parseFromString(html, "text/html");
  body.querySelectorAll("hr").forEach((line) => line.remove());
  for (const block of body.querySelectorAll(BLOCKS)) block.replaceWith(" ", ...block.childNodes, " ");
  return body.innerHTML.replace(/\s+/g, " ").trim();
}

/** The node in which `range` begins, without one the selection; undefined without both. */
const caretOf = (editor, range = null) => (range ?? editor.getSelection()?.getRanges()[0])?.startContainer.$;

/** {above, notesBefore}: the level of the heading above the caret, 1 for the title of the article; how many footnotes there are. */
export function placeOf(editor) {
  const text = editor.editable().$;
  const caret = caretOf(editor);
  const isAbove = (heading) => caret && !heading.contains(caret) && heading.compareDocumentPosition(caret) & Node.DOCUMENT_POSITION_FOLLOWING;
  const heading = [...text.querySelectorAll(HEADINGS)].findLast(isAbove);
  return { above: heading ? Number(heading.localName[1]) : 1, notesBefore: text.querySelectorAll(".notes > ol > li").length };
}
