// What somebody is writing about an open comment: an answer, a reason, a colleague's name, what is to be masked. It is kept while
// another comment is open, after a reload and when the session is over, and stands in its fields again when its own comes back. It
// stays in this tab, under the account that wrote it, and goes when it is sent and when somebody signs out (accounts/idle.js).

// Which canned answer is chosen is nothing that somebody wrote.
const FIELDS = "textarea, select:not([data-queue-canned]), input:not([type=hidden], [type=submit], [type=button])";
const KEPT_IN = "half-written-"; // how every such entry of sessionStorage begins; then whose, and where
const key = `${KEPT_IN}${document.querySelector("[data-idle]")?.dataset.user ?? ""}-queue`;

/** Whether keys write into `element`. */
export const isTyping = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");

const fieldsOf = (form) => [...form.querySelectorAll(FIELDS)];
const isBox = (field) => field.type === "checkbox" || field.type === "radio";
const nameOf = (form, field) => `${form.getAttribute("action")} ${field.name}${isBox(field) ? `=${field.value}` : ""}`;
const valueOf = (field) => (isBox(field) ? (field.checked ? field.value : "") : field.value);

function fillIn(field, value) {
  if (isBox(field)) field.checked = value !== "";
  else field.value = value;
}

/** Whether people fill in `form`; the others are buttons alone. */
export const isFilledIn = (form) => fieldsOf(form).length > 0;

/** The form that people fill in which `element` is part of, whether or not it is a field of it. */
export function formAround(element) {
  const form = element.form ?? element.closest("form");
  return form && isFilledIn(form) ? form : null;
}

function isWritten(field) {
  if (field.localName === "textarea") return Boolean(field.value.trim());
  if (field.localName === "select") return field.value !== defaultOf(field);
  return isBox(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
}

const defaultOf = (select) => ([...select.options].find(({ defaultSelected }) => defaultSelected) ?? select.options[0])?.value;

/** Whether `sent` (FormData) has `value` in the field `name`, which for a box ends with “=” and its value. A FormData may have the
    line ends of a request. */
function isSent(sent, name, value) {
  const [field, box] = name.split("=", 2);
  if (box === undefined) return value === (sent.get(field)?.replaceAll("\r\n", "\n") ?? null);
  return sent.getAll(field).includes(box) === (value !== "");
}

function setBack(field) {
  if (isBox(field)) field.checked = field.defaultChecked;
  else field.value = field.localName === "select" ? defaultOf(field) : field.defaultValue;
}

/** What stands below the fields of an answer: the list that is to be read before it is posted, and the button. */
const footOf = (place) => place.querySelector("[data-queue-foot]");

/** Whether a form of `place` holds what nobody has sent. One that is under way does not. */
export const isHalfWritten = (place) => [...place.querySelectorAll("form:not([data-is-under-way])")].some((form) => fieldsOf(form).some(isWritten));

export class Drafts {
  #kept = new Map(); // pk → Map of the name of a field → what was typed
  #names = new Map(); // pk → who sent the comment
  #feet = new Map(); // pk → the HTML of the foot of its answer

  constructor() {
    try {
      for (const other of Object.keys(sessionStorage)) {
        if (other.startsWith(KEPT_IN) && other !== key) sessionStorage.removeItem(other); // of another account
      }
      for (const [pk, typed, name] of JSON.parse(sessionStorage.getItem(key) ?? "[]")) {
        this.#kept.set(pk, new Map(typed));
        this.#names.set(pk, name);
      }
    } catch {
      // Nothing can be kept here, or what is kept cannot be read: the page works without.
    }
  }

  #store() {
    try {
      if (this.isEmpty) sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, JSON.stringify([...this.#kept].map(([pk, typed]) => [pk, [...typed], this.#names.get(pk)])));
    } catch {
      // It is kept in this page alone.
    }
  }

  get isEmpty() {
    return this.#kept.size === 0;
  }

  has(pk) {
    return this.#kept.has(pk);
  }

  /** [pk, who sent it] of each comment about which something is half written, but for the comment `shown`. */
  besides(shown) {
    return [...this.#kept.keys()].filter((pk) => pk !== shown).map((pk) => [pk, this.#names.get(pk)]);
  }

  /** Throws away what is half written about all comments but `shown`. */
  dropBesides(shown) {
    for (const [pk] of this.besides(shown)) this.#forget(pk);
  }

  /** Keeps what is written in the forms of `place`, about the comment `pk`. What belongs into a form that is not there, since a
      colleague was quicker, stays. */
  keep(pk, place) {
    const typed = new Map(this.#kept.get(pk));
    for (const form of place.querySelectorAll("form")) {
      for (const field of fieldsOf(form)) {
        typed.delete(nameOf(form, field));
        if (isWritten(field)) typed.set(nameOf(form, field), valueOf(field));
      }
    }
    if (!typed.size) return this.#forget(pk);
    this.#kept.set(pk, typed);
    this.#names.set(pk, place.querySelector("#queue-name")?.firstChild?.textContent.trim());
    this.#store();
    // Without a list that is to be read, the foot is that of the page: what its button says may be another thing by then.
    const foot = footOf(place);
    if (foot && !foot.querySelector("section")) return this.#feet.delete(pk);
    return this.#putFoot(pk, foot?.innerHTML);
  }

  /** Keeps `html` as the foot of what is half written about the comment `pk`, if something is. */
  #putFoot(pk, html) {
    if (html && this.#kept.has(pk)) this.#feet.set(pk, html);
  }

  /** `html` has the list of places that is to be read before the answer to `pk` is posted, which `place` shows; without one it
      is there when whoever went on comes back. */
  askToRead(pk, html, place) {
    const form = place?.querySelector("[data-queue-answer]");
    if (!form) return this.#putFoot(pk, html);
    const { activeElement } = document;
    const isThere = form.contains(activeElement) || activeElement === document.body;
    footOf(form).innerHTML = html;
    if (isThere) footOf(form).querySelector("section").focus();
    return undefined;
  }

  #forget(pk) {
    this.#feet.delete(pk);
    if (this.#kept.delete(pk)) this.#store();
  }

  /** Puts it back into the forms of `place`, and opens what they lie in. */
  putBack(pk, place) {
    const typed = this.#kept.get(pk);
    if (!typed) return;
    for (const form of place.querySelectorAll("form")) {
      for (const field of fieldsOf(form)) {
        if (!typed.has(nameOf(form, field))) continue;
        fillIn(field, typed.get(nameOf(form, field)));
        const around = field.closest("details");
        if (around) around.open = true;
      }
    }
    const foot = footOf(place);
    if (foot && this.#feet.has(pk)) foot.innerHTML = this.#feet.get(pk);
    // Proofreading begins now: its frame, come with the first press into the form, would move the button from beneath it.
    foot?.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  }

  /** The server has taken `sent` (FormData) of the form that goes to `action`: nothing of it is half written any more, but what
      was typed on meanwhile. `place` shows the comment `pk`, or another one. */
  sent(pk, action, sent, place) {
    for (const form of place?.querySelectorAll("form") ?? []) {
      if (form.getAttribute("action") !== action) continue;
      for (const field of fieldsOf(form)) if (isSent(sent, nameOf(form, field).slice(action.length + 1), valueOf(field))) setBack(field);
    }
    const typed = this.#kept.get(pk);
    for (const [name, value] of typed ?? []) {
      if (name.startsWith(`${action} `) && isSent(sent, name.slice(action.length + 1), value)) typed.delete(name);
    }
    if (typed?.size === 0) this.#forget(pk);
    else if (typed) this.#store();
  }
}
