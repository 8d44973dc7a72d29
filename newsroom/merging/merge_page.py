"""What the page "Gộp hai bản" shows: each conflict with the two texts side by side, their differing words marked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from django.db.models import Field

from articles.models import Article, Attachment
from newsroom.form_values import ROWS, TEXTS
from revisions.compare import Block, Change, Value, blocks_of, compare_blocks
from revisions.compare.words import ADDED, REMOVED, SAME, Piece, Run, compare_words, tokens_of
from richtext.size import is_too_long

from .merges import Prepared
from .merging import ANEW, BOTH_OF_THEM, CONFLICT, MINE, THEIRS, WHOLE, Choice, Place
from .retyped import text_to_retype

SHORT = 80  # characters of the paragraph that is named to tell where a conflict stands
EMPTY = {"body": "Không có đoạn này (đã bỏ).", ROWS: "Bỏ tệp này khỏi bài."}
LONG_TEXTS = {"summary", "cover_caption"}


@dataclass(frozen=True)
class ShownBlock:
    """A block of one side: `cells` are its words, those marked that the other side has not."""

    block: Block
    cells: Sequence[Sequence[Piece]]


@dataclass(frozen=True)
class Side:
    """One of two texts: blocks of a body, words of a plain field, or a picture with its description."""

    blocks: Sequence[ShownBlock] = ()
    pieces: Sequence[Piece] = ()
    picture: str = ""
    empty: str = ""


@dataclass(frozen=True)
class ShownConflict:
    """`typed` is what the box for typing anew begins with, None where nothing can be typed; `notes` tell what is no
    word: formatting, links, a picture.
    """

    place: Place
    label: str
    where: str
    mine: Side
    theirs: Side
    notes: Sequence[str]
    typed: str | None
    choice: Choice | None

    @property
    def is_long(self) -> bool:
        return self.place.is_rich or self.place.name in LONG_TEXTS

    @property
    def limit(self) -> int | None:
        """How many letters the field takes, if it says so."""
        if self.place.is_rich:
            return None
        model, name = (Attachment, "title") if self.place.name == ROWS else (Article, self.place.name)
        return getattr(model._meta.get_field(name), "max_length", None)

    @property
    def takes_both(self) -> bool:
        return self.place.is_rich and bool(self.place.mine and self.place.theirs)


class MergePage:
    """`choices` are those that were sent; a place without one is asked."""

    def __init__(self, prepared: Prepared, choices: Mapping[str, Choice]) -> None:
        self.prepared, self.choices = prepared, choices

    @cached_property
    def conflicts(self) -> list[ShownConflict]:
        return [self._shown(place) for place in self.prepared.merge.conflicts]

    @property
    def open(self) -> list[ShownConflict]:
        return [conflict for conflict in self.conflicts if conflict.choice is None]

    @cached_property
    def names(self) -> dict[str, str]:
        """What the two texts are called: "mine", "theirs"."""
        prepared = self.prepared
        if prepared.is_own:
            return {"mine": "Bản đang gõ", "theirs": f"Bản bạn lưu lúc {prepared.saved_at}"}
        return {"mine": "Bản của bạn", "theirs": f"Bản của {prepared.names}"}

    @property
    def names_within(self) -> dict[str, str]:
        """The same within a sentence."""
        return {side: name[:1].lower() + name[1:] for side, name in self.names.items()}

    def _shown(self, place: Place) -> ShownConflict:
        changes: list[Change] = []
        if place.is_rich:
            mine, theirs, changes = _bodies(place)
        elif place.name in TEXTS or place.name == ROWS:
            mine, theirs = _texts(place)
        else:
            mine, theirs = (_of_value(values[place.name]) for values in (self.prepared.typed, self.prepared.saved))
        choice = self.choices.get(place.key)
        typed = _typed(place)
        if typed is not None and choice and (choice.taken == ANEW or choice.text):
            typed = choice.text
        notes = [note for change in changes for note in change.notes]
        return ShownConflict(place, _label(place), self._where(place), mine, theirs, notes, typed, choice)

    def _where(self, place: Place) -> str:
        """What stands before the conflict: a paragraph of the joined text, or another conflict by its number."""
        if not place.is_rich or place.number == WHOLE:
            return ""
        for number in reversed(range(place.number)):
            segment = self.prepared.merge.segments[number]
            if segment.kind == CONFLICT:
                return f"Ngay sau chỗ {self._numbers[number]}, ở trên"
            texts = [block.text for block in blocks_of(segment.merged, is_stored=True) if block.text]
            if texts:
                text = texts[-1]
                short = text if len(text) <= SHORT else f"{text[:SHORT].rpartition(' ')[0]}…"
                return f"Sau đoạn “{short}”"
        return ""

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """{number of a segment: which conflict of the page it is, from 1}, of those in the body."""
        conflicts = enumerate(self.prepared.merge.conflicts, start=1)
        return {place.number: number for number, place in conflicts if place.is_rich}


def _bodies(place: Place) -> tuple[Side, Side, list[Change]]:
    both = [blocks_of(html, is_stored=place.number != WHOLE) for html in (place.mine, place.theirs)]
    changes = [change for change in compare_blocks(*both) if change.kind != "left"]
    mine = [
        ShownBlock(change.before or change.block, _without(ADDED, change))
        for change in changes
        if change.kind != ADDED
    ]
    theirs = [ShownBlock(change.block, _without(REMOVED, change)) for change in changes if change.kind != REMOVED]
    return Side(mine, empty=EMPTY["body"]), Side(theirs, empty=EMPTY["body"]), changes


def _without(kind: str, change: Change) -> list[list[Piece]]:
    return [[piece for piece in cell if piece.kind != kind] for cell in change.cells]


def _texts(place: Place) -> tuple[Side, Side]:
    pieces = compare_words(*(tokens_of([Run(text)]) for text in (place.mine, place.theirs)))
    empty = EMPTY.get(place.name, "Để trống.")
    mine, theirs = ([piece for piece in pieces if piece.kind in {SAME, kind}] for kind in (REMOVED, ADDED))
    return Side(pieces=mine, empty=empty), Side(pieces=theirs, empty=empty)


def _of_value(value: Value) -> Side:
    pieces = [Piece(SAME, value.shown)] if value.shown else []
    return Side(pieces=pieces, picture=value.picture, empty="Để trống.")


def _typed(place: Place) -> str | None:
    if not place.is_rich:
        return place.mine if place.name in TEXTS else None
    if is_too_long(place.mine) or is_too_long(place.theirs):
        return None
    texts = [text_to_retype(html) for html in (place.mine, place.theirs)]
    return None if None in texts else texts[0] or texts[1]


def _label(place: Place) -> str:
    if place.name == ROWS:
        return f"Tên tệp đính kèm “{place.theirs}”"
    field: Any = cast("Field[Any, Any]", Article._meta.get_field(place.name))
    label = str(field.verbose_name)
    return label[:1].upper() + label[1:]


def choices_in(sent: Mapping[str, str], places: Sequence[Place]) -> dict[str, Choice]:
    """{key of a Place: Choice} that a form has sent, or that is kept of it; "con-lai" decides those that have none."""
    rest = sent.get("con-lai", "")
    choices = {}
    for place in places:
        taken = sent.get(f"chon-{place.key}") or rest
        if taken in _possible(place):
            choices[place.key] = Choice(taken, sent.get(f"go-{place.key}", ""))
    return choices


def _possible(place: Place) -> set[str]:
    possible = {MINE, THEIRS}
    if place.is_rich:
        possible |= {BOTH_OF_THEM}
    return possible | ({ANEW} if _typed(place) is not None else set())
