"""Personal data in a text: telephone numbers, numbers of papers and accounts, e-mail addresses, plates, homes.

What is an office's (its numbers, `gov.vn`, its house), and what only looks like a number of somebody (documents, days,
money, dossiers) is none. Pure; work grows with the text, never with its square.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from vietnamese.text import fold

from . import Piece
from .emails import emails_in
from .homes import homes_in
from .numbers import LONGEST, Group, Run, groups_in, plain_digits, runs_of

PERSONAL_DATA = "personal_data"
PHONE, IDENTITY, ACCOUNT, ADDRESS, EMAIL, PLATE = "phone", "identity", "account", "address", "email", "plate"
RECORD = "record"  # of a dossier, a document, a customer: of no person

SHORTEST = 7  # digits of a number of somebody
BEFORE, AFTER = 44, 26  # characters around a number in which words say what it is
OFFICE_BEFORE = 64
BARRED_BEFORE, LONGEST_LINK = 24, 200  # characters before a number: a dossier's, a link's
OF_HEALTH = 13  # digits on a card of health insurance
NEAR = 70  # characters around a plate in which somebody is named

_BARRED = re.compile(
    r"https?://(?!zalo\.me|wa\.me)\S+"
    r"|(?<![^\W_])bl-[a-z0-9]{5}-[a-z0-9]{5}(?![^\W_])"  # our own reference numbers
    r"|(?:(?<!\d)\d{2,3}\.){0,4}(?<![^\W\d_])[a-z]\d{2}(?:\.\d{1,3}){0,3}-\d{6}-\d{3,6}"  # dossiers
    r"|(?<![\d.])(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)\d\d(?![./-]?\d)"  # days
    r"|(?<!\d)\d{1,6}/(?:(?:19|20)\d\d/)?[a-zđ]{2,8}(?:-[a-zđ]{2,8}){0,3}\d{0,2}"  # documents
    r"|(?<!\d)\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,2})? ?(?:đồng|đ|vnđ|vnd|dong|usd|tỷ|triệu)(?![^\W_])"  # money
)
_WORDS_FOR = {
    PHONE: "sdt|so dt|dt|dtdd|dien thoai|so may|so phone|phone|tel|zalo|viber|whatsapp|lien he|lien lac|lh|alo|goi"
    "|goi so|nhan tin|inbox|call|sim|dd|di dong|hotline",
    IDENTITY: "cccd|cmnd|cmtnd|cmt|can cuoc|chung minh|chung minh thu|chung minh nhan dan|dinh danh|so dinh danh"
    "|ma dinh danh|ho chieu|passport|bhyt|bhxh|bao hiem xa hoi|bao hiem y te|so bao hiem|gplx|giay phep lai xe"
    "|bang lai|giay khai sinh|so bao hiem|the bao hiem|bao hiem"
    "|ma so thue ca nhan|ma so thue cua toi|ma so thue cua em|ma so thue cua minh|ma so thue cua ong|ma so thue cua ba"
    "|ma so thue cua anh|ma so thue cua chi|mst ca nhan|mst cua toi|mst cua em|mst cua minh",
    ACCOUNT: "stk|so tk|tk|so tai khoan|tai khoan|tai khoang|so the|the atm|atm|chuyen khoan|ck|vietcombank|vcb|bidv"
    "|vietinbank|ctg|agribank|techcombank|tcb|mbbank|mb bank|mb|acb|vpbank|sacombank|stb|tpbank|shb|hdbank|vib|ocb"
    "|lpbank|lienvietpostbank|seabank|msb|eximbank|scb|ngan hang|momo|zalopay|viettelpay|bank|pvcombank|namabank"
    "|baovietbank|kienlongbank|bacabank|abbank|ncb|cake|timo",
    RECORD: "ma ho so|so ho so|ho so so|ho so|ma van don|van don|so van ban|van ban so|cong van so|cong van|bien nhan"
    "|so bien nhan|bien lai|ma tra cuu|so tiep nhan|so seri|seri|ma don|don so|thua dat so|thua so|so thua|to ban do"
    "|mst|ma so thue|ma so doanh nghiep|ma so|giay phep so|giay phep|qd so|quyet dinh so|so phat hanh|so hieu"
    "|ma khach hang|khach hang|hoa don|so cong to|cong to|ma cong dan phan anh|isbn",
}
_CUES = {words: what for what, listed in _WORDS_FOR.items() for words in listed.split("|")}
_LONGEST_CUE = max(words.count(" ") for words in _CUES) + 1  # words
_LETTERS = re.compile(r"[^\W_]+")
_BANK_BEHIND = re.compile(
    r"(?:[ ,:(.-]| - |\n){0,3}(?:tai|o|cua|nh|ngan hang|ngan hang nn|bank)?[ :]{0,2}"
    r"(?:vietcombank|vcb|bidv|vietinbank|agribank|techcombank|tcb|mbbank|mb bank|mb|acb|vpbank|sacombank|tpbank|shb"
    r"|hdbank|vib|ocb|lpbank|lienvietpostbank|seabank|msb|eximbank|scb|momo|ngan hang)(?![^\W_])"
)
# Whose number it is, said before it in the same sentence: of a number that only offices have, of any number.
_OFFICE = re.compile(
    r"(?<![^\W_])(?:ubnd|uy ban|hdnd|cong an|bo phan|mot cua|trung tam|so [a-z]{2,8} [a-z]{2,8}|phong [a-z]{2,6}|"
    r"chi cuc|cuc|duong day|nong|hotline|tong dai|co quan|toa soan|ban bien tap|benh vien|tram|truong|cong ty|"
    r"dien luc|cap nuoc|buu dien|ngan hang|van phong|thanh tra|toa an|vien kiem sat|khach san|nha hang|sieu thi|"
    r"hop tac xa|htx|truc ban|tiep dan|1900|1800|1022|19001\w*)(?![^\W_])"
)
_HOTLINE = re.compile(
    r"(?:duong day nong|so nong|tong dai|truc ban|so truc|tiep nhan phan anh|duong day)"
    r"[^.!?\n]{0,24}$"
)
_SENTENCE_END = re.compile(r"[.!?…](?=\s)|\n")
_AFTER_MONEY = re.compile(r" ?(?:dong|d|vnd|usd|ty|trieu|nguoi|ho|ha|m2|km)(?![^\W_])")

_MOBILE = re.compile(r"0[35789]\d{8}")
_OLD_MOBILE = re.compile(r"01[2689]\d{8}")
_LANDLINE = re.compile(r"02\d{9}")
_ABROAD = re.compile(r"(?:00)?840?(?:[35789]\d{8}|2\d{9})")
_WITHOUT_NOUGHT = re.compile(r"[35789]\d{8}")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_CITIZEN = re.compile(r"0(?:0[1-9]|[1-8]\d|9[0-6])[0-3]\d{8}")
_MAY_BEGIN = re.compile(r"0[1-9]|00[0-9][1-9]|84|97|4|5")  # what is somebody's number by its form alone
_KEYCAP = ("\ufe0f", "\u20e3")  # what makes a key of a telephone of a digit
_CARD = re.compile(r"9704\d{12}(?:\d{3})?|[45]\d{15}")
_HEALTH = re.compile(r"(?<![^\W_])[a-z]{2}[ .]?\d{13}(?!\d)")

_PLATE = re.compile(
    r"(?<![^\W_])[1-9][0-9][ -]?[A-Z](?:[A-Z]|[0-9])?[ .-]{0,3}(?:[0-9]{3}[. ]?[0-9]{2}|[0-9]{4})(?![^\W_])"
)
_HAS_DIGITS = re.compile(r"[0-9]{2}")
_OF_A_VEHICLE = re.compile(r"(?<![^\W_])(?:xe|biển|bks|ô tô|oto)(?![^\W_])", re.IGNORECASE)
_PERSON = re.compile(
    r"(?<![^\W_])(?:[ôÔ]ng|[bB]à|[aA]nh|[cC]hị|[cC]ô|[cC]hú|[bB]ác|[eE]m|[tT]hằng|[cC]on|[lL]ão|[mM]ụ|[tT]ên|"
    r"[cC]ủa|[tT]ay|[gG]ã|[cC]hủ xe|[tT]ài xế|[lL]ái xe)(?![^\W_])"
)


class _Found(NamedTuple):
    """A number in the groups of a run up to (not with) `behind`."""

    what: str
    behind: int
    why: str


def find(text: str) -> list[Piece]:
    """Every piece of personal data in `text`, apart and in order."""
    plain = plain_digits(text)
    found = [*_numbers(text, plain), *_plates(text)]
    found += [Piece(PERSONAL_DATA, *place, text[slice(*place)], "địa chỉ email", EMAIL) for place in emails_in(text)]
    found += [Piece(PERSONAL_DATA, start, end, text[start:end], why, ADDRESS) for start, end, why in homes_in(text)]
    return _apart(sorted(found, key=lambda piece: (piece.start, -piece.end)))


def _apart(pieces: list[Piece]) -> list[Piece]:
    """Without those that begin inside the one before."""
    kept: list[Piece] = []
    for piece in pieces:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _folded(text: str) -> str:
    """Without marks, letter for letter."""
    folded = fold(text)
    return folded if len(folded) == len(text) else "".join((fold(sign) or sign)[0] for sign in text)


# Numbers


def _numbers(text: str, plain: str) -> Iterator[Piece]:
    groups = groups_in(plain)
    if sum(len(group.digits) for group in groups) < SHORTEST:
        return
    runs = _long_enough(runs_of(groups, plain, []))
    if not runs:
        return
    runs = _long_enough(runs_of([group for run in runs for group in run], plain, _barred(plain, runs)))
    around = _folded(plain)
    for run in runs:
        yield from _numbers_of(run, text, plain, around)
    if any(len(group.digits) >= OF_HEALTH for run in runs for group in run):
        for match in _HEALTH.finditer(plain):
            words = text[match.start() : match.end()]
            yield Piece(PERSONAL_DATA, *match.span(), words, "số thẻ bảo hiểm y tế", IDENTITY)


def _long_enough(runs: list[Run]) -> list[Run]:
    return [run for run in runs if sum(len(group.digits) for group in run) >= SHORTEST]


def _barred(plain: str, runs: list[Run]) -> list[tuple[int, int]]:
    """The places near `runs` that hold no number of somebody: links, documents, days, money; in order, apart."""
    barred: list[tuple[int, int]] = []
    for run in runs:
        begin = max(run[0].start - LONGEST_LINK, 0)
        in_one = max(plain.rfind(" ", begin, run[0].start), plain.rfind("\n", begin, run[0].start), begin)
        start = max(min(in_one, run[0].start - BARRED_BEFORE), barred[-1][1] if barred else 0)
        barred += [match.span() for match in _BARRED.finditer(plain, start, run[-1].end + AFTER)]
    return barred


def _numbers_of(run: Run, text: str, plain: str, around: str) -> Iterator[Piece]:
    cue, said_until = _cue_before(around, run[0].start)
    place = 0
    while place < len(run):
        start = run[place].start
        distance = start - said_until
        number = None
        if not is_a_name(run, place):
            number = _number_at(run, place, around, cue if distance <= BEFORE else "", distance)
        if number is None:
            place += 1
            continue
        if number.what:
            start, end = _with_signs(plain, start, run[number.behind - 1].end, number.what)
            yield Piece(PERSONAL_DATA, start, end, text[start:end], number.why, number.what)
        place = number.behind


def is_a_name(run: Run, place: int) -> bool:
    """Whether the word at `place` is rather somebody's name than a digit: “anh Ba 0912…”, “ông Nam 0912…”."""
    is_before_digits = place + 1 < len(run) and not run[place + 1].is_words
    return run[place].is_words and is_before_digits and not run[place].digits.startswith("0")


