"""Tone marks placed in two ways in one text: hòa and hoà, ủy and uỷ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vietnamese.text import canonical_tone

from ..findings import Finding
from ..readable import Readable

MIXED = "tone-placement"
MAX_FINDINGS = 10  # of a text: who wants all the others too has seen enough
_OPEN = re.compile(
    r"(?<![^\W\d_])[^\W\d_]{0,4}(?:[oòóỏõọOÒÓỎÕỌ][aàáảãạeèéẻẽẹAÀÁẢÃẠEÈÉẺẼẸ]|(?<![qQ])[uùúủũụUÙÚỦŨỤ][yỳýỷỹỵYỲÝỶỸỴ])(?![^\W\d_])"
)
# The end of such a word: one of two vowels has a tone. It is found in a tenth of the time.
_MAY_BE_OPEN = re.compile(
    r"[oòóỏõọOÒÓỎÕỌuùúủũụUÙÚỦŨỤ](?:(?<![oOuU])[aeyAEY]|[àáảãạèéẻẽẹỳýỷỹỵÀÁẢÃẠÈÉẺẼẸỲÝỶỸỴ])(?![^\W\d_])"
)


@dataclass(frozen=True, slots=True)
class _Place:
    readable: Readable
    start: int
    word: str
    older: str  # with the mark on the first vowel, as the house has it


def find(all_readables: Sequence[Readable]) -> Iterator[Finding]:
    """The words in the way that the text has less often; as often: in the one that is not the house's."""
    places = [place for readable in all_readables for place in _places_in(readable)]
    older = sum(place.word == place.older for place in places)
    newer = len(places) - older
    if not older or not newer:
        return
    rare_is_newer = newer <= older
    reason = (
        f"Bài đặt dấu thanh theo hai kiểu: {older} chỗ kiểu “hòa, ủy”, {newer} chỗ kiểu “hoà, uỷ”. Nên theo một kiểu."
    )
    rare = [place for place in places if (place.word != place.older) == rare_is_newer]
    for place in rare[:MAX_FINDINGS]:
        suggestion = place.older if rare_is_newer else _newer(place.word)
        end = place.start + len(place.word)
        yield place.readable.finding(MIXED, place.start, end, suggestion, reason)


def _places_in(readable: Readable) -> Iterator[_Place]:
    if not _MAY_BE_OPEN.search(readable.text):
        return
    for found in _OPEN.finditer(readable.text):
        word = found[0]
        if _MAY_BE_OPEN.search(word) and not _is_of_name(readable.text, found):
            older = canonical_tone(word)
            if older != word or _newer(word) != word:
                yield _Place(readable, found.start(), word, older)


def _is_of_name(text: str, found: re.Match[str]) -> bool:
    """Whether the word may be part of a name, which has a spelling of its own: it has a capital, and is not "Ủy"."""
    word = found[0]
    if not word[0].isupper() or word.lower() in {"ủy", "uỷ"} or word.isupper():
        return False
    if text[found.end() : found.end() + 2].strip()[:1].isupper():
        return True
    before = text[max(0, found.start() - 4) : found.start()].rstrip(' \xa0“"(')
    return bool(before) and before[-1] not in ".!?…:;\n–-•"


_NEWER = {
    older: newer
    for first, second, marks in (("o", "a", "àáảãạ"), ("o", "e", "èéẻẽẹ"), ("u", "y", "ỳýỷỹỵ"))
    for older, newer in zip(
        (mark + second for mark in ("òóỏõọ" if first == "o" else "ùúủũụ")),
        (first + mark for mark in marks),
        strict=True,
    )
}


def _newer(word: str) -> str:
    """`hòa` → `hoà`, case kept."""
    tail = _NEWER.get(word[-2:].lower())
    if tail is None:
        return word
    return word[:-2] + "".join(new.upper() if old.isupper() else new for old, new in zip(word[-2:], tail, strict=True))
