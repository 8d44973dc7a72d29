// The moderators' queue in use: keys, the next comment at once, decisions sent one after the other behind the screen.
// Every form works without it. What the modules beside it do: queue/page.js has the parts of the page, queue/opening.js the open
// comment, queue/list.js the rows, queue/drafts.js what is half written about others, queue/sending.js what is sent,
// queue/canned.js canned answers, queue/keys.js the keys.

import { isHalfWritten } from "./half_written.js";
import { insert } from "./queue/canned.js";
import { listenToKeys } from "./queue/keys.js";
import { isUnderWay } from "./queue/line.js";
import { ignoreSecondPresses } from "./queue/double_press.js";
import { listDrafts } from "./queue/drafts.js";
import { chooseMany } from "./queue/list.js";
import { beginLive } from "./queue/live.js";
import { drafts, keepFirst, open } from "./queue/opening.js";
import { opened, root, rows } from "./queue/page.js";
import "./queue/public_link.js";
import { closeQuestion, send } from "./queue/sending.js";
import { keepStatusInSight } from "./queue/status.js";

root.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-queue-form]")) return;
  event.preventDefault();
  if (event.submitter?.matches("[data-queue-insert]")) insert(form, event.submitter);
  else send(form, event.submitter);
});

root.addEventListener("click", (event) => {
  if (!event.target.closest("[data-queue-leave]")) return;
  event.preventDefault();
  closeQuestion();
});

rows.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  open(link.closest("[data-pk]"));
});

addEventListener("beforeunload", (event) => {
  if (isUnderWay() || !drafts.isEmpty || isHalfWritten(opened)) event.preventDefault();
});

ignoreSecondPresses();
listenToKeys();
chooseMany();
keepStatusInSight();
listDrafts();
keepFirst();
beginLive();
