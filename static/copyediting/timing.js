// When to ask: as soon as a paragraph or a field is left, after a quiet time, and never twice at once; never while an input
// method composes.

const SOON_MS = 60; // what belongs together (a paste, a moved caret) is asked about once
const QUIET_MS = 2_500;
const PATIENT = 3; // after an answer that took long, the next question waits so many times as long
const AGAIN_MS = 20_000; // after a question without an answer

export class Timing {
  isComposing = false;
  #isDirty = true;
  #isDue = false;
  #isSoon = false;
  #isAsking = false;
  #timer = null;
  #lastedMs = 0;

  /** `ask()` resolves to "done", "more" (there is more to ask), "failed" (another time may be better) or "refused". */
  constructor(ask) {
    this.ask = ask;
  }

  /** Something was typed. Where a question is due at once it stays so: the editor tells of the last key after the caret has
      left the paragraph. */
  changed() {
    this.#isDirty = true;
    if (!this.#isSoon) this.#in(Math.max(QUIET_MS, PATIENT * this.#lastedMs));
  }

  /** A paragraph or a field was left, something was pasted. */
  left() {
    if (this.#isDirty) this.#in(SOON_MS);
  }

  /** Asks in any case: other words are known now. */
  again() {
    this.#isDirty = true;
    this.left();
  }

  composed() {
    this.isComposing = false;
    if (this.#isDue) this.#in(SOON_MS);
  }

  #in(delay) {
    clearTimeout(this.#timer);
    this.#isSoon = delay === SOON_MS;
    this.#timer = setTimeout(() => this.#go(), delay);
  }

  async #go() {
    this.#isDue = true;
    this.#isSoon = false;
    if (this.#isAsking || this.isComposing) return;
    this.#isAsking = true;
    this.#isDirty = this.#isDue = false;
    const began = performance.now();
    const outcome = await this.ask();
    this.#isAsking = false;
    this.#lastedMs = performance.now() - began;
    if (outcome !== "done") this.#isDirty = true;
    if (outcome === "failed") this.#in(AGAIN_MS);
    else if (outcome === "more" || this.#isDue) this.#in(SOON_MS);
  }
}
