// Marks places in the editor without a byte in its text: the browser paints live ranges (CSS Custom Highlight API), which undo,
// saving, the caret and an input method know nothing of. A browser without it shows the list alone.

const { highlights } = globalThis.CSS ?? {};
const CURRENT = "proofread-current";

export const GROUPS = ["words", "figures", "form", "structure", "links"];

export class Marks {
  #painted = new Map(GROUPS.map((group) => [group, highlights ? new Highlight() : null]));
  #current = highlights ? new Highlight() : null;

  constructor() {
    if (!highlights) return;
    for (const [group, painted] of this.#painted) highlights.set(`proofread-${group}`, painted);
    this.#current.priority = 1;
    highlights.set(CURRENT, this.#current);
  }

  /** Exactly the places of `items` are marked. */
  show(items) {
    if (!highlights) return;
    const wanted = new Map(GROUPS.map((group) => [group, new Set()]));
    for (const { range, finding } of items) if (range) wanted.get(finding.group)?.add(range);
    for (const [group, painted] of this.#painted) {
      for (const range of [...painted]) if (!wanted.get(group).has(range)) painted.delete(range);
      for (const range of wanted.get(group)) painted.add(range);
    }
  }

  /** That of `item` stands out; of none without one. */
  showCurrent(item) {
    this.#current?.clear();
    if (item?.range) this.#current?.add(item.range);
  }
}
