// Where the list stands: at the top of the form's side column where there is one and room for it, else beside or below the text.

const WIDE = "(min-width: 1100px)";
const WIDE_WITHOUT_SIDE = "(min-width: 1500px)"; // from where static/copyediting/proofread.css puts it beside a text

/** Puts `panel` into `form`, whose text is typed into `control`, and keeps it in its place when the window changes. */
export function place(panel, form, control) {
  const side = form.querySelector(".desk-side");
  const wide = matchMedia(side ? WIDE : WIDE_WITHOUT_SIDE);
  const text = control?.closest(".richtext, label") ?? control; // within a label the list would be a part of a name
  const hasRoomBeside = Boolean(side) || Boolean(text?.matches(".richtext"));
  const put = () => {
    if (side && wide.matches) side.prepend(panel.element);
    else if (text) text.after(panel.element);
    else form.append(panel.element);
    text?.parentElement.classList.toggle("proofread-beside", !side && hasRoomBeside);
    panel.showAtOnce(!(hasRoomBeside && wide.matches));
  };
  put();
  wide.addEventListener("change", put);
  const bar = document.getElementById("submit-row");
  (bar?.querySelector(".desk-lines") ?? bar?.querySelector(".mr-auto"))?.append(panel.jump);
}
