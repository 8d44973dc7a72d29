/* A classic script before the form: says that the list is folded before it has come, so that as much room is held for it as it
   will take (static/copyediting/proofread.css). panel.js keeps the choice. */
try {
  document.documentElement.toggleAttribute("data-proofread-folded", localStorage.getItem("soat-loi-thu-gon") === "1");
} catch {
  // a browser that keeps nothing: it is open
}
