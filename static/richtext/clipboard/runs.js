// The pieces of a line, each with its marks: {marks, text}, or {marks, element} for breaks, pictures and links (with `inner`).

const ORDER = ["strong", "em", "u", "s", "sub", "sup"];

/** `runs` without breaks and blanks at both ends, and without blanks around breaks; [] where nothing would show. */
export function trimmed(runs) {
  const isNothing = ({ text, isBreak }) => isBreak || (text !== undefined && !text.trim());
  let first = 0;
  let last = runs.length;
  while (first < last && isNothing(runs[first])) first += 1;
  while (last > first && isNothing(runs[last - 1])) last -= 1;
  return runs.slice(first, last).map((run, index, kept) => {
    if (run.text === undefined) return run;
    let { text } = run;
    if (kept[index - 1]?.isBreak) text = text.replace(/^[ \n\r\t]+/, "");
    if (kept[index + 1]?.isBreak) text = text.replace(/[ \n\r\t]+$/, "");
    return { ...run, text };
  });
}

/** `runs` parted where two breaks follow each other, each part trimmed. */
export function paragraphsOf(runs) {
  const parts = [[]];
  let breaks = 0;
  for (const run of runs) {
    const isBlank = run.text !== undefined && !run.text.trim();
    if (run.isBreak) breaks += 1;
    else if (!isBlank) {
      if (breaks > 1) parts.push([]);
      breaks = 0;
    }
    parts.at(-1).push(run);
  }
  return parts.map(trimmed);
}

/** Append `runs` to `holder`: neighbours with the same mark share one element. */
export function appendRuns(holder, runs, page, without = {}) {
  appendMarked(holder, withBlanksLikeNeighbours(runs, without), page, 0);
}

function appendMarked(holder, runs, page, depth) {
  if (depth === ORDER.length) return runs.forEach((run) => appendOne(holder, run, page));
  const name = ORDER[depth];
  for (let start = 0; start < runs.length; ) {
    const isMarked = Boolean(runs[start].marks[name]);
    let end = start + 1;
    while (end < runs.length && Boolean(runs[end].marks[name]) === isMarked) end += 1;
    const target = isMarked ? holder.appendChild(page.createElement(name)) : holder;
    appendMarked(target, runs.slice(start, end), page, depth + 1);
    start = end;
  }
}

function appendOne(holder, { text, element, inner, marks }, page) {
  if (text !== undefined) return void holder.append(text);
  holder.append(element);
  if (inner) appendRuns(element, inner, page, marks);
}

/** A blank between two bold words is bold: else each word would have a tag of its own. `without`: marks around all. */
function withBlanksLikeNeighbours(runs, without) {
  return runs.map((run, index) => {
    let { marks } = run;
    if (run.text !== undefined && !run.text.trim()) {
      const [before, after] = [runs[index - 1]?.marks ?? {}, runs[index + 1]?.marks ?? {}];
      marks = Object.fromEntries(ORDER.filter((name) => before[name] && after[name]).map((name) => [name, true]));
    }
    const left = Object.fromEntries(ORDER.filter((name) => marks[name] && !without[name]).map((name) => [name, true]));
    return { ...run, marks: left };
  });
}
