"""Spaces: too few behind a mark or before a bracket, before a mark instead of behind it, too many between words,
before a mark, around a paragraph.
"""

import re
from collections.abc import Iterator

from vietnamese.syllables import is_syllable

from ..document import Kind
from ..findings import Finding
from ..readable import NO_TEXT, Readable

MISSING, EXTRA, PADDING = "space-missing", "space-extra", "padding"
_BLANK = " \t\xa0\u2000-\u200a\u202f\u3000"
_LETTER = r"[^\W\d_]"
MOST_PADDED = 5  # findings in a text: where all lines are set in, that is how the text was made
MANY_GAPS = 4  # of a line: it is set by spaces

# What is short for something though it reads like a syllable, and what may be written without a space behind its stop.
_SHORT = {
    "tp",
    "tx",
    "tt",
    "gs",
    "ts",
    "ths",
    "bs",
    "ks",
    "cn",
    "ls",
    "kts",
    "nxb",
    "vd",
    "tr",
    "st",
    "dr",
    "mr",
    "ms",
}
_TITLES = {"TSKH", "GSTS", "NSND", "NSƯT", "NGND", "NGƯT", "BSCK", "BSCKI"}

# A mark with no space behind it: (the word before, what closes it, the mark, what follows).
_MARK = re.compile(
    rf"(?P<before>{_LETTER}{{1,12}}|\d{{1,12}}|[)\]%]|[?!.…](?=[”\"’»)]))(?P<closing>[”\"’»)\]]?)(?P<mark>[.,;:!?…])"
    rf"(?P<after>[“\"(]?{_LETTER}{{1,12}})"
)
_BEFORE_NUMBER = re.compile(rf"(?<![\w/])(?P<before>{_LETTER}{{2,12}})(?P<mark>[,;:])(?P<after>\d+)")
_OPENING = re.compile(rf"(?P<before>{_LETTER}{{1,12}}|\d{{1,12}})(?P<mark>[(\[“«])(?P<after>[^\s)\]]{{2}})")
_CLOSED = re.compile(rf"(?P<before>[\w.…!?%])(?P<mark>[)\]”»])(?P<after>{_LETTER}{{2,12}})")
_ENDS = rf"(?<=[\w)\]”’\"%{NO_TEXT}])"  # what a mark may follow
_BEFORE_MARK = re.compile(rf"{_ENDS}[{_BLANK}]+(?P<mark>[,;:!?]|\.(?!\.))(?=[{_BLANK}\n]|$|(?<![;:])[”’»)\]])")
# The space stands on the wrong side: `9 thợ ,phần lớn`.
_WRONG_SIDE = re.compile(rf"{_ENDS}[{_BLANK}]+(?P<mark>[,;:!?.])(?P<after>[“\"(]?{_LETTER}{{1,12}}|\d{{1,12}})")
_INSIDE = re.compile(rf"(?P<open>[(“«])[{_BLANK}]+(?=\w)|(?<=[\w.!?…%])[{_BLANK}]+(?P<close>[)”»])")
_GAP = re.compile(rf"(?<=[^{_BLANK}\n])[{_BLANK}]{{2,}}(?=[^{_BLANK}\n])")
_BEGINNING = re.compile(rf"(?:[{_BLANK}]{{2,}}|\xa0)(?=[^{_BLANK}])")
_ITEM = re.compile(r"[-–•+*]|\d{1,3}[.)]|[^\W\d_][.)]")  # of a list that is typed, and set in
_END = re.compile(rf"(?<=[^{_BLANK}])[{_BLANK}]{{2,}}\Z")
_LABEL = re.compile(r"[^\w]*(?:mục|điều|khoản|phần|chương|bước|câu|bài)?[\s.\d]*", re.IGNORECASE)
_LONGEST_SUGGESTION = 400


# Without them a block cannot lack a space, or have one too many: they are looked for in a tenth of the time.
_MAY_LACK_BEHIND_MARK = re.compile(rf"[.,;:!?…](?:[“\"(]?{_LETTER}|(?<=[,;:])\d)")
_MAY_LACK_AT_BRACKET = re.compile(rf"[()\[\]“”«»](?:(?<=[)\]”»]){_LETTER}|(?<=\w[(\[“«]))")
_MAY_HAVE_TOO_MANY = re.compile(rf"[{_BLANK}](?:[{_BLANK},;:!?.)”»]|(?<=[(“«].))")


