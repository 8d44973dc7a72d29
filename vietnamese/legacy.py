"""Text typed for the fonts of the time before Unicode: TCVN3 (ABC, `.VnTime`) and VNI (`VNI-Times`).

Such text arrives as Windows-1252 letters: `C¶i c¸ch hµnh chÝnh` and `Caûi caùch haønh chính`. It is detected and
offered for conversion, never converted silently. Call `detect` before cleaning: TCVN3 writes ư as U+00AD, the soft
hyphen, which `text.clean_text` drops.

Tables: TCVN 5712:1993, small letters as in `iconv -f TCVN`; VNI for Windows as in xvnkb's `vni.h`.
Left out: VISCII, VPS, BK HCM and other fonts hardly met today; words in TCVN3 whose case only the font `.VnTimeH`
knew and no word around them shows (see `_restore_capitals`).
"""

import re
from collections import Counter

from .syllables import is_syllable
from .text import nfc

TCVN3, VNI = "tcvn3", "vni"

_TCVN3_LETTERS = {
    "¡¢£¤¥¦§": "ĂÂÊÔƠƯĐ",
    "¨©ª«¬\xad®": "ăâêôơưđ",
    "µ¶·¸¹": "àảãáạ",
    "»¼½¾Æ": "ằẳẵắặ",
    "ÇÈÉÊË": "ầẩẫấậ",
    "ÌÎÏÐÑ": "èẻẽéẹ",
    "ÒÓÔÕÖ": "ềểễếệ",
    "×ØÜÝÞ": "ìỉĩíị",
    "ßáâãä": "òỏõóọ",
    "åæçèé": "ồổỗốộ",
    "êëìíî": "ờởỡớợ",
    "ïñòóô": "ùủũúụ",
    "õö÷øù": "ừửữứự",
    "úûüýþ": "ỳỷỹýỵ",
    "\u03bc": "à",  # Greek mu, into which some programs turn the micro sign
}
_FROM_TCVN3 = {
    ord(code): letter for codes, letters in _TCVN3_LETTERS.items() for code, letter in zip(codes, letters, strict=True)
}

