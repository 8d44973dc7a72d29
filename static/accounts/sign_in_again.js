/* The dialog that signs the page's account in again without leaving the page (accounts/sign_in_again.py). */

const UNREACHABLE = "Không kết nối được máy chủ. Xin kiểm tra mạng rồi thử lại; chữ đã gõ vẫn còn trên trang này.";
const BUSY = "Máy chủ chưa trả lời được. Xin đợi một lát rồi thử lại; chữ đã gõ vẫn còn trên trang này.";
const FORM_TOO_OLD = "form_too_old";

export class SignInAgain {
  /** `signedIn` is called with the server's answer; `newToken` resolves with a CSRF token that the server takes now. */
  constructor(root, { signedIn, token, newToken }) {
    Object.assign(this, { root, signedIn, token, newToken, form: null, step: "", isAsking: false });
    this.dialog = root.querySelector("[data-idle-over]");
    this.why = root.querySelector("[data-idle-why]");
    this.heading = this.dialog.querySelector("h2");
  }

  /** Says why; `maySignIn`: whether a password would help. */
  tell({ heading, message, maySignIn = true }) {
    if (heading) this.heading.textContent = heading;
    if (message && this.why.textContent !== message) this.why.textContent = message;
    if (maySignIn) this.makeForm();
    else this.removeForm();
  }

  open() {
    if (this.dialog.open) return;
    this.caret = caretOf(document.activeElement);
    this.dialog.showModal();
    (this.form?.elements.password ?? this.heading).focus();
  }

  close() {
    this.removeForm();
    if (this.dialog.open) this.dialog.close();
    this.closed();
  }

  /** What was typed into the form goes; typing goes on where it was. */
  closed() {
    this.form?.reset();
    this.caret?.();
    this.caret = null;
  }

  /** The form is not in the page before it is needed: no password manager offers to fill it in, no script reads it. */
  makeForm() {
    if (this.form) return;
    const template = this.root.querySelector("[data-idle-form]");
    this.form = template.content.firstElementChild.cloneNode(true);
    this.why.after(this.form);
    this.error = this.form.querySelector("[data-idle-error]");
    this.button = this.form.querySelector("[type=submit]");
    this.show("password");
    this.form.addEventListener("submit", (event) => this.submitted(event));
    for (const kind of ["keydown", "keyup"]) this.form.addEventListener(kind, (event) => this.hint(event));
  }

  removeForm() {
    this.form?.remove();
    this.form = null;
  }

  /** Shows the part of the form that asks for `step`. */
  show(step) {
    this.step = step;
    for (const part of this.form.querySelectorAll("[data-idle-step]")) {
      const isAsked = part.dataset.idleStep === step;
      part.hidden = part.disabled = !isAsked;
      if (isAsked && this.dialog.open) part.querySelector("input:not([readonly])")?.focus();
    }
  }

  hint(event) {
    const isOn = event.getModifierState?.("CapsLock") ?? false;
    const hint = this.form?.querySelector("[data-idle-caps]");
    const text = isOn ? hint.dataset.idleCaps : "";
    if (hint && hint.textContent !== text) hint.textContent = text;
  }

  async submitted(event) {
    event.preventDefault();
    if (this.isAsking) return;
    this.setAsking(true);
    const fields = Object.fromEntries(new FormData(this.form));
    const answer = await this.send({ ...fields, step: this.step });
    if (!this.form) return; // another tab was quicker
    this.setAsking(false);
    if (answer.error) this.refused(answer.error);
    else if (answer.step) this.show(answer.step);
    else this.signedIn(answer);
  }

  setAsking(isAsking) {
    this.isAsking = isAsking;
    this.button.setAttribute("aria-disabled", String(isAsking));
    this.button.textContent = isAsking ? this.button.dataset.asking : this.button.dataset.text;
    if (isAsking) this.error.textContent = "";
  }

  refused({ reason, message, may_sign_in: maySignIn = true }) {
    if (!maySignIn) {
      this.tell({ message, maySignIn });
      this.heading.focus();
      return;
    }
    this.error.textContent = message ?? BUSY;
    const input = this.form.querySelector("[data-idle-step]:not([hidden]) input:not([readonly])");
    input.setAttribute("aria-invalid", String(["wrong_password", "no_password"].includes(reason)));
    input.focus();
    input.select();
  }

  /** A token from before a sign-in in another tab is asked for anew, once. */
  async send(fields) {
    const answer = await this.post(fields, this.token());
    if (answer.error?.reason !== FORM_TOO_OLD) return answer;
    return this.post(fields, await this.newToken());
  }

  async post(fields, token) {
    const { signIn: address, account } = this.root.dataset;
    const headers = { "Content-Type": "application/json", Accept: "application/json", "X-Account": account, "X-CSRFToken": token };
    try {
      const sent = { method: "POST", body: JSON.stringify(fields), headers, credentials: "same-origin" };
      const response = await fetch(address, sent);
      const answer = await response.json().catch(() => null);
      if (response.ok && answer) return answer;
      return { error: answer?.error ?? { reason: response.status === 403 ? FORM_TOO_OLD : "busy" } };
    } catch {
      return { error: { reason: "unreachable", message: UNREACHABLE } };
    }
  }
}

/** Where typing was: a function that puts focus and caret there again. Chromium gives back the focus alone. */
function caretOf(element) {
  const { selectionStart: start, selectionEnd: end } = element ?? {};
  const selection = window.getSelection();
  const range = selection.rangeCount && element?.isContentEditable ? selection.getRangeAt(0).cloneRange() : null;
  return () => {
    if (!element?.isConnected || element === document.body) return;
    element.focus({ preventScroll: true });
    if (typeof start === "number") element.setSelectionRange(start, end);
    if (!range) return;
    selection.removeAllRanges();
    selection.addRange(range);
  };
}
