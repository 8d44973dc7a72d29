// Over the list: about which other comments something is half written, wherever they are now, so that it is found again, or dropped.

import { drafts, open } from "./opening.js";
import { address, openPk, part, root, rowOf } from "./page.js";

const SHOWN = 5;
const WORDS = { kept: "Còn phần viết dở về: ", more: (count) => ` và ${count} bình luận khác`, drop: "Bỏ các phần viết dở này", sure: "Bỏ hẳn các phần viết dở về những bình luận này? Chữ đã viết sẽ mất." };

function link([pk, name]) {
  const found = document.createElement("a");
  found.href = address({ bl: pk });
  found.textContent = name;
  found.dataset.queueDraft = pk;
  return found;
}

function show() {
  const others = drafts.besides(openPk());
  const place = part("drafts");
  place.hidden = others.length === 0;
  if (place.hidden) return place.replaceChildren();
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "queue-button";
  drop.textContent = WORDS.drop;
  drop.addEventListener("click", () => {
    if (confirm(WORDS.sure)) drafts.dropBesides(openPk());
    show();
  });
  const links = others.slice(0, SHOWN).flatMap((one, number) => (number ? [", ", link(one)] : [link(one)]));
  const more = others.length > SHOWN ? [WORDS.more(others.length - SHOWN)] : [];
  return place.replaceChildren(WORDS.kept, ...links, ...more, ". ", drop);
}

/** Keeps the line over the list up to date. */
export function listDrafts() {
  root.addEventListener("queue:shown", show);
  part("drafts").addEventListener("click", (event) => {
    const row = rowOf(event.target.closest("[data-queue-draft]")?.dataset.queueDraft ?? "");
    if (!row || event.ctrlKey || event.metaKey || event.shiftKey) return; // of another list: the link leads there
    event.preventDefault();
    open(row);
  });
  show();
}
