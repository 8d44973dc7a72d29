// What the server has found, kept for as long as the text stays that it was found in: by the words of each block, so that a
// paragraph that is moved, or comes back by "undo", needs no other question. Pure.

const OF_WORDS = new Set(["words", "figures"]); // groups that are asked about block by block; the others see the whole text
const KEPT = 20_000; // blocks, of this text and of what it was before

export const keyOf = (block) => `${block.kind} ${block.text}`;

export class Answers {
  #ofWords = new Map(); // key of a block → its findings
  #ofText = new Map(); // key of a block → findings of each of its occurrences
  #ofFields = new Map(); // name → {text, findings}

  /** The numbers of the blocks whose words nobody has looked at. */
  unread(blocks) {
    return blocks.flatMap((block, number) => (this.#ofWords.has(keyOf(block)) ? [] : [number]));
  }

  /** Takes up what was found in `asked`: {blocks, fields, changed}; `unread` are those that were left for another time. */
  take({ blocks, fields, changed }, { findings, hidden = [], unread = [] }) {
    if (this.#ofWords.size > KEPT) this.#ofWords.clear();
    const left = new Set(unread);
    for (const number of changed) if (!left.has(number)) this.#ofWords.set(keyOf(blocks[number]), []);
    this.#ofText = new Map(occurrences(blocks).map(([key]) => [key, []]));
    this.#ofFields = new Map(Object.entries(fields).map(([name, text]) => [name, { text, findings: [] }]));
    const places = occurrences(blocks);
    const asked = new Set(changed);
    for (const finding of [...findings, ...hidden]) {
      if (finding.block === null) this.#ofFields.get(finding.field)?.findings.push(finding);
      else if (!OF_WORDS.has(finding.group)) this.#putOfText(places[finding.block], finding);
      else if (asked.has(finding.block)) this.#putOfWords(keyOf(blocks[finding.block]), finding);
    }
  }

  /** Same words, same findings: what is found in one of two equal blocks is kept once. */
  #putOfWords(key, finding) {
    const known = this.#ofWords.get(key);
    if (known && !known.some(({ start, end, rule }) => start === finding.start && end === finding.end && rule === finding.rule)) known.push(finding);
  }

  #putOfText([key, occurrence], finding) {
    (this.#ofText.get(key)[occurrence] ??= []).push(finding);
  }

  /** [{finding, block}] of `blocks` as they are now, in reading order; also of those that another one hides. */
  inBlocks(blocks) {
    return occurrences(blocks).flatMap(([key, occurrence], block) => {
      return [...(this.#ofWords.get(key) ?? []), ...(this.#ofText.get(key)?.[occurrence] ?? [])].sort(byPlace).map((finding) => ({ finding, block }));
    });
  }

  /** [finding] of the field `name`, if it still says `text`. */
  inField(name, text) {
    const known = this.#ofFields.get(name);
    return known?.text === text ? [...known.findings].sort(byPlace) : [];
  }

  /** Other words are known now: everything is asked anew. */
  forget() {
    this.#ofWords.clear();
  }
}

const byPlace = (one, other) => one.start - other.start || one.end - other.end;

/** [[key, how many of the same key stand before it]] of `blocks`. */
function occurrences(blocks) {
  const counts = new Map();
  return blocks.map((block) => {
    const key = keyOf(block);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return [key, count];
  });
}
