// Lists of the kinds A and I: style sheets take "A" in an attribute `type` for "a", so the editor gets a name of its own.

const KIND = "data-cke-kind"; // what begins with "data-cke-" stays in the editor

export const portallists = {
  requires: "list",

  init(editor) {
    editor.dataProcessor.dataFilter.addRules({
      elements: {
        ol({ attributes }) {
          if (/^[AI]$/.test(attributes.type ?? "")) attributes[KIND] = attributes.type;
        },
      },
    });
  },
};
