"""One Unicode form for Vietnamese text; folding and tone placement for comparing it.

Cleaning changes what is stored and therefore never changes spelling. Folding and canonical tones are for the search
index, for queries and for comparisons only: what a journalist typed is never rewritten.
"""

import re
import unicodedata

# Controls (tab and line breaks aside), soft hyphen, zero-width and bidi characters, fillers that look empty, tag
# characters, lone surrogates (PostgreSQL refuses them, JSON can carry them) and what XML forbids in a feed.
_INVISIBLE_SET = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
_INVISIBLE = re.compile(f"[{_INVISIBLE_SET}]+")
# Signs that may stand in a text, and alone show nothing: variation selectors, and letters drawn as a gap.
_SHOWS_NOTHING = re.compile(f"[\\s{_INVISIBLE_SET}\ufe00-\ufe0f\u2800\U0001d159\U00016fe4]*")
# Invisible characters join the parts of two kinds of emoji: pictures joined by U+200D, and flags of regions in tag
# letters.
_PICTURE = (
    "[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2934\u2935\u2b00-\u2bff"
    "\u3030\u303d\u3297\u3299\U0001f000-\U0001f1e5\U0001f200-\U0001f3fa\U0001f400-\U0001faff]"
    "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]?"
)
_REGION = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_JOINS = re.compile("[\u200d\U000e007f]")
_INVISIBLE_BUT_JOINS = re.compile(f"({_REGION}|{_PICTURE}(?:\u200d{_PICTURE})+)|[{_INVISIBLE_SET}]+")
_LINE_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES_IN_LINE = re.compile(r"[^\S\n]+")
_MANY_BREAKS = re.compile(r"\n{4,}")

_TONES = "\u0300\u0301\u0303\u0309"  # grave, acute, tilde, hook; the dot below is sorted by Unicode itself
_MARK = re.compile("[\u0300-\u036f]")
_MARKS_ABOVE = re.compile("[\u0300-\u0303\u0306\u0309]{2,}")
_COMBINING = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff"
_STACKED_MARKS = re.compile(f"([{_COMBINING}]{{2}})[{_COMBINING}]+")  # a third mark is a prank that covers other lines


def nfc(s: str) -> str:
    """Precomposed letters, from NFD, from the Windows-1258 hybrid (`ê` + acute) and from a tone typed before its
    circumflex (`á` + circumflex, seen in PDFs), which plain NFC leaves in two pieces.
    """
    s = unicodedata.normalize("NFC", s)
    if _MARK.search(s):
        s = _MARKS_ABOVE.sub(_tones_last, unicodedata.normalize("NFD", s))
        s = unicodedata.normalize("NFC", s)
    return s


def _tones_last(match: re.Match[str]) -> str:
    return "".join(sorted(match[0], key=lambda mark: mark in _TONES))


def without_invisible(s: str) -> str:
    """Remove invisible characters: controls, soft hyphens, zero-width and bidi characters, lone surrogates. Emoji that
    are joined by such characters stay whole.
    """
    if _JOINS.search(s):
        return _INVISIBLE_BUT_JOINS.sub(_joined_emoji, s)
    return _INVISIBLE.sub("", s)


def _joined_emoji(match: re.Match[str]) -> str:
    return match[1] or ""


def shows_nothing(s: str) -> bool:
    """Whether a reader sees nothing of `s`: spaces, what is invisible, U+2800, selectors that follow no sign."""
    return _SHOWS_NOTHING.fullmatch(s) is not None


def _clean(s: str) -> str:
    return "" if shows_nothing(s) else _STACKED_MARKS.sub(r"\1", nfc(without_invisible(s)))


def clean_text(s: str) -> str:
    """One line as it should be stored: NFC, nothing invisible, every run of spaces (also U+00A0) one space; "" for a
    text that shows nothing.
    """
    return " ".join(_clean(s).split())  # a third of the time of a pattern


def clean_multiline(s: str) -> str:
    """Like `clean_text`, but lines stay lines: `\\n` only, no spaces at their ends, at most two blank lines."""
    s = _SPACES_IN_LINE.sub(" ", _clean(_LINE_BREAK.sub("\n", s)))
    s = "\n".join(line.strip() for line in s.split("\n"))
    return _MANY_BREAKS.sub("\n\n\n", s).strip()


def uppercase(s: str) -> str:
    """Capitals as precomposed letters: `đường` → `ĐƯỜNG`."""
    return nfc(s).upper()


def _folding_table() -> dict[int, str | None]:
    """Code point → letter without marks, for small Latin letters; combining marks → nothing."""
    # Letters that do not change are in the table too: a miss costs `str.translate` as much as two hits.
    table = {code: chr(code) for code in (*range(0x80), *range(0x2010, 0x2030))}
    table |= {ord(letter): base for letter, base in zip("đðɖøł", "dddol", strict=True)}
    for code in (*range(0x00DF, 0x0250), *range(0x1E00, 0x1F00)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table.setdefault(code, base)
    return table | dict.fromkeys(range(0x0300, 0x0370))


_FOLDING = _folding_table()


def fold(s: str) -> str:
    """Lower case without any marks, đ → d: `Cải cách` → `cai cach`. As long as `nfc(s)`, unless marks stand alone."""
    return nfc(s).lower().translate(_FOLDING)


def _tone_pairs() -> dict[str, str]:
    """`oà` → `òa` and so on for open oa, oe, uy, in every case."""
    pairs = {}
    for first, second in (("o", "a"), ("o", "e"), ("u", "y")):
        for tone in (*_TONES, "\u0323"):
            for left in (first, first.upper()):
                for right in (second, second.upper()):
                    toned = unicodedata.normalize("NFC", right + tone)
                    pairs[left + toned] = unicodedata.normalize("NFC", left + tone) + right
    return pairs


_TONE_PAIRS = _tone_pairs()
_OPEN_SYLLABLE = re.compile(
    r"(?:[oO][àáảãạÀÁẢÃẠèéẻẽẹÈÉẺẼẸ]|[uU](?<![qQ][uU])[ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_]|[\u0300-\u036f])"
)


def canonical_tone(s: str) -> str:
    """The older tone placement, case kept: `hoà` → `hòa`, `khoẻ` → `khỏe`, `thuỷ` → `thủy`.

    The two ways to write differ only in open oa, oe and uy, and uy after q has one way: `hoàn`, `quý` stay.
    """
    return _OPEN_SYLLABLE.sub(lambda match: _TONE_PAIRS[match[0]], nfc(s))


def canonical(s: str) -> str:
    """The form in which two spellings of one word are equal, marks kept: lower case, NFC, one tone placement, and
    the Icelandic eth and the African d, which old fonts put in the place of Đ, as đ.
    """
    return canonical_tone(s.lower()).replace("ð", "đ").replace("ɖ", "đ")
