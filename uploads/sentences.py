"""The sentences that refuse a document: what was found, and what to do now."""

NEXT_PDF = "Hãy mở tệp, in lại ra PDF (Print → Save as PDF) rồi tải lên lại."
NEXT_OFFICE = "Hãy bỏ phần đó, lưu lại tệp rồi tải lên lại; hoặc xuất ra PDF."
KINDS = "Hãy dùng tệp PDF, DOCX, XLSX hoặc ODT."

NEW_FILE = {
    "pdf": NEXT_PDF,
    "docx": "Hãy mở tệp bằng Word, lưu lại thành tệp mới (Save As) rồi tải lên lại.",
    "xlsx": "Hãy mở tệp bằng Excel, lưu lại thành tệp mới (Save As) rồi tải lên lại.",
    "odt": "Hãy mở tệp bằng LibreOffice, lưu lại thành tệp mới (Save As) rồi tải lên lại.",
}

# By code of `inspection.findings.Found`; {extension} of the file, {detail} what was found, in quotes or nothing,
# {next} the step for this kind of file, {new} how its program writes it anew.
SENTENCES = {
    "not_pdf": f"Tên tệp ghi “.pdf” nhưng bên trong không phải là PDF. {KINDS}",
    "other_kind": f"Tên tệp ghi “.{{extension}}” nhưng bên trong là loại khác. {KINDS}",
    "ole_file": (
        "Tệp “.{extension}” này đặt mật khẩu hoặc là bản Word/Excel đời cũ. "
        "Hãy bỏ mật khẩu, lưu lại dạng mới rồi tải lên lại."
    ),
    "cut": "Tệp PDF bị cắt cụt, thiếu phần cuối. Hãy xuất lại PDF rồi thử lại.",
    "damaged": "Tệp bị hỏng hoặc bị cắt cụt, không mở được trọn vẹn. Hãy mở tệp, lưu lại thành tệp mới rồi thử lại.",
    "outside": ("Tệp có dữ liệu lạ ghép vào ngoài nội dung{detail}, nơi có thể giấu chương trình. {new}"),
    "odd_name": "Bên trong tệp có một phần mang tên bất thường{detail}, có thể để giấu chương trình. {new}",
    "no_pages": "Tệp PDF không có trang nào. Hãy xuất lại PDF rồi thử lại.",
    "password": "Tệp đang đặt mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên lại.",
    "restricted": (
        "Tệp PDF mở được nhưng bị khóa in, sao chép hoặc sửa bằng mật khẩu của người lập. "
        "Hãy xuất lại PDF từ tệp gốc (Word, Excel …) mà không đặt hạn chế, hoặc xin người lập bản không khóa."
    ),
    "too_much_packed": "Tệp nén quá nhiều nội dung bên trong. Hãy tách thành các tệp nhỏ hơn.",
    "too_heavy": (
        "Tệp phức tạp đến mức máy chủ không kiểm tra hết được. Hãy tách thành các tệp nhỏ hơn, hoặc in lại ra PDF."
    ),
    "busy": "Máy chủ đang bận xử lý các tệp khác nên chưa nhận tệp này. Hãy thử lại sau một phút.",
    "not_checked": (
        "Máy chủ chưa kiểm tra được tệp nên chưa nhận. Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo quản trị web."
    ),
    "javascript": "Tệp có mã tự chạy (JavaScript). {next}",
    "launch": "Tệp có lệnh mở chương trình khác trên máy người đọc. Đó là mã tự chạy. {next}",
    "submit": "Tệp có nút gửi hoặc nhập dữ liệu của người đọc. {next}",
    "other_file": "Tệp lấy nội dung từ một tệp khác hoặc nơi khác{detail}. {next}",
    "attachment": (
        "Tệp PDF có tệp khác đính kèm bên trong. Hãy gỡ tệp đính kèm, hoặc in lại ra PDF; tệp kia thì tải lên riêng."
    ),
    "media": "Tệp PDF có âm thanh, phim hoặc mô hình 3D chạy được. {next}",
    "xfa": "Tệp PDF là biểu mẫu động (XFA), nhiều phần mềm không mở được. {next}",
    "runs_by_itself": "Tệp PDF có lệnh tự chạy khi mở, khi in hoặc khi điền. {next}",
    "bad_link": (
        "Tệp có liên kết không an toàn{detail}: nó mở chương trình hoặc thư mục chung, không phải trang web. {next}"
    ),
    "macro": "Tệp có macro (mã tự chạy). Hãy lưu lại dạng không có macro rồi tải lên lại.",
    "ole": (
        "Tệp có đối tượng nhúng (OLE) hoặc điều khiển của chương trình khác. "
        "Hãy đổi đối tượng đó thành ảnh, lưu lại rồi tải lên; hoặc xuất ra PDF."
    ),
    "dde": "Tệp có lệnh gọi chương trình hoặc dữ liệu bên ngoài (DDE){detail}. {next}",
    "template": (
        "Tệp dùng mẫu (template) nằm trên máy khác{detail}. "
        "Hãy vào Developer → Document Template, chọn lại mẫu Normal, lưu rồi tải lên lại; hoặc xuất ra PDF."
    ),
    "remote_picture": (
        "Tệp có ảnh lấy từ địa chỉ khác{detail}, người đọc mở ra sẽ bị máy kia biết. "
        "Hãy cắt ảnh, dán lại dạng ảnh (Paste Special → Picture), lưu rồi tải lên lại; hoặc xuất ra PDF."
    ),
    "external_link": (
        "Bảng tính có liên kết tới tệp hoặc nguồn dữ liệu khác{detail}. "
        "Hãy vào Data → Edit Links → Break Link (hoặc Queries & Connections → Delete), lưu rồi tải lên lại."
    ),
    "mail_merge": (
        "Tệp là bản trộn thư còn nối với nguồn dữ liệu. "
        "Hãy vào Mailings → Start Mail Merge → Normal Word Document, lưu rồi tải lên lại; hoặc xuất ra PDF."
    ),
    "ribbon": (
        "Tệp gắn thêm nút lệnh (customUI) vào Word, Excel; nút ấy gọi mã chạy được{detail}. "
        "Hãy chép nội dung sang một tệp mới, lưu rồi tải lên lại; hoặc xuất ra PDF."
    ),
    "web_video": "Tệp có phim lấy từ trang khác (Online Video). Hãy thay bằng liên kết thường, lưu rồi tải lên lại.",
    "program": "Bên trong tệp có một chương trình hoặc mã chạy được{detail}. {next}",
    "packed_inside": (
        "Bên trong tệp có một tệp khác được gói kèm{detail}. Hãy gỡ nó ra, lưu lại; tệp kia thì tải lên riêng."
    ),
    "add_in": "Tệp gọi phần bổ sung (add-in) từ nơi khác. {next}",
    "dtd": "Phần “{name}” của tệp có khai báo DTD mà Word, Excel, LibreOffice không bao giờ ghi. {next}",
}


def sentence_for(code: str, detail: str, extension: str) -> str:
    """The sentence for what was found; `detail` is shown for the codes that name something."""
    detail = " ".join("".join(sign if sign.isprintable() else " " for sign in detail).split())
    quoted = f" (“{detail}”)" if detail else ""
    return SENTENCES[code].format(
        extension=extension,
        name=detail,
        detail=quoted,
        next=NEXT_PDF if extension == "pdf" else NEXT_OFFICE,
        new=NEW_FILE[extension],
    )
