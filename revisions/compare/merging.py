"""Joining what two people made of one text: blocks that only one of them touched join by themselves.

Our own and not merge3, which is GPL: and it takes changes in two neighbouring paragraphs for one conflict. Here blocks
that became one another are set side by side in all three texts, so each is decided by itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from richtext.galleries import is_gallery
from richtext.notes import notes_in_place
from richtext.sanitize import sanitize_html
from richtext.tree import Element, parse, write

from .changes import alignment, shared
from .sequences import gaps, matches
from .words import Run, tokens_of

SAME, OURS, THEIRS, BOTH, CONFLICT = "same", "ours", "theirs", "both", "conflict"
# Merged item by item, row by row; galleries, picture by picture.
OPENED = {"ul", "ol", "table", "thead", "tbody", "tfoot", "blockquote"}


@dataclass(frozen=True)
class Segment:
    """A stretch of blocks; `base`, `ours` and `theirs` are its HTML in each text, "" where it has none.

    `kind`: "same" (nobody changed it), "ours", "theirs" (only that side did), "both" (both did the same), "conflict".
    """

    kind: str
    base: str
    ours: str
    theirs: str

    @property
    def merged(self) -> str:
        """What stands in the joined text; of a conflict, what ours has."""
        return self.theirs if self.kind == THEIRS else self.ours


@dataclass(frozen=True)
class _Unit:
    html: str
    text: str = ""
    depth: int = 0  # 1 opens a list, a table or a gallery, -1 closes it
    picture: str = ""

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(token.text for token in tokens_of([Run(self.text)]))


_Triple = tuple[Sequence[_Unit], Sequence[_Unit], Sequence[_Unit]]


def merge(base: str, ours: str, theirs: str, *, are_stored: bool = False) -> list[Segment]:
    """The Segments of three bodies in order. Lists and tables are merged item by item where that leaves them whole,
    else each as one block. `are_stored` says that `base` and `theirs` come from a RichTextField.
    """
    known = [base, theirs] if are_stored else [sanitize_html(base), sanitize_html(theirs)]
    roots = [parse(html) for html in (known[0], sanitize_html(ours), known[1])]
    for root in roots:
        notes_in_place(root)  # their numbers are those of one text
    for into_parts in (True, False):
        segments = list(_segments(*([*_units(root, into_parts=into_parts)] for root in roots)))
        if all(map(_is_whole, segments)):
            break
    return [Segment(kind, *(_html(side) for side in sides)) for kind, sides in _united(segments)]


def joined(segments: Sequence[Segment], chosen: Mapping[int, str] | None = None) -> str:
    """One clean body. `chosen` has for the number of a segment (from 0) what stands there: "base", "ours", "theirs",
    "both" (ours, then theirs), or HTML typed anew, which is anything that contains "<" or is "".
    """
    parts = []
    for number, segment in enumerate(segments):
        choice = (chosen or {}).get(number)
        if choice == BOTH:
            parts += [segment.ours, segment.theirs]
        elif choice in {"base", OURS, THEIRS}:
            parts.append(getattr(segment, choice))
        else:
            parts.append(segment.merged if choice is None else choice)
    return sanitize_html("\n".join(parts))


def _units(element: Element, *, into_parts: bool) -> Iterator[_Unit]:
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                yield _Unit(write(child), child)
        elif into_parts and (child.tag in OPENED or is_gallery(child)):
            start, _, end = write(Element(child.tag, child.attributes, ["\0"])).partition("\0")
            yield _Unit(start, depth=1)
            yield from _units(child, into_parts=True)
            yield _Unit(end, depth=-1)
        else:
            yield _Unit(write(child), child.text(), picture=_picture_of(child))


def _picture_of(element: Element) -> str:
    """The address of the one picture of a figure: by it the figure is known, whatever becomes of its caption."""
    pictures = [inner for inner in element.elements() if inner.tag == "img"] if element.tag == "figure" else []
    return pictures[0].attributes.get("src", "") if len(pictures) == 1 else ""


def _segments(base: Sequence[_Unit], ours: Sequence[_Unit], theirs: Sequence[_Unit]) -> Iterator[tuple[str, _Triple]]:
    """The three texts cut where a block of the base has become one in each of them."""
    in_ours, in_theirs = _became(base, ours), _became(base, theirs)
    last = (0, 0, 0)
    for place in sorted(in_ours.keys() & in_theirs.keys()):
        here = (place, in_ours[place], in_theirs[place])
        yield from _segment(base[last[0] : here[0]], ours[last[1] : here[1]], theirs[last[2] : here[2]])
        yield from _segment([base[here[0]]], [ours[here[1]]], [theirs[here[2]]])
        last = (here[0] + 1, here[1] + 1, here[2] + 1)
    yield from _segment(base[last[0] :], ours[last[1] :], theirs[last[2] :])


def _segment(base: Sequence[_Unit], ours: Sequence[_Unit], theirs: Sequence[_Unit]) -> Iterator[tuple[str, _Triple]]:
    if not (base or ours or theirs):
        return
    if ours == theirs:
        kind = SAME if base == ours else BOTH
    elif ours == base:
        kind = THEIRS
    else:
        kind = OURS if theirs == base else CONFLICT
    yield kind, (base, ours, theirs)


def _became(base: Sequence[_Unit], other: Sequence[_Unit]) -> dict[int, int]:
    """{place in `base`: place in `other`}, ascending on both sides, of blocks that stayed or became one another."""
    pairs = matches(base, other)
    found = dict(pairs)
    for in_base, in_other in gaps(len(base), len(other), pairs):
        aligned = alignment(in_base, in_other, lambda place, to: _likeness(base[place], other[to]))
        found.update({place: to for to, place in aligned.items()})
    return found


def _likeness(some: _Unit, other: _Unit) -> float:
    if some.depth or other.depth:
        return 0.0
    if some.picture and some.picture == other.picture:
        return 1.0
    return shared(some.words, other.words)


def _is_whole(segment: tuple[str, _Triple]) -> bool:
    """Whether each text of a segment that differs opens and closes its lists and tables itself."""
    kind, sides = segment
    if kind == SAME:
        return True
    for side in sides:
        depths = list(accumulate(unit.depth for unit in side))
        if depths and (depths[-1] or min(depths) < 0):
            return False
    return True


def _united(segments: Sequence[tuple[str, _Triple]]) -> list[tuple[str, _Triple]]:
    """Neighbours of one kind as one; conflicts stay apart, so that each is decided by itself."""
    united: list[tuple[str, _Triple]] = []
    for kind, sides in segments:
        if united and kind != CONFLICT and united[-1][0] == kind:
            base, ours, theirs = united[-1][1]
            united[-1] = kind, ([*base, *sides[0]], [*ours, *sides[1]], [*theirs, *sides[2]])
        else:
            united.append((kind, sides))
    return united


def _html(units: Sequence[_Unit]) -> str:
    return "\n".join(unit.html for unit in units)
