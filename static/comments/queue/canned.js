// A canned answer goes to where the caret was in the answer that is being written, or to its end, on a line of its own. What is
// written stays, and the browser takes the insertion back like typing (Ctrl+Z). Without this module the form does it.

import { opened, root, say } from "./page.js";

const NOT_COME = "Chưa lấy được câu trả lời mẫu. Phần đã viết còn nguyên; xin bấm “Chèn” lần nữa.";
const visited = new WeakSet(); // texts in which somebody has put the caret

opened.addEventListener("focusin", ({ target }) => {
  if (target.localName === "textarea") visited.add(target);
});

/** `words` with the line ends that part them from what stands `before` and `after`. */
function apart(words, before, after) {
  return `${before && !before.endsWith("\n") ? "\n" : ""}${words}${after && !after.startsWith("\n") ? "\n" : ""}`;
}

function write(field, words) {
  const at = visited.has(field) ? field.selectionEnd : field.value.length;
  field.focus();
  field.setSelectionRange(at, at); // what is chosen stays, too
  const text = apart(words, field.value.slice(0, at), field.value.slice(at));
  if (document.execCommand("insertText", false, text)) return; // the only way that the browser takes back
  field.setRangeText(text, at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** The words of the answer that `form` chose, or a sentence why there are none. */
async function ask(form, button) {
  const fields = new FormData(form, button);
  fields.set("csrfmiddlewaretoken", root.querySelector(":scope > input[name=csrfmiddlewaretoken]").value);
  try {
    const answer = await fetch(button.formAction, {
      method: "POST",
      body: fields,
      headers: { Accept: "application/json" },
      credentials: "same-origin",
      redirect: "manual", // only the way to the sign-in redirects
    });
    if (answer.ok) return await answer.json();
    document.dispatchEvent(new Event("visibilitychange")); // idle.js asks for the session, and offers to sign in
  } catch {
    // The network is away, or half an answer came.
  }
  return { why: NOT_COME };
}

/** Puts the canned answer that `form` chose into its text, if that is still there when the words come. */
export async function insert(form, button) {
  if (button.ariaBusy) return; // pressed twice
  button.ariaBusy = "true";
  const { text, why } = await ask(form, button);
  button.ariaBusy = null;
  if (why) return say([{ level: "warning", text: why }]);
  if (form.isConnected) write(form.elements.body, text);
  form.elements.canned.value = "";
  return undefined;
}