def find(readable: Readable) -> Iterator[Finding]:
    text = readable.text
    is_language = not text.isascii()  # else it is code, or no Vietnamese
    if text[:1] == "\xa0" or _MAY_HAVE_TOO_MANY.search(text):
        if is_language:
            yield from _on_the_wrong_side(readable)
        yield from _too_many(readable)
    if not is_language:
        return
    if _MAY_LACK_BEHIND_MARK.search(text):
        yield from _missing_behind_marks(readable)
    if _MAY_LACK_AT_BRACKET.search(text):
        yield from _missing_at_brackets(readable)


def _on_the_wrong_side(readable: Readable) -> Iterator[Finding]:
    text = readable.text
    for found in _WRONG_SIDE.finditer(text):
        mark, after = found["mark"], found["after"]
        if _follows(text[found.start() - 1], mark, after.lstrip('“"(')):
            reason = f"Dấu cách đứng trước dấu “{mark}”; dấu này liền chữ trước, cách chữ sau."
            yield readable.finding(MISSING, found.start(), found.end(), f"{mark} {after}", reason)


def _follows(before: str, mark: str, after: str) -> bool:
    """Whether what stands close behind a mark is the next word: no decimal (`12 ,5`), no `.NET`, no face."""
    if after.isdigit():
        return mark in ",;:" and before.isalpha()
    if mark == ".":
        return len(after) > 1 and after[0].isupper() and after[1:].islower() and _reads(after)
    return mark in ",;" or (len(after) > 1 and _reads(after))


def _missing_behind_marks(readable: Readable) -> Iterator[Finding]:
    text, at = readable.text, 0
    while found := _MARK.search(text, at):
        at = found.end("mark")
        if _wants_space(text, found):
            start, end = found.start("mark"), found.end()
            reason = f"Thiếu dấu cách sau dấu “{found['mark']}”."
            yield readable.finding(MISSING, start, end, f"{found['mark']} {found['after']}", reason)
    for found in _BEFORE_NUMBER.finditer(text):
        if _reads(found["before"]):
            mark = found["mark"]
            start, end = found.start("mark"), found.end()
            reason = f"Thiếu dấu cách sau dấu “{mark}”."
            yield readable.finding(MISSING, start, end, f"{mark} {found['after']}", reason)


def _wants_space(text: str, found: re.Match[str]) -> bool:
    before, mark, after = found["before"], found["mark"], found["after"].lstrip('“"(')
    whole = _word_that_ends(text, found.end("before"))
    if text[found.end() : found.end() + 1] in {"(", "_"} or (found["after"][0] == "(" and mark == "."):
        return False
    if mark == ".":
        return _begins_sentence(text, found, whole, after)
    if found["closing"] or not before.isalnum():
        return mark != ":" and _reads(after)
    if before.isdigit():
        return mark in ",;:" and len(after) > 1 and _reads(after) and whole == before
    return _reads(whole) and _reads(after) and (len(after) > 1 or mark == ",") and len(whole) > 1


def _begins_sentence(text: str, found: re.Match[str], whole: str, after: str) -> bool:
    """Whether the stop ends a sentence, and another one begins behind it without a space."""
    if not after[0].isupper() or not _reads(after) or (len(after) > 1 and after.isupper()):
        return False
    if found["closing"] or not found["before"].isalnum():
        return len(after) > 1
    if found["before"].isdigit():
        return len(after) > 1 and after[1:].islower() and not _numbers_a_line(text, found)
    if whole.isupper() and len(whole) > 3 and whole not in _TITLES:
        return len(after) > 1
    return len(whole) > 1 and whole.lower() not in _SHORT and _reads(whole) and (len(after) > 1 or after in "ÔÝÀỞ")


def _numbers_a_line(text: str, found: re.Match[str]) -> bool:
    """Whether the digits before the stop count something: `1.Mục tiêu`, `Mục 1.2.Nội dung`."""
    start = found.start("before")
    return start < 20 and _LABEL.fullmatch(text[:start].rsplit("\n", maxsplit=1)[-1]) is not None


