"""A percentage that its two numbers do not make: `42 trên tổng số 9.078 hồ sơ, đạt 0,64%`."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from .judgement import Needed, Wrong, judge, meet
from .numbers import Figure, Interval
from .sentences import WORD, Sentence

RULE = "figures-ratio"

_W = f"(?:{WORD} )"
_WS = f"(?: {WORD})"
_NO_FIGURE = r"[^NPTFW.]"
# Words that tie a percentage to other numbers than these two.
_CHANGES = re.compile(
    r"(?<!\w)(?:tăng|giảm|so với|vượt|hơn|thấp hơn|cao hơn|kém|còn thiếu|bình quân|mỗi|nhất|riêng"
    r"|(?<!điểm )trung bình)(?!\w)"
)
_CHANGED = re.compile(r"(?<!\w)(?:tăng|giảm|thêm|vượt|hơn|bớt|kém)(?: thêm| được)? $")
_OF_A_PLAN = re.compile(
    rf"(?:[ ,]|{WORD}){{0,4}}"
    r"(?:so với|dự toán|kế hoạch|chỉ tiêu|mục tiêu|cùng kỳ|nhu cầu|công suất|kh năm|năm trước|định mức)"
)
_RANKED = re.compile(r"(?<!\w)(?:xếp|hạng|thứ|vị trí|tỷ số|tỉ số)(?: \w+){0,2} $")
_TIME = re.compile(
    r" ?(?:tháng|năm|ngày|quý|tuần|giờ|phút|buổi|kỳ|tuổi|giây|tầng|lần|km|mét|m|cấp|khóa|nhiệm kỳ|đợt|điểm)(?!\w)"
)
_HOURS = re.compile(r" ?(?:tháng|năm|ngày|giờ|phút|tuổi|tuần)(?!\w)")
_SAYS = r"(?:chiếm|tức|bằng|tương đương|tương ứng|tỷ lệ|tỉ lệ|ứng với)"
_SAID = re.compile(rf"(?<!\w){_SAYS}(?!\w)")
_SAID_OR_REACHED = re.compile(rf"(?<!\w)(?:{_SAYS}|đạt|được)(?!\w)|\($")

# How a sentence ties a part (a) to its whole (b).
_ON = r"(?:trên tổng số|trên tổng|trong tổng số|trong tổng|trong số|trên) (?:số )?"
_OF = re.compile(rf"(?P<a>[NW])(?:/|{_WS}{{0,8}}? ?{_ON})(?P<b>N)")
_IN = re.compile(rf"(?P<a>[NW]){_WS}{{0,3}}? trong (?P<b>N)")
_AMONG = re.compile(
    rf"(?:trong (?:tổng )?(?:số )?|tổng số |cứ )(?P<b>N){_NO_FIGURE}{{1,90}}?(?:,|(?<!\w)(?:đã|có|thì))"
    r"[^NPTFW.]{0,60}?(?P<a>[NW])"
)
_OVERALL = re.compile(rf"tổng (?:số )?(?:{WORD} ){{1,6}}?(?:là|đạt|có) (?P<b>N){_NO_FIGURE}{{1,90}}?(?P<a>N)")
_INCLUDING = re.compile(rf"(?P<b>N){_NO_FIGURE}{{1,110}}?trong đó[^NPTFW.]{{0,70}}?(?P<a>[NW])")
_AROUND = re.compile(rf"(?P<a>N){_WS}{{0,4}},? ?\(?(?:{_SAYS} )*P\)?,?{_WS}{{0,2}} {_ON}(?P<b>N)")
_IN_BRACKETS = re.compile(r"P \((?:với |có |tương ứng |tương đương |tức )?N")
_PLAN = re.compile(rf"(?:kế hoạch|dự toán|chỉ tiêu|mục tiêu|được giao|tỉnh giao|định mức){_WS}{{0,6}}?(?: \(| :)? ?N")
_BEFORE_OF = re.compile(
    rf"P(?: ?\(|,? (?=(?:với|tương ứng|tương đương|tức|hay|là) ))(?:{WORD} ){{0,4}}?"
    rf"(?P<a>N)(?:/|{_WS}{{0,4}} {_ON})(?P<b>N)"
)
# A bound, or a rate that was named before.
_BOUND = re.compile(
    r"(?<!\w)(?:dưới|trên|không quá|tối đa|tối thiểu|ít nhất|từ|chưa đến|chưa tới|chưa đầy|này|đó) (?:mức )?$"
)
_NAMED_BEFORE = re.compile(r"(?<!\w)(?:tỷ lệ|tỉ lệ|mức) (?:này|đó|trên)(?!\w)")


def wrong_ratios(sentences: Sequence[Sentence]) -> Iterator[Wrong]:
    """Of the sentences of one block."""
    for number, sentence in enumerate(sentences):
        earlier = sentences[max(0, number - 1) : number]
        places = [place for place in sentence.figures if sentence.form[place] == "P"]
        for place in places:
            wrong = _judge(sentence, place, earlier)
            if wrong:
                yield wrong


def _judge(sentence: Sentence, place: int, earlier: Sequence[Sentence]) -> Wrong | None:
    p = sentence.figures[place]
    if _BOUND.search(sentence.form, 0, place) or _NAMED_BEFORE.search(sentence.form, max(0, place - 40), place):
        return None
    is_of_a_plan = bool(_OF_A_PLAN.match(sentence.form, place + 1))
    pair = _stated_pair(sentence, place, is_of_a_plan)
    if pair:
        a, b, is_certain = pair
        return wrong_ratio(a, b, p, only_slips=not is_certain)
    if is_of_a_plan:
        return _of_a_plan(sentence, place, earlier)
    return _among_others(sentence, place, earlier)


def _stated_pair(sentence: Sentence, place: int, is_of_a_plan: bool) -> tuple[Figure, Figure, bool] | None:
    """(part, whole, whether nothing else can be meant) of the percentage at `place`, where the sentence says so."""
    form = sentence.form
    begin = max(0, place - 260)
    before = form[begin:place]
    for pattern in (_OF, _IN, _AMONG, _INCLUDING, _OVERALL):
        found = _last(pattern, before)
        if found is None:
            continue
        gap = before[found.end() :]
        if re.search("[NPTFW]|[.]", gap) or len(gap) > 100 or _CHANGES.search(gap):
            continue
        is_slash = before[found.start("b") - 1] == "/"
        time = _HOURS if is_slash else _TIME
        if time.match(before, found.end("b")) or ((is_of_a_plan or ";" in gap) and not is_slash):
            continue
        part, whole = (sentence.figures[begin + found.start(name)] for name in "ab")
        if is_slash and whole.value <= 10 and gap.startswith((" số", " thời gian")):  # a third of them
            continue
        if _CHANGED.search(before, 0, found.start("a")) or _RANKED.search(before, 0, found.start("a")):
            continue
        says = _SAID if pattern in {_INCLUDING, _IN, _OVERALL} else _SAID_OR_REACHED
        return part, whole, is_slash or (pattern is not _OVERALL and bool(says.search(gap)))
    around = _AROUND.search(form, max(0, place - 40), place + 60)
    after = around if around and around.start() < place < around.start("b") else _BEFORE_OF.match(form, place)
    if after and not is_of_a_plan and not _TIME.match(form, after.end("b")):
        return sentence.figure(after, "a"), sentence.figure(after, "b"), True
    return None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _among_others(sentence: Sentence, place: int, earlier: Sequence[Sentence]) -> Wrong | None:
    """A part and its percentage, where the whole is a number of the same things before: `Tổ đọc lại 500 lá đơn. Có 212
    đơn, tức 42,4%`. A single slip has to explain it, and no other number may.
    """
    at = _part_of(sentence, place)
    if at is None:
        return None
    part, p = sentence.figures[at], sentence.figures[place]
    wholes = []
    for other in (sentence, *earlier):
        for where, figure in other.figures.items():
            if other.form[where] == "N" and (other is not sentence or where != at):
                if share_fits(part, figure, p):
                    return None
                is_before = (other is not sentence or where < min(at, place)) and figure.value >= part.value
                if (
                    is_before
                    and _same_things(sentence.form, at, other.form, where)
                    and (other is sentence or p.step < 1)
                ):
                    wholes.append(figure)
    return wrong_ratio(part, wholes[0], p, only_slips=True) if len(wholes) == 1 else None


def _part_of(sentence: Sentence, place: int) -> int | None:
    """Where the number is that the percentage at `place` is said of: just before it or in brackets behind it."""
    form = sentence.form
    behind = _IN_BRACKETS.match(form, place)
    if behind:
        return behind.end() - 1
    counts = [at for at in sentence.figures if at < place and form[at] == "N"]
    if not counts or _CHANGED.search(form, 0, counts[-1]):
        return None
    gap = form[counts[-1] + 1 : place]
    if re.search("[PTFW.;]", gap) or len(gap) > 60 or _CHANGES.search(gap) or not _SAID_OR_REACHED.search(gap):
        return None
    return counts[-1]


def _of_a_plan(sentence: Sentence, place: int, earlier: Sequence[Sentence]) -> Wrong | None:
    """`Kế hoạch năm là 9.000 tấn, đến nay đạt 8.100 tấn, bằng 90% kế hoạch`"""
    at = _part_of(sentence, place)
    if at is None:
        return None
    part, p = sentence.figures[at], sentence.figures[place]
    plans = []
    for other in (sentence, *earlier):
        for match in _PLAN.finditer(other.form):
            where = match.end() - 1
            if other is not sentence or where != at:
                plans.append((other, where))
    if len(plans) != 1:
        return None
    other, where = plans[0]
    if not _same_things(sentence.form, at, other.form, where) or (p.step >= 1 and other is not sentence):
        return None
    return wrong_ratio(part, other.figures[where], p, only_slips=True)


def _same_things(form: str, at: int, other: str, where: int) -> bool:
    things = re.findall(WORD, form[at + 1 : at + 30])[:1]
    if not things or _TIME.match(form, at + 1):
        return False
    return things[0] in re.findall(WORD, other[where + 1 : where + 40])[:3]


def share_fits(a: Figure, b: Figure, p: Figure) -> bool:
    if not (a.value and b.value):
        return False
    made = _made(a, b)
    said = _said(p)
    return meet(made, said) or meet((100 - made[1], 100 - made[0]), said)


def _made(a: Figure, b: Figure) -> Interval:
    (low, high), (least, most) = a.interval, b.interval
    return 100 * low / most, 100 * high / max(least, Fraction(1, 10**6))


def _said(p: Figure) -> Interval:
    """It may be rounded up or down."""
    most = p.around or p.step * Fraction(999, 1000)
    return p.value - most, p.value + most


def wrong_ratio(a: Figure, b: Figure, p: Figure, *, only_slips: bool) -> Wrong | None:
    if not (a.value > 0 and b.value > 0 and p.value > 0) or share_fits(a, b, p):
        return None
    low, high = _said(p)
    low = max(low, Fraction(1, 10**6))
    needed = (
        Needed(p, _made(a, b)),
        Needed(a, (low * b.interval[0] / 100, high * b.interval[1] / 100)),
        Needed(b, (100 * a.interval[0] / high, 100 * a.interval[1] / low)),
    )
    right = p.written(100 * a.value / b.value)
    if right == p.written(p.value):
        return None
    reason = f"{a.written(a.value)} trên {b.written(b.value)} là {right}, không phải {p.written(p.value)}."
    return judge(RULE, needed, reason, only_slips=only_slips)
