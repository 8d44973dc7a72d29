"""What is said of a manuscript: why it is not read, and what was left out of it."""

from pathlib import PurePosixPath

KINDS = "Hãy dùng tệp Word “.docx” hoặc LibreOffice “.odt”."
SAVE_AS = "Hãy mở tệp bằng Word hoặc LibreOffice, chọn Save As, lưu thành “.docx” rồi tải lên lại."
_COPY = "Hãy chép chữ sang một tệp mới, lưu thành “.docx” rồi tải lên lại; hoặc dán chữ vào bài."

# By the ending of a file's name that is not read.
OTHER_KINDS = {
    "doc": f"Tệp “.doc” là bản Word đời cũ (trước năm 2007), trang không đọc được. {SAVE_AS}",
    "docm": f"Tệp “.docm” là bản Word có macro (mã tự chạy), trang không đọc. {SAVE_AS}",
    "dotm": f"Tệp “.dotm” là mẫu Word có macro (mã tự chạy), trang không đọc. {SAVE_AS}",
    "dotx": f"Tệp “.dotx” là mẫu của Word, không phải là một bài. {SAVE_AS}",
    "dot": f"Tệp “.dot” là mẫu của Word đời cũ, không phải là một bài. {SAVE_AS}",
    "ott": f"Tệp “.ott” là mẫu của LibreOffice, không phải là một bài. {SAVE_AS}",
    "fodt": f"Tệp “.fodt” chưa đọc được. {SAVE_AS}",
    "rtf": f"Tệp “.rtf” chưa đọc được. {SAVE_AS}",
    "wps": f"Tệp “.wps” chưa đọc được. {SAVE_AS}",
    "pages": "Tệp “.pages” của máy Mac chưa đọc được. Hãy mở bằng Pages, chọn Xuất sang → Word rồi tải tệp “.docx”.",
    "pdf": "Tệp PDF không đọc thành bài được. Hãy đính kèm tệp vào bài, hoặc chép chữ rồi dán vào bài.",
    "txt": "Tệp chữ thường “.txt” không đọc thành bài. Hãy mở tệp, chép chữ rồi dán vào bài.",
    "html": f"Trang web lưu lại không đọc thành bài. Hãy chép chữ rồi dán vào bài. {KINDS}",
    "xlsx": "Bảng tính không đọc thành bài được. Hãy chép bảng rồi dán vào bài, hoặc đính kèm tệp.",
    "xls": "Bảng tính không đọc thành bài được. Hãy chép bảng rồi dán vào bài, hoặc đính kèm tệp.",
    "ods": "Bảng tính không đọc thành bài được. Hãy chép bảng rồi dán vào bài, hoặc đính kèm tệp.",
    "pptx": "Bản trình chiếu không đọc thành bài được. Hãy chép chữ rồi dán vào bài.",
    "zip": "Tệp nén “.zip” không đọc được. Hãy giải nén, rồi tải từng tệp “.docx” lên.",
    "rar": "Tệp nén “.rar” không đọc được. Hãy giải nén, rồi tải từng tệp “.docx” lên.",
}
_PICTURES = {"jpg", "jpeg", "png", "gif", "webp", "heic", "heif", "avif", "bmp", "tif", "tiff"}
PICTURE = "Đây là ảnh, không phải là bài. Hãy mở bài, bấm nút “Chèn ảnh” (hoặc thả ảnh vào chỗ muốn đặt trong bài)."

# By code of `uploads.inspection.findings.Found`.
REFUSALS = {
    "other_kind": f"Tên tệp ghi “.{{extension}}” nhưng bên trong là loại khác. {KINDS}",
    "ole_file": f"Tên tệp ghi “.{{extension}}” nhưng bên trong là bản Word đời cũ. {SAVE_AS}",
    "password": "Tệp đang đặt mật khẩu nên không đọc được. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên lại.",
    "damaged": f"Tệp bị hỏng hoặc bị cắt cụt, không đọc được trọn vẹn. {SAVE_AS}",
    "too_much_packed": "Tệp nén quá nhiều nội dung bên trong, trang không mở. Hãy tách thành các tệp nhỏ hơn.",
    "too_heavy": "Tệp phức tạp đến mức máy chủ không đọc hết. Hãy tách thành các tệp nhỏ hơn, hoặc dán chữ vào bài.",
    "busy": "Máy chủ đang bận xử lý các tệp khác nên chưa nhận tệp này. Hãy thử lại sau một phút.",
    "not_checked": (
        "Máy chủ chưa đọc được tệp. Hãy thử lại sau ít phút; nếu vẫn vậy, hãy dán chữ vào bài và báo quản trị web."
    ),
    "macro": f"Tệp có macro (mã tự chạy) nên trang không đọc. {_COPY}",
    "program": f"Bên trong tệp có một chương trình hoặc mã chạy được nên trang không đọc. {_COPY}",
    "outside": f"Tệp có dữ liệu lạ ghép vào ngoài nội dung, nơi có thể giấu chương trình. {_COPY}",
    "odd_name": f"Bên trong tệp có một phần mang tên bất thường, có thể để giấu chương trình. {_COPY}",
    "dtd": f"Tệp có khai báo DTD mà Word và LibreOffice không bao giờ ghi. {_COPY}",
    "too_long": "Tệp dài quá một bài của trang (tối đa chừng 80.000 chữ). Hãy tách thành nhiều tệp rồi tải lên lại.",
    "empty": "Tệp không có chữ và ảnh nào để đưa vào bài. Hãy mở tệp xem đã đúng tệp cần dùng chưa.",
    "no_file": "Chưa có tệp nào được chọn. Hãy chọn tệp Word “.docx” hoặc LibreOffice “.odt” rồi thử lại.",
}
ANY_OTHER = f"Trang chưa đọc được tệp này. {_COPY}"

