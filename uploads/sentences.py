"""The sentences that refuse a document: what was found, and what to do now."""

NEXT_PDF = "Hãy mở tệp, in lại ra PDF (Print → Save as PDF) rồi tải lên lại."
NEXT_OFFICE = "Hãy bỏ phần đó, lưu lại tệp rồi tải lên lại; hoặc xuất ra PDF."
KINDS = "Hãy dùng tệp PDF, DOCX, XLSX hoặc ODT."

# By code of `inspection.findings.Found`; {extension} of the file, {detail} what was found, in quotes or nothing,
# {next} the step for this kind of file.
SENTENCES = {
    "not_pdf": f"Tên tệp ghi “.pdf” nhưng bên trong không phải là PDF. {KINDS}",
    "other_kind": f"Tên tệp ghi “.{{extension}}” nhưng bên trong là loại khác. {KINDS}",
    "ole_file": (
        "Tệp “.{extension}” này đặt mật khẩu hoặc là bản Word/Excel đời cũ. "
        "Hãy bỏ mật khẩu, lưu lại dạng mới rồi tải lên lại."
    ),
    "cut": "Tệp PDF bị cắt cụt, thiếu phần cuối. Hãy xuất lại PDF rồi thử lại.",
    "damaged": "Tệp bị hỏng hoặc bị cắt cụt, không mở được trọn vẹn. Hãy mở tệp, lưu lại thành tệp mới rồi thử lại.",
    "no_pages": "Tệp PDF không có trang nào. Hãy xuất lại PDF rồi thử lại.",
    "password": "Tệp đang đặt mật khẩu hoặc hạn chế. Hãy bỏ mật khẩu rồi tải lên lại.",
    "too_much_packed": "Tệp nén quá nhiều nội dung bên trong. Hãy tách thành các tệp nhỏ hơn.",
    "too_heavy": (
        "Tệp phức tạp đến mức máy chủ không kiểm tra hết được. Hãy tách thành các tệp nhỏ hơn, hoặc in lại ra PDF."
    ),
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
        extension=extension, name=detail, detail=quoted, next=NEXT_PDF if extension == "pdf" else NEXT_OFFICE
    )
