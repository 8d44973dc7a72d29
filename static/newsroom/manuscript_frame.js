// The editor of the page, and the text that is put into it.

/** The editor of the article's text; null on a page without one, or where it may only be read. */
export function openEditor() {
  const editor = window.CKEDITOR?.instances?.id_body;
  return editor && !editor.readOnly ? editor : null;
}

/** Put `html`, which the server has cleaned, at `caret` (bookmarks) or at the end; one step of undo. */
export function insertText(editor, html, caret) {
  editor.focus();
  editor.fire("saveSnapshot");
  if (caret?.length) editor.getSelection().selectBookmarks(caret);
  else moveToEnd(editor);
  editor.insertHtml(html, "html");
  editor.fire("saveSnapshot");
  editor.fire("change");
  editor.fire("afterPaste"); // what is offered after a paste is offered here too
}

function moveToEnd(editor) {
  const range = editor.createRange();
  range.moveToElementEditEnd(editor.editable());
  range.select();
}
