// Keeps what is chosen and typed on the page "Gộp hai bản" on the server, and asks before the page is left; everything
// else works without a script.

import { send } from "./copy_sender.js";

const SEND_MS = 1_800; // from the first change that the server has not got
const AGAIN_MS = 5_000;
const WORTH_ANOTHER_TRY = new Set(["unreachable", "busy", "signed_out"]);
const form = document.getElementById("merge");
const told = form.querySelector("[data-kept]");
let changes = 0;
let kept = 0;
let timer = null;
let isSending = false;
let isAsked = false;

function later(delay) {
  timer ??= setTimeout(() => ((timer = null), keep()), delay);
}

/** Only what was chosen, and the texts that were changed. */
function choices() {
  const texts = [...form.querySelectorAll("textarea")].filter((field) => field.value !== field.defaultValue || isChosen(field));
  const chosen = [...form.querySelectorAll("input[type=radio]:checked")];
  return Object.fromEntries([...chosen, ...texts].map((field) => [field.name, field.value]));
}

function isChosen({ name }) {
  return form.elements[name.replace("go-", "chon-")].value === "go-lai";
}

async function keep({ isLast = false } = {}) {
  if (kept === changes || (isSending && !isLast)) return;
  const upTo = changes;
  isSending = true;
  const answer = await send(form.dataset.keep, { choices: choices() }, { isLast });
  isSending = false;
  if (answer.ok) kept = Math.max(kept, upTo);
  if (answer.reason === "signed_out") document.dispatchEvent(new CustomEvent("session:ended"));
  told.textContent = answer.ok
    ? `Đã giữ lựa chọn lúc ${answer.time}; mở lại trang này vẫn còn.`
    : (answer.message ?? "Mất kết nối – lựa chọn mới chỉ còn trên trang này, sẽ tự giữ khi kết nối lại.");
  if (kept !== changes && (answer.ok || WORTH_ANOTHER_TRY.has(answer.reason))) later(answer.ok ? SEND_MS : AGAIN_MS);
}

form.addEventListener("input", () => {
  changes += 1;
  isAsked = true;
  later(SEND_MS);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  kept = changes;
  isAsked = false;
});
form.addEventListener("focusout", () => keep());
document.addEventListener("session:renewed", () => keep());
document.addEventListener("visibilitychange", () => document.hidden && keep({ isLast: true }));
window.addEventListener("online", () => keep());
window.addEventListener("pagehide", () => keep({ isLast: true }));
window.addEventListener("beforeunload", (event) => isAsked && event.preventDefault());
