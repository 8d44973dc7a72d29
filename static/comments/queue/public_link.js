// Public pages have no byte of a person; so this browser keeps for itself that a moderator works in it, and their script
// (static/js/moderating.js) leads from each comment to the queue. It lasts as long as a session may.

import { root } from "./page.js";

const HOURS = 12;

try {
  localStorage.setItem("comment-queue", JSON.stringify({ address: root.dataset.address, until: Date.now() + HOURS * 3_600_000 }));
} catch {
  // Without storage there is no link.
}