# VNI writes a letter as base and mark: the five tones are the same marks on all bases, those of â ê ô and of ă others.
_TONES = ("", "\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_MARKS = {"": ("", *"ùøûõï"), "\u0302": tuple("âáàåãä"), "\u0306": tuple("êéèúüë")}
_VNI_BASES = {"": "aeouyôö", "\u0302": "aeo", "\u0306": "a"}
_VNI_SINGLES = {"ñ": "đ", "ô": "ơ", "ö": "ư", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_table() -> dict[str, str]:
    """Base and mark, or a letter alone, small → Unicode."""
    table = dict(_VNI_SINGLES)
    for shape, bases in _VNI_BASES.items():
        for base in bases:
            for mark, tone in zip(_VNI_MARKS[shape], _TONES, strict=True):
                if mark:
                    table[base + mark] = nfc(_VNI_SINGLES.get(base, base) + shape + tone)
    return table


_FROM_VNI = _vni_table()
_VNI_LETTER = re.compile(
    "|".join(
        f"{base}[{''.join(code[1] for code in _FROM_VNI if len(code) > 1 and code[0] == base)}]"
        for base in _VNI_BASES[""]
    )
    + f"|[{''.join(_VNI_SINGLES)}]",
    re.IGNORECASE,
)

_TCVN3_WORD = re.compile("[A-Za-z\xa1-\xff\u03bc\u0100-\u024f\u1e00-\u1eff]+")
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_UNICODE = re.compile("[\u0100-\u036f\u1e00-\u1eff]")
# What no language puts into words: a sign beside a letter, a fraction or a micro sign behind one, a capital with a
# mark behind a small letter ("tÞch").
_SIGN_IN_WORD = re.compile("[A-Za-z][¨©ª«¬\xad®µ¶·¸¹»¼½¾]|[¨©ª«¬\xad®¶·¸¹][A-Za-z]|[a-z][À-ÖØ-Þ]")
_LIST_LABEL = re.compile("(?<![^\\s(])[®§](?=\\))")  # the item after d) in laws and forms: đ)


def to_unicode(s: str, charset: str) -> str:
    """`s` read in `charset` (TCVN3 or VNI). ASCII stays as it is, so the text of simple HTML may be passed whole."""
    if charset == VNI:
        return _VNI_LETTER.sub(_vni_letter, s)
    if charset == TCVN3:
        if len(s.strip()) == 1:
            return s.translate(_FROM_TCVN3)
        s = _LIST_LABEL.sub(lambda match: match[0].translate(_FROM_TCVN3), s)
        return "".join(map(_restore_capitals, _TCVN3_WORD.sub(_tcvn3_word, s).splitlines(keepends=True)))
    raise ValueError(f"unknown charset: {charset!r}")


def _vni_letter(match: re.Match[str]) -> str:
    letter = _FROM_VNI[match[0].lower()]
    return letter.upper() if match[0][0].isupper() else letter


def _tcvn3_word(match: re.Match[str]) -> str:
    """A word in Unicode. A sign that stands alone among words (©, §, «) stays itself."""
    word = match[0]
    return word.translate(_FROM_TCVN3) if len(word) > 1 or word.isalpha() else word


def _restore_capitals(line: str) -> str:
    """`CảI CáCH` → `CẢI CÁCH`: in the capital fonts small letters with marks looked like capitals.

    A capital after such a letter, or two capitals, show that a word is of a capital font. An ambiguous word (`Bµ`: Bà
    or BÀ) is put into capitals in a line that has such a word and no plain small letter.
    """
    if any(map(_is_of_capital_font, _WORD.findall(line))) and not re.search("[a-z]", line):
        return line.upper()
    return _WORD.sub(lambda match: match[0].upper() if _is_of_capital_font(match[0]) else match[0], line)


def _is_of_capital_font(word: str) -> bool:
    small = [place for place, letter in enumerate(word) if letter.islower()]
    capitals = [place for place, letter in enumerate(word) if letter.isupper()]
    if not small or not capitals or any(word[place].isascii() for place in small):
        return False
    return len(capitals) > 1 or capitals[0] > small[0]


def detect(s: str) -> str | None:
    """TCVN3, VNI, or None when `s` is not surely in one of them. About 3 ms for 6 kB.

    A word is evidence for a character set when it is a Vietnamese syllable only if it is read in that set. It is
    evidence against the set when it has marks and is no such syllable, or has letters that only Unicode has. `s` is
    surely in a set when all three hold: the words for it have two different marks, or one of them has a sign that no
    language puts into words; there are four times more words for it than against it; three words in five read as
    syllables, which happens in no other language.
    Call it for each paragraph of a text that may be mixed.
    """
    if s.isascii():
        return None
    return next((charset for charset in (TCVN3, VNI) if _is_written_in(s, charset)), None)


def _is_written_in(s: str, charset: str) -> bool:
    words = Counter((_TCVN3_WORD if charset == TCVN3 else _WORD).findall(s))
    readable = {word for word in words if _is_readable(word, charset)}
    speaking_for = {word for word in readable if not word.isascii() and not is_syllable(word)}
    against = {word for word in words.keys() - readable if not word.isascii()}

    marks = {letter for word in readable for letter in word.lower() if not letter.isascii()} if speaking_for else set()

    def count(some: set[str]) -> int:
        return sum(words[word] for word in some)

    return (
        (len(marks) > 1 or any(map(_SIGN_IN_WORD.search, speaking_for)))
        and count(speaking_for) >= 4 * count(against)
        and 5 * count(readable) >= 3 * words.total()
    )


def _is_readable(word: str, charset: str) -> bool:
    if word.isascii():
        return is_syllable(word)
    return not _ONLY_UNICODE.search(word) and is_syllable(to_unicode(word, charset))
