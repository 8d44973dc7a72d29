// What the queue sends goes one after the other.

import { say, sentenceOf } from "./page.js";

const NOT_SHOWN = "Trang này không theo kịp máy chủ nữa. Xin tải lại trang rồi làm tiếp.";

let line = Promise.resolve();
let waiting = 0;
let sent = 0;

/** Whether something is under way. */
export const isUnderWay = () => waiting > 0;

/** How many were sent since the page was opened. */
export const stepsSent = () => sent;

/** Runs `work` behind what is under way; whatever goes wrong with it, the next is sent. */
export function inLine(work) {
  waiting += 1;
  sent += 1;
  line = line
    .then(work)
    .catch((error) => say([{ level: "warning", text: sentenceOf(error, NOT_SHOWN) }]))
    .finally(() => (waiting -= 1));
}

/** Runs `work` when what is under way has arrived, and holds nothing up; returns a promise of it. */
export const afterLine = (work) => line.then(work);
