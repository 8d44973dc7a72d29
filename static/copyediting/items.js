// Findings with their places in the form as it is now. An item is {key, finding, where, excerpt} with `range` in the editor's
// text (null where it cannot be marked), or `control`, `start` and `end` in a plain control. What is found once more at its
// place keeps its `key`, though words beside it have changed and so its identity; `former` is the finding that it was. What is
// found of a picture, or of a line that is not read, has no letters of its own in the text: it has the picture's `element`, or
// that line's control.

import { rangeIn, textOf } from "./document.js";
import { labelOf } from "./fields.js";
import { same } from "./mending.js";
import { excerpt, namesOf } from "./wording.js";

/** The items of `answers` in `fields` (Fields) and a text ({blocks, pictures}), in reading order; of `earlier` ones those that
    are still true in blocks nobody has looked at since. */
export function collect(answers, fields, text, earlier = []) {
  const { blocks } = text;
  const names = namesOf(blocks);
  const inText = answers.inBlocks(blocks).map(({ finding, block }) => pictureIn(text, block, finding) ?? itemIn(blocks[block], block, finding, names[block]));
  const found = [...inFields(answers, fields), ...inText.concat(kept(earlier, answers, blocks, names)).sort(byPlace)];
  const before = byNode(earlier);
  for (const item of found) {
    const same = before.get(nodeOf(item))?.find((one) => isSamePlace(one, item));
    item.key = same?.key ?? (keys += 1);
    item.former = same?.finding ?? null;
  }
  return found;
}

let keys = 0;

const nodeOf = ({ range, control, element }) => control ?? element ?? range?.startContainer;

function byNode(items) {
  const found = new Map();
  for (const item of items) found.set(nodeOf(item), [...(found.get(nodeOf(item)) ?? []), item]);
  return found;
}

function isSamePlace(one, other) {
  const start = ({ range, start: inControl }) => range?.startOffset ?? inControl;
  return one.finding.rule === other.finding.rule && one.finding.text === other.finding.text && start(one) === start(other);
}

function itemIn(block, number, finding, name) {
  const { start, end, text } = finding;
  const range = block.text.slice(start, end) === text ? rangeIn(block, start, end) : null;
  return { finding, where: capital(name), excerpt: excerpt(block.text, start, end), range, block: number, start, end, isWhole: isWhole(block.text, start, end) };
}

const isWhole = (text, start, end) => end - start === 0 || end - start === text.length;

function pictureIn({ blocks, pictures }, number, finding) {
  if (finding.start !== finding.end) return null;
  const isMeant = ({ alt, block }) => alt === finding.text && Math.min(block, blocks.length - 1) === number;
  const { picture } = finding; // its number when it was found
  const place = picture !== null && pictures[picture] && isMeant(pictures[picture]) ? picture : pictures.findIndex(isMeant);
  if (place < 0) return null;
  const where = `Ảnh ${place + 1}`;
  const { start, end } = finding;
  return { finding, where, excerpt: ["", finding.text.trim() || "chưa có mô tả", ""], range: null, element: pictures[place].element, block: number, start, end, isWhole: true };
}

function inFields(answers, fields) {
  return Object.entries(fields.texts()).flatMap(([name, text]) => {
    const control = fields.controlOf(name);
    return answers.inField(name, text).map((finding) => {
      if (finding.start === finding.end) return ofFact(fields, finding) ?? ofField(control, text, finding);
      return ofField(control, text, finding);
    });
  });
}

function ofField(control, text, finding) {
  const { start, end } = finding;
  return { finding, where: labelOf(control), excerpt: excerpt(text, start, end), range: null, control, text, start, end, isWhole: isWhole(text, start, end) };
}

function ofFact(fields, finding) {
  const control = fields.factSaying(finding.text);
  if (!control) return null;
  const text = control.value;
  return { finding, where: labelOf(control), excerpt: ["", finding.text, ""], range: null, control, text, start: 0, end: text.length, isWhole: true };
}

/** Items whose places are in blocks that have changed elsewhere. */
function kept(earlier, answers, blocks, names) {
  const alive = earlier.filter(({ range, finding }) => range?.startContainer.isConnected && textOf(range) === finding.text);
  if (!alive.length) return [];
  const unread = new Map(answers.unread(blocks).flatMap((number) => blocks[number].parts.map((part) => [part.node, { number, part }])));
  return alive.flatMap(({ range, finding }) => {
    const at = unread.get(range.startContainer);
    if (!at) return [];
    const { number, part } = at;
    const start = part.at + range.startOffset - part.from;
    const end = start + finding.text.length;
    return [{ finding, where: capital(names[number]), excerpt: excerpt(blocks[number].text, start, end), range, block: number, start, end, isWhole: isWhole(blocks[number].text, start, end) }];
  });
}

const byPlace = (one, other) => one.block - other.block || one.start - other.start || one.end - other.end;
const capital = (name) => name[0].toUpperCase() + name.slice(1);

/** Whether `item` is still what was found; places in a plain control move along with what is typed before them. */
export function isTrue(item) {
  if (item.finding.start === item.finding.end) return item.element?.isConnected !== false;
  if (!item.control) return !item.range || textOf(item.range) === item.finding.text;
  const { value } = item.control;
  if (value !== item.text) {
    const [before, behind] = same(item.text, value);
    if (before < item.end && item.text.length - behind > item.start) return false;
    const moved = before <= item.start ? value.length - item.text.length : 0;
    Object.assign(item, { text: value, start: item.start + moved, end: item.end + moved });
  }
  return value.slice(item.start, item.end) === item.finding.text;
}

/** Whether the whole text has been replaced around `item` (by "undo"): its place is found anew. */
export function isUprooted({ range }) {
  return Boolean(range) && (range.collapsed || !range.startContainer.isConnected) && range.startContainer.nodeType !== Node.TEXT_NODE;
}
