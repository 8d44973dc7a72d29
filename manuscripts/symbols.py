"""Signs of symbol fonts as Unicode: Symbol, Wingdings 1–3, Webdings, by mammoth's table."""

import re

from mammoth.docx.dingbats import dingbats

from .story import LeftOut

UNKNOWN = "[ký hiệu?]"
FONTS = {font for font, _ in dingbats}
_FOLDED = {font.lower(): font for font in FONTS}
_PRIVATE = range(0xE000, 0xF900)
_OFFSET = 0xF000
_CODE = re.compile("[0-9A-Fa-f]{1,6}")


def is_symbol_font(font: str | None) -> bool:
    return (font or "").strip().lower() in _FOLDED


def sign_of(font: str, code: int, left_out: LeftOut) -> str:
    """The Unicode sign of `code` in `font`; UNKNOWN, and said so, where there is none."""
    font = _FOLDED.get(font.strip().lower(), font)
    for known in (code, code - _OFFSET):
        if found := dingbats.get((font, known)):
            return chr(found)
    if code not in _PRIVATE and font not in FONTS and _can_be_written(code):
        return chr(code)
    left_out.add("symbols", f"{font} {code:X}")
    return UNKNOWN


def sign_written(font: str, code: str, left_out: LeftOut) -> str:
    """As `sign_of`, of a code as files write it ("F0B7"), which may be anything."""
    if _CODE.fullmatch(code):
        return sign_of(font, int(code, 16), left_out)
    left_out.add("symbols", f"{font} {code[:12]}")
    return UNKNOWN


def _can_be_written(code: int) -> bool:
    """Whether XML has the sign: no half of a pair, no control sign but the blank ones."""
    return code in {9, 10, 13} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000


def without_symbols(text: str, font: str | None, left_out: LeftOut) -> str:
    """`text` as it is read: all of it in a symbol font, or signs of one in the private area."""
    if is_symbol_font(font):
        return "".join(sign if sign.isspace() else sign_of(font or "", ord(sign), left_out) for sign in text)
    if any(ord(sign) in _PRIVATE for sign in text):
        return "".join(sign_of("Symbol", ord(sign), left_out) if ord(sign) in _PRIVATE else sign for sign in text)
    return text
