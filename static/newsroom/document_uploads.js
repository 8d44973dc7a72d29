// A document that is chosen for a row is sent at once, as pictures are: a mistake elsewhere in the form, a reload or a browser
// that dies does not lose it. What could not be sent stays chosen, and goes with the save.

import { make } from "../uploads/dom.js";
import { ask, Refusal } from "../uploads/requests.js";
import { tooHeavy } from "../uploads/weights.js";

const CHOSEN = '#attachments-group input[type="file"]';
const WAIT_MS = 60_000; // a save does not wait longer: it takes the file along

export class DocumentUploads {
  /** `changed` is told when a row has got its document. */
  constructor(form, address, changed) {
    Object.assign(this, { form, address, changed, sendings: new Set() });
  }

  begin() {
    this.form.addEventListener("change", ({ target }) => target.matches?.(CHOSEN) && this.send(target));
  }

  get areUnderWay() {
    return this.sendings.size > 0;
  }

  /** Resolves when nothing is on its way any more, or after a minute. */
  settled() {
    return Promise.race([Promise.allSettled([...this.sendings]), new Promise((resolve) => setTimeout(resolve, WAIT_MS))]);
  }

  send(input) {
    const sending = this.#send(input).finally(() => this.sendings.delete(sending));
    this.sendings.add(sending);
  }

  async #send(input) {
    const [file] = input.files;
    const place = input.closest("[data-document]");
    const handle = place.querySelector('input[type="hidden"]');
    const status = place.querySelector("[role=status]");
    handle.value = "";
    if (!file) return status.replaceChildren();
    status.replaceChildren(`Đang tải “${file.name}” lên…`);
    try {
      const heavy = tooHeavy(file, "Hãy giảm dung lượng, hoặc tách thành các tệp nhỏ hơn.");
      if (heavy) throw new Refusal(heavy);
      const { document: stored } = await ask(this.address, { body: bodyOf(file), file });
      if (input.files[0] !== file) return; // another was chosen meanwhile
      handle.value = stored.handle;
      input.value = "";
      status.replaceChildren("Đã tải lên: ", make("a", { href: stored.url, target: "_blank" }, stored.name), ` (${stored.about})`, stored.note ? make("span", {}, `. ${stored.note}`) : "");
      suggestTitle(place.closest("tr"), stored.title);
      this.changed();
    } catch (problem) {
      if (input.files[0] !== file) return;
      const again = make("button", { type: "button", class: "desk-outcome-way", onclick: () => this.send(input) }, "Tải lại tệp");
      status.replaceChildren(make("span", { class: "desk-field-error" }, problem.message), " ", again);
    }
  }
}

function bodyOf(file) {
  const body = new FormData();
  body.append("upload", file, file.name);
  return body;
}

function suggestTitle(row, title) {
  const field = row?.querySelector('[name$="-title"]');
  if (!field || field.value.trim()) return;
  field.value = title;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
