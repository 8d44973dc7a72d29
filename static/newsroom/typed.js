// What is typed into a form, with the editor's text as it would be sent. Reads only: caret, selection, undo and an input
// method's composition stay as they are.

const NOT_TYPED = new Set(["csrfmiddlewaretoken", "only_shows", "overwrite", "confirmed"]);

/** {name: [values]} of `form`; files are none. */
export function typedInto(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !NOT_TYPED.has(name)) (fields[name] ??= []).push(value);
  }
  for (const editor of editorsOf(form)) fields[editor.element.$.name] = [editor.getData()];
  return fields;
}

/** Calls `changed` for whatever a person does to `form`. */
export function watch(form, changed) {
  for (const kind of ["input", "change"]) form.addEventListener(kind, changed);
  const jQuery = window.django?.jQuery;
  jQuery?.(form).on("change", changed); // select2 tells jQuery alone
  document.addEventListener("formset:removed", changed);
  window.CKEDITOR?.on("instanceReady", ({ editor }) => watchEditor(form, editor, changed));
  for (const editor of editorsOf(form)) if (editor.status === "ready") watchEditor(form, editor, changed);
}

function watchEditor(form, editor, changed) {
  if (!form.contains(editor.element.$)) return;
  editor.on("change", changed);
  editor.on("mode", () => editor.mode === "source" && editor.editable().attachListener(editor.editable(), "input", changed));
}

function editorsOf(form) {
  return Object.values(window.CKEDITOR?.instances ?? {}).filter(
    (editor) => form.contains(editor.element.$) && ["ready", "loaded"].includes(editor.status),
  );
}
