// Findings whose places overlap: which of them stand, and which wait until the one before them is dismissed. The rule is that of
// proofreading/overlaps.py; what was found at different times meets here, so the server alone cannot know. Pure.

import { GROUPS } from "./marks.js";
import { same } from "./mending.js";

const LETTER = /[\p{L}\p{N}]/u;

/** Those of `items` that stand, in their order; what `isDismissed` hides nothing. */
export function standing(items, isDismissed) {
  const there = new Map(); // of each block or control
  const stand = new Set(
    byRank(items).filter((item) => {
      if (item.isWhole || item.finding.group === "links") return true;
      const where = item.control ?? item.block;
      if (!there.has(where)) there.set(where, []);
      if (there.get(where).some((other) => mends(other, item))) return false;
      if (!isDismissed(item)) there.get(where).push(item);
      return true;
    }),
  );
  return items.filter((item) => stand.has(item));
}

/** The first at a place tells the most: in the order in which rules look; within a group what the server says is hidden comes last. */
const byRank = (items) => [...items].sort((one, other) => rank(one) - rank(other));
const rank = ({ finding: { group, isHidden } }) => 2 * GROUPS.indexOf(group) + Number(Boolean(isHidden));

/** Whether to mend `one` mends `other` too. */
function mends(one, other) {
  if (!meet([one.start, one.end], [other.start, other.end])) return false;
  if (one.finding.group === other.finding.group) return true;
  if (!meet(core(one), core(other))) return false;
  const isLeft = one.finding.suggestion === null || other.finding.suggestion === null;
  return !isLeft || !(isOfMarks(one) || isOfMarks(other));
}

/** What is put in between two letters meets what has both. */
function meet([start, end], [otherStart, otherEnd]) {
  if (start === end && otherStart === otherEnd) return start === otherStart;
  return start < otherEnd && otherStart < end;
}

/** The letters that a suggestion changes; all where there is none. */
function core({ finding: { text, suggestion }, start, end }) {
  if (suggestion === null) return [start, end];
  const [before, behind] = same(text, suggestion);
  return [start + before, end - behind];
}

function isOfMarks({ finding: { text, suggestion } }) {
  if (suggestion === null) return false;
  const [before, behind] = same(text, suggestion);
  return !LETTER.test(text.slice(before, text.length - behind) + suggestion.slice(before, suggestion.length - behind));
}