def _number_at(run: Run, place: int, around: str, cue: str, distance: int) -> _Found | None:
    """What begins with the group at `place` of `run`: somebody's number, one of no person (`what` ""), or None.

    `cue` is what the words `distance` characters before it say that it is.
    """
    digits, behind = _joined(run, place, is_said=bool(cue))
    if len(digits) < SHORTEST:
        return None
    if cue == RECORD and distance <= 12:
        return _Found("", behind[max(behind)], "")
    found = _identity(behind, around, run[place].start) if cue == IDENTITY else None
    found = found or _citizen(run, place, digits, behind, around)
    if not found and cue != PHONE:
        found = _account(run, place, around, is_said=cue == ACCOUNT)
    return found or _phone(run, place, digits, behind, around, is_said=cue == PHONE)


def _joined(run: Run, place: int, *, is_said: bool) -> tuple[str, dict[int, int]]:
    """The digits from `place` on, and `{number of digits: place behind the group that ends there}`.

    Nothing of what cannot begin a number of somebody, unless words before it say that it is one.
    """
    begin = "".join(group.digits for group in run[place : place + 4])[:4]
    if not is_said and len(run[place].digits) < 8 and not _MAY_BEGIN.match(begin):
        return "", {}
    digits, behind = "", {}
    for index in range(place, len(run)):
        digits += run[index].digits
        if len(digits) > LONGEST and index > place:
            break
        behind[len(digits)] = index + 1
    return digits, behind


