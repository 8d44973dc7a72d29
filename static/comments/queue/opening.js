// One comment on the screen beside the list; the next ones are fetched ahead.

import { Drafts } from "../half_written.js";
import { address, focusOpened, load, opened, openPk, openRow, part, pkOf, root, rows, say, sentenceOf } from "./page.js";

const AHEAD = 3;
const isNarrow = matchMedia("(max-width: 63.99em)"); // as in queue.css
const NOT_LOADED = "Chưa mở được bình luận này. Xin thử lại.";

const kept = new Map(); // pk → promise of the HTML of an open comment

/** What is half written about comments that are not on the screen. */
export const drafts = new Drafts();

/** Lets the comment `pk` be fetched anew when it is opened next. */
export const forget = (pk) => kept.delete(pk);

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

/** Opens the comment of `row`; none without one. */
export async function open(row, { focus = true } = {}) {
  rows.querySelector("[aria-current]")?.removeAttribute("aria-current");
  part("empty").hidden = rows.children.length > 0;
  if (!row) {
    showOpened(null);
    if (focus) rows.focus();
    return;
  }
  row.querySelector("a").setAttribute("aria-current", "true");
  row.scrollIntoView({ block: "nearest" });
  const pk = pkOf(row);
  try {
    const html = await fetched(pk);
    if (pkOf(openRow()) !== pk) return; // somebody went on meanwhile
    showOpened(html);
    opened.scrollIntoView({ block: isNarrow.matches ? "start" : "nearest" });
    if (focus) focusOpened();
    history.replaceState(null, "", address({ bl: pk }));
    fetchAhead(row);
  } catch (error) {
    if (pkOf(openRow()) === pk) say([{ level: "warning", text: sentenceOf(error, NOT_LOADED) }]);
  }
}

/** Shows the open comment as it is now; what is half written about it stays. */
export async function renew() {
  const pk = openPk();
  forget(pk);
  try {
    const html = await fetched(pk);
    if (openPk() !== pk) return;
    showOpened(html);
    focusOpened();
  } catch (error) {
    say([{ level: "warning", text: sentenceOf(error, NOT_LOADED) }]);
  }
}

/** Puts another comment on the screen, or none; what is half written about the one before is kept for its return. */
function showOpened(html) {
  if (openPk()) drafts.keep(openPk(), opened);
  opened.innerHTML = html ?? "";
  root.dispatchEvent(new Event("queue:opened"));
  if (openPk()) drafts.putBack(openPk(), opened);
  showPosition();
  root.dispatchEvent(new Event("queue:shown"));
}

/** Says which of the list is open: its name begins with that for screen readers. */
export function showPosition() {
  const shown = opened.querySelector("[data-queue-position]");
  const listed = [...rows.children].filter((row) => !("settled" in row.dataset) || row === openRow());
  const place = listed.indexOf(openRow());
  if (!shown || place < 0) return;
  shown.textContent = `${place + 1} trên ${listed.length}`;
  if (shown.parentElement.hidden) shown.before(" · "); // as text: whoever hears it hears two things
  shown.parentElement.hidden = false;
}

/** The comment that came with the page is kept as it came. */
export function keepFirst() {
  if (openRow()) rows.scrollTop = openRow().offsetTop - rows.clientHeight / 3;
  if (openPk()) kept.set(openPk(), Promise.resolve(opened.innerHTML));
  if (openPk()) drafts.putBack(openPk(), opened);
  opened.addEventListener("input", () => drafts.keep(openPk(), opened));
  showPosition();
  fetchAhead(openRow());
}
