"""Writing that is neither Vietnamese nor of a people of the country.

Khmer, Cham, Tai Viet, Lao, Pahawh Hmong, Nyiakeng Puachue Hmong and Miao are written in Vietnam; Latin letters
with signs of their own (Ê-đê, Gia-rai, Ba-na, Hmong, Tày) are Latin. A few signs of Chinese that a Vietnamese sentence
quotes are Hán Nôm.
"""

import re

from . import Piece
from .codes import OTHER_SCRIPT

# Latin, Vietnamese and phonetic letters, then the scripts of the peoples of Vietnam.
_OURS = (
    "\u0000-\u02af\u0300-\u036f\u1d00-\u1dbf\u1e00-\u1eff\u2c60-\u2c7f\ua720-\ua7ff"
    "\u1780-\u17ff\u19e0-\u19ff"  # Khmer
    "\uaa00-\uaa5f"  # Cham
    "\uaa80-\uaadf"  # Tai Viet
    "\u0e80-\u0eff"  # Lao
    "\U00016b00-\U00016b8f\U0001e100-\U0001e14f\U00016f00-\U00016f9f"  # Pahawh Hmong, Nyiakeng Puachue Hmong, Miao
)
_OTHER = re.compile(f"[^\\W\\d_{_OURS}]+")
_MIXED = re.compile(f"[A-Za-zÀ-ỹ]{_OTHER.pattern}|{_OTHER.pattern}[A-Za-zÀ-ỹ]")
_HAN = re.compile("[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
HAN_QUOTED = 8  # signs among Vietnamese words


def find(text: str) -> list[Piece]:
    """Each run of other letters: two anywhere, or one inside a Latin word, where it hides the word."""
    runs = [match for match in _OTHER.finditer(text) if any(map(str.isalpha, match[0]))]
    foreign = "".join(match[0] for match in runs)
    if len(foreign) < 2 and not (foreign and _MIXED.search(text)):
        return []
    if _is_han_nom(text, foreign):
        return []
    return [
        Piece(OTHER_SCRIPT, *match.span(), match[0], "chữ viết không phải chữ Việt hay chữ của các dân tộc")
        for match in runs
    ]


def _is_han_nom(text: str, foreign: str) -> bool:
    """A few Chinese signs among many more Vietnamese letters."""
    latin = sum(letter.isalpha() and letter < "\u2e80" for letter in text)
    return len(foreign) <= HAN_QUOTED and bool(_HAN.fullmatch(foreign)) and latin >= 4 * len(foreign)
