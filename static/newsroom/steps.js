// The buttons that take a step: "…" asks for the reason first; one that publishes says whether now or at an hour that is
// still to come. What is chosen goes along with its name, so that a row that is deleted meanwhile can be named.

const VIETNAM_HOURS = 7;
const MOMENT = /^\s*(\d{1,2})\/(\d{1,2})\/(\d{4})\s+(\d{1,2}):(\d{2})\s*$/;
const CHOOSERS = ["category", "tags", "event"];

export class Steps {
  /** `dialog` asks for the reason of a step. */
  constructor(form, dialog) {
    Object.assign(this, { form, dialog });
  }

  begin() {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[data-needs-note]");
      if (!button || button.form !== this.form || !this.form.elements.note) return;
      event.preventDefault();
      this.askReason(button);
    });
    for (const kind of ["input", "change"]) this.form.addEventListener(kind, () => this.nameHours());
    this.form.addEventListener("formdata", ({ formData }) => this.addNames(formData));
    this.nameHours();
  }

  /** Asks for the reason of the step of `button`, then sends the form by it. */
  askReason(button) {
    const { form, dialog } = this;
    const part = (name) => dialog.querySelector(`[data-step-${name}]`);
    const reason = dialog.querySelector("textarea");
    const note = form.elements.note;
    part("name").textContent = part("go").textContent = button.dataset.step;
    part("reason-missing").textContent = "";
    reason.value = note.value;
    reason.removeAttribute("aria-invalid");
    part("leave").onclick = () => dialog.close();
    dialog.querySelector("form").onsubmit = (event) => {
      event.preventDefault();
      if (!reason.value.trim()) {
        part("reason-missing").textContent = `${button.dataset.step}: xin ghi lý do để người viết biết.`;
        reason.setAttribute("aria-invalid", "true");
        return reason.focus();
      }
      dialog.close();
      form.requestSubmit(button);
    };
    // What is typed belongs to the form at once: closing the dialog, or the page, loses none of it.
    reason.oninput = () => {
      note.value = reason.value;
      note.dispatchEvent(new Event("input", { bubbles: true }));
    };
    dialog.showModal();
    reason.focus();
  }

  nameHours() {
    const later = isLater(this.form.elements.published_at?.value ?? "");
    for (const button of document.querySelectorAll("[data-step][data-later]")) {
      button.textContent = later ? button.dataset.later : button.dataset.step;
    }
  }

  addNames(formData) {
    formData.delete("row_names");
    for (const name of CHOOSERS) {
      for (const option of this.form.elements[name]?.selectedOptions ?? []) {
        if (option.value) formData.append("row_names", `${name}:${option.value} ${option.text}`);
      }
    }
  }
}

function isLater(text) {
  const found = MOMENT.exec(text);
  if (!found) return false;
  const [day, month, year, hour, minute] = found.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour - VIETNAM_HOURS, minute) > Date.now();
}
