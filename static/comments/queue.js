// The moderators' queue in use: keys, the next comment at once, decisions sent one after the other behind the screen.
// Every form works without this module (comments/queue/actions.py); here the same forms are sent in the background.

const root = document.querySelector("[data-queue]");
const part = (name) => root.querySelector(`[data-queue-${name}]`);
const rows = part("rows");
const opened = part("opened");
const bar = part("bar");
const told = part("told");
const many = part("many");

const AHEAD = 3;
const FILL_BELOW = 15;
const SESSION_ENDED = "Phiên làm việc đã hết. Xin đăng nhập lại rồi làm tiếp; chưa có gì bị mất.";
const NOT_SENT = "Chưa gửi được tới máy chủ. Bình luận đã được đặt lại vào danh sách, xin thử lại.";
const NOT_SHOWN = "Trang này không theo kịp máy chủ nữa. Xin tải lại trang rồi làm tiếp.";
const NO_REASON = "Từ chối thì cần có lý do: xin chọn trong danh sách.";
const NOT_LOADED = "Chưa mở được bình luận này. Xin thử lại.";

const kept = new Map(); // pk → promise of the HTML of an open comment
const decided = new Set(); // what has left the list and must not come back with the next page
let line = Promise.resolve(); // decisions go one after the other
let waiting = 0;
let filling = null;
let hasMore = Boolean(part("more"));

const pkOf = (row) => row?.dataset.pk;
const rowOf = (pk) => rows.querySelector(`[data-pk="${CSS.escape(pk)}"]`);
const openRow = () => rows.querySelector("[aria-current]")?.closest("[data-pk]");
const openPk = () => opened.querySelector("[data-pk]")?.dataset.pk;

function say(messages) {
  told.replaceChildren(
    ...messages.map(({ level, text }) => {
      const line = document.createElement("p");
      line.dataset.level = level;
      line.textContent = text;
      return line;
    }),
  );
}

/* Opening */

function address(query) {
  const url = new URL(root.dataset.address, location);
  url.search = root.dataset.here;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

async function load(query) {
  const answer = await fetch(address(query), { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  return answer.text();
}

function fetched(pk) {
  if (!kept.has(pk)) {
    const html = load({ bl: pk, phan: "binh-luan" });
    kept.set(pk, html);
    html.catch(() => kept.delete(pk));
  }
  return kept.get(pk);
}

function fetchAhead(row) {
  for (let next = row?.nextElementSibling, count = 0; next && count < AHEAD; next = next.nextElementSibling, count += 1) {
    fetched(pkOf(next)).catch(() => {});
  }
}

async function open(row, { focus = true } = {}) {
  rows.querySelector("[aria-current]")?.removeAttribute("aria-current");
  part("empty").hidden = rows.children.length > 0;
  if (!row) {
    opened.replaceChildren();
    if (focus) rows.focus();
    return;
  }
  row.querySelector("a").setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  const pk = pkOf(row);
  try {
    const html = await fetched(pk);
    if (pkOf(openRow()) !== pk) return; // somebody went on meanwhile
    opened.innerHTML = html;
    opened.scrollIntoView({ block: "nearest" });
    if (focus) opened.querySelector("[data-pk]").focus({ preventScroll: true });
    history.replaceState(null, "", address({ bl: pk }));
    fetchAhead(row);
  } catch {
    if (pkOf(openRow()) === pk) say([{ level: "warning", text: NOT_LOADED }]);
  }
}

/* The list */

function take(row) {
  decided.add(pkOf(row));
  row.remove();
  if (rows.children.length < (hasMore ? FILL_BELOW : 1)) fill();
  countChosen();
}

function put(row) {
  decided.delete(pkOf(row));
  rowOf(pkOf(row))?.remove();
  const place = BigInt(row.dataset.place.split("-")[0]);
  const isNewestFirst = root.dataset.here.includes("trang_thai=");
  const later = [...rows.children].find((other) => {
    const there = BigInt(other.dataset.place.split("-")[0]);
    return isNewestFirst ? there < place : there > place;
  });
  rows.insertBefore(row, later ?? null);
  return row;
}

/** The rest of the page, once decisions that are under way have arrived. */
function fill() {
  filling ??= line.then(async () => {
    try {
      const fresh = parsed(await load({ phan: "danh-sach" }));
      hasMore = fresh.length > rows.children.length;
      for (const row of fresh) if (!rowOf(pkOf(row)) && !decided.has(pkOf(row))) rows.append(row);
      if (!openRow() && rows.firstElementChild) open(rows.firstElementChild);
    } catch {
      // The next decision asks again.
    } finally {
      filling = null;
    }
  });
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.querySelectorAll("[data-pk]")];
}

function countChosen() {
  if (!many) return;
  const count = rows.querySelectorAll("input[name=chosen]:checked").length;
  many.toggleAttribute("data-some", count > 0);
  part("chosen").textContent = count ? `Đã chọn ${count}` : "Chưa chọn dòng nào";
  for (const field of many.querySelectorAll("button, select")) field.disabled = !count;
  part("all").querySelector("input").checked = count > 0 && count === rows.querySelectorAll("input[name=chosen]").length;
}

/* Sending */

function send(form, button) {
  const fields = fieldsOf(form, button);
  if (form === many && fields.get("decision") === "rejected" && !fields.get("reason")) {
    say([{ level: "warning", text: NO_REASON }]);
    return;
  }
  const isSure = form.matches("[data-queue-sure]");
  const gone = isSure ? fields.getAll("chosen").map(rowOf).filter(Boolean) : [];
  if (gone.length) leave(gone);
  inLine(() => post(form.action, fields, gone));
}

function fieldsOf(form, button) {
  const fields = new FormData(form, button);
  // Parts that were fetched before somebody signed in again carry an old token.
  fields.set("csrfmiddlewaretoken", root.querySelector(":scope > input[name=csrfmiddlewaretoken]").value);
  return fields;
}

/** Whatever goes wrong with one, the next is sent. */
function inLine(work) {
  waiting += 1;
  line = line
    .then(work)
    .catch(() => say([{ level: "warning", text: NOT_SHOWN }]))
    .finally(() => (waiting -= 1));
}

/** The rows go at once, and the next comment opens: what the server says of them comes when it comes. */
function leave(gone) {
  const current = openRow();
  let next = current;
  while (next && gone.includes(next)) next = next.nextElementSibling;
  if (!next) next = [...rows.children].find((row) => !gone.includes(row));
  for (const row of gone) take(row);
  if (!current || gone.includes(current)) open(next);
}

async function post(action, fields, gone) {
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
  show(outcome, answer.ok ? [] : gone);
}

function putBack(gone, sentence) {
  for (const row of gone) put(row);
  if (gone.length) open(gone[0]);
  say([{ level: "warning", text: sentence }]);
}

function show({ told: messages, gone, back, bar: html, states }, refused) {
  say(messages);
  bar.innerHTML = html;
  for (const pk of gone.map(String)) {
    kept.delete(pk);
    if (rowOf(pk)) leave([rowOf(pk)]);
    else if (openPk() === pk && !openRow()) open(rows.firstElementChild);
  }
  for (const row of refused) put(row);
  const returned = back.flatMap(({ html: row }) => parsed(row)).map(put);
  for (const row of returned) kept.delete(pkOf(row));
  if (returned.length || refused.length) open(returned[0] ?? refused[0]);
  for (const [state, count] of Object.entries(states)) {
    const place = root.querySelector(`[data-queue-count="${state}"]`);
    if (place) place.textContent = count > 10_000 ? "hơn 10.000" : count.toLocaleString("vi-VN");
  }
}

root.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-queue-form]")) return;
  event.preventDefault();
  send(form, event.submitter);
});

