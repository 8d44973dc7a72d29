"""Insults and swearing, with what people do to hide it: short forms, dropped marks, stars, parted letters."""

import re
from collections.abc import Iterator

from vietnamese.text import fold

from .codes import INSULT
from .contexts import is_quoted, is_told
from .lists import groups_of, set_of
from .reading import Reading

_BEASTS = set_of("chó lợn heo bò trâu súc vật cho lon suc vat")
_FARM = set_of("nuôi chăn giết thịt chuồng đàn giống thả tiêm dại bán mua rông cắn nuoi chuong tha tiem dai")


def is_of_animals(reading: Reading, start: int, end: int) -> bool:
    """Told, or of beasts: "nuôi súc vật", "con chó nhà bên thả rông"."""
    beside = (*reading.exact[max(start - 3, 0) : start], *reading.exact[start : end + 3])
    is_of_beasts = not _BEASTS.isdisjoint(reading.exact[start:end]) and not _FARM.isdisjoint(beside)
    return is_told(reading, start, end) or is_of_beasts


def is_a_place(reading: Reading, start: int, end: int) -> bool:
    """ "ĐM" in capitals among words that are not: short for a place, or for a name."""
    first, last = reading.place_of(start, end)
    written = reading.text[first:last]
    if is_quoted(reading, start, end):
        return True
    if not written.isupper() or reading.is_upper:
        return False
    before = reading.exact[start - 1] if start else ""
    if before in _BEFORE_PLACES or (start > 0 and before not in {".", "!", "?", ","}):
        return True
    return f"({written}" in reading.text or f"{written} (" in reading.text


_BEFORE_PLACES = set_of("ở về tại xã huyện xe tp thị phường từ đến qua tới lên khu chợ ga trấn thôn bản đường")


GROUPS = groups_of(
    INSULT,
    {"is_a_place": is_a_place, "is_of_animals": is_of_animals, "is_quoted": is_quoted, "is_told": is_told},
)
# A word of abuse that is written so that no list finds it is one by itself.
HIDDEN = set_of("ngu chó lồn cặc buồi địt đụ đéo đĩ cứt khốn óc điếm phò vãi")
_STARRED = re.compile(r"(?<![\w*])([^\W\d_]{1,3})([*]{1,4})([^\W\d_]{0,2})(?![\w*])")
_MEANT = sorted(set_of("địt đụ đéo lồn cặc buồi chó đĩ cứt ngu bò mẹ má óc đồ địt khốn điếm shit fuck"))


def _may_mean(word: str, begin: str, after: str) -> bool:
    """Whether `word`, with marks or without, begins and ends so, and has letters between."""
    if len(begin) + len(after) >= len(word):
        return False
    return any(meant.startswith(begin) and meant.endswith(after) for meant in (word, fold(word)))


def starred(text: str) -> Iterator[tuple[int, int]]:
    """Places of words with stars for letters ("đ*t", "ch*", "l**") that may be words of abuse."""
    if "*" not in text:
        return
    for match in _STARRED.finditer(text):
        if any(_may_mean(word, match[1].lower(), match[3].lower()) for word in _MEANT):
            yield match.span()
