// The parts of the page of the queue, what is open in it, and what it asks the server for.

export const root = document.querySelector("[data-queue]");
export const part = (name) => root.querySelector(`[data-queue-${name}]`);
export const rows = part("rows");
export const opened = part("opened");
export const bar = part("bar");
export const many = part("many");
export const list = rows.closest("section");
const told = part("told");

export const pkOf = (row) => row?.dataset.pk;
export const rowOf = (pk) => rows.querySelector(`[data-pk="${CSS.escape(pk)}"]`);
export const openRow = () => rows.querySelector("[aria-current]")?.closest("[data-pk]");
export const openPk = () => opened.querySelector("[data-pk]")?.dataset.pk;

/** Whether the comment on the screen is the one that the list has open: a key must not hit the one before. */
export const isShown = () => !openRow() || pkOf(openRow()) === openPk();

/** Puts the focus on the open comment as a whole. */
export const focusOpened = () => opened.querySelector("[data-pk]").focus({ preventScroll: true });

/** Shows `messages` ([{level, text}]) over the list, or in `place`, instead of the last ones. */
export function say(messages, place = told) {
  place.replaceChildren(
    ...messages.map(({ level, text }) => {
      const line = document.createElement("p");
      line.dataset.level = level;
      line.textContent = text;
      return line;
    }),
  );
}

/** Says `sentence` after what stands over the list, to screen readers alone. */
export function sayAloud(sentence) {
  const line = document.createElement("p");
  line.className = "queue-aloud";
  line.textContent = sentence;
  told.append(line);
}

/** Shows `states` ({state: count}) in the tabs, and `overdue` and `mine` beside them where they are told. */
export function showFigures({ states, overdue, mine }) {
  for (const [name, count] of Object.entries({ ...states, overdue, mine })) {
    const place = root.querySelector(`[data-queue-count="${CSS.escape(name)}"]`);
    if (!place || count === undefined) continue;
    place.textContent = count > 10_000 ? "hơn 10.000" : count.toLocaleString("vi-VN");
    if (name === "overdue") place.closest("a").classList.toggle("queue-late", count > 0);
  }
}

/** The address of the queue as it is filtered here, with `query` ({name: value}). */
export function address(query) {
  const url = new URL(root.dataset.address, location);
  url.search = root.dataset.here;
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

export const SESSION_ENDED = "Phiên làm việc đã hết. Xin đăng nhập lại rồi làm tiếp; chưa có gì bị mất.";

/** The server wants somebody to sign in. */
export class SessionEnded extends Error {}

/** What to say of `error`: that the session is over, or else `sentence`. */
export const sentenceOf = (error, sentence) => (error instanceof SessionEnded ? SESSION_ENDED : sentence);

/** A part of the page as HTML; throws when the server does not answer, or SessionEnded. */
export async function load(query) {
  const answer = await fetch(address(query), { credentials: "same-origin" });
  if (answer.redirected || answer.status === 403) {
    document.dispatchEvent(new Event("visibilitychange")); // idle.js asks for the session, and offers to sign in
    throw new SessionEnded();
  }
  if (!answer.ok) throw new Error(answer.status);
  return answer.text();
}

/** The rows in `html`. */
export function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.querySelectorAll("[data-pk]")];
}
