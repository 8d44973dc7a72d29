"""A number of things that are then listed, and are more or fewer: `ba xã Tân Phong và An Hòa`."""

import re
from collections.abc import Iterator, Sequence

from .judgement import Wrong
from .numbers import Figure
from .sentences import WORD, Sentence

RULE = "figures-count"

_NAME = r"(?-i:[A-ZĐÀ-ÝĂƠƯẠ-Ỹ])\w*(?: (?-i:[A-ZĐÀ-ÝĂƠƯẠ-Ỹ0-9])\w*)*"
_PLACES = (
    "xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố|thôn|bản|ấp|làng|buôn|đồng chí|ông|bà|anh|chị|em|cháu|nước"
    "|cô|chú|bác|cụ|thầy|cô giáo|tác giả|nghệ sĩ|học viên|khu phố|khối|trạm|chợ|bến|đội|cụm|chi nhánh|chi bộ|điểm"
    "|trung tâm|bệnh viện|cửa khẩu|đường|phố|đèo|núi|quốc gia|dân tộc|địa phương|đơn vị|trường|cầu|hồ|sông|đảo|tuyến"
    "|nhà máy|khu công nghiệp"
)
_NAMES = re.compile(
    rf" (?:{_PLACES})(?: [^\W\dA-ZĐ_]+){{0,3}}?(?P<opened> gồm| là|:| \(|,)? "
    rf"?(?P<names>{_NAME}(?:, {_NAME})*(?P<last>,? và {_NAME})?)(?P<after>[.;:)]|$|,|\s)"
)
# `mười địa phương có số hồ sơ trễ hẹn tăng là …`; `nhất là` names some of them.
_NAMED_AT_LAST = re.compile(
    rf" (?:{_PLACES})(?P<words>(?: [^\W\dA-ZĐ_]+){{4,14}}?)(?<!nhất)(?: gồm| là|:) "
    rf"(?P<names>{_NAME}(?:, {_NAME})*(?:,? và {_NAME})?)(?P<after>[.;)]|$)"
)
# A name that begins so is of another kind of thing: `hai xã Tân Phong, An Hòa và Thành phố Vinh`.
_OF_ANOTHER_KIND = re.compile(
    r"(?:Thành|Thị|Sở|Ban|Ủy|Uỷ|Hội|Công|Trung|Bộ|Trường|Phòng|Chi|Cục|Đảng|Tỉnh|Huyện|Xã|Phường|Quận|Khu|Ngân|Bưu"
    r"|Đoàn|Viện|Bệnh|Tập|Tổng|Văn|Chủ|Phó|Mặt|Báo|Đài|Nhà|Hợp|Liên|Quỹ|Kho|Tòa|Toà|Cơ|UBND|HĐND|TP|TX)(?!\w)"
)
_LISTED = (
    "nội dung|việc|nhiệm vụ|giải pháp|nhóm|cách|lý do|nguyên nhân|câu|điểm|bước|điều kiện|yêu cầu|mục tiêu|chỉ tiêu"
    "|vấn đề|kiến nghị|đề xuất|hạn chế|bài học|lĩnh vực|trường hợp|hình thức|loại|khâu|tiêu chí|nguyên tắc|phần|mảng"
    "|kết quả|giấy tờ|thành phần|đối tượng|kênh|hướng|thay đổi|quyền|phương án|chuyên đề|hoạt động|mô hình|thủ tục|môn"
    "|tài liệu|hạng mục|công việc|khoản|đợt|ngành|chương trình|dự án|sản phẩm|dịch vụ|ứng dụng|thông tin|quy trình"
    "|biện pháp"
)
# Whatever these open is listed in full, and what they list is what is counted.
_OPENED = r"(?:,? (?:sau đây|sau|dưới đây))?(?:,? (?:bao gồm|gồm có|gồm|đó là|là)(?: có)?:?|:| \()"
_LIST = re.compile(
    rf"(?P<n>N) (?:{_LISTED}|địa phương|đơn vị|cơ quan)(?: {WORD}){{0,6}}?{_OPENED} (?P<list>[^.()?!]+)"
)
_ANYTHING = re.compile(
    rf"(?P<n>N) (?!giờ|phút|đồng|người|lần|tuổi|km|mét|ngày|tháng|năm){WORD}(?: {WORD}){{0,3}}:"
    r" (?P<list>[^.()?!;]+ và [^.()?!;]+)[.!?]?$"
)
# What each of the things has, and no things of that kind: `ba tệp đính kèm: tên, loại và dung lượng`. Two different
# words of these show it, unless just such things are counted: `ba thông tin: họ tên, ngày sinh và địa chỉ`.
_ATTRIBUTE = re.compile(
    r"(?:họ và tên|họ tên|tên|tuổi|giới tính|chức vụ|chức danh|nghề nghiệp|quê quán|địa chỉ|điện thoại|số điện thoại"
    r"|số hiệu|ký hiệu|mã số|mã|loại|hạng|cỡ|kích thước|kích cỡ|dung lượng|dung tích|diện tích|khối lượng|trọng lượng"
    r"|chiều cao|chiều dài|chiều rộng|màu|màu sắc|giá|đơn giá|ngày|năm|thời gian|thời hạn|nơi|nguồn|xuất xứ|tác giả"
    r"|người [^\W\d]+|cơ quan [^\W\d]+|trạng thái|tình trạng|mô tả|ghi chú|chú thích|biểu tượng|nút)(?!\w)"
)
_COUNTS_ATTRIBUTES = re.compile(
    r"(?:thông tin|nội dung|tiêu chí|tiêu chuẩn|thành phần|phần|mục|trường|cột|ô|dòng|yếu tố|chi tiết|dữ liệu|chỉ tiêu"
    r"|điểm|thứ|điều|yêu cầu|điều kiện|đặc điểm|thuộc tính|thông số|con số|từ|chữ|câu|giá trị)(?!\w)"
)
_NOT_IN_FULL = re.compile(
    r"(?:các|những|đại diện|lãnh đạo|một số|nhiều|mọi|toàn bộ|nơi|khi|vì|do|để|người|việc)(?!\w)"
)
_IN_WORDS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_SOME = r"[0-9]{1,4}(?:/[0-9]{1,4})?"
_NUMBERED = re.compile(
    rf"\s(?:ngày|năm|tháng|quý|khoản|điều|tổ|khu phố|thôn|số|tổ số|điểm)\s"
    rf"(?P<list>{_SOME}(?:,\s{_SOME})*(?:,?\svà\s{_SOME}))"
    r"(?![\w/.,-]?[0-9])(?! (?:tháng [0-9]|giờ))"
)
_RANGE = re.compile(
    r"\s(?P<of>ngày|năm)\s(?P<first>[0-9]{1,4})\s?[-–]\s?(?P<last>[0-9]{1,4})(?:/[0-9]{1,2})?(?:/[0-9]{4})?(?![\w/])"
)


