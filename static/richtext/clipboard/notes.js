// What a paste left out or changed, and how that is said.

const MOST_EXAMPLES = 5;
const LONGEST_EXAMPLE = 60;
const kilobytes = (bytes) => `${Math.ceil(bytes / 1000).toLocaleString("vi")} kB`;

// `offer`: nothing was done; the journalist is asked. The others say what was done.
export const KINDS = {
  tracked: { says: (count) => `Bỏ ${count} chỗ chữ đã xóa trong chế độ theo dõi sửa đổi (Track Changes); chữ thêm vào được giữ.` },
  unresolved: { says: () => "Chữ đã xóa khi theo dõi sửa đổi có thể còn trong bài: hãy chấp nhận các sửa đổi trong LibreOffice rồi chép lại." },
  comments: { says: (count) => `Bỏ ${count} nhận xét (comment) ghi bên lề văn bản.` },
  hidden: { says: (count) => `Bỏ ${count} chỗ bị ẩn trong văn bản gốc (chữ, hàng hoặc cột ẩn).` },
  symbols: { says: (count) => `${count} ký hiệu không có trong Unicode, được đánh dấu “[ký hiệu?]”: hãy thay bằng chữ.` },
  contents: { says: (count) => `Bỏ mục lục (${count} dòng): số trang của bản giấy không có trên trang tin.` },
  paper: { says: (count) => `Bỏ ${count} dòng đầu trang, chân trang của bản giấy.` },
  formatting: { says: (count) => `Bỏ ${count} kiểu trình bày mà bài đăng không có.` },
  pictures: { says: (count) => `${count} ảnh không lấy được từ văn bản gốc.` },
  "table-pictures": { says: (count) => `${count} ảnh trong bảng nay đứng ngay sau bảng; chữ trong bảng giữ nguyên ô.` },
  forms: { says: (count) => `Bỏ ${count} ô nhập hoặc nút bấm; chữ đã điền được giữ.` },
  interface: { says: (count) => `Bỏ ${count} phần của trang web không thuộc bài (menu, nút, mục tin khác).` },
  cells: { says: (count) => `${count} ô báo lỗi hoặc không hiện hết số (#REF!, ####): hãy xem lại trong bảng tính.` },
  "page-furniture": { offer: true, says: (count) => `${count} dòng có vẻ là số trang hoặc đầu trang, chân trang lặp lại.` },
  refused: { says: (_, { bytes }) => `Nội dung dài ${kilobytes(bytes)}, nhiều hơn một bài có thể chứa (500 kB), nên không dán vào. Hãy chép từng phần, hoặc đính kèm tệp.` },
  truncated: { says: () => "Nội dung dán quá dài nên không giữ trình bày: chỉ chữ được dán vào." },
};

/** Remember in `context` that a text of so many `bytes` was not taken. */
export function refuse(context, bytes) {
  context.notes.push({ kind: "refused", count: 1, examples: [], bytes });
}

/** Remember in `context` that something of `kind` was left out or changed; `example` is some of its words. */
export function note(context, kind, example = "") {
  let found = context.notes.find((other) => other.kind === kind);
  if (!found) {
    found = { kind, count: 0, examples: [], ...(KINDS[kind].offer && { offer: true }) };
    context.notes.push(found);
  }
  found.count += 1;
  const words = example.replace(/\s+/g, " ").trim();
  if (found.offer && words) (found.texts ??= []).push(words); // all of them: whoever says yes wants each to go
  if (!words || found.examples.length >= MOST_EXAMPLES || found.examples.includes(shortened(words))) return;
  found.examples.push(shortened(words));
}

/** The sentence of a note. */
export const sentenceOf = (note) => KINDS[note.kind].says(note.count, note);

function shortened(words) {
  const letters = [...words];
  return letters.length <= LONGEST_EXAMPLE ? words : `${letters.slice(0, LONGEST_EXAMPLE - 1).join("").trimEnd()}…`;
}
