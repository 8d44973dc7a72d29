// The caret and the places of findings: which one it is in, and how it comes to one.

const EDGE = 140; // what may lie over the text at the edges of the window: toolbar, buttons that save

/** Whether the caret, or the end of a selection, is in the place of `item`; `block` is the one that the caret is in. The
    order of two places is asked only within it: over thousands of paragraphs the browser would walk from one to the other. */
export function isAtCaret({ range }, block) {
  const { focusNode, focusOffset } = getSelection();
  return Boolean(range) && block.contains(range.startContainer) && range.comparePoint(focusNode, focusOffset) === 0;
}

/** Whether `item` is the word behind which the caret stands at the end of a paragraph: it is not ready yet. */
export function isBeingTyped({ range }, editable) {
  const selection = getSelection();
  if (!range || !selection.isCollapsed || !editable?.contains(selection.focusNode) || document.activeElement !== editable) return false;
  const { endContainer, endOffset } = range;
  if (selection.focusNode !== endContainer || selection.focusOffset !== endOffset) return false;
  return !endContainer.data?.slice(endOffset).trim() && !endContainer.nextSibling?.textContent.trim();
}

/** Selects the place of `item` and brings it into sight. */
export function goTo({ range, control, element, start, end }, editor) {
  if (element) {
    element.scrollIntoView({ block: "center" });
    editor.widgets.getByElement(new window.CKEDITOR.dom.element(element))?.focus();
    return;
  }
  if (control) {
    control.focus();
    if (control.selectionStart !== null) control.setSelectionRange(start, end);
    return;
  }
  if (!range) return;
  editor.focus();
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range.cloneRange());
  const { top, bottom } = range.getBoundingClientRect();
  if (top < EDGE || bottom > innerHeight - EDGE) (range.startContainer.parentElement ?? range.startContainer).scrollIntoView({ block: "center" });
}

/** The item that follows the caret, or with Shift stands before it; behind the last one comes the first. */
export function neighbour(items, current, { shiftKey }, editable) {
  const step = shiftKey ? -1 : 1;
  const at = current ? items.indexOf(current) : between(items, editable, shiftKey);
  return items.at((at + step + items.length) % items.length);
}

/** The number of the last item before the caret; with `isBack` that of the first one behind it. */
function between(items, editable, isBack) {
  const { focusNode, focusOffset } = getSelection();
  if (!editable?.contains(focusNode)) {
    const last = items.findLastIndex(({ control }) => control && control === document.activeElement);
    return isBack ? (last < 0 ? 0 : last + 1) : last;
  }
  const behind = items.findIndex(({ range }) => range && range.comparePoint(focusNode, focusOffset) < 0);
  const first = behind < 0 ? items.length : behind;
  return isBack ? first : first - 1;
}