def _word_that_ends(text: str, end: int) -> str:
    start = end
    while start and end - start < 20 and text[start - 1].isalnum():
        start -= 1
    return text[start:end]


def _reads(word: str) -> bool:
    return is_syllable(word)


def _missing_at_brackets(readable: Readable) -> Iterator[Finding]:
    text = readable.text
    for found in _OPENING.finditer(text):
        word = _word_that_ends(text, found.end("before"))
        opens = found["mark"]
        if text[found.end("before") - len(word) - 1 : found.end("before") - len(word)] == "_":
            continue
        if (len(word) > 1 and _reads(word)) or (word.isdigit() and len(word) == 4 and opens == "("):
            start, end = found.start("before"), found.end("mark")
            kind = "dấu ngoặc" if opens in "([" else "dấu nháy mở"
            yield readable.finding(MISSING, start, end, f"{found['before']} {opens}", f"Thiếu dấu cách trước {kind}.")
    for found in _CLOSED.finditer(text):
        closes = found["mark"]
        if _reads(found["after"]) and (closes not in ")]" or _is_opened(text, found.start("mark"), closes)):
            kind = "dấu ngoặc" if closes in ")]" else "dấu nháy đóng"
            start, end = found.start("mark"), found.end()
            yield readable.finding(MISSING, start, end, f"{closes} {found['after']}", f"Thiếu dấu cách sau {kind}.")


def _is_opened(text: str, end: int, closes: str) -> bool:
    """Whether a bracket opens shortly before; `a)Nội dung` is a label."""
    opens = "(" if closes == ")" else "["
    begin = text.rfind(opens, max(0, end - 300), end)
    return begin >= 0 and end - begin > 2 and text[begin - 1 : begin].isspace()


def _too_many(readable: Readable) -> Iterator[Finding]:
    text = readable.text
    if (found := _BEGINNING.match(text)) and not _ITEM.match(text, found.end()):
        yield readable.finding(PADDING, 0, found.end(), "", "Đầu đoạn có dấu cách thừa; lề đoạn do trang tự đặt.")
    if not text.strip():
        return
    gaps = list(_GAP.finditer(text))
    if len(gaps) >= MANY_GAPS:
        yield _set_by_spaces(readable, gaps)
    else:
        for gap in gaps:
            yield _gap(readable, gap)
    if found := _END.search(text):
        yield readable.finding(PADDING, found.start(), found.end(), "", "Cuối đoạn có dấu cách thừa.")
    if readable.block.kind != Kind.CELL:
        yield from _before_marks(readable)


def _gap(readable: Readable, gap: re.Match[str]) -> Finding:
    if len(gap[0]) > 4:
        return readable.finding(
            PADDING, gap.start(), gap.end(), " ", "Nhiều dấu cách liền nhau để đẩy chữ; trên điện thoại chữ sẽ lệch."
        )
    return readable.finding(EXTRA, gap.start(), gap.end(), " ", "Thừa dấu cách.")


def _set_by_spaces(readable: Readable, gaps: list[re.Match[str]]) -> Finding:
    start, end = gaps[0].start(), gaps[-1].end()
    text = readable.shown[start:end]
    once = " ".join(text.split()) if len(text) <= _LONGEST_SUGGESTION else None
    suggestion = None if once is None else f" {once} " if once else " "
    return readable.finding(
        PADDING, start, end, suggestion, f"Dòng này có {len(gaps)} chỗ thừa dấu cách; muốn thẳng cột thì dùng bảng."
    )


def _before_marks(readable: Readable) -> Iterator[Finding]:
    text = readable.text
    for found in _BEFORE_MARK.finditer(text):
        reason = f"Thừa dấu cách trước dấu “{found['mark']}”."
        yield readable.finding(EXTRA, found.start(), found.end(), found["mark"], reason)
    for found in _INSIDE.finditer(text):
        sign = found["open"] or found["close"]
        side = "sau" if found["open"] else "trước"
        kind = "dấu ngoặc" if sign in "()" else "dấu nháy"
        yield readable.finding(EXTRA, found.start(), found.end(), sign, f"Thừa dấu cách {side} {kind}.")
