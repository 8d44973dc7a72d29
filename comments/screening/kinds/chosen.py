"""Whether a stretch that somebody chose is personal data of the sort that they name, and nothing else. Pure."""

import re

from .chosen_homes import is_an_address
from .codes import ACCUSATION, FRAUD, HATE, INSULT, THREAT
from .emails import is_one_email
from .finder import find_in_body
from .numbers import Run, are_one_number, groups_in, plain_digits
from .personal import ACCOUNT, ADDRESS, EMAIL, IDENTITY, PHONE, PLATE, is_a_name, is_plate

LONGEST = {PHONE: 60, IDENTITY: 60, ACCOUNT: 60, EMAIL: 100, ADDRESS: 120, PLATE: 20}  # characters
DIGITS = {PHONE: range(7, 16), IDENTITY: range(7, 16), ACCOUNT: range(6, 20)}
_OPINIONS = {THREAT, ACCUSATION, HATE, INSULT, FRAUD}
AROUND = 24  # characters beside a stretch that say that it is of an amount or a day
_AROUND_NUMBER = " ()[].,;:*~-–—"
_KEYCAPS = "\ufe0f\u20e3"
_LETTERS_BEFORE = re.compile(r"[A-Z]{1,3}[ .-]?(?=\d)")  # of a passport, of a health insurance card
_UNIT = r"(?:đồng|đ|vnđ|vnd|dong|usd|đô|tỷ|tỉ|triệu|nghìn|ngàn|trăm|k|ha|m2|m²|km|kg|tấn|mét)"
_BEFORE_UNIT = re.compile(rf" ?(?:\(?{_UNIT}(?![^\W_]|/)|%|€|\$)")
_ENDS_IN_SIGN = re.compile(r"[$€]\s?$")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?P<sign>[., ])\d{3})(?:(?P=sign)\d{3})*(?:,\d{1,2})?")
_MOBILE_IN_THREES = re.compile(r"[35789]\d\d([. ])\d{3}\1(?!000)\d{3}")
_DAY = re.compile(
    r"(?<!\d)(?:(?:0?[1-9]|[12]\d|3[01])(?P<sign>[./ -]|, ?| - )(?:0?[1-9]|1[0-2])(?P=sign)(?:19|20)\d\d"
    r"|(?:19|20)\d\d(?P<other>[./ -])(?:0?[1-9]|1[0-2])(?P=other)(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|(?:19|20)\d\d)(?!\d)"
)
_SAID_YEAR = re.compile(r"(?:năm|nam)\W{0,3}(?:19|20)\d\d(?!\d)")
_DAY_BEHIND = re.compile(r"(?<=[ ,;.-])(?:\d{1,2}[./ -]){2}(?:19|20)\d\d$|(?<=\d{3}[ ,;.-])(?:19|20)\d\d$")


def is_personal(words: str, what: str) -> bool:
    """Whether `words`, on one line, may be hidden as `what`: all of them are one number, address, plate.

    What a finder does not know may be chosen; an opinion, an amount of money, a day may not, nor may these beside it.
    """
    if "\n" in words or len(words) > LONGEST.get(what, 0):
        return False
    if what == EMAIL:
        return is_one_email(words)
    if what == ADDRESS:
        return is_an_address(words) and not any(piece.kind in _OPINIONS for piece in find_in_body(words))
    if what == PLATE:
        return is_plate(words)
    return _is_number(words, what)


def is_personal_there(text: str, start: int, end: int, what: str) -> bool:
    """As `is_personal` of the stretch of `text`, which is no part of a word, a number, an amount or a day there."""
    if not 0 <= start < end <= len(text) or not is_personal(text[start:end], what):
        return False
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    if _goes_on(before[-1:], text[start]) or _goes_on(text[end - 1], after[:1]):
        return False
    if re.search(r"\d[.,/]$", before) and text[start].isdigit():
        return False
    if text[end - 1].isdigit() and re.match(r"[.,/]\d", after):
        return False
    is_counted = _BEFORE_UNIT.match(after.lower()) or _ENDS_IN_SIGN.search(before)
    if text[end - 1].isdigit() and is_counted and text[start] not in "0+(":
        return False
    return what == EMAIL or not _is_inside_a_day(text, start, end)


def _goes_on(sign: str, following: str) -> bool:
    return sign.isalnum() and following.isalnum()


def _is_inside_a_day(text: str, start: int, end: int) -> bool:
    first = max(start - AROUND, 0)
    return any(
        match.start() + first < end and start < match.end() + first and len(match[0]) > 8
        for match in _DAY.finditer(text[first : end + AROUND])
    )


def _is_number(words: str, what: str) -> bool:
    plain = plain_digits(words)
    if what == IDENTITY and (letters := _LETTERS_BEFORE.match(words)):
        plain = " " * letters.end() + plain[letters.end() :]
    plain = plain.strip(_AROUND_NUMBER + _KEYCAPS)
    is_abroad = what == PHONE and re.match(r"\+|84[ .]", plain) is not None
    if is_abroad:
        plain = plain.removeprefix("+")
    groups = groups_in(plain)
    if not groups or not are_one_number(groups, plain) or is_a_name(groups, 0):
        return False
    if not is_abroad and _is_amount_or_day(plain, groups):
        return False
    return sum(len(group.digits) for group in groups) in DIGITS[what]


def _is_amount_or_day(plain: str, groups: Run) -> bool:
    """Whether `plain` is rather money (500.000.000, 500000000), days or years (01-01-2024, 2019 2020)."""
    if _SAID_YEAR.search(plain):
        return True
    if any(group.is_words for group in groups):
        return False
    if _THOUSANDS.fullmatch(plain) and not _MOBILE_IN_THREES.fullmatch(plain):
        return True
    digits = "".join(group.digits for group in groups)
    is_round = digits.endswith("000") and not digits.startswith(("0", "84"))
    without_days = _DAY.sub("", plain)
    is_list = "," in plain and max(len(group.digits) for group in groups) < 3  # 12, 13, 14
    is_followed = (day := _DAY_BEHIND.search(plain)) is not None and len(digits) > 11 and day.start() > 0
    return (
        is_round
        or is_list
        or is_followed
        or (without_days != plain and sum(map(str.isdigit, without_days)) < DIGITS[PHONE][0])
    )
