// Dialogs and input methods.

/** Esc that ends a word of an input method (Telex, VNI) is for the word. */
export function keepOpenWhileComposing(dialog) {
  let isComposing = false;
  dialog.addEventListener("compositionstart", () => (isComposing = true));
  dialog.addEventListener("compositionend", () => setTimeout(() => (isComposing = false)));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (isComposing || event.isComposing)) event.preventDefault();
  });
  dialog.addEventListener("cancel", (event) => isComposing && event.preventDefault());
}
