// Steps are sent behind the screen, one after the other; what the server says of them is shown when it comes.
// Every form works without this module (comments/queue/actions.py).

import { isHalfWritten } from "../half_written.js";
import { inLine, isUnderWay } from "./line.js";
import { leave, put } from "./list.js";
import { drafts, forget, open } from "./opening.js";
import { bar, many, opened, openPk, openRow, parsed, part, pkOf, root, rowOf, rows, SESSION_ENDED, say, sayAloud, showFigures } from "./page.js";
import { markTold } from "./status.js";

const NOT_SENT = "Chưa gửi được tới máy chủ. Bình luận đã được đặt lại vào danh sách, xin thử lại.";
const NO_REASON = "Từ chối thì cần có lý do: xin chọn trong danh sách.";
const NOT_SENT_YET = "Phần viết dở về bình luận này chưa được gửi. Bấm Hoàn tác hoặc mở lại bình luận để viết tiếp.";
const NOT_TAKEN = "Việc vừa gửi chưa làm được, nên chưa hoàn tác gì. Muốn hoàn tác việc ghi ở thanh này, xin bấm lại.";
const NOT_UNDONE = "Việc ghi ở thanh này không hoàn tác được.";
const FOLLOWS = {
  approved: "Bạn đọc thấy bình luận khi bài đang đăng.",
  rejected: "Bạn đọc không thấy bình luận.",
  spam: "Bạn đọc không thấy bình luận.",
  pending: "Bình luận chờ duyệt lại.",
};

let wasTaken = false; // whether what was sent last is what the bar names
const stepped = new Map(); // name of a version's field → what it was before one's own last step, and is since

/** The step that the bar names, or undefined. */
const named = () => bar.querySelector("[name=step]")?.value;

/** Sends `form` as if `button` had been pressed. */
export function send(form, button) {
  if (form.matches("[data-queue-asks]")) closeQuestion();
  const fields = fieldsOf(form, button);
  if (form === many && fields.get("decision") === "rejected" && !fields.get("reason")) {
    say([{ level: "warning", text: NO_REASON }]);
    return;
  }
  const isSure = form.matches("[data-queue-sure]");
  const gone = isSure ? fields.getAll("chosen").map(rowOf).filter(Boolean) : [];
  if (gone.length) leave(gone);
  if (!isSure) form.dataset.isUnderWay = "";
  inLine(() => post(actionOf(form, button), fields, gone, form).finally(() => delete form.dataset.isUnderWay));
}

const actionOf = (form, button) => (button?.hasAttribute("formaction") ? button.formAction : form.action);

function fieldsOf(form, button) {
  const fields = new FormData(form, button);
  // Parts that were fetched before somebody signed in again carry an old token.
  fields.set("csrfmiddlewaretoken", root.querySelector(":scope > input[name=csrfmiddlewaretoken]").value);
  return fields;
}

/** A key that is pressed right behind one's own step is about the comment as that step left it. */
function countOwnSteps(fields) {
  for (const [name, value] of [...fields]) {
    if (stepped.get(name)?.before === value) fields.set(name, stepped.get(name).after);
  }
}

function noteOwnSteps(fields, returned) {
  for (const field of returned.flatMap((row) => [...row.querySelectorAll("[name^=version-]")])) {
    if (fields.has(field.name)) stepped.set(field.name, { before: fields.get(field.name), after: field.value });
  }
}

/** `form` is the one that is sent; what is typed on in it meanwhile stays. */
async function post(action, fields, gone, form = null) {
  countOwnSteps(fields);
  const before = named();
  wasTaken = false;
  let answer = null;
  try {
    answer = await fetch(action, {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      keepalive: true,
      redirect: "manual", // only the way to the sign-in redirects
    });
  } catch {
    return putBack(gone, NOT_SENT);
  }
  if (answer.type === "opaqueredirect" || answer.status === 403) {
    document.dispatchEvent(new Event("visibilitychange")); // idle.js asks for the session, and offers to sign in
    return putBack(gone, SESSION_ENDED);
  }
  let outcome = null;
  try {
    outcome = await answer.json();
  } catch {
    return putBack(gone, NOT_SENT); // a page of something between us, or half an answer
  }
  const pk = fields.get("chosen");
  if (answer.ok && form) drafts.sent(pk, form.getAttribute("action"), fields, openPk() === pk ? opened : null);
  show(outcome, answer.ok ? [] : gone, answer.ok ? fields : null);
  wasTaken = named() !== before;
  if (outcome.asks) ask(outcome.asks);
  const moved = [...outcome.gone, ...outcome.stays.map((row) => row.pk)];
  if (answer.ok && moved.some((each) => !outcome.clashed.includes(each))) tellAloud(fields.get("decision"));
  if (outcome.unread) drafts.askToRead(pk, outcome.unread, openPk() === pk ? opened : null);
}

/** Asks what is to be known before the step: the form in `html` sends it again for whoever agrees. */
function ask(html) {
  const dialog = part("ask");
  dialog.innerHTML = html;
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("h2").focus();
}

/** Leaves what was asked about as it is, or closes the question that is answered. */
export function closeQuestion() {
  const dialog = part("ask");
  if (dialog?.open) dialog.close();
}

/** What whoever does not see the page is told besides: what follows from `decision`, and how it is taken back. */
function tellAloud(decision) {
  const letter = bar.querySelector("kbd:not([hidden])")?.textContent;
  const undone = bar.querySelector("form") && (letter ? `Bấm ${letter} để hoàn tác.` : "Để hoàn tác, bấm nút Hoàn tác.");
  const sentences = [FOLLOWS[decision], undone].filter(Boolean);
  if (sentences.length) sayAloud(sentences.join(" "));
}

function putBack(gone, sentence) {
  for (const row of gone) put(row);
  if (gone.length) open(gone[0]);
  say([{ level: "warning", text: sentence }]);
}

function show({ told: messages, gone, stays, back, bar: html, tabs }, refused, fields = null) {
  const isLeft = gone.map(String).some((pk) => drafts.has(pk) || (openPk() === pk && isHalfWritten(opened)));
  say(isLeft ? [...messages, { level: "warning", text: NOT_SENT_YET }] : messages);
  bar.innerHTML = html;
  markTold();
  root.dispatchEvent(new Event("queue:shown"));
  root.dispatchEvent(new Event("queue:stepped"));
  for (const pk of [...gone, ...stays.map((row) => row.pk)].map(String)) {
    forget(pk);
    if (rowOf(pk)) leave([rowOf(pk)]);
    else if (openPk() === pk && !openRow()) open(rows.firstElementChild);
  }
  for (const row of refused) put(row);
  const [kept, returned] = [stays, back].map((all) => all.flatMap(({ html: row }) => parsed(row)).map(put));
  for (const row of [...kept, ...returned]) forget(pkOf(row));
  if (fields) noteOwnSteps(fields, [...kept, ...returned]);
  if (kept.length && !openRow()) open(rows.firstElementChild);
  if (returned.length || refused.length) open(returned[0] ?? refused[0]);
  showFigures({ states: tabs });
}

/** Takes back the step that the bar names. Behind what is under way that is the last of it: where it was refused, nothing is taken
    back, since the bar then names something else. */
export function undo() {
  const isBehind = isUnderWay();
  inLine(() => {
    if (isBehind && !wasTaken) return say([{ level: "warning", text: NOT_TAKEN }]);
    const form = part("undo");
    if (!form && named()) return say([{ level: "info", text: NOT_UNDONE }]);
    return form && post(form.action, fieldsOf(form), []);
  });
}
