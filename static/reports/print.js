/* [data-print]: opens the browser's own printing, which also writes PDFs. */

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