def _cue_before(around: str, start: int) -> tuple[str, int]:
    """What the words before `start` say that a number is, and where they end; the last ones count."""
    words = list(_LETTERS.finditer(around, max(start - BEFORE, 0), start))
    for last in range(len(words), 0, -1):
        for first in range(max(last - _LONGEST_CUE, 0), last):
            if cue := _CUES.get(" ".join([word[0] for word in words[first:last]])):
                return cue, words[last - 1].end()
    return "", max(start - BEFORE, 0)


def _identity(behind: dict[int, int], around: str, start: int) -> _Found | None:
    for length in (12, 10, 9):
        if length in behind:
            return _Found(IDENTITY, behind[length], "số giấy tờ tùy thân")
    has_letter = around[start - 1 : start].isalpha()
    for length in (8, 7):
        if length in behind and has_letter:
            return _Found(IDENTITY, behind[length], "số hộ chiếu")
    return None


def _citizen(run: Run, place: int, digits: str, behind: dict[int, int], around: str) -> _Found | None:
    """A number of twelve digits that begins with a province, a century and a year; whole in its run."""
    if 12 not in behind or not _CITIZEN.match(digits):
        return None
    is_whole = behind[12] == len(run) or behind[12] == place + 1
    groups = run[place : behind[12]]
    if not is_whole or ("," in around[groups[0].start : groups[-1].end] and not groups[0].is_words):
        return None
    return _Found(IDENTITY, behind[12], "số định danh 12 chữ số")


