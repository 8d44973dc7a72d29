"""Parts that do not add up to their total: `gồm 3 xã, 2 phường và 1 thị trấn: tổng cộng 7 đơn vị`."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from .judgement import Needed, Wrong, judge, meet
from .numbers import Figure
from .sentences import WORD, Sentence

RULE = "figures-sum"

_MORE = (  # words of one part; a comma within it, as in `977 thủ tục sửa đổi, bổ sung`
    rf"(?: (?!và (?:có )?[NW])(?!trong đó)(?:{WORD}|X|Y|D)|/{WORD}| ?– ?{WORD}"
    rf"|, (?!tổng|cộng|tất cả|cả thảy)(?:{WORD} ){{0,2}}{WORD}(?=,? (?:và )?[NW]|;))"
)
_SHARE = r"(?: ?\([^()NW]{0,50}\)|,? (?:chiếm|đạt|bằng|tương đương|tức|tỷ lệ|chiếm tỷ lệ|đạt tỷ lệ) P)?"
# 51 về giờ phát quá sớm
_COUNTED = rf"(?:(?:đã|có|là|thêm|với|được|cả) )?(?P<n>[NW]){_MORE}{{0,12}}{_SHARE}"
# khai sinh (571); nam 450
_NAMED = rf"(?:{WORD},? ){{1,9}}(?:là |có |: |đạt )?\(?(?P<n>[NW])\)?(?: (?!và ){WORD}){{0,3}}{_SHARE}"
_PART = [re.compile(kind) for kind in (_COUNTED, _NAMED)]
_SEPARATOR = re.compile(r"(?:[,;]? và (?:có )?| cùng (?:với )?| cộng (?:với )?| \+ |[,;] (?:và |còn |cùng )?)")

_WHOLE = re.compile(
    rf"(?P<t>N)(?P<u>{_MORE}{{0,14}}?)"
    r"(?P<cue>,? \(?(?:bao gồm|gồm có|gồm|trong đó có|trong đó|chia ra|chia thành|cụ thể)|:| \()(?: có|:)? ?"
)
_TOTAL = re.compile(
    rf"(?:[,;:]| –| -|\()? ?(?:tổng cộng|tổng số|tổng|cộng lại|cộng|tất cả|cả thảy|nâng tổng số(?: {WORD}){{0,4}} lên"
    rf"|cả N {WORD}|=)(?: (?:là|có|được|cộng|số|thành)|:)* (?P<t>N)"
)
_REST = [
    re.compile(rf"(?P<n>[NW]) (?P<u>{WORD})(?: {WORD}){{0,3}}? còn lại"),
    re.compile(rf"(?<!\w)còn(?: lại)?(?: là| có| gồm)? (?P<n>N)(?: (?P<u>{WORD})|(?=[.,;]|$))"),
    re.compile(rf"(?P<n>N) (?P<u>{WORD})(?: {WORD}){{0,2}}? (?:chưa|đang|vẫn|chậm|trễ|quá hạn|không)"),
]
_LEFT_OVER = re.compile(
    r"còn lại|(?<!\w)khác(?! nhau)[^,;]{0,25}$"
    r"|(?<!\w)nam(?!\w).{0,60}(?<!\w)nữ(?!\w)|(?<!\w)nữ(?!\w).{0,60}(?<!\w)nam(?!\w)"
)
# `Trong 412 hồ sơ ấy, 236 bộ thiếu bản vẽ, 118 bộ sai tên và 58 bộ chưa nộp phí`
_AMONG = re.compile(rf"(?:^|[,;] )trong (?:tổng )?(?:số )?(?P<t>N)(?P<u>{_MORE}{{0,8}}?), (?:thì |có )?(?=[NW])")
_OF_BEFORE = re.compile(r" ?(?:trong đó|gồm|bao gồm|cụ thể)(?:,? có|:|,)? ")
_CLOSED = re.compile(r" ?(?:[.;)!?”\"]|$)")
_TIME = re.compile(r" ?(?:tháng|năm|ngày|quý|tuần|giờ|phút|buổi|kỳ|tuổi|giây|lần|km|mét|m)(?!\w)")
_COMPARED = re.compile(r"(?<!\w)(?:tăng|giảm|so với|hơn|kém|từ)(?!\w)")
_MAX_PARTS = 12


def wrong_sums(sentences: Sequence[Sentence]) -> Iterator[Wrong]:
    for number, sentence in enumerate(sentences):
        if number and len(sentence.figures) >= 2:
            yield from _of_sentence_before(sentences[number - 1], sentence)
        if sentence.figures:
            yield from _of_total(sentence, sentences[number - 1] if number else None)
        if len(sentence.figures) >= 2:
            yield from _of_whole(sentence)
        if len(sentence.figures) >= 3:
            yield from _of_rest(sentence)
            yield from _of_these(sentence)
            yield from _of_hundred(sentence)


def _of_whole(sentence: Sentence) -> Iterator[Wrong]:
    """The total first, its parts behind it."""
    form = sentence.form
    for match in _WHOLE.finditer(form):
        total = sentence.figure(match, "t")
        if total.around or _TIME.match(form, match.end("t")):
            continue
        parts, end = _parts(sentence, match.end())
        if match["cue"].strip(", (").startswith("trong đó"):
            yield from _too_large(sentence, match, match.end())
        if len(parts) < 2 or any(part.around for part in parts) or not _CLOSED.match(form, end):
            continue
        cue = match["cue"].strip(", (")
        fits = all(part.value < total.value for part in parts)
        if cue.startswith("trong đó"):
            is_all = bool(_LEFT_OVER.search(form[match.end() : end]))
            if is_all or _leaves_nothing(total, parts, form[match.end() : end]):
                yield from _compare(total, parts, only_slips=not (is_all and fits))
        else:
            yield from _compare(total, parts, only_slips=not (fits and cue.startswith(("gồm", "bao"))))


def _too_large(sentence: Sentence, match: re.Match[str], begin: int) -> Iterator[Wrong]:
    """`412 hồ sơ, trong đó 536 hồ sơ đất đai`: of the same things, more than there are."""
    total = sentence.figure(match, "t")
    thing = re.match(rf" {WORD}", sentence.form[match.end("t") :])
    parts, _end = _parts(sentence, begin) if thing else ([], 0)
    first = re.match(r"(?:có )?(?=[NW])", sentence.form[begin:])
    if thing and not parts and first:
        parts = [sentence.figures[begin + first.end()]]
    for part in parts:
        place = next(place for place, figure in sentence.figures.items() if figure is part)
        is_same = re.match(rf"{thing[0] if thing else ''}(?!\w)", sentence.form[place + 1 :])
        if is_same and not part.around and part.value > total.value:
            reason = f"{total.written(total.value)} là tổng, không thể gồm {part.written(part.value)}."
            yield Wrong(RULE, part, None, reason)


def _of_these(sentence: Sentence) -> Iterator[Wrong]:
    for match in _AMONG.finditer(sentence.form.strip()):
        shift = len(sentence.form) - len(sentence.form.lstrip())
        total = sentence.figures[shift + match.start("t")]
        parts, end = _parts(sentence, shift + match.end())
        listed = sentence.form[shift + match.end() : end]
        is_plain = not any(part.around for part in (total, *parts)) and not _TIME.match(match["u"])
        is_all = bool(_LEFT_OVER.search(listed)) or _leaves_nothing(total, parts, listed)
        if len(parts) > 1 and is_plain and is_all and _CLOSED.match(sentence.form, end) and "P" not in listed:
            yield from _compare(total, parts, only_slips=True)


def _leaves_nothing(total: Figure, parts: Sequence[Figure], listed: str) -> bool:
    """Whether parts behind `trong đó` are many and large enough that a single slip to their total is no chance."""
    return total.value >= 1000 or (total.value >= 100 and len(parts) > 2 and " và " in listed)


def _of_sentence_before(before: Sentence, sentence: Sentence) -> Iterator[Wrong]:
    """`Lớp có 45 người. Trong đó có 30 nam và 15 nữ.`"""
    opening = _OF_BEFORE.match(sentence.form)
    totals = [place for place in before.figures if before.form[place] == "N"]
    if not opening or len(totals) != 1 or _TIME.match(before.form, totals[0] + 1):
        return
    total = before.figures[totals[0]]
    parts, end = _parts(sentence, opening.end())
    listed = sentence.form[opening.end() : end]
    if len(parts) < 2 or not _CLOSED.match(sentence.form, end) or any(part.around for part in (total, *parts)):
        return
    if _LEFT_OVER.search(listed) or _leaves_nothing(total, parts, listed) or "gồm" in opening[0]:
        yield from _compare(total, parts, only_slips=True)


def _of_total(sentence: Sentence, before: Sentence | None) -> Iterator[Wrong]:
    """The parts first, the total behind them."""
    form = sentence.form
    for match in _TOTAL.finditer(form):
        total = sentence.figure(match, "t")
        for start in sorted(place for place in sentence.figures if place < match.start())[-_MAX_PARTS:]:
            parts, end = _parts(sentence, start)
            if end == match.start() and len(parts) >= 2:
                is_small = any(part.value >= total.value for part in parts)
                if _may_be_their_total(sentence, match.end() - 1, parts) and not (is_small and total.value < 20):
                    yield from _compare(total, parts, only_slips=is_small)
                break
        else:
            yield from _of_same_things(sentence, match.start(), match.end() - 1, before)


def _may_be_their_total(sentence: Sentence, at: int, parts: Sequence[Figure]) -> bool:
    """Parts of the same things have a total of these: `đọc 12 bài, 5 bài có lỗi, tất cả 9 chỗ` has none."""
    places = {id(figure): place for place, figure in sentence.figures.items()}
    things = [_thing(sentence.form, places[id(part)]) for part in parts]
    return len(set(things)) > 1 or _thing(sentence.form, at) in {"", things[0]} or not things[0]


def _thing(form: str, at: int) -> str:
    found = re.match(rf" ({WORD})", form[at + 1 :])
    return found[1] if found else ""


def _of_same_things(sentence: Sentence, end: int, at: int, before: Sentence | None) -> Iterator[Wrong]:
    """`Tổ một đi 136 nhà, tổ hai đi 158 nhà. Cộng lại là 294 nhà.`: as many of the last ones as make the total."""
    thing = re.match(rf" {WORD}", sentence.form[at + 1 :])
    if not thing or _TIME.match(sentence.form, at + 1):
        return
    here = _of_thing(sentence, thing[0], end)
    counts = here if len(here) > 1 or before is None else _of_thing(before, thing[0], len(before.form)) + here
    total = sentence.figures[at]
    sums = [sum(part.value for part in counts[first:]) for first in range(len(counts) - 1)]
    is_plain = not total.around and all(part.value < total.value and not part.around for part in counts)
    if 2 <= len(counts) <= 6 and total.value >= 20 and total.value not in sums and is_plain:
        yield from _compare(total, counts, only_slips=True)


def _of_thing(sentence: Sentence, thing: str, end: int) -> list[Figure]:
    follows = re.compile(rf"{re.escape(thing)}(?!\w)")
    return [
        figure
        for place, figure in sorted(sentence.figures.items())
        if place < end and sentence.form[place] == "N" and follows.match(sentence.form, place + 1)
    ]


def _parts(sentence: Sentence, start: int) -> tuple[list[Figure], int]:
    """The longest list of parts that begins at `start`, all of one make, and where it ends."""
    form = sentence.form
    for part in _PART:
        parts: list[Figure] = []
        at, end = start, start
        while len(parts) < _MAX_PARTS and (match := part.match(form, at)):
            parts.append(sentence.figure(match, "n"))
            end = match.end()
            separator = _SEPARATOR.match(form, end)
            if not separator:
                break
            at = separator.end()
        if len(parts) > 1:
            return parts, end
    return [], start


def _of_rest(sentence: Sentence) -> Iterator[Wrong]:
    """`71 đôi chưa đăng ký; 63 đôi đồng ý, tám đôi còn lại xin suy nghĩ`: those of the same things."""
    form = sentence.form
    number, match = next(((n, found) for n, rest in enumerate(_REST) if (found := rest.search(form))), (0, None))
    if not match or _TIME.match(form, match.end("n")):
        return
    of_all = re.match(rf"(?P<u>{WORD})", form[min(sentence.figures) + 2 :])
    thing = match["u"] or (of_all and of_all["u"])
    same = [
        place
        for place in sorted(sentence.figures)
        if form[place] in "NW" and place <= match.start("n") and re.match(rf" {thing}(?!\w)", form[place + 1 :])
    ]
    if not match["u"]:
        same.append(match.start("n"))
    if len(same) < 3 or _COMPARED.search(form[same[0] : match.start()]):
        return
    total, *parts = (sentence.figures[place] for place in same)
    values = {figure.value for place, figure in sentence.figures.items() if form[place] in "NW"}
    if any(parts[-1].value + part.value in values for part in (total, *parts)) or (number == 2 and total.value < 100):
        return
    if not total.around and all(part.value < total.value and not part.around for part in parts):
        yield from _compare(total, parts, only_slips=True)


def _of_hundred(sentence: Sentence) -> Iterator[Wrong]:
    """Percentages of which the last is the rest."""
    form = sentence.form
    places = [place for place in sorted(sentence.figures) if form[place] == "P"]
    if len(places) < 2 or _COMPARED.search(form):
        return
    is_last = re.match(rf"(?: {WORD}){{0,4}} còn lại", form[places[-1] + 1 :]) or re.search(
        rf"còn lại(?: {WORD}){{0,3}}[ (]*$", form[: places[-1]]
    )
    shares = sum(bool(re.search(rf"(?<!\w)chiếm(?: {WORD}){{0,2}} $", form[:place])) for place in places)
    if not is_last and (len(places) < 3 or shares < len(places)):
        return
    parts = [sentence.figures[place] for place in places]
    total = sum((part.value for part in parts), Fraction(0))
    if any(part.around for part in parts) or abs(total - 100) <= Fraction(1, 100) + len(parts) * parts[0].step / 2 * (
        parts[0].step < 1
    ):
        return
    needed = [Needed(part, (100 - total + part.value,) * 2) for part in reversed(parts)]
    written = " + ".join(part.written(part.value) for part in parts)
    reason = f"{written} là {parts[0].written(total)}, không phải 100%."
    wrong = judge(RULE, needed, reason, only_slips=True)
    if wrong:
        yield wrong


def _compare(total: Figure, parts: Sequence[Figure], *, only_slips: bool) -> Iterator[Wrong]:
    wrong = wrong_sum(RULE, total, parts, only_slips=only_slips)
    if wrong:
        yield wrong


def wrong_sum(rule: str, total: Figure, parts: Sequence[Figure], *, only_slips: bool) -> Wrong | None:
    low = sum((part.as_part[0] for part in parts), Fraction(0))
    high = sum((part.as_part[1] for part in parts), Fraction(0))
    if meet((low, high), total.as_part):
        return None
    made = sum((part.value for part in parts), Fraction(0))
    needed = [Needed(total, (made, made))]
    needed += [
        Needed(part, (total.value - made + part.value,) * 2) for part in parts if total.value > made - part.value
    ]
    written = " + ".join(part.written(part.value) for part in parts)
    reason = f"{written} = {total.written(made)}, không phải {total.written(total.value)}."
    if total.written(made) == total.written(total.value):
        return None
    return judge(rule, needed, reason, only_slips=only_slips)
