// One key, one step: the list is walked and decided by letters alone, which each moderator may change or switch off.

import { formAround, isHalfWritten, isTyping } from "../half_written.js";
import { open, renew } from "./opening.js";
import { focusOpened, isShown, opened, openRow, part, root, rows, say } from "./page.js";
import { send, undo } from "./sending.js";

const KEYS_REST = "Phím tắt tạm nghỉ vì ở bình luận này còn phần viết dở. Bấm Esc để dùng lại phím tắt; phần viết dở vẫn được giữ.";
const KEYS_ELSEWHERE = "Phím này chỉ xử lý bình luận đang mở. Với các bình luận đã chọn và bộ lọc, xin dùng nút; hoặc bấm vào bình luận đang mở rồi bấm lại phím.";
const NAMED = { approve: "a", spam: "s" }; // as their buttons have always been called; others are called like the action
const AS_IT_IS = "Đây là bình luận như hiện nay; nếu vẫn muốn xử lý, xin bấm lại phím.";

let areKeysFree = false; // somebody asked for the keys, though there is something half written about the open comment
let letters = {}; // {action: letter}
let actions = {}; // {letter: action}; empty when single letters are switched off

const FIRST_FIELD = "select, textarea, input:not([type=hidden]), button";

/** Presses the button `selector` of the open comment; a panel with a form opens. */
function press(selector) {
  const found = isShown() && opened.querySelector(selector);
  if (!found) return;
  const panel = found.closest("summary")?.parentElement ?? (found.localName === "details" && found);
  if (!panel) return send(found.form, found);
  panel.open = true;
  panel.querySelector(FIRST_FIELD)?.focus();
}

function move(direction) {
  let next = openRow() ? openRow()[direction] : rows.firstElementChild;
  while (next && "settled" in next.dataset) next = next[direction];
  if (next) open(next);
}

const reject = () => isShown() && opened.querySelector("[data-queue-reject]");

function askReason() {
  const panel = reject();
  if (!panel) return;
  panel.open = true;
  panel.querySelector("[data-queue-reason], [data-queue-other]").focus();
}

const DOES = {
  next: () => move("nextElementSibling"),
  previous: () => move("previousElementSibling"),
  reject: askReason,
  undo,
  help: () => part("keys").showModal(),
};

const WALKS = new Set(["next", "previous"]);
const MOVES = new Set(["next", "previous", "undo", "help"]); // decide nothing

/** Why `action`, whose key was pressed in `target`, does nothing now: a sentence, "" in a form where letters mean nothing; null
    where it acts. */
function whyNot(action, target) {
  const form = formAround(target);
  if (form && opened.contains(form)) return "isUnderWay" in form.dataset && WALKS.has(action) ? null : "";
  if (action !== "help" && !areKeysFree && isHalfWritten(opened)) return KEYS_REST;
  return form && !MOVES.has(action) ? KEYS_ELSEWHERE : null;
}

function freeKeys() {
  areKeysFree = true;
  focusOpened();
  say([]);
}

/** The panel around `target` in which nothing is written. */
function panelOf(target) {
  const panel = target.closest("[data-queue-opened] details[open]");
  return panel && !isHalfWritten(panel) ? panel : null;
}

/** Whether a colleague has done something about the open comment since it was shown (live.js). */
const isOutOfDate = () => Boolean(part("news")?.dataset.said);

async function showAsItIs() {
  const { said } = part("news").dataset;
  await renew();
  say([{ level: "warning", text: `${said} ${AS_IT_IS}` }]);
}

/** What `key` does in the open list of reasons; null for nothing. */
function reasonOf(key) {
  const panel = reject();
  if (!panel?.open) return null;
  if (key === "Escape") return () => close(panel);
  if (!letters.is_on) return null;
  if (key === "0") return () => panel.querySelector("[data-queue-other]").focus();
  const button = `[data-queue-reason="${CSS.escape(key)}"]`;
  return panel.querySelector(button) && (() => press(button));
}

function close(panel) {
  panel.open = false;
  focusOpened();
}

