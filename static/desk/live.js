// What a person opened stays open when the live part of a page is put in anew.
const opened = new Set();

document.addEventListener("htmx:beforeSwap", ({ target }) => {
  opened.clear();
  for (const { id } of target.querySelectorAll("details[open]")) opened.add(id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
});
