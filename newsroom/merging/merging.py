"""Two forms of one article joined by the text that both began with: what one side alone changed joins by itself, the
rest is a conflict. Pure work on what forms send, no database.

    merge = merge_forms(base, mine, theirs)   # Sides: the fields and the rows of attachments of each
    merge.conflicts                           # [Place]: decided by a person
    merge.fields({place.key: Choice(MINE)})   # the form with everything in it

Of a text of which the beginning is not known (`base` is None), or which both wrote anew from end to end, nothing
joins: each side stands whole in one conflict.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple

from newsroom.choosers import NEW
from newsroom.form_values import BOXES, CHOSEN, MOMENTS, ON, ROWS, TEXTS, Fields, Row, value_in, with_rows
from revisions.compare import Segment, joined, merge
from revisions.compare.changes import ALIKE, shared
from revisions.compare.words import Run, tokens_of
from richtext.sanitize import sanitize_html
from richtext.size import is_too_long
from richtext.text import html_to_text
from vietnamese.text import clean_multiline

from .retyped import retyped

MINE, THEIRS, BOTH_OF_THEM, ANEW = "cua-ban", "cua-ho", "ca-hai", "go-lai"
SAME, CONFLICT = "same", "conflict"
WHOLE = -1  # the number of a body that is decided as one
# What a form sends for itself, or for the step that was to be taken: a merged text is looked at first.
LEFT_OUT = {"csrfmiddlewaretoken", "overwrite", "only_shows", "copy_key", "status", "confirmed", "_save", "_continue"}


class Choice(NamedTuple):
    """What a person takes at a Place; `text` is what they typed anew."""

    taken: str
    text: str = ""


@dataclass(frozen=True)
class Sides:
    """One of the three texts."""

    fields: Fields
    rows: Sequence[Row]


@dataclass(frozen=True)
class Place:
    """Where two texts differ: a field, of the body a stretch of it (`number` is that of its segment, or WHOLE), of the
    attachments the title of the row `number`, "" for one that was taken off. HTML in a body, else what the form sends.
    """

    name: str
    number: int
    base: str | None
    mine: str
    theirs: str

    @cached_property
    def key(self) -> str:
        """The same as long as the three texts are: a choice that was made for it still holds."""
        told = repr((self.name, self.base, self.mine, self.theirs))
        return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def is_rich(self) -> bool:
        return self.name == "body"


@dataclass(frozen=True)
class _MergedRow:
    row: Row
    conflict: Place | None = None


@dataclass(frozen=True)
class Merge:
    """`joins` is False where nothing of the two bodies could be joined. `lost_rows` are titles that mine gave to
    attachments which theirs took off.
    """

    mine: Sides
    theirs: Sides
    decided: Mapping[str, str]
    places: Sequence[Place]
    segments: Sequence[Segment]
    tags: Sequence[str]
    rows: Sequence[_MergedRow]
    lost_rows: Sequence[str] = ()
    joins: bool = True

    @cached_property
    def conflicts(self) -> list[Place]:
        """In the order of the form."""
        of_body = [
            Place("body", number, segment.base, segment.ours, segment.theirs)
            for number, segment in enumerate(self.segments)
            if segment.kind == CONFLICT
        ]
        before = [place for place in self.places if place.name in {"title", "summary"}]
        behind = [place for place in self.places if place.name not in {"title", "summary"}]
        return [*before, *of_body, *behind, *(row.conflict for row in self.rows if row.conflict)]

    def fields(self, choices: Mapping[str, Choice], otherwise: str = MINE) -> Fields:
        """What the form of the joined text sends; `choices` by the key of the Place, `otherwise` for the others."""
        chosen = {place.key: choices.get(place.key, Choice(otherwise)) for place in self.conflicts}
        fields = {name: list(values) for name, values in self.mine.fields.items() if name not in LEFT_OUT}
        values = dict(self.decided)
        values |= {place.name: _taken(place, chosen[place.key]) for place in self.places}
        if self.segments:
            values["body"] = self._body(chosen)
        fields |= {name: [ON] if value else [] for name, value in values.items() if name in BOXES}
        fields |= {name: [value] for name, value in values.items() if name not in BOXES}
        fields["tags"] = list(self.tags)
        return with_rows(fields, [_row(row, chosen) for row in self.rows])

    def _body(self, chosen: Mapping[str, Choice]) -> str:
        numbers = {place.number: _taken(place, chosen[place.key]) for place in self.conflicts if place.is_rich}
        return joined(self.segments, numbers)


def merge_forms(base: Sides | None, mine: Sides, theirs: Sides) -> Merge:
    """The Merge of two sides. Some 0.1 s for bodies of 5,000 words."""
    decided, places = {}, []
    for name in (*TEXTS, *MOMENTS, *CHOSEN, *BOXES):
        place = _place(name, base, mine, theirs)
        value = _decided(place, name)
        if value is None:
            places.append(place)
        else:
            decided[name] = value
    segments, whole, joins = _bodies(base, mine, theirs)
    if whole is not None:
        same = _decided(whole, "body")
        places += [whole] if same is None else []
        decided |= {"body": same} if same is not None else {}
    rows, lost = _rows(base, mine, theirs)
    return Merge(mine, theirs, decided, places, segments, _tags(base, mine, theirs), rows, lost, joins)


def _place(name: str, base: Sides | None, mine: Sides, theirs: Sides) -> Place:
    known = value_in(base.fields, name) if base is not None and name in base.fields else None
    saved = value_in(theirs.fields, name)
    is_sent = name in mine.fields or name in BOXES
    return Place(name, 0, known, value_in(mine.fields, name) if is_sent else known or saved, saved)


def _decided(place: Place, name: str) -> str | None:
    """What stands in the joined text; None for a conflict."""
    base, mine, theirs = (
        None if value is None else _equal_form(name, value) for value in (place.base, place.mine, place.theirs)
    )
    if mine in (base, theirs):
        return place.theirs
    return place.mine if theirs == base else None


def _equal_form(name: str, value: str) -> str:
    """The same for texts that are saved alike."""
    if name == "body":
        return value if is_too_long(value) else sanitize_html(value)
    if name in BOXES:
        return ON if value else ""
    return clean_multiline(value)


def _taken(place: Place, choice: Choice) -> str:
    if choice.taken == THEIRS:
        return place.theirs
    if choice.taken == BOTH_OF_THEM and place.is_rich:
        return f"{place.mine}\n{place.theirs}"
    if choice.taken == ANEW:
        return retyped(choice.text, place.mine, place.theirs) if place.is_rich else choice.text
    return place.mine


# The body ---------------------------------------------------------------------------------------------------------


def _bodies(base: Sides | None, mine: Sides, theirs: Sides) -> tuple[list[Segment], Place | None, bool]:
    """(segments, None, True), or ([], the body as one Place, whether that is no more than one change)."""
    place = _place("body", base, mine, theirs)
    whole = Place("body", WHOLE, place.base, place.mine, place.theirs)
    if place.base is None or any(map(is_too_long, (place.base, place.mine, place.theirs))):
        return [], whole, _decided(whole, "body") is not None
    segments = merge(place.base, place.mine, place.theirs, are_stored=True)
    return ([], whole, False) if segments and _rewritten(segments) else (segments, None, True)


def _rewritten(segments: Sequence[Segment]) -> bool:
    """Whether nothing is left of what both began with, and the two have little in common."""
    if not all(segment.kind == CONFLICT for segment in segments):
        return False
    words = [
        {token.text for segment in segments for token in tokens_of([Run(html_to_text(side(segment), is_stored=True))])}
        for side in (lambda segment: segment.ours, lambda segment: segment.theirs)
    ]
    return shared(*map(frozenset, words)) < ALIKE


# Tags and attachments ---------------------------------------------------------------------------------------------


def _tags(base: Sides | None, mine: Sides, theirs: Sides) -> list[str]:
    """Theirs, with what mine added and without what mine took off: of a set nothing is in conflict."""
    ours = [key for key in mine.fields.get("tags", []) if key]
    saved = theirs.fields.get("tags", [])
    had = set(base.fields.get("tags", [])) if base is not None else set(ours) & set(saved)
    return [key for key in saved if key in ours or key not in had] + [
        key for key in ours if key not in saved and (key not in had or key.startswith(NEW))
    ]


def _rows(base: Sides | None, mine: Sides, theirs: Sides) -> tuple[list[_MergedRow], list[str]]:
    """The rows of the joined form, and the titles that mine gave to rows which theirs took off."""
    before, ours, saved = ({value_in(row, "id"): row for row in side.rows} for side in (base or theirs, mine, theirs))
    rows = [
        _merged_row(key, before.get(key) if base else None, ours[key], row) if key in ours else _MergedRow(row)
        for key, row in saved.items()
    ]
    rows += [_MergedRow(row) for row in mine.rows if not value_in(row, "id")]
    gone = [row for key, row in ours.items() if key and key not in saved and not value_in(row, "DELETE")]
    lost = [
        value_in(row, "title")
        for row in gone
        if not base or value_in(row, "title") != value_in(before.get(value_in(row, "id"), {}), "title")
    ]
    return rows, lost


def _merged_row(key: str, base: Row | None, mine: Row, theirs: Row) -> _MergedRow:
    """One row of all. Its title may be in conflict; of two orders, and of two kinds of copy, mine counts."""
    was = None if base is None else value_in(base, "title")
    place = Place(
        ROWS, int(key), was, "" if value_in(mine, "DELETE") else value_in(mine, "title"), value_in(theirs, "title")
    )
    row = mine | {
        "position": [_mine_if_changed("position", base, mine, theirs) or "0"],
        "copy_kind": [_mine_if_changed("copy_kind", base, mine, theirs)],
    }
    title = _decided(place, "title")
    if title is None:
        return _MergedRow(row, place)
    return _MergedRow(_titled(row, title))


def _mine_if_changed(name: str, base: Row | None, mine: Row, theirs: Row) -> str:
    own = value_in(mine, name)
    return value_in(theirs, name) if base is not None and own == value_in(base, name) else own


def _titled(row: Row, title: str) -> Row:
    """The row with another title; "" takes it off."""
    kept = {name: values for name, values in row.items() if name != "DELETE"}
    return kept | ({"title": [title]} if title else {"DELETE": [ON]})


def _row(merged: _MergedRow, chosen: Mapping[str, Choice]) -> Row:
    place = merged.conflict
    return merged.row if place is None else _titled(merged.row, _taken(place, chosen[place.key]))