def wrong_counts(text: str, sentences: Sequence[Sentence]) -> Iterator[Wrong]:
    for sentence in sentences:
        starts = [*(figure.start for figure in sentence.figures.values()), len(text)]
        for place, figure in sentence.figures.items():
            if sentence.form[place] in "NW" and figure.is_whole and not figure.around and figure.value <= 30:
                following = min(start for start in starts if start > figure.start or start == len(text))
                wrong = _names(text, figure) or _named_at_last(text, figure, following) or _numbered(text, figure)
                if wrong:
                    yield wrong
        for pattern, longest in ((_LIST, 7), (_ANYTHING, 4)):
            for match in pattern.finditer(sentence.form):
                wrong = _listed(sentence.figure(match, "n"), match["list"], longest)
                if wrong and not _lists_attributes(sentence.form[match.end("n") + 1 :], match["list"]):
                    yield wrong


def _names(text: str, figure: Figure) -> Wrong | None:
    match = _NAMES.match(text, figure.end, figure.end + 400)
    if not match or (match["after"] == "" and match.end() < len(text)):
        return None
    names = re.split(r",? và |, ", match["names"])
    is_closed = match["last"] or (match["opened"] and match["after"] in {".", ";", ")", ""})
    if len(names) < 2 or not is_closed or any(_OF_ANOTHER_KIND.match(name) for name in names):
        return None
    return _wrong(figure, len(names), f"Sau “{figure_text(figure)}” có {{}} tên: {match['names']}.")


