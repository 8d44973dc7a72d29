// In a narrow window what was done stays in sight at the bottom, with the way back from it; the decisions stand above it.

import { bar, part, root } from "./page.js";

const MOST = 0.35; // of the window may be taken by what stays in sight

/** Says how much room the line of what was done takes, so that nothing lies under it. */
export function keepStatusInSight() {
  const status = part("status");
  root.toggleAttribute("data-live-status", true);
  const measure = () => {
    const isFixed = getComputedStyle(status).position === "fixed";
    root.style.setProperty("--queue-status", isFixed ? `${status.offsetHeight}px` : "0px");
    const buttons = root.querySelector(".queue-decide:not(:has(details[open]))");
    if (buttons) root.toggleAttribute("data-crowded", status.offsetHeight + buttons.offsetHeight > innerHeight * MOST);
  };
  new ResizeObserver(measure).observe(status);
  root.addEventListener("queue:shown", measure);
  addEventListener("resize", measure);
}

/** What is said over the list anyway needs no second line beside the way back from it. */
export function markTold() {
  const named = bar.querySelector("form > span")?.textContent.trim();
  const told = [...part("told").children].map((line) => line.textContent.trim());
  bar.toggleAttribute("data-is-told", told.includes(named));
}