/** What `key`, pressed in `target`, does; undefined for nothing. */
function actionOf(key, target) {
  const isEscape = key === "Escape";
  const isWithin = isTyping(target) && !reject()?.contains(target);
  if (isEscape && (isWithin || !reject()?.open) && isHalfWritten(opened)) return freeKeys;
  const inReasons = reasonOf(key);
  if (inReasons) return inReasons;
  const panel = isEscape && panelOf(target);
  if (panel) return () => close(panel);
  if (isEscape && isWithin) return freeKeys;
  const action = actions[key];
  return action && (DOES[action] ?? (() => press(`[data-queue-key="${NAMED[action] ?? action}"], details[data-queue-${action}]`)));
}

/** Escape leaves the fields of the open comment, and no others. */
const mayLeave = (target) => opened.contains(target);

function pressed(event, key) {
  const isEscape = key === "Escape";
  const does = actions[key];
  const refused = isEscape ? null : whyNot(does, event.target);
  if (refused !== null) {
    if (refused && (does || (/^\d$/.test(key) && reject()?.open))) say([{ level: "info", text: refused }]);
    return;
  }
  const action = actionOf(key, event.target);
  if (!action) return;
  event.preventDefault();
  if (!isEscape && !MOVES.has(does) && isOutOfDate()) showAsItIs();
  else action();
}

/* Which letter does what */

function take(choice) {
  letters = { ...choice.letters, is_on: choice.is_on };
  actions = choice.is_on ? Object.fromEntries(Object.entries(choice.letters).flatMap(([action, letter]) => (letter ? [[letter, action]] : []))) : {};
  part("keys-off").hidden = choice.is_on;
  label(root);
}

/** Shows the letters of this moderator on the buttons of `place`; none where there are none. */
function label(place) {
  for (const shown of place.querySelectorAll("kbd[data-key]")) {
    const letter = letters.is_on || shown.closest("dialog") ? letters[shown.dataset.key] : "";
    shown.hidden = !letter;
    if (shown.textContent !== letter) shown.textContent = letter;
    const button = shown.closest("[aria-keyshortcuts], [data-had-shortcut]");
    if (!button) continue;
    button.dataset.hadShortcut = "";
    if (letter) button.setAttribute("aria-keyshortcuts", letter);
    else button.removeAttribute("aria-keyshortcuts");
  }
  if (!letters.is_on) for (const button of place.querySelectorAll("[data-queue-reason]")) button.removeAttribute("aria-keyshortcuts");
}

async function save(form, button) {
  const fields = new FormData(form, button);
  fields.set("csrfmiddlewaretoken", root.querySelector(":scope > input[name=csrfmiddlewaretoken]").value);
  let outcome = null;
  try {
    const answer = await fetch(form.action, { method: "POST", body: fields, headers: { Accept: "application/json" }, credentials: "same-origin" });
    outcome = await answer.json();
  } catch {
    outcome = { told: [{ level: "warning", text: "Chưa lưu được phím tắt. Xin thử lại." }] };
  }
  say(outcome.told, part("keys-told"));
  if (!outcome.letters) return;
  take(outcome);
  form.elements.is_on.checked = outcome.is_on;
  for (const [action, letter] of Object.entries(outcome.letters)) form.elements[action].value = letter;
}

function listenToChoice() {
  const form = part("keys-form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(form, event.submitter);
  });
  root.addEventListener("queue:shown", () => label(root));
  take(JSON.parse(part("keys").dataset.keys));
}

/** Lets keys act, where the page says what they do. */
export function listenToKeys() {
  if (!part("keys")) return;
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    const isLetter = key.length === 1;
    if (event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && !(isLetter && !/[\p{L}\d]/u.test(key)))) return;
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const name = isLetter ? key.toLowerCase() : key;
    if (event.repeat && !WALKS.has(actions[name])) return; // a key held down decides once
    if (isTyping(event.target) && !(key === "Escape" && mayLeave(event.target))) return;
    pressed(event, name);
  });
  root.addEventListener("queue:opened", () => (areKeysFree = false));
  opened.addEventListener("focusin", ({ target }) => formAround(target) && (areKeysFree = false));
  part("keys-open").addEventListener("click", (event) => {
    event.preventDefault();
    part("keys").showModal();
  });
  listenToChoice();
}