# By kind of what was left out (`story.LeftOut`, and what the inspection let pass): {count} times.
LEFT_OUT = {
    "tracked": "Chữ đã xóa khi còn theo dõi thay đổi (Track Changes): {count} chỗ. Chữ được thêm thì giữ lại.",
    "comments": "Nhận xét ghi bên lề: {count}.",
    "hidden": "Chữ ẩn: {count} chỗ.",
    "contents": "Mục lục.",
    "page-furniture": "Đầu trang, chân trang: {count}.",
    "symbols": "Ký hiệu không có trong Unicode: {count}; chỗ ấy trong bài ghi “[ký hiệu?]”, xin gõ lại.",
    "formulas": "Công thức: {count}; chỉ giữ được chữ và số trên một dòng, xin xem lại.",
    "text-boxes": "Hộp văn bản: {count}; chữ trong hộp được đưa vào bài, sau đoạn đặt hộp.",
    "pictures": "Ảnh sau ảnh thứ 100: {count}. Hãy chia tệp làm nhiều bài.",
    "unread": "Chữ trang chưa đọc được: chừng {count} chữ cái. Xin đối chiếu bài với tệp.",
    "charts": "Biểu đồ, sơ đồ SmartArt: {count}. Muốn có thì chụp lại thành ảnh rồi chèn vào bài.",
    "shapes": "Hình vẽ: {count}.",
    "ole": "Đối tượng nhúng (bảng tính, biểu đồ … của chương trình khác): {count}; nếu có hình thì hình được giữ.",
    "packed_inside": "Tệp khác gói trong tệp này: {count}.",
    "remote_picture": (
        "{count} ảnh chỉ có địa chỉ trên mạng, không nằm trong tệp. Trang không lấy gì từ địa chỉ ấy: hãy tải ảnh về "
        "máy rồi đưa lên."
    ),
    "template": "Mẫu (template) ở máy khác: không được mở.",
    "other_file": "Phần lấy từ tệp khác: không được mở.",
    "external_link": "Liên kết tới dữ liệu ở tệp khác: không được mở.",
    "mail_merge": "Nguồn dữ liệu trộn thư: không được mở.",
    "add_in": "Phần bổ sung (add-in): không được mở.",
    "web_video": "Phim lấy từ trang khác: {count}.",
    "bad_link": "Liên kết không an toàn (mở chương trình, thư mục chung): chữ giữ lại, liên kết bỏ đi.",
    "ribbon": "Nút lệnh gắn thêm: không dùng đến.",
    "dde": "Lệnh lấy dữ liệu từ chương trình khác (DDE): không được chạy.",
    "launch": "Lệnh mở chương trình khác: không được chạy.",
    "submit": "Nút gửi của biểu mẫu: không dùng đến.",
    "media": "Âm thanh, phim trong tệp: {count}.",
}
# By what a picture's first bytes say; no library takes them.
NO_PICTURE = {
    "EMF": "Đây là hình vẽ dạng EMF của Office, không phải là ảnh. Hãy chụp hình ấy thành PNG rồi chèn vào bài sau.",
    "WMF": "Đây là hình vẽ dạng WMF của Office, không phải là ảnh. Hãy chụp hình ấy thành PNG rồi chèn vào bài sau.",
    "SVG": "Đây là hình vẽ SVG, trang không nhận vì có thể chứa mã chạy được. Hãy lưu hình ấy thành PNG rồi chèn sau.",
    "TIFF": "Đây là ảnh TIFF, trang không nhận. Hãy lưu ảnh ấy thành JPEG hoặc PNG rồi chèn vào bài sau.",
    "BMP": "Đây là ảnh BMP, trang không nhận. Hãy lưu ảnh ấy thành JPEG hoặc PNG rồi chèn vào bài sau.",
}
# What the inspection may find in a manuscript: nothing of it is run, fetched, kept or shown.
TOLERATED = frozenset(
    {
        *("remote_picture", "template", "other_file", "external_link", "mail_merge", "add_in", "web_video"),
        *("bad_link", "ribbon", "dde", "submit", "media", "ole", "packed_inside", "launch"),
    }
)


def of_name(name: str, kinds: tuple[str, ...]) -> str:
    """Why a file named `name` is not read; "" for a name that ends like one of `kinds`."""
    ending = PurePosixPath(name.lower()).suffix.lstrip(".")
    if ending in kinds:
        return ""
    if ending in _PICTURES:
        return PICTURE
    if not ending:
        return f"Tệp không có đuôi tên nên không biết là loại gì. {KINDS}"
    return OTHER_KINDS.get(ending, f"Trang không đọc tệp loại “.{ending[:12]}” thành bài. {KINDS}")


def left_out(kind: str, count: int) -> str:
    sentence = LEFT_OUT.get(kind, "Phần trang không dùng đến: {count}.")
    return sentence.format(count=count)
