// News of the queue (comments/queue/live.py): what comes, what colleagues do, who has what open. It asks by the clock, only while
// the page is looked at, and moves nothing that is under the hand: rows that colleagues have dealt with stay, marked, until
// whoever works here goes on; new ones come when the pointer is elsewhere.

import { isUnderWay, stepsSent } from "./line.js";
import { put } from "./list.js";
import { forget, open, renew, showPosition } from "./opening.js";
import { list, opened, openPk, openRow, parsed, part, pkOf, root, rowOf, rows, showFigures } from "./page.js";

const BEAT_MS = 15_000;
const CALM_BEAT_MS = 20_000; // after a minute without news and without a step
const CALM_AFTER = 4; // beats
const LATEST_MS = 300_000; // between two beats while nobody answers
const PATIENCE_MS = 15_000;
const AT_LEAST_MS = 2_000; // a window that is brought to the front again and again
const AWAY_AFTER = 2; // beats without an answer

let timer = null;
let isAsking = false;
let isWantedAgain = false; // the window came to the front while an older question was under way
let isOver = false; // nobody is signed in
let fails = 0;
let calm = 0; // beats without news
let askedAt = -Infinity;
let stepAt = -Infinity; // when a step of this page was answered last
let digest = "";
let openTo = {}; // {pk: names of colleagues}

const csrf = () => root.querySelector(":scope > input[name=csrfmiddlewaretoken]").value;

function plan(delay = Math.min((calm < CALM_AFTER ? BEAT_MS : CALM_BEAT_MS) * 2 ** fails, LATEST_MS)) {
  clearTimeout(timer);
  if (!document.hidden && !isOver) timer = setTimeout(beat, delay * (0.9 + Math.random() / 5));
}

function fieldsNow() {
  const fields = new URLSearchParams(); // a third of the price of FormData on the server
  fields.set("csrfmiddlewaretoken", csrf());
  fields.set("here", root.dataset.here);
  fields.set("opened", openPk() ?? "");
  fields.set("known", digest);
  fields.set("quiet", Math.round(Math.min(performance.now() - stepAt, 3_600_000) / 1000));
  const shown = [...rows.querySelectorAll("[data-pk]:not([data-settled])")];
  fields.set("rows", shown.map((row) => `${pkOf(row)}.${row.dataset.step}`).join(","));
  return fields;
}

const ask = (body, more = {}) =>
  fetch(root.dataset.live, { method: "POST", body, headers: { Accept: "application/json", "X-Asked-By": "clock" }, credentials: "same-origin", redirect: "manual", ...more });

