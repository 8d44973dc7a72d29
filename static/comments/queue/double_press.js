// The second press of a double one decides nothing: it was meant for what lay there before the first.

import { opened } from "./page.js";

const SOON = 400; // ms after the list of reasons opened
const NEAR = 48; // px around the press that opened it

let opening = null; // the press that opened the list

const isBehindOpening = ({ timeStamp, clientX, clientY }) =>
  opening && timeStamp - opening.timeStamp < SOON && Math.hypot(clientX - opening.clientX, clientY - opening.clientY) < NEAR;

function pressed(event) {
  if (!event.detail) return; // by a key
  const target = event.target.closest("summary, button, a, label, input");
  const opensReasons = target?.matches("[data-queue-reject] > summary");
  const isSecond = event.detail > 1 && (opensReasons || target?.matches("[data-queue-sure] button"));
  if (target && (isSecond || isBehindOpening(event))) {
    event.preventDefault();
    event.stopPropagation();
  } else if (opensReasons) opening = event;
}

/** Keeps a double press from deciding what nobody has read. */
export function ignoreSecondPresses() {
  opened.addEventListener("click", pressed, true);
}
