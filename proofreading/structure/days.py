"""Days that cannot be meant: past though the sentence announces, or far in the future. Those that no calendar has are
a matter of figures (figures/days.py).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from vietnamese.dates import format_date, parse_date

from ..findings import Finding
from ..known import Known
from ..readable import Readable

PAST, FAR = "day-past", "day-far"
_DAY = re.compile(
    r"(?<![\d/.,-])(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})(?![\d/-]|[.,]\d)"
    r"|(?<=ngày )(?P<day_said>\d{1,2}) tháng (?P<month_said>\d{1,2}) năm (?P<year_said>\d{4})(?!\d)"
)
_MAY_BE_DAY = re.compile(r"\d(?:[/.-]\d{1,2}[/.-]\d| tháng \d)")
_YEAR = re.compile(r"(?<=\bnăm )\d{4,5}(?![\d.,/]|\s*(?:đồng|người|hộ|ha|m²|m2|km|tấn|kg|lượt|hồ sơ)\b)")
_ANNOUNCES = re.compile(r"\b(?:sẽ|dự kiến|sắp|chuẩn bị)\b", re.IGNORECASE)
_WHAT = re.compile(
    r"\b(?:diễn ra|tổ chức|khai mạc|bế mạc|họp|bắt đầu|khởi công|khai trương|khai giảng|mở cửa|mở lại|tiếp nhận"
    r"|công bố|trao|phát động|hoàn thành|ra mắt|khánh thành|thông xe|có hiệu lực|áp dụng|vận hành|hoạt động|đưa vào)\b"
)
_WHEN = re.compile(r"(?:\b(?:vào|từ|trước|trong|lúc|sáng|trưa|chiều|tối|ngày|đến|hết)|[,(])[ \xa0]*(?:ngày[ \xa0])?\Z")
_OF_PAPER = re.compile(
    r"\b(?:theo|căn cứ|ban hành|ký|số|quyết định|nghị quyết|kế hoạch|nghị định|công văn|luật|thông tư|chỉ thị|tờ trình"
    r"|thông báo|so với|thay cho|sau khi|kể từ khi|từng|đã)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?…;]\s|\n")
_LONGEST = 160  # characters from what announces to the day
SOON, LATER = 5, 80  # years from now
FIRST = 1000  # days of earlier years are not known


def find(all_readables: Sequence[Readable], known: Known) -> Iterator[Finding]:
    now = _day_of(known)
    for readable in all_readables:
        text = readable.text
        for found in _DAY.finditer(text) if _MAY_BE_DAY.search(text) else ():
            yield from _of_day(readable, found, now)
        for found in _YEAR.finditer(text) if "năm " in text else ():
            if int(found[0]) > now.year + LATER:
                reason = f"Năm {found[0]} còn quá xa; có thể gõ thừa hoặc nhầm chữ số."
                yield readable.finding(FAR, found.start(), found.end(), None, reason)


def _day_of(known: Known) -> date:
    """The day of publication, as ISO text or as a form has it; today while there is none."""
    written = known.facts.get("published_at", "").strip()
    for read in (date.fromisoformat, parse_date):
        try:
            return read(written[:10])
        except ValueError:
            continue
    return known.today


def _of_day(readable: Readable, found: re.Match[str], now: date) -> Iterator[Finding]:
    day, month, year = (int(found[name] or found[f"{name}_said"]) for name in ("day", "month", "year"))
    start, end = found.span()
    try:
        meant = date(year, month, day)
    except ValueError:
        return
    if year > now.year + LATER or year < FIRST:
        yield readable.finding(FAR, start, end, None, f"Năm {year} khó là năm muốn viết; có thể gõ nhầm chữ số.")
    elif _is_announced(readable.text, start):
        if meant < now:
            reason = f"Câu này báo trước một việc, mà ngày {format_date(meant)} đã qua."
            yield readable.finding(PAST, start, end, None, reason)
        elif year > now.year + SOON:
            reason = f"Câu này báo trước một việc, mà ngày {format_date(meant)} còn quá xa."
            yield readable.finding(FAR, start, end, None, reason)


def _is_announced(text: str, start: int) -> bool:
    """Whether the words before a day say what will be done on it."""
    before = text[max(0, start - _LONGEST) : start]
    sentence = _SENTENCE_ENDS.split(before)[-1]
    announcing = list(_ANNOUNCES.finditer(sentence))
    if not announcing or not _WHEN.search(sentence):
        return False
    between = sentence[announcing[-1].end() :]
    return _WHAT.search(between) is not None and _OF_PAPER.search(between) is None