def _account(run: Run, place: int, around: str, *, is_said: bool) -> _Found | None:
    """Six to nineteen digits of which a word says that they are an account; a card by its form."""
    end, digits = place, ""
    while end < len(run) and len(digits + run[end].digits) <= 19:
        is_split = end > place and (run[end].start - run[end - 1].end > 1 or len(run[end - 1].digits) > 7)
        if is_split:
            break
        digits += run[end].digits
        end += 1
    if end == place:
        return None
    if len(digits) >= 16 and _CARD.fullmatch(digits):
        return _Found(ACCOUNT, end, "số thẻ ngân hàng")
    behind = around[run[end - 1].end : run[end - 1].end + AFTER]
    is_said = is_said or (len(digits) >= 8 and _BANK_BEHIND.match(behind) is not None)
    if is_said and len(digits) >= 6 and not _AFTER_MONEY.match(behind):
        return _Found(ACCOUNT, end, "số tài khoản")
    return None


def _phone(run: Run, place: int, digits: str, behind: dict[int, int], around: str, *, is_said: bool) -> _Found | None:
    sign = around[max(run[place].start - 2, 0) : run[place].start]
    length = _phone_length(digits, behind, is_abroad="+" in sign, is_said=is_said)
    if not length:
        return None
    groups, end = run[place : behind[length]], behind[length]
    if not is_said and _only_looks_like_one(groups, around):
        return None
    if digits.startswith("02") or length < 9:
        if _OFFICE.search(_sentence_before(around, run[place].start)):
            return _Found("", end, "")
    elif _HOTLINE.search(_sentence_before(around, run[place].start)):
        return _Found("", end, "")
    return _Found(PHONE, end, _why_phone(groups, digits))