async function beat() {
  if (document.hidden || isOver) return;
  isWantedAgain = isAsking;
  if (isAsking) return;
  if (performance.now() - askedAt < AT_LEAST_MS) return plan(AT_LEAST_MS);
  isAsking = true;
  askedAt = performance.now();
  const [before, at] = [stepsSent(), askedAt];
  try {
    const answer = await ask(fieldsNow(), { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) {
      isOver = true; // idle.js tells of it, and says when somebody has signed in again
      return document.dispatchEvent(new CustomEvent("session:ended"));
    }
    if (!answer.ok) throw new Error(answer.status);
    const news = answer.status === 204 ? {} : await answer.json();
    heard();
    calm = answer.status === 204 ? calm + 1 : 0;
    // What was decided here meanwhile is not in it: the next answer tells the same again.
    if (before === stepsSent() && !isUnderWay()) show(news, at);
  } catch {
    fails += 1;
    part("away").hidden = fails < AWAY_AFTER;
  } finally {
    isAsking = false;
    plan(isWantedAgain ? AT_LEAST_MS : undefined);
    isWantedAgain = false;
  }
  return undefined;
}

function heard() {
  fails = 0;
  part("away").hidden = true;
}

/* What is told */

function show(news, at) {
  if (!isUnderHand()) dropSettled();
  if (news.rows) keepInSight(() => showRows(news));
  if (news.gone) for (const [pk, sentence] of Object.entries(news.gone)) settle(pk, sentence);
  if (news.steps) for (const [pk, sentence] of Object.entries(news.steps)) tellOfOpen(pk, sentence);
  // Figures that were read before the last step of this page would count back.
  if (news.digest && at - news.age * 1000 > stepAt) {
    digest = news.digest;
    openTo = news.open;
    showFigures(news);
  }
  showWhoHasOpen();
}

function showRows({ rows: sent }) {
  for (const { pk, html } of sent) {
    const before = rowOf(pk);
    if (!before && isUnderHand()) continue; // it is told again
    const [row] = parsed(html);
    if (!row) continue;
    forget(String(pk));
    if (before) takeOver(before, row);
    else row.dataset.isNew = "";
    put(row);
  }
  part("empty").hidden = rows.children.length > 0;
  if (!openPk() && !openRow() && rows.firstElementChild) open(rows.firstElementChild, { focus: false });
}

/** What somebody has done with a row stays with the one in its place. */
function takeOver(before, row) {
  const [link, box] = [row.querySelector("a"), row.querySelector("input[name=chosen]")];
  if (before.querySelector("[aria-current]")) link.setAttribute("aria-current", "true");
  if (box) box.checked = Boolean(before.querySelector("input[name=chosen]")?.checked);
  if ("isNew" in before.dataset) row.dataset.isNew = "";
  const isThere = before.contains(document.activeElement) && document.activeElement.localName;
  if (isThere) queueMicrotask(() => row.querySelector(isThere)?.focus({ preventScroll: true }));
}

/** A colleague has dealt with it: the row says so, and goes when whoever works here goes on. */
function settle(pk, sentence) {
  forget(pk);
  tellOfOpen(pk, sentence);
  const row = rowOf(pk);
  if (!row || "settled" in row.dataset) return;
  row.dataset.settled = "";
  const line = row.querySelector(".queue-flags");
  line.style.minBlockSize = `${line.getBoundingClientRect().height}px`; // not offsetHeight: whole pixels move what is below
  line.textContent = sentence;
  line.title = sentence;
  const box = row.querySelector("input[name=chosen]");
  if (!box) return;
  box.checked = false;
  box.disabled = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}

function dropSettled() {
  const gone = [...rows.querySelectorAll("[data-settled]")].filter((row) => row !== openRow());
  if (gone.length) keepInSight(() => gone.forEach((row) => row.remove()));
  showPosition();
}

/** A line in the open comment; keys show it as it is now before they act (keys.js). */
function tellOfOpen(pk, sentence) {
  if (openPk() !== String(pk)) return;
  const place = part("news");
  if (place.dataset.said === sentence) return;
  place.dataset.said = sentence;
  const line = Object.assign(document.createElement("p"), { textContent: `${sentence} ` });
  const button = Object.assign(document.createElement("button"), { type: "button", className: "queue-button", textContent: "Xem bình luận như hiện nay" });
  button.addEventListener("click", renew);
  line.append(button);
  place.replaceChildren(line);
}

function showWhoHasOpen() {
  if (!isUnderHand()) {
    keepInSight(() => {
      for (const row of rows.children) showNames(row.querySelector("[data-queue-open-by]"), openTo[pkOf(row)]);
    });
  }
  showNames(opened.querySelector("[data-queue-open-by]"), openTo[openPk()]);
  showPosition();
}

function showNames(place, names) {
  if (!place) return;
  const sentence = names ? `${names} đang mở` : "";
  if (place.textContent !== sentence) place.textContent = sentence;
  place.hidden = !sentence;
}

/* Nothing moves */

/** Whether somebody points at the list, as one who is about to press does. */
const isUnderHand = () => matchMedia("(hover: hover)").matches && list.matches(":hover");

/** Runs `change` on the rows; the first one that is in sight stays where it is, and so does the open comment. */
function keepInSight(change) {
  const top = rows.getBoundingClientRect().top;
  const first = [...rows.children].find((row) => !("settled" in row.dataset) && row.getBoundingClientRect().bottom > top);
  const place = first?.getBoundingClientRect().top - top;
  const around = opened.getBoundingClientRect().top;
  change();
  const same = first?.isConnected ? first : first && rowOf(pkOf(first));
  if (same) rows.scrollTop += same.getBoundingClientRect().top - rows.getBoundingClientRect().top - place;
  scrollBy(0, opened.getBoundingClientRect().top - around);
}

/** Begins to ask for news. */
export function beginLive() {
  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : beat()));
  document.addEventListener("session:ended", () => ((isOver = true), clearTimeout(timer)));
  document.addEventListener("session:renewed", () => ((isOver = false), plan(0)));
  root.addEventListener("queue:stepped", () => {
    stepAt = performance.now();
    calm = 0;
  });
  root.addEventListener("queue:opened", () => {
    dropSettled();
    delete openRow()?.dataset.isNew;
    showWhoHasOpen();
  });
  addEventListener("online", () => plan(0));
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    if (isOver || askedAt < 0) return;
    const fields = fieldsNow();
    fields.set("opened", "");
    ask(fields, { keepalive: true }).catch(() => {});
  });
  addEventListener("pageshow", ({ persisted }) => persisted && plan(0));
  plan(1000);
}
