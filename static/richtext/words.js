// What CKEditor's own Vietnamese leaves in English or says in a way that misleads; `path: text`.

const WORDS = {
  application: "Trình soạn thảo",
  editor: "Trình soạn thảo",
  editorPanel: "Bảng của trình soạn thảo",
  "common.url": "Địa chỉ",
  "common.image": "Ảnh",
  "common.cancel": "Hủy",
  "common.generalTab": "Chung",
  "basicstyles.subscript": "Chỉ số dưới (H₂O)",
  "basicstyles.superscript": "Chỉ số trên (m²)",
  "blockquote.toolbar": "Trích dẫn",
  "notification.closed": "Đã đóng thông báo.",
  "toolbar.toolbarGroups.clipboard": "Dán, hoàn tác",
  "clipboard.pasteMsg": "Dán nội dung vào khung dưới đây rồi bấm Đồng ý.",
  "clipboard.pasteNotification": "Bấm %1 để dán: trình duyệt không cho dán bằng nút.",
  "clipboard.fileFormatNotSupportedNotification": "Không dán được tệp ${formats} vào bài. Tệp PDF, DOCX, XLSX thì thêm ở mục tệp đính kèm.",
  "clipboard.fileWithoutFormatNotSupportedNotification": "Không dán được tệp này vào bài. Tệp PDF, DOCX, XLSX thì thêm ở mục tệp đính kèm.",
  "format.label": "Kiểu đoạn",
  "format.panelTitle": "Kiểu đoạn",
  "format.tag_p": "Đoạn văn",
  "format.tag_h2": "Tiêu đề mục",
  "format.tag_h3": "Tiêu đề nhỏ",
  "format.tag_h4": "Tiêu đề nhỏ hơn",
  "format.tag_pre": "Giữ nguyên khoảng cách",
  "link.displayText": "Chữ hiện ra",
  "link.noTel": "Hãy nhập số điện thoại",
  "link.noUrl": "Hãy nhập địa chỉ",
  "link.phoneNumber": "Số điện thoại",
  "link.toPhone": "Điện thoại",
  "link.toUrl": "Trang web",
  "link.type": "Liên kết đến",
  "table.caption": "Tên bảng",
  "table.headers": "Ô tiêu đề",
  "table.headersBoth": "Hàng đầu và cột đầu",
  "table.headersColumn": "Cột đầu",
  "table.headersRow": "Hàng đầu",
  "table.heightUnit": "đơn vị chiều cao",
  "table.cell.columnHeader": "Tiêu đề cột",
  "table.cell.rowHeader": "Tiêu đề hàng",
  "table.cell.header": "Tiêu đề",
  "table.cell.merge": "Gộp ô",
  "table.cell.mergeRight": "Gộp với ô bên phải",
  "table.cell.mergeDown": "Gộp với ô bên dưới",
  "table.cell.rowSpan": "Số hàng gộp",
  "table.cell.colSpan": "Số cột gộp",
  "pastetext.button": "Dán chữ, bỏ định dạng",
  "pastetext.pasteNotification": "Bấm %1 để dán: trình duyệt không cho dán bằng nút.",
  "maximize.maximize": "Toàn màn hình",
  "specialchar.toolbar": "Ký tự đặc biệt",
  "widget.label": "Khối %1",
  "image2.alt": "Mô tả ảnh, cho người không nhìn thấy ảnh",
  "image2.captioned": "Có chú thích dưới ảnh",
  "image2.captionPlaceholder": "Chú thích",
};

/** Put our words into the language of `editor`, before any button is made. */
export function mendWords(editor) {
  for (const [path, text] of Object.entries(WORDS)) {
    const names = path.split(".");
    const last = names.pop();
    const place = names.reduce((part, name) => part?.[name], editor.lang);
    if (place) place[last] = text;
  }
}
