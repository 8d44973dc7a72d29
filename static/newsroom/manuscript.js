// The page of a manuscript: pictures go into the library one by one, so that it is seen how far they are; then the article
// is made. Words that are typed stay in this browser tab while the page is there again.

import { ask } from "../uploads/requests.js";

const AT_ONCE = 2; // as many as the server converts at a time (cchc_portal/serving/kinds.py)

const form = document.getElementById("manuscript");
const key = `manuscript:${form?.dataset.keptFor}`;
const rows = () => [...form.querySelectorAll("[data-picture]")];
const isKept = (row) => row.querySelector("select").value === "picture";
if (form) begin();

function begin() {
  restore();
  form.querySelector("[role=alert]")?.focus(); // also where the browser has let its autofocus be
  for (const row of rows()) showWhetherKept(row);
  form.addEventListener("input", keep);
  form.addEventListener("change", ({ target }) => {
    keep();
    if (target.name?.endsWith("-keeps")) showWhetherKept(target.closest("[data-picture]"));
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!["make", "insert"].includes(button?.value) || form.dataset.ready) return;
    const waiting = rows().filter((row) => isKept(row) && !("taken" in row.dataset));
    if (!waiting.length) return;
    event.preventDefault();
    void takeAll(waiting, button);
  });
}

function showWhetherKept(row) {
  row.toggleAttribute("data-left-out", row.querySelector("select").value === "nothing");
}

async function takeAll(waiting, button) {
  const progress = form.querySelector("[data-progress]");
  const status = form.querySelector("[data-status]");
  button.disabled = true;
  progress.hidden = false;
  progress.max = waiting.length;
  let isWrong = false;
  let done = 0;
  const rest = [...waiting];
  const takeOthers = async () => {
    for (let row = rest.shift(); row; row = rest.shift()) {
      isWrong = !(await taken(row)) || isWrong;
      progress.value = done += 1;
      status.textContent = `Đang đưa ảnh vào thư viện: xong ${done} trong ${waiting.length}…`;
    }
  };
  status.textContent = `Đang đưa ảnh vào thư viện: ${waiting.length} ảnh…`;
  await Promise.all(Array.from({ length: AT_ONCE }, takeOthers));
  progress.hidden = true;
  button.disabled = false;
  if (isWrong) {
    status.textContent = "Còn ảnh chưa lấy được: xin xem câu ghi ở từng ảnh.";
    form.querySelector('[data-picture] [aria-invalid="true"]')?.focus();
    return;
  }
  status.textContent = "Đang tạo…";
  form.dataset.ready = "1";
  form.requestSubmit(button);
  delete form.dataset.ready;
}

async function taken(row) {
  const body = new FormData();
  for (const control of row.querySelectorAll("[name]")) body.append(control.name, control.value);
  body.append("credit", form.elements.credit?.value ?? "");
  const wrong = row.querySelector("[data-wrong]");
  const alt = row.querySelector('[name$="-alt"]');
  try {
    await ask(row.dataset.picture, { body });
    row.dataset.taken = "";
    wrong.textContent = "";
    alt.removeAttribute("aria-invalid");
    return true;
  } catch (problem) {
    wrong.textContent = problem.message;
    alt.setAttribute("aria-invalid", "true");
    alt.setAttribute("aria-describedby", wrong.id);
    return false;
  }
}

function keep() {
  const typed = Object.fromEntries([...form.querySelectorAll("input[type=text], textarea, select")].map(({ name, value }) => [name, value]));
  try {
    sessionStorage.setItem(key, JSON.stringify(typed));
  } catch {
    // A browser that keeps nothing: the page works without.
  }
}

function restore() {
  try {
    for (const [name, value] of Object.entries(JSON.parse(sessionStorage.getItem(key) ?? "{}"))) {
      const control = form.elements[name];
      if (control && !form.querySelector("[role=alert]")) control.value = value;
    }
  } catch {
    // What is kept cannot be read: the page shows what the server knows.
  }
}
