"""All kinds at once: what a name and a text hold, as pieces with their places."""

from collections import Counter
from itertools import islice

from comments.screening.kinds import Piece
from comments.screening.obfuscation import Words, words_of

from . import accusation, fraud, gibberish, hate, insult, office, personal, selling, threat
from .codes import ACCUSATION, FRAUD, HATE, INSULT, SELLING, THREAT
from .contexts import is_quoted
from .lists import sets_of
from .phrases import ENOUGH, Group, Met, Table
from .reading import Reading

MODULES = (threat, accusation, hate, insult, selling, fraud)
_SETS = {name: words for kind in ("sets", ACCUSATION, HATE, SELLING, FRAUD) for name, words in sets_of(kind).items()}
_TABLE = Table([group for module in MODULES for group in module.GROUPS], _SETS)
MOST_PIECES = 10  # of one kind
WHY_HIDDEN = {THREAT: "từ bạo lực viết tách chữ", INSULT: "từ tục viết tách chữ"}


def find_in_name(name: str) -> list[Piece]:
    """What a name is or holds that is no name: an office, somebody's number."""
    return [*office.find(name), *personal.find(name)]


def find_in_body(body: str, words: Words | None = None) -> list[Piece]:
    """Every piece of `body` that is of a kind, in the order of kinds; no query. Work grows with the text.

    `words` are those of the body, where somebody has them already.
    """
    reading = Reading(words or words_of(body))
    pieces = personal.find(body)
    by_kind: dict[str, list[Met]] = {}
    for met in _TABLE.met_in(reading):
        by_kind.setdefault(met.group.kind, []).append(met)
    for kind in (THREAT, ACCUSATION, HATE, INSULT, SELLING, FRAUD):
        pieces += _of_phrases(kind, by_kind.get(kind, []), reading)
    return [*pieces, *gibberish.find(reading)]


def _of_phrases(kind: str, met: list[Met], reading: Reading) -> list[Piece]:
    """The pieces of one kind, when its phrases reach `ENOUGH` points together or a hidden word is of it."""
    hidden = _hidden(kind, reading)
    if not hidden and _points(kind, met, reading) < ENOUGH:
        return []
    met = _holding(met, reading)
    if not hidden and _points(kind, met, reading) < ENOUGH:
        return []
    strong = sorted(met, key=lambda one: -one.group.points)
    found = [Piece(kind, *_place(reading, one), one.group.why) for one in strong if one.group.points > 1]
    return [*hidden, *found][:MOST_PIECES]


def _holding(met: list[Met], reading: Reading) -> list[Met]:
    """Those that hold, of each group as many as may be shown; dear, and seldom asked."""
    held: list[Met] = []
    shown: Counter[Group] = Counter()
    for one in met:
        if shown[one.group] < MOST_PIECES and one.holds(reading):
            held.append(one)
            shown[one.group] += 1
    return held


def _points(kind: str, met: list[Met], reading: Reading) -> int:
    """Those of each group once; a price is a sign of an offer."""
    points = sum({one.group: one.group.points for one in met}.values())
    return points + (kind == SELLING and points == ENOUGH - 1 and selling.names_a_price(reading.text))


def _place(reading: Reading, met: Met) -> tuple[int, int, str]:
    start, end = reading.place_of(met.start, met.end)
    return start, end, reading.text[start:end]


def _hidden(kind: str, reading: Reading) -> list[Piece]:
    """Words that were parted into letters, or have stars in them."""
    source = {THREAT: threat.HIDDEN, INSULT: insult.HIDDEN}.get(kind, frozenset())
    found: list[Piece] = []
    for place in reading.hidden if source else ():
        if len(found) == MOST_PIECES:
            return found
        if (reading.exact[place] in source or reading.plain[place] in _PLAIN_HIDDEN[kind]) and not is_quoted(
            reading, place, place + 1
        ):
            start, end = reading.place_of(place, place + 1)
            found.append(Piece(kind, start, end, reading.text[start:end], WHY_HIDDEN[kind]))
    if kind == INSULT:
        found += [
            Piece(kind, start, end, reading.text[start:end], "từ tục viết có dấu sao")
            for start, end in islice(insult.starred(reading.text), MOST_PIECES)
        ]
    return found


_PLAIN_HIDDEN = {
    THREAT: frozenset({"giet", "chem"}),
    INSULT: frozenset({"cho", "ngu", "lon", "cac", "dit", "deo", "oc"}),
}
