/* Warns before a session ends, keeps the page and what was typed on it when it has ended (accounts/idle.py). */

const WARN_SECONDS = 60;
const LOOK_SECONDS = 1;
const KEEP_WHILE_TYPING_SECONDS = 240;
const ASK_WHILE_ENDED_SECONDS = 5;
const SURE_SECONDS = 2;

const root = document.querySelector("[data-idle]");
const part = (name) => root.querySelector(`[data-idle-${name}]`);
const warning = part("warning");
const last = part("last");
const ended = part("ended");
const status = part("status");
const tabs = new BroadcastChannel("session");

let endsAt = Infinity;
let checkedAt = Date.now();
let usedAt = 0;
let hasEnded = false;
let asking = null;
let held = null;
let released = null;

const secondsLeft = () => Math.ceil((endsAt - Date.now()) / 1000);
const secondsSince = (moment) => (Date.now() - moment) / 1000;

function show(dialog) {
  for (const other of [warning, last, ended]) if (other !== dialog && other.open) other.close();
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
    const headers = use ? { "X-CSRFToken": token() } : {};
    const answer = await fetch(root.dataset.address, { method: use ? "POST" : "GET", headers, credentials: "same-origin" });
    if (answer.status === 401 || answer.status === 403) end();
    else if (answer.ok) goOn(await answer.json());
  } catch {
    // No connection: the next look asks again.
  }
}

function goOn({ seconds_left: left, user, csrf_token: newToken }) {
  endsAt = Date.now() + left * 1000;
  if (hasEnded) renew(user, newToken);
  if (left > WARN_SECONDS) show(null);
}

function renew(user, newToken) {
  hasEnded = false;
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = newToken;
  document.dispatchEvent(new CustomEvent("session:renewed", { detail: { token: newToken } }));
  show(null);
  say(String(user) === root.dataset.user ? status.dataset.renewed : status.dataset.otherUser);
}

function end() {
  hasEnded = true;
  show(ended);
}

function say(text) {
  status.textContent = text;
  setTimeout(() => (status.textContent = ""), 10_000);
}

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? (cookie("__Host-csrftoken") || cookie("csrftoken"));
}

function cookie(name) {
  return document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

async function keep() {
  await asking;
  await ask(true);
  if (hasEnded) return;
  tabs.postMessage("kept");
  // Twelve hours are the end, whatever is pressed.
  if (secondsLeft() <= WARN_SECONDS) show(last);
}

function look() {
  const left = secondsLeft();
  if (hasEnded) {
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
  if (hasEnded || secondsLeft() > WARN_SECONDS) return;
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
for (const kind of ["input", "keydown", "pointerdown"]) {
  document.addEventListener(kind, (event) => { if (!root.contains(event.target)) usedAt = Date.now(); }, { capture: true, passive: true });
}
// A form sent after the end would lead to the sign-in page and lose its text: it goes once the server has said so.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post" || form === released) return;
    if (!hasEnded && secondsSince(checkedAt) < SURE_SECONDS && !asking) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (hasEnded) show(ended);
    else if (form !== held) sendWhenSure(form, event.submitter);
  },
  { capture: true },
);

async function sendWhenSure(form, submitter) {
  held = form;
  await ask();
  held = null;
  if (hasEnded) return;
  released = form;
  form.requestSubmit(submitter);
  released = null;
}

tabs.addEventListener("message", () => ask());
document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });

ask();
setInterval(look, LOOK_SECONDS * 1000);
