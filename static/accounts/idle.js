/* Warns before a session ends, keeps the page and what was typed on it when it has ended, and lets the person sign in
   again right there (accounts/idle.py, accounts/sign_in_again.py). */

import { csrfToken } from "../uploads/requests.js";
import { SignInAgain } from "./sign_in_again.js";

const WARN_SECONDS = 60;
const LOOK_SECONDS = 1;
const KEEP_WHILE_TYPING_SECONDS = 240;
const ASK_WHILE_ENDED_SECONDS = 5;
const SURE_SECONDS = 2;
const PAUSE_SECONDS = 1.5; // nobody's keys land in the field of the password

// What the page knows of its account: signed in, the session is over, or this browser has another account signed in.
const HERE = "here";
const ENDED = "ended";
const OTHER = "other";

const root = document.querySelector("[data-idle]");
const part = (name) => root.querySelector(`[data-idle-${name}]`);
const warning = part("warning");
const last = part("last");
const over = part("over");
const bar = part("bar");
const status = part("status");
const tabs = new BroadcastChannel("session");

let endsAt = Infinity;
let checkedAt = Date.now();
let usedAt = 0;
let state = HERE;
let isToOpen = false;
let asking = null;
let checked = null; // a form that waits for the server's word
let held = null; // a form that waits for the sign-in: [form, submitter]
let released = null;

const secondsLeft = () => Math.ceil((endsAt - Date.now()) / 1000);
const secondsSince = (moment) => (Date.now() - moment) / 1000;

const signInAgain = new SignInAgain(root, { signedIn, token: csrfToken, newToken });

function show(dialog) {
  for (const other of [warning, last]) if (other !== dialog && other.open) other.close();
  if (dialog && !dialog.open) dialog.showModal();
}

/** Asks the server how long the session lasts; with `use`, tells it that somebody is here. One question at a time. */
function ask(use = false) {
  asking ??= askServer(use).finally(() => (asking = null));
  return asking;
}

async function askServer(use) {
  checkedAt = Date.now();
  try {
    const headers = { "X-Account": root.dataset.account, ...(use ? { "X-CSRFToken": csrfToken() } : {}) };
    const answer = await fetch(root.dataset.address, { method: use ? "POST" : "GET", headers, credentials: "same-origin" });
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 401) end(told);
    else if (answer.status === 403 && use) await ask403();
    else if (answer.ok) goOn(told);
    return told;
  } catch {
    return {}; // no connection: the next look asks again
  }
}

/** The token is older than a sign-in in another tab: who only looks needs none. */
async function ask403() {
  const answer = await fetch(root.dataset.address, { headers: { "X-Account": root.dataset.account }, credentials: "same-origin" });
  const told = await answer.json().catch(() => ({}));
  if (answer.status === 401) end(told);
  else if (answer.ok) {
    renewTokens(told.csrf_token);
    goOn(told);
  }
}

async function newToken() {
  await asking;
  return (await ask()).csrf_token ?? csrfToken();
}

function goOn({ seconds_left: left, user, csrf_token: given }) {
  endsAt = Date.now() + left * 1000;
  if (String(user) !== root.dataset.user) {
    becomeOther();
    return;
  }
  if (state !== HERE) renew(given);
  if (left > WARN_SECONDS) show(null);
}

function signedIn(answer) {
  tabs.postMessage("renewed");
  goOn(answer);
}

function renewTokens(given) {
  if (!given) return;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = given;
}

function renew(given) {
  state = HERE;
  isToOpen = false;
  renewTokens(given);
  signInAgain.close();
  bar.hidden = true;
  say(held ? status.dataset.goesOn : status.dataset.renewed);
  document.dispatchEvent(new CustomEvent("session:renewed", { detail: { token: given } }));
  const [form, submitter] = held ?? [];
  held = null;
  if (form?.isConnected) release(form, submitter?.isConnected ? submitter : null);
}

function end({ reason, message, may_sign_in: maySignIn } = {}) {
  signInAgain.tell({ heading: over.dataset.ended, message, maySignIn: maySignIn ?? true });
  if (reason) over.dataset.reason = reason;
  become(ENDED, bar.dataset.ended);
}

