"""A rise or fall that its two ends do not make: `từ 45 ngày xuống còn 30 ngày, giảm 25 ngày`."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from .judgement import Needed, Wrong, judge, meet
from .numbers import Figure, Interval
from .sentences import WORD, Sentence

RULE = "figures-change"

_WS = f"(?: {WORD})"
_UP = "tăng|nâng|thêm|cao hơn|nhiều hơn|vượt"
_DOWN = "giảm|rút ngắn|rút|bớt|cắt giảm|cắt|thấp hơn|ít hơn|tiết kiệm|nhanh hơn|hạ"
_MORE = "(?: (?:được|thêm|tới|đến|bớt|khoảng|hơn|gần|là|giảm|tăng|tương ứng|tương đương))*"
_RISEN = f"(?:{_UP}|{_DOWN}){_MORE}"
_BY = f"(?:{_UP}|{_DOWN}|tức là|tức){_MORE}"
_END = "[NWPT]"
_CHANGE = "(?P<x>N(?:/N)?|P|T|F)"
_RANK = re.compile("(?:hạng|thứ|vị trí|bậc|xếp|top|cấp|tầng|lớp|âm|lúc|hồi|giai đoạn)")

# a → b, and the change x behind or before.
_ABOUT = "(?:mức |con số |khoảng |hơn |gần |trên |dưới )?"
_FROM_TO = re.compile(
    rf"từ {_ABOUT}(?P<a>{_END})(?P<ua>(?:[ /]{WORD}){{0,7}}?)"
    r",? (?P<way>lên thành|lên đến|lên tới|lên|xuống còn|xuống|còn|thành|tới|đến)(?: (?:mức|chỉ còn|còn))*"
    rf" {_ABOUT}(?P<b>{_END})(?P<ub>(?:[ /]{WORD}){{0,5}}?)"
)
_THEN_BY = re.compile(
    rf"[^NPTF.;]{{0,40}}?[,(–-] ?(?:tức )?(?P<more>(?!riêng|còn|trong|nhưng)(?:{WORD} ){{0,3}}?)"
    rf"(?P<how>{_BY}) {_CHANGE}(?P<ux>{_WS}{{0,2}})"
)
_BY_THEN = re.compile(rf"(?P<how>{_BY}) {_CHANGE}(?P<ux>{_WS}{{0,3}}?)[^NPTF.;]{{0,25}}?[,:(]? ?$")

# b, the change x, and a behind it: `9.078 hồ sơ, tăng 12,5% so với cùng kỳ năm trước (8.069 hồ sơ)`.
_THAN = re.compile(
    rf"(?P<b>[NP])(?P<ub>(?:[ /]{WORD}){{0,6}}?)(?:,|;| \(|,? và)? ?(?P<how>{_UP}|{_DOWN}|gấp){_MORE}"
    rf" {_CHANGE}(?P<ux>{_WS}{{0,4}}?),? (?:so với|so)(?P<gap>[^NPTF.;,]{{0,60}}?)(?P<a>[NP])(?P<ua>{_WS}{{0,2}})"
)
# b, the difference d and the percentage p that it makes.
_TWICE = re.compile(
    rf"(?P<b>N)(?P<ub>(?:[ /]{WORD}){{0,6}}?), ?(?P<how>tăng|giảm) (?P<d>N)(?P<ud>{_WS}{{0,3}}?)"
    r"(?: \(|, | )(?:tương đương|tương ứng|hay|bằng|tức|tỷ lệ|tăng|giảm)? ?(?:với )?(?:tăng |giảm )?(?P<p>P)"
)
# Two amounts one after the other: `năm 2024 có 120 vụ, năm 2025 có 90 vụ, giảm 25%`.
_IN_TURN = re.compile(
    rf"(?P<a>N)(?P<ua>{_WS}{{1,5}}?)[^NPTFW.]{{3,60}}?(?P<b>N)(?P<ub>{_WS}{{0,5}}),? ?"
    rf"(?P<how>{_RISEN}) {_CHANGE}(?P<ux>{_WS}{{0,2}})"
)
_SHARES_IN_TURN = re.compile(
    rf"(?P<a>P)(?P<ua>)[^NPTFW.]{{3,60}}?(?P<b>P)(?P<ub>)(?:{_WS}{{0,4}}),? ?"
    rf"(?P<how>{_RISEN}) (?P<x>T|N)(?P<ux>{_WS}{{0,2}})"
)
# `41 ngày so với 47 ngày, giảm 6 ngày`
_VERSUS = re.compile(
    rf"(?P<b>[NP])(?P<ub>{_WS}{{0,5}}?),? so với (?P<a>[NP])(?P<ua>{_WS}{{0,4}}?)[^NPTFW.;]{{0,40}}?, ?(?:tức )?"
    rf"(?P<how>{_RISEN}) {_CHANGE}(?P<ux>{_WS}{{0,2}})"
)
_RATE = re.compile(rf"{_WS}{{0,2}} ?(?:mỗi|một năm|/|bình quân|hằng|hàng|trung bình)")
_OF_ITSELF = re.compile(r" ?(?:[,.;:)(]|$|so với|trên|trong|và|nhưng|tương|tức|số|thời gian|lượng)")


def wrong_changes(sentences: Sequence[Sentence]) -> Iterator[Wrong]:
    for sentence in sentences:
        if len(sentence.figures) < 2:
            continue
        yield from _from_to(sentence)
        for match in _THAN.finditer(sentence.form):
            yield from _compare(sentence, match, match, only_slips=False)
        for match in _TWICE.finditer(sentence.form):
            yield from _two_ways(sentence, match)
        for pattern in (_IN_TURN, _SHARES_IN_TURN, _VERSUS):
            for match in pattern.finditer(sentence.form):
                if _of_same_things(match):
                    yield from _compare(sentence, match, match, only_slips=True)


def _of_same_things(match: re.Match[str]) -> bool:
    one, other = match["ua"].split(), match["ub"].split()
    return not (one and other) or one[0] == other[0]


def _from_to(sentence: Sentence) -> Iterator[Wrong]:
    form = sentence.form
    for match in _FROM_TO.finditer(form):
        change = _THEN_BY.match(form, match.end())
        found = list(_compare(sentence, match, change, only_slips=bool(change["more"]))) if change else []
        if not change:
            begin = max(0, match.start() - 70)
            before = _BY_THEN.search(form[begin : match.start()])
            if before:
                change = _BY_THEN.search(form, begin, match.start())
                found = list(_compare(sentence, match, change, only_slips=False)) if change else []
        yield from found or _wrong_way(sentence, match)


def _wrong_way(sentence: Sentence, match: re.Match[str]) -> Iterator[Wrong]:
    """`tăng từ 91% lên 78%`"""
    way = match["way"].split()[0]
    if way not in {"lên", "xuống"} or _has_rank(sentence.form, match):
        return
    a, b = sentence.figure(match, "a"), sentence.figure(match, "b")
    if _kind(sentence, match, "a") != _kind(sentence, match, "b") or not _comparable(a, b, match):
        return
    if (way == "lên" and a.interval[0] > b.interval[1]) or (way == "xuống" and a.interval[1] < b.interval[0]):
        more = "lớn hơn" if way == "lên" else "nhỏ hơn"
        reason = f"Viết “{way}”, nhưng {a.written(a.value)} {more} {b.written(b.value)}."
        yield Wrong(RULE, b, None, reason)


def _has_rank(form: str, match: re.Match[str]) -> bool:
    return bool(_RANK.search(form, max(0, match.start() - 25), match.end() + 20))


def _comparable(a: Figure, b: Figure, match: re.Match[str]) -> bool:
    """`từ 800 lên 1,2 triệu` leaves a scale out."""
    return a.factor == b.factor or bool(match["ua"].strip()) or a.value > 1000


def _kind(sentence: Sentence, match: re.Match[str], group: str) -> str:
    sign = sentence.form[match.start(group)]
    return "N" if sign == "W" else sign


def _compare(
    sentence: Sentence, ends: re.Match[str], change: re.Match[str] | None, *, only_slips: bool
) -> Iterator[Wrong]:
    if change is None or _RATE.match(sentence.form, change.end("x")):
        return
    a, b = sentence.figure(ends, "a"), sentence.figure(ends, "b")
    kind, other = _kind(sentence, ends, "a"), _kind(sentence, ends, "b")
    if kind != other or not a.value or not b.value:
        return
    a = _with_scale_of(a, b, ends)
    yield from _against(a, b, change, only_slips) or _by(sentence, change, (a, b), ends, only_slips)


def _against(a: Figure, b: Figure, change: re.Match[str], only_slips: bool) -> list[Wrong]:
    """`tháng trước 551 hồ sơ, tháng này 853 hồ sơ, giảm 36%`"""
    how = change["how"].split()[0]
    is_up = how in {word.split()[0] for word in _UP.split("|")}
    is_down = how in {word.split()[0] for word in _DOWN.split("|")}
    falls, rises = a.interval[0] > b.interval[1], a.interval[1] < b.interval[0]
    if not ((is_up and falls) or (is_down and rises)) or (only_slips and b.value > 2 * a.value > 0):
        return []
    way = "giảm" if falls else "tăng"
    return [Wrong(RULE, b, None, f"Từ {a.written(a.value)} đến {b.written(b.value)} là {way}, không phải {how}.")]


def _by(
    sentence: Sentence, change: re.Match[str], between: tuple[Figure, Figure], ends: re.Match[str], only_slips: bool
) -> Iterator[Wrong]:
    a, b = between
    kind = _kind(sentence, ends, "a")
    x = sentence.figure(change, "x")
    what = change["x"]
    how = change["how"].split()[0]
    if how == "gấp":
        yield from _times(a, b, x, only_slips)
    elif what in {"P", "F", "N/N"} and kind == "N":
        is_other = not _OF_ITSELF.match(sentence.form, change.end("x"))
        if is_other and what != "P":
            return
        only_slips = only_slips or is_other
        yield from _relative(a, b, _share(sentence, change, x), what, only_slips)
    elif what in {"T", "P"} and kind == "P":
        yield from _difference(a, b, x, only_slips, is_share=what == "P")
    elif what == "N" and (unit := _unit_of_change(ends, change, kind)) is not None:
        yield from _difference(a, b, x, only_slips or not unit)


def _unit_of_change(ends: re.Match[str], change: re.Match[str], kind: str) -> bool | None:
    """Whether the change says that it is in the unit of the ends; None where it is in another one."""
    unit = change["ux"].split()[:1]
    if kind != "N":
        return True if unit == ["điểm"] else None
    units = {*ends["ua"].replace("/", " ").split()[:2], *ends["ub"].replace("/", " ").split()[:2]}
    if not units:
        return True
    return None if unit and unit[0] not in units else bool(unit)


def _with_scale_of(a: Figure, b: Figure, ends: re.Match[str]) -> Figure:
    """`từ 2 lên 3 triệu`: the scale of the second is that of both."""
    if a.factor == 1 and b.factor > 1 and not ends["ua"].strip() and a.value < 1000 and not a.suffix:
        return Figure(a.start, a.end, a.mantissa, a.step * b.factor, "", b.factor, a.is_spelled, a.around)
    return a


def _share(sentence: Sentence, change: re.Match[str], x: Figure) -> tuple[Figure, Fraction]:
    """The figure of the change and its value in hundredths."""
    if change["x"] == "N/N":
        below = sentence.figures[change.start("x") + 2]
        return x, 100 * x.value / below.value if below.value else Fraction(0)
    return x, 100 * x.value if change["x"] == "F" else x.value


def _relative(a: Figure, b: Figure, change: tuple[Figure, Fraction], what: str, only_slips: bool) -> Iterator[Wrong]:
    x, share = change
    low, high = _relative_interval(a.interval, b.interval)
    if what == "P":
        half = x.around or x.step * Fraction(999, 1000)
        said = (share - half, share + half)
    else:
        said = (share - 3, share + 3)
    if meet((low, high), said):
        return
    right = abs(b.value - a.value) * 100 / a.value
    if what != "P":
        reason = (
            f"Từ {a.written(a.value)} đến {b.written(b.value)} là {_percent(right)}, không phải {_percent(share)}."
        )
        yield Wrong(RULE, x, None, reason)
        return
    if x.written(right) == x.written(x.value):
        return
    reason = (
        f"Từ {a.written(a.value)} đến {b.written(b.value)} là {x.written(right)}, không phải {x.written(x.value)}."
    )
    sign = 1 if b.value > a.value else -1
    factors = sorted((1 + sign * said[0] / 100, 1 + sign * said[1] / 100))
    needed = [Needed(x, (low, high)), Needed(b, (a.interval[0] * factors[0], a.interval[1] * factors[1]))]
    if factors[0] > 0:
        needed.append(Needed(a, (b.interval[0] / factors[1], b.interval[1] / factors[0])))
    wrong = judge(RULE, needed, reason, only_slips=only_slips)
    if wrong:
        yield wrong


def _relative_interval(a: Interval, b: Interval) -> Interval:
    ends = [100 * abs(to - since) / since for since in a for to in b if since > 0]
    low = Fraction(0) if meet(a, b) else min(ends)
    return low, max(ends, default=Fraction(0))


def _percent(value: Fraction) -> str:
    whole = Figure(0, 0, 0, Fraction(1, 10), "%")
    return whole.written(value).replace(",0%", "%")


def _times(a: Figure, b: Figure, x: Figure, only_slips: bool) -> Iterator[Wrong]:
    if not x.value:
        return
    low, high = b.interval[0] / a.interval[1], b.interval[1] / max(a.interval[0], Fraction(1, 10**6))
    half = x.around or (Fraction(1, 4) if x.step >= 1 else x.step / 2)
    if meet((low, high), (x.value - half, x.value + half)):
        return
    times = Figure(0, 0, 0, Fraction(1, 10)).written(b.value / a.value).removesuffix(",0")
    reason = f"{b.written(b.value)} gấp {times} lần {a.written(a.value)}, không phải {x.written(x.value)} lần."
    wrong = judge(RULE, [Needed(x, (low, high))], reason, only_slips=only_slips)
    if wrong:
        yield wrong


def _difference(a: Figure, b: Figure, x: Figure, only_slips: bool, *, is_share: bool = False) -> Iterator[Wrong]:
    """Whole percentages and whole numbers are taken as exact; `is_share`: x may be the relative change too."""
    high, low = (a, b) if a.value > b.value else (b, a)
    most, least = high.as_part, low.as_part
    made = (most[0] - least[1], most[1] - least[0])
    said = x.as_part
    if meet(made, said):
        return
    if is_share and meet(_relative_interval(a.interval, b.interval), (x.value - x.step, x.value + x.step)):
        return
    right = high.value - low.value
    ends = f"{high.written(high.value)} trừ {low.written(low.value)}"
    reason = f"{ends} là {x.written(right)}, không phải {x.written(x.value)}."
    if x.written(right) == x.written(x.value):
        return
    needed = (
        Needed(x, (right, right)),
        Needed(high, (low.value + x.value,) * 2),
        Needed(low, (high.value - x.value,) * 2),
    )
    wrong = judge(RULE, needed, reason, only_slips=only_slips)
    if wrong:
        yield wrong


def _two_ways(sentence: Sentence, match: re.Match[str]) -> Iterator[Wrong]:
    """b, risen by d, which is p of what was before."""
    b, d, p = (sentence.figure(match, group) for group in "bdp")
    things, other = match["ub"].split()[:2], match["ud"].split()[:1]
    if other and things and other[0] not in things:
        return
    before = b.value - d.value if match["how"] == "tăng" else b.value + d.value
    if before <= 0 or not d.value:
        return
    right = 100 * d.value / before
    half = p.around or p.step * Fraction(999, 1000)
    loose = (b.interval[1] - b.interval[0] + d.interval[1] - d.interval[0]) / before * 100
    if abs(right - p.value) <= half + loose or p.written(right) == p.written(p.value):
        return
    reason = (
        f"{match['how'].capitalize()} {d.written(d.value)} từ {b.written(before)} lên {b.written(b.value)} là "
        f"{p.written(right)}, không phải {p.written(p.value)}."
    )
    if match["how"] == "giảm":
        reason = reason.replace(" lên ", " xuống ")
    share = p.value / 100
    sign = 1 if match["how"] == "tăng" else -1
    needed = [Needed(p, (right, right))]
    if share < 1:
        needed.append(Needed(d, (b.value * share / (1 + sign * share),) * 2))
        needed.append(Needed(b, ((d.value / share + sign * d.value) if share else Fraction(0),) * 2))
    wrong = judge(RULE, needed, reason, only_slips=True)
    if wrong:
        yield wrong
