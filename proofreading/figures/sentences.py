"""The sentences of a block in a form that rules can match: numbers and days are single capital letters.

`Có 42 trên tổng số 9.078 hồ sơ, đạt 0,64%, tính đến 20/11` becomes `có N trên tổng số N hồ sơ, đạt P, tính đến D`:

- N a number, W `một` or `năm` where they count something, F a part (`một nửa`, `hai phần ba`)
- P a percentage, T percentage points
- D a day, Y a year
- X what has digits and is no quantity: numbers of documents, telephones, hours, ranges, `quầy số 4`, `tháng 6`
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import NamedTuple

from .numbers import SCALES, Figure, read_digits, trailing_unit
from .spelled import PARTS, SPELLED, part_of_words, value_of_words

MAX_FIGURES = 80  # of a sentence; one with more is a table in disguise
WORD = r"[^\WA-Z\d_]+"  # of the form above: lower case


class Day(NamedTuple):
    """A day as it is written. `is_certain`: its words or its year say that it is one."""

    start: int
    end: int
    day: int
    month: int
    year: int | None
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Sentence:
    """`form` is the sentence as above; `figures` and `days` are by their place in it. [start, end) is its place in the
    text. Offsets are those of the text of the block.
    """

    form: str
    figures: dict[int, Figure]
    days: dict[int, Day]
    start: int
    end: int

    def figure(self, match: re.Match[str], group: str | int) -> Figure:
        return self.figures[match.start(group)]


# fmt: off
_NUMBERED = (  # what a number names and does not count
    r"(?<!tổng )(?<!trong )(?<!con )(?<!một )(?<!nửa )số|điều|khoản|điểm|mục|chương|phần|tháng|quý|thứ|hạng|lớp|khóa"
    r"|khoá|kỳ|tổ|thôn|khu|khu phố|khối|phường|quận|lần|cấp|mức độ|tầng|phòng|quầy|nhánh|câu|bài|phút|ngõ|đường|loại"
    r"|nhóm|thửa|lô|vị trí|top|đợt|đội|ca|tuyến|quốc lộ|tỉnh lộ|ql|mẫu|phiên bản|version|tờ|trạm|km|bậc|báo động"
    r"|nghị quyết|quyết định|luật|chỉ thị|công văn|kế hoạch|bảng|hình|phụ lục|trang"
)
_ABOUT = (
    r"(?<!cao )(?<!thấp )(?<!nhiều )(?<!ít )(?<!nhanh )(?<!sớm )(?<!muộn )(?<!lớn )(?<!dài )hơn"
    r"|gần|khoảng|trên|dưới|ngót|chừng|xấp xỉ|quá|hàng|tối thiểu|tối đa|ít nhất|nhiều nhất|chưa đến|chưa tới"
    r"|chưa đầy|không quá|cỡ|độ|ước|ước tính|ước đạt|ước khoảng|vài|mấy|từng"
)
_THINGS = (  # what `20/46` counts
    r"xã|phường|thị trấn|huyện|tỉnh|thành phố|đơn vị|cơ quan|sở|ngành|hồ sơ|thủ tục|tthc|chỉ tiêu|tiêu chí|nhiệm vụ"
    r"|thôn|bản|tổ|khu|hộ|người|đại biểu|phiếu|trường|lớp|học sinh|dự án|công trình|địa phương|văn bản"
    r"|ý kiến|kiến nghị|phản ánh|thời gian|diện tích|kinh phí|chi phí|số|tổng|mức|vốn|giá|trường hợp|vụ|việc"
    r"|doanh nghiệp|hợp tác xã|sản phẩm|đảng viên|chi bộ|máy|tuyến|mẫu|đồng chí|cán bộ|công chức|thí sinh"
)
# fmt: on
_BEFORE = re.compile(rf"(?:(?<![\w])(?:(?P<numbered>{_NUMBERED})|(?P<about>{_ABOUT}))\s)$", re.I)
_DAY_WORDS = r"ngày|sáng|trưa|chiều|tối|đêm|hôm|mùng|mồng|thứ (?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ nhật"
_NAMED_DAY = re.compile(rf"(?<!\w)(?:{_DAY_WORDS})[\s,(]{{1,3}}$", re.I)
_DAY_BEFORE = re.compile(
    rf"(?<!\w)(?:{_DAY_WORDS}|từ|đến|trước|sau|tới|hết|và|vào|kể từ|qua|–|-|,|\()[\s,(]{{1,3}}$", re.I
)
_UNIT_AFTER = re.compile(rf"\s(?:{_THINGS})(?!\w)", re.I)
_PART_BEFORE = re.compile(r"(?<!\w)(?:giảm|tăng|bằng|cắt|rút ngắn|tiết kiệm|chiếm|đạt|hơn|gần|khoảng)\s$", re.I)
# `năm` and `một` count something only here; elsewhere they are a year and an article.
_COUNTS = re.compile(r"(?:^|[,;:(]\s?|(?<!\w)(?:và|gồm|có|trên|với|còn|thêm)\s)$", re.I)
_NO_COUNT = re.compile(
    r"\s(?:[0-9]|(?:nay|ngoái|trước|sau|qua|tới|học|đầu|cuối|thứ|nào|nữa|số|cửa|trong|phần|cách|lần|ít|vài|mặt|khi"
    r"|chút|bên|mình)(?!\w))|(?!\s\w)",
    re.I,
)
_AFTER_ABOUT = re.compile(r"\s(?:\w{1,12}\s){0,2}(?:trở lên|trở xuống|đổ lên)", re.I)
_DIGITS = re.compile(r"[0-9](?:[0-9]|[.,][0-9]|[ \xa0][0-9]{3}(?![0-9]))*")
_ENDS = re.compile(r"[.!?…]+(?=[\s\"”»)’]|$)|\n")

_SCALE = r"(?:\s(?:(?:nghìn|ngàn)\s(?:tỷ|tỉ)|nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?"
_NUMBER = (  # runs are bounded, and what is longer is no number
    r"[0-9]{1,3}(?:\.[0-9]{3}){1,5}(?:,[0-9]{1,9})?"
    r"|[0-9]{1,3}(?:[ \xa0][0-9]{3}){1,5}(?:,[0-9]{1,9})?"
    r"|[0-9]{1,15}(?:[.,][0-9]{1,9})?"
)
_UNIT = r"\s?%|\sphần\străm(?!\w)|\sđiểm\s(?:%|phần\străm(?!\w))"
_MONTH = r"(?:ngày|mùng|mồng)\s(?P<d1>[0-9]{1,2})\stháng\s(?P<m1>[0-9]{1,2})(?:(?:,?\snăm\s|/)(?P<y1>[0-9]{4}))?"
_FULL_DAY = r"(?P<d2>[0-9]{1,2})(?P<s2>[/.-])(?P<m2>[0-9]{1,2})(?P=s2)(?P<y2>[12][0-9]{3})"
_PARTS, _SPELLED = PARTS.replace(" ", r"\s"), SPELLED.replace(" ", r"\s")
_TOKEN = re.compile(
    rf"""
      (?P<address>https?://\S+|www\.\S+)
    | (?<!\w)(?P<inday>{_MONTH})(?!\w)
    | (?<![\w.,/-])(?P<document>[0-9]{{1,6}}(?:/[0-9]{{2,4}})?[/-](?-i:[A-ZĐƯ])[\w&/-]*)
    | (?<![\w.,/-])(?P<fullday>{_FULL_DAY})(?![\w/-])
    | (?<![\w.,/-])(?P<clock>[0-9]{{1,2}}(?:\s?giờ|h|\s?:)\s?[0-9]{{1,2}}(?:\sphút)?(?!\w))
    | (?<![\w.,/-])(?P<phone>(?:0[0-9]{{2,4}}|1[89]00)(?:[ .-]?[0-9]{{2,4}}){{2,3}}(?!\w))
    | (?<![\w.,/-])(?P<pair>(?P<above>[0-9.]{{1,19}})/(?P<below>[0-9.]{{0,19}}[0-9])(?![\w/-]|,[0-9]))
    | (?<![\w.,/-])(?P<range>[0-9][0-9.,]*\s?[-–]\s?[0-9][0-9.,]*(?:/[0-9]+)*(?!\w)(?:\s?%)?)
    | (?<![\w/-])(?<![0-9][.,])(?P<number>(?:{_NUMBER})(?![\w/]|[.,][0-9]){_SCALE})(?P<unit>{_UNIT})?
    | (?<!\w)(?P<half>(?:một|phân)\snửa|(?<=gấp\s)(?:đôi|rưỡi))(?!\w)
    | (?<!\w)(?P<parts>{_PARTS})(?!\w)
    | (?<!\w)(?P<words>{_SPELLED})(?!\w)
    | (?P<other>[0-9]\w*(?:[.,/-]\w+)*)
    """,
    re.I | re.X,
)


@dataclass(frozen=True, slots=True)
class _Token:
    """The characters [start, end) of the text are the letter `sign` in the form, and a figure or a day."""

    start: int
    end: int
    sign: str
    figure: Figure | None = None
    day: Day | None = None


def sentences_of(text: str) -> list[Sentence]:
    """The sentences of `text`, those without figures too. The work grows with the text."""
    tokens = list(_tokens(text))
    pieces, places, at, length = [], [], 0, 0
    for token in tokens:
        pieces += [_lowered(text[at : token.start]), token.sign]
        length += token.start - at
        places.append(length)
        length, at = length + 1, token.end
    pieces.append(_lowered(text[at:]))
    form = "".join(pieces)
    return list(_split(form, tokens, places, len(text)))


def _lowered(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _split(form: str, tokens: list[_Token], places: list[int], length: int) -> Iterator[Sentence]:
    number, begin, shift = 0, 0, 0  # shift: how much further a place of the form is in the text
    for end in (*(match.end() for match in _ENDS.finditer(form)), len(form)):
        figures: dict[int, Figure] = {}
        days: dict[int, Day] = {}
        start = begin + shift
        while number < len(tokens) and places[number] < end:
            token, place = tokens[number], places[number] - begin
            if token.figure:
                figures[place] = token.figure
            if token.day:
                days[place] = token.day
            shift = token.end - places[number] - 1
            number += 1
        if begin < end:
            yield Sentence(form[begin:end], figures, days, start, min(end + shift, length))
        begin = end


def _tokens(text: str) -> Iterator[_Token]:
    behind = 0  # the end of the token before
    for match in _TOKEN.finditer(text):
        before = text[max(behind, match.start() - 16) : match.start()]
        for token in _READERS.get(match.lastgroup or "", _other)(text, match, before):
            yield token
            behind = token.end


def _other(_text: str, match: re.Match[str], _before: str) -> Iterator[_Token]:
    yield _Token(match.start(), match.end(), "X")


def _day(_text: str, match: re.Match[str], _before: str) -> Iterator[_Token]:
    number = "2" if match.lastgroup == "fullday" else "1"
    day, month, year = match["d" + number], match["m" + number], match["y" + number]
    start, end = match.span()
    yield _Token(start, end, "D", day=Day(start, end, int(day), int(month), int(year) if year else None))


def _pair(text: str, match: re.Match[str], before: str) -> Iterator[_Token]:
    """20/11 a day, 6/2027 a month, 42/9.078 two numbers."""
    start, end = match.span()
    above, below = match["above"], match["below"]
    if len(above) <= 2 and above.isdecimal() and len(below) <= 2 and below.isdecimal():
        counts = _UNIT_AFTER.match(text, end) or _PART_BEFORE.search(before) or int(below) > 12 or int(above) > 31
        if _DAY_BEFORE.search(before) or not counts:
            yield _Token(
                start, end, "D", day=Day(start, end, int(above), int(below), None, bool(_NAMED_DAY.search(before)))
            )
            return
    elif len(above) <= 2 and _is_year(below):
        yield _Token(start, end, "X")
        return
    parts = [_figure(written, match.start(name), before) for name, written in (("above", above), ("below", below))]
    if not all(parts):
        yield _Token(start, end, "X")
        return
    for figure in parts:
        if figure:
            yield _Token(figure.start, figure.end, "N", figure)


def _is_year(written: str) -> bool:
    return len(written) == 4 and written.isdecimal() and 1900 <= int(written) <= 2100


def _number(text: str, match: re.Match[str], before: str) -> Iterator[_Token]:
    unit = match["unit"]
    start, end = match.span()
    sign = "N" if not unit else "T" if "điểm" in unit.lower() else "P"
    kept = match["number"] + unit if unit and sign == "P" and "%" in unit else match["number"]
    figure = _figure(kept, start, before)
    asked = _BEFORE.search(before)
    if figure is None or (asked and asked["numbered"] and sign == "N" and figure.factor == 1):
        yield _Token(start, end, "X")
    elif sign == "N" and _is_year(match["number"]):
        yield _Token(start, end, "Y", figure)
    else:
        if _AFTER_ABOUT.match(text, end):
            figure = replace(figure, around=trailing_unit(figure.mantissa, figure.step))
        yield _Token(start, end, sign, figure)


def _figure(written: str, start: int, before: str) -> Figure | None:
    digits = _DIGITS.match(written)
    read = read_digits(digits[0]) if digits else None
    if digits is None or read is None:
        return None
    suffix = written[digits.end() :]
    factor = 1
    for word in suffix.lower().split():
        factor *= SCALES.get(word, 1)
    mantissa, step = read[0], read[1] * factor
    asked = _BEFORE.search(before)
    around = trailing_unit(mantissa, step) if asked and asked["about"] else Fraction(0)
    return Figure(start, start + len(written), mantissa, step, suffix, factor, around=around)


def _half(_text: str, match: re.Match[str], _before: str) -> Iterator[_Token]:
    start, end = match.span()
    word = match[0].lower()
    if word == "đôi":
        yield _Token(start, end, "N", Figure(start, end, 2, Fraction(1), is_spelled=True))
    elif word == "rưỡi":
        yield _Token(start, end, "N", Figure(start, end, 15, Fraction(1, 10), is_spelled=True))
    else:
        yield _Token(start, end, "F", Figure(start, end, 1, Fraction(1, 2), is_spelled=True))


def _part(_text: str, match: re.Match[str], _before: str) -> Iterator[_Token]:
    start, end = match.span()
    part = part_of_words(match[0])
    if part is None:
        value = value_of_words(match[0].split()[0])
        figure = Figure(start, end, value or 0, Fraction(1), is_spelled=True)
        yield _Token(start, end, "P" if value else "X", figure if value else None)
    else:
        yield _Token(
            start, end, "F", Figure(start, end, part.numerator, Fraction(1, part.denominator), is_spelled=True)
        )


def _words(text: str, match: re.Match[str], before: str) -> Iterator[_Token]:
    start, end = match.span()
    words = match[0].lower()
    value = value_of_words(words)
    asked = _BEFORE.search(before)
    if value is None or (asked and asked["numbered"]):
        return
    around = trailing_unit(value, Fraction(1)) if asked and asked["about"] else Fraction(0)
    figure = Figure(start, end, value, Fraction(1), is_spelled=True, around=around)
    if words not in {"một", "năm"}:
        yield _Token(start, end, "N", figure)
    elif _COUNTS.search(before) and not _NO_COUNT.match(text, end):
        yield _Token(start, end, "W", figure)


_READERS = {
    "inday": _day,
    "fullday": _day,
    "pair": _pair,
    "number": _number,
    "unit": _number,
    "half": _half,
    "parts": _part,
    "words": _words,
}
