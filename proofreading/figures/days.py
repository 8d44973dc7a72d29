"""Days that no calendar has, weekdays that are not theirs, ends before their beginnings, years that do not add up."""

import calendar
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from vietnamese.dates import WEEKDAYS

from ..document import Document
from ..known import Known
from .sentences import Day, Sentence

NO_SUCH_DAY, WEEKDAY, ORDER, YEARS, QUARTER = (
    "figures-no-such-day",
    "figures-weekday",
    "figures-order",
    "figures-years",
    "figures-quarter",
)

_WEEKDAY = r"(?<!\w)(?:thứ (hai|ba|tư|năm|sáu|bảy|[2-7])|(chủ nhật))"
_NO_ORDINAL = "(?<!lần )(?<!đợt )(?<!kỳ )(?<!vòng )(?<!phiên )(?<!lượt )(?<!mũi )"
_BEFORE = re.compile(rf"{_NO_ORDINAL}{_WEEKDAY},?\s{{0,2}}\(?(?:ngày\s{{1,2}})?$", re.I)
_AFTER = re.compile(rf"\s?(?:\(|,\s(?:tức\s|nhằm\s)?){_WEEKDAY}(?!\s?,?\s?(?:ngày\s)?[0-9])", re.I)
_BEFORE_WEEKDAY = re.compile(
    r"(?:^|[,.;:(–-] ?|(?<!\w)(?:sáng|trưa|chiều|tối|đêm|ngày|hôm|vào|từ|đến|trước|hết|giờ|là|và) )$", re.I
)
_NUMBERS = {"hai": 0, "ba": 1, "tư": 2, "năm": 3, "sáu": 4, "bảy": 5}

_WORDS = "[^DNPXYTW.;,]"  # of the form; without figures
_HOUR = f"(?: {_WORDS}{{0,24}}| N giờ(?: {_WORDS}{{0,20}})?)?"
_FROM_TO = re.compile(
    rf"(?:từ|bắt đầu|kể từ){_HOUR}(?P<from> D|(?<=ngày) N),? ?(?:{_WORDS}{{0,12}} )?"
    rf"(?:đến|tới|–|-)(?: hết)?{_HOUR}(?P<to> D)"
)
_SAME_MONTH = re.compile(r"(?<!\w)ngày ([0-9]{1,2})\s?[-–]\s?([0-9]{1,2})/([0-9]{1,2})(?![0-9])", re.I)
_YEARS = re.compile(
    r"(?<!\w)(giai đoạn|nhiệm kỳ|năm học|niên khóa|khóa|từ năm|trong các năm)\s((?:19|20)[0-9]{2})"
    r"\s?(?:-|–|đến(?: năm)?)\s?((?:19|20)[0-9]{2})(?![0-9/])",
    re.I,
)
_DATE = r"(?:[0-9]{1,2}[/.-][0-9]{1,2}[/.-])"
_SPAN = re.compile(
    rf"(?<![\w.,/])([0-9]{{1,4}})\snăm([^.()\n]{{0,90}})"
    rf"\(\s?({_DATE})?([0-9]{{4}})\s?[-–]\s?({_DATE})?([0-9]{{4}})\s?\)",
    re.I,
)
_AGE = re.compile(
    r"sinh\snăm\s([0-9]{4})(?:,?\s|,)(?:năm\snay\s|nay\s|hiện\s)?([0-9]{1,3})\stuổi(?=[,.;)]|\sở|$)"
    r"|(?<!\w)([0-9]{1,3})\stuổi\s?(?:\(|,\s)sinh\snăm\s([0-9]{4})(?=[,.;)]|$)",
    re.I,
)
_QUARTER = re.compile(
    r"(?<!\w)quý (I{1,3}|IV|[1-4])(?:[/ ](?:năm )?[0-9]{4})? ?(?:\(|, )?(?:từ |gồm )?(?:các )?tháng ([0-9]{1,2})"
    r"(?: ?(?:-|–|,|đến|tới|và)(?: hết)?(?: tháng)? ?(?:[0-9]{1,2}(?: ?(?:,|và) ?(?:tháng )?))?([0-9]{1,2}))(?![0-9/])"
)
_NO_QUARTER = re.compile(r"(?<!\w)[Qq]uý (V|VI|[05-9])(?=[/ ](?:năm )?[0-9]{4})")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}


@dataclass(frozen=True, slots=True)
class WrongDay:
    """[start, end) of the block's text."""

    rule: str
    start: int
    end: int
    suggestion: str | None
    reason: str


