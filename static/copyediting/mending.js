// Puts a suggestion into its place: as one step of "undo", with the formatting around it and the caret as they were.

import { piecesIn, textOf } from "./document.js";

/** Puts `words` into the place of `range` in the text of `editor`. Returns whether it was there. */
export function mendText(editor, range, text, words) {
  if (textOf(range) !== text) return false;
  editor.fire("saveSnapshot");
  replace(range, text, words);
  editor.fire("saveSnapshot");
  return true;
}

/** Puts `words` into the characters [start, end) of a plain control, so that its own "undo" takes them back. */
export function mendControl(control, start, end, words) {
  control.focus({ preventScroll: true });
  control.setSelectionRange(start, end);
  if (document.execCommand(words ? "insertText" : "delete", false, words)) return;
  control.setRangeText(words, start, end, "end");
  control.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertReplacementText", data: words }));
}

/** Only what differs is touched: letters beside it keep their look, and the caret stands where it stood. */
function replace(range, text, words) {
  const pieces = piecesIn(range);
  const [before, behind] = same(text, words);
  const [start, end] = [before, text.length - behind];
  const isIn = ({ at, length }) => (start < end ? start >= at && start < at + length : start > at && start <= at + length);
  const first = pieces.find(isIn) ?? pieces[0];
  const put = words.slice(before, words.length - behind);
  for (const piece of pieces) {
    const [from, to] = [Math.max(start - piece.at, 0), Math.min(end - piece.at, piece.length)];
    if (piece.isBreak) replaceBreak(piece, from < to, piece === first ? put : "");
    else replaceLetters(piece, from, to, piece === first ? put : "");
  }
}

/** Puts in before it takes out: a caret behind the place stays behind it. */
function replaceLetters({ node, from }, start, end, put) {
  if (put) node.insertData(from + start, put);
  if (end > start) node.deleteData(from + start + put.length, end - start);
  let empty = node;
  while (!empty.textContent && isBare(empty.parentElement)) empty = empty.parentElement;
  if (empty !== node) empty.remove();
}

/** An element that only gives letters their look, and has no other child. */
const isBare = (element) => element.matches("a, abbr, b, cite, code, em, i, s, span, strong, sub, sup, u") && element.childNodes.length === 1;

function replaceBreak({ node }, isOut, put) {
  if (put) node.before(put);
  if (isOut) node.remove();
}

/** [how many letters both begin with, how many both end with]. */
export function same(one, other) {
  const shorter = Math.min(one.length, other.length);
  let before = 0;
  while (before < shorter && one[before] === other[before]) before += 1;
  let behind = 0;
  while (behind < shorter - before && one[one.length - 1 - behind] === other[other.length - 1 - behind]) behind += 1;
  return [before, behind];
}