def _named_at_last(text: str, figure: Figure, next_start: int) -> Wrong | None:
    match = _NAMED_AT_LAST.match(text, figure.end, figure.end + 500)
    if not match or next_start < match.start("names") or (match["after"] == "" and match.end() < len(text)):
        return None
    names = re.split(r",? và |, ", match["names"])
    if len(names) < 2 or any(_OF_ANOTHER_KIND.match(name) for name in names):
        return None
    return _wrong(figure, len(names), f"Sau “{figure_text(figure)}” có {{}} tên: {match['names']}.")


def _numbered(text: str, figure: Figure) -> Wrong | None:
    """`ba ngày 20, 21 và 22/11`, `hai năm 2024–2025`"""
    match = _NUMBERED.match(text, figure.end, figure.end + 200)
    if match:
        return _wrong(figure, len(re.split(r",? và |, ", match["list"])), f"Sau đó kể {{}} số: {match['list']}.")
    match = _RANGE.match(text, figure.end, figure.end + 40)
    if not match:
        return None
    count = int(match["last"]) - int(match["first"]) + 1
    if count < 2 or count > 60 or (match["of"] == "năm" and count - 1 == figure.value):
        return None
    return _wrong(figure, count, f"Từ {match['of']} {match['first']} đến {match['last']} là {{}} {match['of']}.")


def _listed(figure: Figure, listed: str, longest: int) -> Wrong | None:
    """A list of so many things at least, and at most as many as its commas and its `và` can separate;
    between commas are at most `longest` words."""
    listed = listed.strip(' "”“')
    if figure.around or not figure.is_whole or figure.value > 15 or re.search("[NPTFWX:]", listed):
        return None
    items = re.split(r";\s?", listed)
    least = len(items)
    commas, ands = listed.count(", "), len(re.findall(r"(?<!\w)(?:và|hoặc|cùng|với)(?!\w)", listed))
    if least == 1:
        items = listed.split(", ")
        least = len(items)
        if (
            least == 1
            or not ands
            or any(len(item.split()) > longest for item in (*items[:-1], *items[-1].split(" và ")))
        ):
            return None
        commas = 0
    if any(_NOT_IN_FULL.match(item.strip()) for item in items) or "…" in listed or "..." in listed:
        return None
    if least <= figure.value <= least + commas + ands:
        return None
    certain = least if not commas and ands <= 1 and ";" in listed else least + 1 if not commas and ands == 1 else None
    if certain is None:
        return Wrong(RULE, figure, None, f"Danh sách không có {figure_text(figure)} ý.")
    return _wrong(figure, certain, "Danh sách có {} ý.")


def _lists_attributes(counted: str, listed: str) -> bool:
    """Whether a list says what each of the counted things has."""
    items = re.split(r"[,;] | và ", listed)
    return not _COUNTS_ATTRIBUTES.match(counted) and len({m[0] for m in map(_ATTRIBUTE.match, items) if m}) > 1


def _wrong(figure: Figure, count: int, reason: str) -> Wrong | None:
    if figure.value == count:
        return None
    return Wrong(
        RULE, figure, in_words(figure, count), f"{reason.format(count)[:-1]}, không phải {figure_text(figure)}."
    )


def in_words(figure: Figure, count: int) -> str:
    """`count` as the figure is written: in digits or in words."""
    return _IN_WORDS[count] if figure.is_spelled and count < len(_IN_WORDS) else str(count)


def figure_text(figure: Figure) -> str:
    return in_words(figure, int(figure.value))
