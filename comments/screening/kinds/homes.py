"""Where somebody lives, as a text says it: number of the house, lane, street, hamlet; not where an office is.

Pure; work grows with the text, never with its square.
"""

import re
from collections.abc import Iterator

from vietnamese.text import fold

_CAPITALS = "".join(sign for sign in map(chr, range(0x41, 0x1EFA)) if sign.isupper() and fold(sign).isascii())
WHY_HOUSE, WHY_PERSON = "địa chỉ nhà", "nơi ở của một người"

_NUMBER = r"\d{1,4}[a-z]?(?:[/-]\d{1,4}[a-z]?){0,4}"
_LANE = r"(?:ngo|ngach|hem|kiet|hxh)"
_UNIT = r"(?:to dan pho|to|thon|xom|ap|ban|khu pho|khu|doi|cum|buon|lang|kdc|khoi)"
_STREET = r"(?:duong|pho|toa nha|toa|block|chung cu|dai lo|quoc lo|ql|tinh lo|tl)"
_WIDER = r"(?:phuong|xa|thi tran|thi xa|quan|huyen|tp|thanh pho|tinh|p|q|x|h)"
_SMALL = re.compile(  # a part of an address with a number of its own
    rf"(?<![^\W_])(?:(?:so nha|nha so|sn|so|nha) {_NUMBER}|(?:{_LANE}|{_UNIT}) (?:so )?{_NUMBER})(?![^\W_])"
)
_HOUSE = re.compile(
    rf"(?<![^\W_])(?:(?:so nha|nha so|sn|sn\.)[ :]{{1,2}}{_NUMBER}"
    r"|nha \d{1,4}[a-z]?(?:/\d{1,4}[a-z]?){1,4})(?![^\W_])"
)
_HOUSE_IN_LANE = re.compile(
    rf"(?<![^\W_])(?:so )?{_NUMBER},? {{0,2}}{_LANE} (?:so )?{_NUMBER}(?![^\W_])"
    rf"|(?<![^\W_]){_LANE} (?:so )?{_NUMBER},? {{0,2}}(?:so|nha|so nha) {_NUMBER}(?![^\W_])"
)
_FLAT = re.compile(
    rf"(?<![^\W_])(?:can ho|can|phong|p\.?) ?(?:so )?[a-z]?{_NUMBER},? {{0,2}}"
    r"(?:tang|toa nha|toa|block|chung cu|lo|khu) (?:so )?\w{1,8}(?![^\W_])"
)
_HOUSE_OF_STREET = re.compile(rf"(?<![^\W_])(?:so )?{_NUMBER},? {{0,2}}{_STREET} (?=[^\W\d_])")
# The forms in which a house is written, with words of which each has one.
_FORMS = {
    _HOUSE: ("nha ", "so nha", "sn"),
    _HOUSE_IN_LANE: ("ngo ", "ngach ", "hem ", "kiet ", "hxh "),
    _FLAT: ("tang ", "toa ", "block ", "chung cu ", "lo ", "khu "),
}
_SOMEBODY = "(?:toi|em|minh|no|han|ong|ba|anh|chi|co|chu|bac|thang|con|ho|may|y|thi|lao|mu|vo chong)"
_LIVES = re.compile(
    r"(?<![^\W_])(?:dia chi(?: nha)?|d/c|dc|nha rieng|tru tai|(?:thuong|tam) tru(?: tai)?|ho khau(?: o| tai)?|"
    r"ngu (?:o|tai)|dang o|cu tru(?: tai)?|noi o|cho o|que o|song (?:o|tai)|"
    rf"nha(?: cua)?(?: {_SOMEBODY}){{1,2}}(?: [^\W\d_]{{1,8}}){{0,5}}? (?:o|tai|la)|"
    rf"{_SOMEBODY}(?: [^\W\d_]{{1,8}}){{0,5}}? (?:o|tru|nha o|song o))"
    r"(?: (?:o|tai|so|la))?[ :,]{1,3}"
)
_PART = re.compile(
    rf"[ ]?(?:[,;–-][ ]?|\(|/)?[ ]?(?:"
    rf"(?:so nha|nha so|sn|so) {_NUMBER}"
    rf"|(?:{_LANE}|{_UNIT}) (?:so )?{_NUMBER}"
    rf"|(?:{_LANE}|{_UNIT}|{_STREET}|{_WIDER}\.?)[ .]{{1,2}}"
    rf"(?:(?P<name>[^\W\d_]{{1,8}}(?: [^\W\d_]{{1,8}}){{0,3}})|\d{{1,3}})"
    rf"|{_NUMBER}"
    rf"|(?P<bare>[^\W\d_]{{1,8}}(?: [^\W\d_]{{1,8}}){{0,4}})"
    rf")(?![^\W_])"
)
_PLACE_OF_SOMETHING = re.compile(
    r"(?<![^\W_])(?:truoc|doi dien|gan|canh|ngang|tu|tu [^.!?\n]{1,40} den|qua|khu vuc|doan|truoc cua|"
    r"sat|cong|ranh|cot dien|den duong|duong|ho ga|o ga|bai rac|nga ba|nga tu|cay xanh|so nha|nha so)"
    r"(?: (?:doan|cua|cong|ngo|nha|so|duong))?[ ,:]{0,2}$"
)
_OFFICE = re.compile(  # with marks, as without them most of these are other words too
    r"(?<![^\W_])(?:trụ sở|ubnd|ủy ban|uỷ ban|hđnd|công an|một cửa|trung tâm|chi cục|cục|cơ quan|tòa soạn|toà soạn|"
    r"ban biên tập|bệnh viện|trạm|trường|công ty|điện lực|bưu điện|ngân hàng|văn phòng|nhà văn hóa|nhà văn hoá|"
    r"cửa hàng|quán|chợ|chùa|đình|đền|khách sạn|nhà hàng|siêu thị|phòng khám|sở [^\W\d_]{2,8} [^\W\d_]{2,8}|đại lý|"
    r"cơ sở|điểm|tru so|uy ban|cong an|mot cua|trung tam|benh vien|buu dien|ngan hang|cong ty|van phong)(?![^\W_])"
)
_PERSON = re.compile(
    r"(?<![^\W_])(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]ô|[cC]hú|[bB]ác|[tT]hằng|[aAcC]|[cC]on|[cC]háu|[eE]m|[lL]ão|[mM]ụ|[tT]hầy)"
    rf"(?: [{_CAPITALS}][^\W\d_]{{0,7}}){{1,4}}"
)
_LIVES_THERE = re.compile(
    r",? ?(?:\(?(?:sinh năm|sn|SN) ?\d{4}\)?,? ?)?(?:hiện |đang )?"
    r"(?:nhà ở|trú tại|trú ở|ở tại|ở|ngụ tại|ngụ|thường trú tại|thường trú|nhà|tại)? ?"
)
_SLASHED = re.compile(rf"{_NUMBER}(?=,? [^\W\d_])")
_FIRST_PART = re.compile(rf"(?:{_UNIT}|{_LANE}) (?:so )?\w{{1,8}}|(?P<house>(?:so )?{_NUMBER})(?=,? [^\W\d_])")
_UNIT_WITH_NUMBER = re.compile(rf"(?<![^\W_])(?:{_UNIT}|{_LANE}) (?:so )?{_NUMBER}(?![^\W_])")
_WHOSE_HOUSE = re.compile(rf"[,;]? (?:canh |gan |doi dien )?nha {_SOMEBODY} (?=[^\W\d_])")
_PARTS = re.compile(rf"(?<![^\W_])(?:{_UNIT}|{_LANE}|{_STREET}|{_WIDER}) ")
_IN_LANE = re.compile(rf"(?<![^\W_])(?:{_LANE}|so nha|nha so|sn|so) ?\d")
_DIGIT = re.compile(r"\d")
BEFORE = 48
NEAR = 80  # characters around a digit