function becomeOther() {
  signInAgain.tell({ heading: over.dataset.other, message: over.dataset.otherWhy });
  become(OTHER, bar.dataset.other);
}

/** Once said, the dialog comes back only when somebody asks for it: the bar stays. */
function become(next, text) {
  bar.querySelector("[data-idle-bar-text]").textContent = text;
  if (state === next) return;
  state = next;
  show(null);
  bar.hidden = false;
  isToOpen = true;
  openInPause();
}

function openInPause() {
  if (isToOpen && secondsSince(usedAt) >= PAUSE_SECONDS) openSignIn();
}

function openSignIn() {
  isToOpen = false;
  show(null);
  bar.hidden = true;
  signInAgain.open();
}

function say(text) {
  status.textContent = text;
  setTimeout(() => (status.textContent = ""), 10_000);
}

async function keep() {
  await asking;
  await ask(true);
  if (state !== HERE) return;
  tabs.postMessage("kept");
  // Twelve hours are the end, whatever is pressed.
  if (secondsLeft() <= WARN_SECONDS) show(last);
}

function look() {
  const left = secondsLeft();
  if (state !== HERE) {
    openInPause();
    if (secondsSince(checkedAt) >= ASK_WHILE_ENDED_SECONDS) ask();
    return;
  }
  if (left <= 0) {
    ask();
  } else if (left <= WARN_SECONDS) {
    part("seconds").textContent = left;
    if (!warning.open && !last.open) warn();
  } else if (secondsSince(usedAt) < KEEP_WHILE_TYPING_SECONDS && secondsSince(checkedAt) >= KEEP_WHILE_TYPING_SECONDS) {
    ask(true);
  }
}

/** Another tab may have kept the session: the server knows. */
async function warn() {
  await ask();
  if (state !== HERE || secondsLeft() > WARN_SECONDS) return;
  if (secondsSince(usedAt) < WARN_SECONDS) await keep();
  else show(warning);
}

warning.addEventListener("cancel", (event) => {
  event.preventDefault();
  keep();
});
part("keep").addEventListener("click", keep);
part("keep").addEventListener("keydown", (event) => {
  if (event.key === "Tab" || event.key === "Shift") return;
  event.preventDefault();
  keep();
});
for (const button of root.querySelectorAll("[data-idle-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
over.addEventListener("close", () => {
  signInAgain.closed();
  bar.hidden = state === HERE;
});
part("open").addEventListener("click", openSignIn);
for (const kind of ["input", "keydown", "pointerdown"]) {
  document.addEventListener(kind, (event) => { if (!root.contains(event.target)) usedAt = Date.now(); }, { capture: true, passive: true });
}
// A form sent after the end would lead to the sign-in page and lose its text: it goes once the server has said so, or
// once its person is signed in again.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (root.contains(form)) return;
    if (form.getAttribute("action") === root.dataset.signOut) return forgetHalfWritten();
    if (form.method !== "post" || form === released) return;
    // It stays where it is, and says itself that the session has ended (static/newsroom/saving.js).
    if ("savesByFetch" in form.dataset && !event.submitter?.hasAttribute("formaction")) return;
    if (state === HERE && secondsSince(checkedAt) < SURE_SECONDS && !asking) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (state !== HERE) hold(form, event.submitter);
    else if (form !== checked) sendWhenSure(form, event.submitter);
  },
  { capture: true },
);

/** What is half written in this tab goes with whoever signs out (static/comments/half_written.js). */
function forgetHalfWritten() {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith("half-written-")) sessionStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing.
  }
}

function hold(form, submitter) {
  held = [form, submitter];
  openSignIn();
}

async function sendWhenSure(form, submitter) {
  checked = form;
  await ask();
  checked = null;
  if (state === HERE) release(form, submitter);
  else hold(form, submitter);
}

function release(form, submitter) {
  released = form;
  form.requestSubmit(submitter);
  released = null;
}

tabs.addEventListener("message", () => ask());
// `isPressed`: by a button, and not by what a page does by itself.
document.addEventListener("session:ended", async ({ detail }) => {
  await asking;
  await ask();
  if (detail?.isPressed && state !== HERE) openSignIn();
});
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });

ask();
setInterval(look, LOOK_SECONDS * 1000);
