"""Names of senders that speak for an office: "Công an xã", "BBT", "Thanh Tra Tinh". Looked for in the name alone."""

from comments.screening.obfuscation import words_of
from vietnamese.text import fold

from . import Piece
from .codes import OFFICE
from .lists import groups_of, set_of
from .phrases import lines_of

# What an office is called, without marks; found at the beginning of a name, or all of it.
_LIST = groups_of(OFFICE, {})[0]
_BEGINNINGS = [tuple(fold(name).split()) for name in lines_of(_LIST.phrases)]
_NEEDS_MORE = frozenset(
    {
        ("mod",),
        ("adm",),
        ("bot",),
        ("cuc",),
        ("bao",),
        ("co", "quan"),
        ("hoi", "dong"),
        ("support",),
        ("he", "thong"),
        ("lanh", "dao"),
    }
)
# A word behind that makes it somebody's trade or place: "Trưởng phòng trọ", "Hội viên".
_PEOPLE = frozenset(
    {
        "nguoi",
        "dan",
        "ban",
        "doc",
        "cu",
        "hoi",
        "vien",
        "nha",
        "con",
        "quan",
        "me",
        "vo",
        "chong",
        "bo",
        "cuu",
        "tri",
    }
)
_STARTS: dict[str, list[tuple[str, ...]]] = {}
for _name in _BEGINNINGS:
    _STARTS.setdefault(_name[0], []).append(_name)
_GLUED = frozenset("".join(name) for name in _BEGINNINGS if len("".join(name)) >= 5)


def find(name: str) -> list[Piece]:
    """Where `name` begins or stands as an office; official answers are never asked about."""
    words = words_of(name)
    plain = [word.replace("i", "y") if word == "uy" else word for word in words.plain]
    places = [place for place, word in enumerate(plain) if word.isalnum()]
    plain = [plain[place] for place in places]
    if not plain:
        return []
    count = _length(plain)
    glued = "".join(plain)
    if not count and (glued in _GLUED or ((glued,) in _STARTS.get(glued, ()) and max(map(len, plain)) == 1)):
        count = len(plain)
    if not count:
        return []
    start, end = words.spans[places[0]][0], words.spans[places[count - 1]][1]
    return [Piece(OFFICE, start, end, words.text[start:end], _LIST.why)]


def _length(plain: list[str]) -> int:
    """How many of the first words are an office's name; 0 when they are none. Titles of people before it may stand."""
    found = 0
    for skipped in range(2):
        if skipped and (plain[0] not in _SKIPPED or len(plain) < 2):
            break
        for beginning in _candidates(plain[skipped:]):
            size = len(beginning)
            if _begins_with(plain[skipped:], beginning):
                is_all = len(plain) - skipped == size
                if is_all or (beginning not in _NEEDS_MORE and not _is_a_person(beginning, plain[skipped + size :])):
                    found = max(found, skipped + size)
    return found


_SKIPPED = set_of("ong ba anh chi co chu dong chi can bo nhom page fanpage")


def _candidates(plain: list[str]) -> list[tuple[str, ...]]:
    first = plain[0] if plain else ""
    near = [first, *(_collapsed(first),)]
    return [name for key in dict.fromkeys(near) for name in _STARTS.get(key, ())]


def _begins_with(plain: list[str], beginning: tuple[str, ...]) -> bool:
    return len(plain) >= len(beginning) and all(
        word == wanted or (len(wanted) > 1 and _collapsed(word) == wanted)
        for word, wanted in zip(plain, beginning, strict=False)
    )


def _collapsed(word: str) -> str:
    """One letter for a doubled last one: "ann" → "an"."""
    return word[:-1] if len(word) > 2 and word[-1] == word[-2] else word


def _is_a_person(beginning: tuple[str, ...], rest: list[str]) -> bool:
    """Whether words behind make it somebody's name or trade: "Trưởng phòng trọ", "Bà chủ tịch"."""
    return bool(rest) and rest[0] in _PEOPLE