def homes_in(text: str) -> list[tuple[int, int, str]]:
    """`(start, end, why)` of each home that `text` names, in order."""
    folded = fold(text)
    if len(folded) != len(text):
        folded = "".join((fold(sign) or sign)[0] for sign in text)
    found = [*_houses(text, folded), *_of_persons(text, folded)]
    kept: list[tuple[int, int, str]] = []
    for start, end, why in sorted(found, key=lambda home: (home[0], -home[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end, why))
    return kept


def _houses(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """Those with a number of the house, or with a word that somebody lives there."""
    forms = [form for form, cues in _FORMS.items() if any(cue in folded for cue in cues)]
    for begin, until in _near_digits(folded):
        for form in forms:
            for match in form.finditer(folded, begin, until):
                end = _end_of_parts(text, folded, match.end())
                if (form is not _HOUSE or end > match.end()) and not _is_place(text, folded, match.start()):
                    yield match.start(), end, WHY_HOUSE
        yield from _lived_in(text, folded, begin, until)
        yield from _before_its_owner(text, folded, begin, until)


def _near_digits(folded: str) -> Iterator[tuple[int, int]]:
    """The stretches of `folded` around its digits; a home has one, and most texts have few."""
    begin = until = -1
    for digit in _DIGIT.finditer(folded):
        if begin < 0 or digit.start() - NEAR > until:
            if begin >= 0:
                yield begin, until
            begin = max(digit.start() - NEAR, 0)
        until = digit.end() + NEAR
    if begin >= 0:
        yield begin, until


def _lived_in(text: str, folded: str, begin: int, until: int) -> Iterator[tuple[int, int, str]]:
    for match in _LIVES.finditer(folded, begin, until):
        start = match.end()
        first = _SMALL.match(folded, start) or _HOUSE_OF_STREET.match(folded, start) or _slashed(folded, start)
        if first is None or _is_place(text, folded, match.start()):
            continue
        end = _end_of_parts(text, folded, start)
        if _is_house(folded[start:end]):
            yield start, end, WHY_HOUSE


def _before_its_owner(text: str, folded: str, begin: int, until: int) -> Iterator[tuple[int, int, str]]:
    """“tổ 3, khu 7, nhà chị Hương”: up to whose house it is."""
    for match in _UNIT_WITH_NUMBER.finditer(folded, begin, until):
        end = _end_of_parts(text, folded, match.start())
        owner = _WHOSE_HOUSE.match(folded, end)
        if owner and text[owner.end()].isupper():
            yield match.start(), end, WHY_PERSON


def _slashed(folded: str, start: int) -> re.Match[str] | None:
    return _SLASHED.match(folded, start)


def _is_house(parts: str) -> bool:
    """Whether `parts` lead to one house: a number before or of a lane or a street, not only a hamlet."""
    words = parts.split()
    has_lane = _IN_LANE.search(parts) is not None
    has_street = len(words) > 2 and words[0][0].isdigit()
    return (has_lane and len(words) > 2) or has_street


def _of_persons(text: str, folded: str) -> Iterator[tuple[int, int, str]]:
    """A hamlet or a group of houses with the name of who lives there."""
    for person in _PERSON.finditer(text):
        lives = _LIVES_THERE.match(text, person.end())
        start = lives.end() if lives else person.end()
        first = _FIRST_PART.match(folded, start)
        if first is None or not text[person.end() : start].strip():
            continue
        end = _end_of_parts(text, folded, start)
        if len(_PARTS.findall(folded[start:end])) > 1 or (first["house"] and end > first.end()):
            yield start, end, WHY_PERSON


def _is_place(text: str, folded: str, start: int) -> bool:
    """Whether something other than somebody's home is there: a broken street, an office."""
    first = max(start - BEFORE, 0)
    begin = max(first, *(folded.rfind(end, first, start) + 1 for end in (". ", "\n", "! ", "? ")))
    before = folded[begin:start]
    return _PLACE_OF_SOMETHING.search(before) is not None or _OFFICE.search(text[begin:start].lower()) is not None


def _end_of_parts(text: str, folded: str, start: int) -> int:
    """Where the address ends whose first part ends (or begins) at `start`: at most eight parts."""
    end = start
    for _ in range(8):
        part = _PART.match(folded, end)
        if part is None:
            break
        if part["bare"] is not None or part["name"] is not None:
            is_named = part["bare"] is None
            stop = _end_of_name(text, *part.span("name" if is_named else "bare"), is_named=is_named)
            if stop is None:
                break
            end = stop
        else:
            end = part.end()
    return end


def _end_of_name(text: str, start: int, end: int, *, is_named: bool) -> int | None:
    """Where the words with capitals end from `start` on; None when the first has none.

    Who writes no capitals and no marks: two words behind what `is_named` (duong le loi).
    """
    words = list(re.finditer(r"[^\W_]+", text[start:end]))
    if is_named and text[start:end].islower() and text[start:end].isascii():
        return start + words[:2][-1].end()
    stop = None
    for word in words:
        if not (word[0][0].isupper() or word[0].isdigit()):
            break
        stop = start + word.end()
    return stop