class Calendar:
    """Which year a day without one belongs to: the nearest to the day of publication, unless the text speaks of
    another.
    """

    def __init__(self, document: Document, known: Known) -> None:
        self.day = _published(known.facts) or known.today
        text = document.text
        years = Counter(int(year) for year in re.findall(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?![0-9.,]?[0-9])", text))
        self.counts_up = "thứ nhất" in text.lower()  # then "thứ hai, ngày 3/3" may count and name no weekday
        self.spoken_of = [year for year, _ in years.most_common(6)]
        named = [(_number(match), int(day), int(month)) for match, day, month in _weekdays_of(text)]
        self.others = []
        for year in range(self.day.year - 15, self.day.year + 2):
            fits = [_weekday(day, month, year) == weekday for weekday, day, month in named]
            if len(fits) > 1 and sum(fits) > 1 and sum(fits) >= len(fits) - 1:
                self.others.append(year)

    def year(self, day: int, month: int) -> int:
        near = [
            (abs((found - self.day).days), year)
            for year in (self.day.year - 1, self.day.year, self.day.year + 1)
            if (found := _date(day, month, year))
        ]
        return min(near)[1] if near else self.day.year

    def possible_years(self, day: int, month: int) -> set[int]:
        return {self.year(day, month), *self.spoken_of, *self.others}


def _published(facts: Mapping[str, str]) -> date | None:
    try:
        return date.fromisoformat(facts.get("published_at", "")[:10])
    except ValueError:
        return None


def _weekdays_of(text: str) -> list[tuple[re.Match[str], str, str]]:
    found = re.finditer(rf"{_WEEKDAY},?\s?\(?(?:ngày\s)?([0-9]{{1,2}})[/-]([0-9]{{1,2}})(?![/-]?[0-9])", text, re.I)
    return [(match, match[3], match[4]) for match in found][:200]


def _number(match: re.Match[str]) -> int:
    """0 for Monday."""
    if match[2]:
        return 6
    word = match[1].lower()
    return int(word) - 2 if word.isdecimal() else _NUMBERS[word]


def _date(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(day: int, month: int, year: int) -> int | None:
    found = _date(day, month, year)
    return found.weekday() if found else None


def wrong_days(text: str, sentences: Sequence[Sentence], days: Calendar) -> Iterator[WrongDay]:
    """Of one block."""
    for sentence in sentences:
        for day in sentence.days.values():
            wrong = _no_such_day(text, day) or _wrong_weekday(text, day, days)
            if wrong:
                yield wrong
        if sentence.days:
            yield from _wrong_order(sentence, text)
    yield from _wrong_spans(text)
    yield from _wrong_ages(text, days)
    yield from _wrong_quarters(text)


def _no_such_day(text: str, day: Day) -> WrongDay | None:
    if not day.is_certain or (day.month == 0 and "." in text[day.start : day.end]):  # a version of a program
        return None
    if not 1 <= day.month <= 12:
        reason = f"Một năm không có tháng {day.month}."
    elif not 1 <= day.day <= _days_in(day.month, day.year):
        of_year = f" năm {day.year}" if day.month == 2 and day.year else ""
        reason = f"Tháng {day.month}{of_year} không có ngày {day.day}."
    else:
        return None
    return WrongDay(NO_SUCH_DAY, day.start, day.end, None, reason)


def _days_in(month: int, year: int | None) -> int:
    return calendar.monthrange(year if year and 1 <= year <= 9999 else 2000, month)[1]


def _wrong_weekday(text: str, day: Day, days: Calendar) -> WrongDay | None:
    before = _BEFORE.search(text, max(0, day.start - 28), day.start)
    after = None if before else _AFTER.match(text, day.end)
    named = before or after
    if (
        not named
        or _is_in_a_row(text, named, day)
        or _counts_meetings(text, named)
        or (days.counts_up and named[0][:8].islower() and "," in named[0])
    ):
        return None
    years = {day.year} if day.year else days.possible_years(day.day, day.month)
    weekdays = {_weekday(day.day, day.month, year) for year in years}
    if _number(named) in weekdays or None in weekdays:
        return None
    year = day.year or days.year(day.day, day.month)
    right = WEEKDAYS[_weekday(day.day, day.month, year) or 0]
    said = WEEKDAYS[_number(named)]
    start, end = (named.start(), day.end) if before else (day.start, named.end())
    reason = f"Ngày {day.day:02}/{day.month:02}/{year} là {_in_text(right)}, không phải {_in_text(said)}."
    return WrongDay(WEEKDAY, start, end, None, reason)


def _is_in_a_row(text: str, named: re.Match[str], day: Day) -> bool:
    """`Thứ Bảy, Chủ Nhật, 1/1, 30/4 là ngày nghỉ`: no date of a weekday."""
    before = text[max(0, named.start() - 16) : named.start()]
    return bool(re.search(rf"{_WEEKDAY}(?:,| và) ?$", before, re.I)) or bool(
        re.match(r", ?[0-9]", text[day.end : day.end + 3])
    )


def _counts_meetings(text: str, named: re.Match[str] | None) -> bool:
    """`cuộc họp thứ hai 3/11` names no weekday, `sáng thứ hai 3/11` does, and so does `thứ Hai`."""
    if not named or named[2] or not named[1].islower():
        return False
    return not _BEFORE_WEEKDAY.search(text[max(0, named.start() - 12) : named.start()])


def _in_text(weekday: str) -> str:
    return weekday[0].lower() + weekday[1:] if weekday.startswith("Thứ") else weekday


def _wrong_order(sentence: Sentence, text: str) -> Iterator[WrongDay]:
    for match in _FROM_TO.finditer(sentence.form):
        to = sentence.days[match.end() - 1]
        if match["from"] == " D":
            since = sentence.days[match.end("from") - 1]
            start, is_wrong = since.start, _ends_before(since, to)
        else:
            first = sentence.figures[match.end("from") - 1]
            start, is_wrong = first.start, to.day < first.value <= 31
        if is_wrong:
            reason = f"“{text[start : to.end]}” kết thúc trước khi bắt đầu."
            yield WrongDay(ORDER, start, to.end, None, reason)


def _ends_before(since: Day, to: Day) -> bool:
    """Where a year is missing, the turn of the year may lie between."""
    if since.year and to.year:
        return (since.year, since.month, since.day) > (to.year, to.month, to.day)
    if since.year and not to.year:
        return (since.month, since.day) > (to.month, to.day)
    if since.month == to.month:
        return since.day > to.day
    return to.year is None and 1 <= since.month - to.month <= 5


def _wrong_spans(text: str) -> Iterator[WrongDay]:
    for match in _SAME_MONTH.finditer(text):
        if int(match[1]) >= int(match[2]):
            yield WrongDay(ORDER, match.start(1), match.end(), None, f"Ngày {match[1]} không ở trước ngày {match[2]}.")
    for match in _YEARS.finditer(text):
        first, last = int(match[2]), int(match[3])
        if first >= last:
            reason = f"Năm {first} không ở trước năm {last}."
            yield WrongDay(ORDER, match.start(2), match.end(), None, reason)
        elif match[1].lower() == "năm học" and last != first + 1:
            reason = "Một năm học kéo dài từ năm này sang năm liền sau."
            yield WrongDay(YEARS, match.start(2), match.end(), None, reason)
    for match in _SPAN.finditer(text):
        yield from _wrong_years(match)


def _wrong_ages(text: str, days: Calendar) -> Iterator[WrongDay]:
    for match in _AGE.finditer(text):
        born, age = int(match[1] or match[4]), int(match[2] or match[3])
        if not -1 <= days.day.year - born - age <= 1 and all(abs(year - born - age) > 1 for year in days.others):
            reason = f"Người sinh năm {born} đến năm {days.day.year} là {days.day.year - born} tuổi."
            yield WrongDay(YEARS, match.start(), match.end(), None, reason)


def _wrong_years(match: re.Match[str]) -> Iterator[WrongDay]:
    """`80 năm Cách mạng Tháng Tám (19/8/1945 – 19/8/2025)`"""
    count, first, last = int(match[1]), int(match[4]), int(match[6])
    is_to_the_day = bool(match[3] and match[5])
    made = last - first
    if count != made and (is_to_the_day or count not in {made - 1, made + 1}):
        suggestion = str(made) if made > 0 else None
        reason = f"Từ năm {first} đến năm {last} là {made} năm, không phải {count} năm."
        if made <= 0:
            reason = f"Năm {first} không ở trước năm {last}."
        yield WrongDay(YEARS, match.start(1), match.end(1), suggestion, reason)


def _wrong_quarters(text: str) -> Iterator[WrongDay]:
    for match in _QUARTER.finditer(text):
        quarter = _ROMAN.get(match[1]) or int(match[1])
        first, last = int(match[2]), int(match[3])
        if not 3 * quarter - 2 <= first < last <= 3 * quarter:
            reason = f"Quý {match[1]} gồm các tháng {3 * quarter - 2}, {3 * quarter - 1} và {3 * quarter}."
            yield WrongDay(QUARTER, match.start(), match.end(), None, reason)
    for match in _NO_QUARTER.finditer(text):
        yield WrongDay(QUARTER, match.start(), match.end(), None, "Một năm chỉ có bốn quý.")
