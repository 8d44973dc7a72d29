// Ctrl+Shift+V and its button: the words of the clipboard, with the structure that plain text has.

const NO_ACCESS = "Trình duyệt không cho đọc bộ nhớ tạm bằng nút. Hãy đặt con trỏ vào bài rồi bấm Ctrl+Shift+V (máy Mac: Command+Shift+V).";
const NO_WORDS = "Bộ nhớ tạm không có chữ nào.";

/**
 * Makes the command "pastetext" of `editor` ours; `insert(text)` puts a text in. Of what is returned, `isAsked(data)` says
 * whether the paste with this `data` is to be of words alone.
 */
export function plainCommand(editor, insert) {
  let isPressed = false;
  const forget = () => void delete editor._.nextPasteType; // what the editor remembers of a button is for no later paste

  /** The editor's dialog on phones; elsewhere it says which keys to press. */
  function byDialog() {
    editor.execCommand("paste", { type: "text", notification: NO_ACCESS });
    if (!editor._.forcePasteDialog) forget();
  }

  editor.on("dialogHide", () => void setTimeout(forget));

  editor.addCommand("pastetext", {
    canUndo: false,
    async: true,
    exec(_, options) {
      if (options?.from === "keystrokeHandler") {
        isPressed = true;
        return false; // the browser's own paste follows
      }
      pressButton();
      return true;
    },
  });

  async function pressButton() {
    if (editor._.forcePasteDialog || !navigator.clipboard?.readText) return byDialog();
    const text = await navigator.clipboard.readText().catch(() => null);
    if (text === null) return editor.showNotification(NO_ACCESS, "info");
    if (!text.trim()) return editor.showNotification(NO_WORDS, "info");
    insert(text);
  }

  editor.on("contentDom", () => {
    const editable = editor.editable();
    editable.attachListener(editable, "keyup", () => void setTimeout(() => (isPressed = false)));
  });

  return {
    isAsked({ type }) {
      const isAsked = isPressed || type === "text" || editor._.nextPasteType === "text";
      isPressed = false;
      return isAsked;
    },
  };
}