rows.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link.closest("[data-pk]"));
});

addEventListener("beforeunload", (event) => {
  if (waiting) event.preventDefault();
});

/* Keys */

const isTyping = (element) =>
  element.isContentEditable || element.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])");

function press(selector) {
  const button = isShown() && opened.querySelector(selector);
  if (button) send(button.form, button);
}

function move(direction) {
  const row = openRow();
  const next = row ? row[direction] : rows.firstElementChild;
  if (next) open(next);
}

/** Whether the comment on the screen is the one that the list has open: a key must not hit the one before. */
const isShown = () => !openRow() || pkOf(openRow()) === openPk();
const reject = () => isShown() && opened.querySelector("[data-queue-reject]");

function askReason() {
  const panel = reject();
  if (!panel) return;
  panel.open = true;
  panel.querySelector("[data-queue-reason]").focus();
}

const KEYS = {
  j: () => move("nextElementSibling"),
  k: () => move("previousElementSibling"),
  a: () => press("[data-queue-key=a]"),
  s: () => press("[data-queue-key=s]"),
  r: askReason,
  z: undo,
  "?": () => part("keys").showModal(),
};

/** Behind what is under way: the bar then names the last of it. */
function undo() {
  inLine(() => {
    const form = part("undo");
    return form && post(form.action, fieldsOf(form), []);
  });
}

function chooseReason(key) {
  const panel = reject();
  if (!panel?.open) return false;
  if (key === "Escape") {
    panel.open = false;
    opened.querySelector("[data-pk]").focus({ preventScroll: true });
    return true;
  }
  if (key === "0") panel.querySelector("[data-queue-other]").focus();
  else if (panel.querySelector(`[data-queue-reason="${CSS.escape(key)}"]`)) press(`[data-queue-reason="${CSS.escape(key)}"]`);
  else return false;
  return true;
}

if (part("keys")) {
  document.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || (event.shiftKey && key !== "?")) return;
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.repeat && !"jkJK".includes(key)) return; // a key held down decides once
    if (isTyping(event.target) && !(key === "Escape" && reject()?.contains(event.target))) return;
    const action = chooseReason(key) ? () => {} : KEYS[key.length === 1 ? key.toLowerCase() : key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  const button = part("keys-open");
  button.hidden = false;
  button.addEventListener("click", () => part("keys").showModal());
}

if (many) {
  many.toggleAttribute("data-live", true);
  const all = part("all");
  all.hidden = false;
  all.addEventListener("change", ({ target }) => {
    for (const box of rows.querySelectorAll("input[name=chosen]")) box.checked = target.checked;
    countChosen();
  });
  rows.addEventListener("change", countChosen);
  countChosen();
}
// The comment that came with the page is kept as it came.
if (openRow()) rows.scrollTop = openRow().offsetTop - rows.clientHeight / 3;
if (openPk()) kept.set(openPk(), Promise.resolve(opened.innerHTML));
fetchAhead(openRow());