def _phone_length(digits: str, behind: dict[int, int], *, is_abroad: bool, is_said: bool) -> int:
    """How many of `digits` are a telephone number; 0 when they are none."""
    for length, form in ((11, _LANDLINE), (10, _MOBILE), (11, _OLD_MOBILE)):
        if length in behind and form.match(digits):
            return length
    for length in (14, 13, 12, 11):
        # Without a plus eleven digits are one whole number, or many things.
        if length in behind and _ABROAD.fullmatch(digits, 0, length) and (is_abroad or len(behind) == 1 or is_said):
            return length
    if is_said:
        if 9 in behind and _WITHOUT_NOUGHT.match(digits):
            return 9
        return next((length for length in (8, 7) if length in behind and _LOCAL.fullmatch(digits, 0, length)), 0)
    return 0


def _only_looks_like_one(groups: list[Group], around: str) -> bool:
    """Whether it is rather a row of figures: 0, 35, 40 … or days 03, 05, 07, 08, 09."""
    lengths = [len(group.digits) for group in groups]
    if any(group.is_words for group in groups) or len(groups) == 1:
        return False
    if lengths[0] == 1:
        return not (max(lengths) == 1 or min(lengths[1:]) >= 3)
    if lengths == [2] * 5:
        numbers = [int(group.digits) for group in groups]
        is_row = numbers == sorted(numbers) and numbers[-1] <= 31
        return is_row or "," in around[groups[0].end : groups[1].start]
    return False


def _sentence_before(around: str, start: int) -> str:
    before = around[max(start - OFFICE_BEFORE, 0) : start]
    *_, last = _SENTENCE_END.split(before)
    return last


def _why_phone(groups: list[Group], digits: str) -> str:
    if any(group.is_words for group in groups):
        return "số điện thoại viết bằng chữ"
    return "số điện thoại cố định" if digits.startswith("02") else "số điện thoại"


def _with_signs(plain: str, start: int, end: int, what: str) -> tuple[int, int]:
    """With the plus and the brackets that belong to a number, and the letter of a passport."""
    if what == IDENTITY and plain[start - 1 : start].isalpha() and not plain[max(start - 2, 0) : start - 1].isalpha():
        return start - 1, end
    if what == PHONE:
        if plain[start - 1 : start] == "+":
            start -= 1
        if plain[start - 1 : start] == "(" and ")" in plain[start : end + 1]:
            start -= 1
            end += plain[end : end + 1] == ")" and ")" not in plain[start:end]
        while plain[end : end + 1] in _KEYCAP:
            end += 1
    return start, end


# Plates


def is_plate(words: str) -> bool:
    """Whether all of `words` are one plate, whoever's."""
    return _PLATE.fullmatch(words.strip(" ,.;:()").upper()) is not None


def _plates(text: str) -> Iterator[Piece]:
    """Plates of cars and motorcycles with somebody beside them."""
    if not _HAS_DIGITS.search(text):
        return
    for match in _PLATE.finditer(text):
        near = text[max(match.start() - NEAR, 0) : match.end() + NEAR]
        if _PERSON.search(near) and _OF_A_VEHICLE.search(near):
            yield Piece(PERSONAL_DATA, *match.span(), match[0], "biển số xe của một người", PLATE)
