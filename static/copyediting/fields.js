// The lines of a form that are read beside its text: title, sapo, captions. They are plain controls, so a place in one is named
// in the list, and selected when it is asked for.

/** `names` leads from a control's name to that in a text ("summary" → "sapo"); "*" in one stands for a number of rows. `facts`
    does so for what is known without being read. */
export class Fields {
  constructor(form, names, facts) {
    this.form = form;
    this.names = Object.entries(names);
    this.factNames = Object.entries(facts);
  }

  /** {name: text} of the facts. */
  facts() {
    return Object.fromEntries(this.factNames.map(([control, name]) => [name, valueOf(this.form.elements[control])]));
  }

  /** The control of a fact that says `text`. */
  factSaying(text) {
    const controls = this.factNames.map(([control]) => this.form.elements[control]);
    return controls.find((control) => text && control?.value?.trim() === text.trim()) ?? null;
  }

  /** {name: text} of those that are there, in the order of the form. */
  texts() {
    return Object.fromEntries([...this.#controls()].map(([name, control]) => [name, control.value.replace(/\r\n?/g, "\n")]));
  }

  controlOf(name) {
    return this.#controls().get(name) ?? null;
  }

  /** The last of them that is there. */
  last() {
    return [...this.#controls().values()].at(-1) ?? null;
  }

  /** Whether `element` is one of them, or says a fact. */
  has(element) {
    return this.factNames.some(([name]) => name === element.name) || [...this.#controls().values()].includes(element);
  }

  #controls() {
    const found = new Map();
    for (const [control, name] of this.names) {
      if (!control.includes("*")) this.#put(found, name, this.form.elements[control]);
      else for (const [number, each] of numbered(this.form, control)) this.#put(found, `${name}-${number}`, each);
    }
    return found;
  }

  #put(found, name, control) {
    if (control?.matches?.("textarea, input")) found.set(name, control);
  }
}

/** A box that is not ticked says nothing. */
const valueOf = (control) => (control?.type === "checkbox" && !control.checked ? "" : (control?.value ?? ""));

function numbered(form, pattern) {
  const [before, behind] = pattern.split("*");
  const number = (name) => name.slice(before.length, name.length - behind.length);
  const isOne = ({ name }) => name?.startsWith(before) && name.endsWith(behind) && /^\d+$/.test(number(name));
  return [...form.elements].filter(isOne).map((control) => [number(control.name), control]);
}

/** What people call `control`. */
export function labelOf(control) {
  const own = [...(control?.labels?.[0]?.childNodes ?? [])].filter((node) => !node.contains(control));
  const label = own.map(({ textContent }) => textContent).join(" ") || control?.getAttribute("aria-label") || "";
  return label.replace(/\s+/g, " ").replace(/[*:\s]+$/u, "").trim();
}
