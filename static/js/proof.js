/* [data-challenge] in a form: does the work (ALTCHA: which number has this hash?) in the place of the question, and sends
   the form again. Where the browser lends no hashes (no HTTPS), the question stays. */

const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ algorithm, challenge, salt, maxNumber, signature }) {
  const encoder = new TextEncoder();
  for (let number = 0; number <= maxNumber; number += 1) {
    const hash = await crypto.subtle.digest(algorithm, encoder.encode(salt + number));
    if (hex(hash) === challenge) return { algorithm, challenge, number, salt, signature };
  }
  throw new Error("No number has this hash.");
}

let turns = 0; // a server that is never content gets no endless work

/** What stands in the place of the question and of the message about it, while the browser works. */
function working(form) {
  const said = form.querySelector(".note-error");
  const note = document.createElement("div");
  note.className = "note";
  note.setAttribute("role", "status");
  note.tabIndex = -1;
  note.textContent = "Trình duyệt đang tự trả lời câu hỏi kiểm tra, bạn không phải gõ gì. Xin đợi một chút…";
  const hadFocus = said?.contains(document.activeElement);
  if (said) said.replaceWith(note);
  else form.prepend(note);
  if (hadFocus) note.focus();
  return { end: () => (said ? note.replaceWith(said) : note.remove()) };
}

export default async function prove(place) {
  if (!globalThis.crypto?.subtle || (turns += 1) > 2) return;
  const { form } = place.querySelector("input");
  const note = working(form);
  place.hidden = true;
  try {
    const work = document.createElement("input");
    work.type = "hidden";
    work.name = "work";
    work.value = JSON.stringify(await solve(JSON.parse(place.dataset.challenge)));
    place.replaceWith(work);
    form.requestSubmit();
  } catch {
    place.hidden = false; // the question, for people
    note.end();
  }
}
