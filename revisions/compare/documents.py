"""Two states of a whole row: its fields by their labels, and in a few words what was done."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vietnamese.numbers import format_number

from .blocks import CAPTION, FIGURE, ROW, blocks_of
from .changes import CHANGED, MOVED, Change, compare_blocks
from .sequences import gaps, matches
from .words import ADDED, REMOVED, Piece, Run, compare_words, tokens_of

TEXT, RICH, PLAIN, LISTED, PICTURE = "text", "rich", "plain", "listed", "picture"
NOTHING = "để trống"
MAX_SUMMARY = 300  # characters
VERBS = {CHANGED: "sửa", ADDED: "thêm", REMOVED: "bỏ", MOVED: "chuyển chỗ"}
COUNTED = {ROW: "dòng bảng", CAPTION: "tên bảng", FIGURE: "ảnh"}


@dataclass(frozen=True)
class Value:
    """What a field holds, as a person reads it, with the field's `label` in lower case ("tiêu đề").

    `kind`: "text" (words are compared), "rich" (HTML), "plain" (a date, a choice, a name: compared as a whole),
    "listed" (`items` by key: tags, files), "picture" (`picture` is its address, `shown` its description).
    """

    label: str
    kind: str = PLAIN
    shown: str = ""
    items: tuple[tuple[str, str], ...] = ()
    picture: str = ""
    is_stored: bool = False

    @classmethod
    def text(cls, label: str, text: str) -> "Value":
        return cls(label, TEXT, text)

    @classmethod
    def rich(cls, label: str, html: str, *, is_stored: bool = False) -> "Value":
        """`is_stored` says that `html` comes from a RichTextField."""
        return cls(label, RICH, html, is_stored=is_stored)

    @classmethod
    def plain(cls, label: str, shown: str) -> "Value":
        return cls(label, PLAIN, shown)

    @classmethod
    def listed(cls, label: str, items: Mapping[str, str]) -> "Value":
        """`items`: {key: name}; the same key with another name is a renamed item."""
        return cls(label, LISTED, items=tuple(items.items()))

    @classmethod
    def of_picture(cls, label: str, address: str, description: str) -> "Value":
        """`address` "" for none, or for one that is gone and has only its description."""
        return cls(label, PICTURE, description, picture=address)

    @property
    def is_empty(self) -> bool:
        return not (self.shown or self.items or self.picture)


@dataclass(frozen=True)
class FieldChange:
    """One field that differs: `changes` of a rich text, `pieces` of a plain one, `added`, `removed` and `renamed`
    (before, after) of a list; of the rest `before` and `after` say all.
    """

    name: str
    before: Value
    after: Value
    changes: tuple[Change, ...] = ()
    pieces: tuple[Piece, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    is_reordered: bool = False

    @property
    def label(self) -> str:
        return self.after.label

    @property
    def kind(self) -> str:
        return self.after.kind


@dataclass(frozen=True)
class Comparison:
    """The fields that differ, in the order in which the form has them."""

    fields: tuple[FieldChange, ...]

    def __bool__(self) -> bool:
        return bool(self.fields)

    @property
    def summary(self) -> str:
        """What was done, in a few words: "sửa sapo, 2 đoạn nội dung; thêm thẻ “một cửa”"; "" if nothing differs."""
        parts: dict[str, list[str]] = defaultdict(list)
        for change in self.fields:
            for verb, what in _phrases(change):
                parts[verb].append(what)
        verbs = [verb for verb in (*VERBS.values(), "đổi") if verb in parts]
        summary = "; ".join(f"{verb} {', '.join(parts[verb])}" for verb in verbs)
        return summary if len(summary) <= MAX_SUMMARY else f"{summary[: MAX_SUMMARY - 1].rpartition(' ')[0]}…"


def compare(before: Mapping[str, Value], after: Mapping[str, Value], *, briefly: bool = False) -> Comparison:
    """What `after` has otherwise than `before` ({name: Value}); fields that only one of them has are left out.

    `briefly` is for the summary alone: what stays of a rich text is not read.
    """
    both = ((name, before[name], value) for name, value in after.items() if name in before)
    if briefly:
        both = ((name, *_where_they_differ(one, other)) for name, one, other in both)
    found = (_compare_field(name, one, other) for name, one, other in both)
    return Comparison(tuple(change for change in found if change))


def _where_they_differ(before: Value, after: Value) -> tuple[Value, Value]:
    """Two stored texts without the lines that stay: the sanitiser writes a line for each block. A line of its own
    stands for each place where they differ, so that what moved from one to another is seen.
    """
    if not (before.kind == after.kind == RICH and before.is_stored and after.is_stored):
        return before, after
    some, others = before.shown.splitlines(), after.shown.splitlines()
    of_some, of_others = [], []
    for number, (in_some, in_others) in enumerate(gaps(len(some), len(others), matches(some, others))):
        of_some += [*some[in_some.start : in_some.stop], f"<p>\x1e{number}</p>"]
        of_others += [*others[in_others.start : in_others.stop], f"<p>\x1e{number}</p>"]
    return replace(before, shown="\n".join(of_some)), replace(after, shown="\n".join(of_others))


def _compare_field(name: str, before: Value, after: Value) -> FieldChange | None:
    if replace(before, label="", is_stored=False) == replace(after, label="", is_stored=False):
        return None
    change = FieldChange(name, before, after)
    if after.kind == RICH:
        both = (blocks_of(value.shown, is_stored=value.is_stored) for value in (before, after))
        changes = tuple(compare_blocks(*both))
        return None if all(each.is_same for each in changes) else replace(change, changes=changes)
    if after.kind == TEXT:
        return replace(change, pieces=tuple(compare_words(*(tokens_of([Run(v.shown)]) for v in (before, after)))))
    return _of_list(change) if after.kind == LISTED else change


def _of_list(change: FieldChange) -> FieldChange:
    before, after = dict(change.before.items), dict(change.after.items)
    return replace(
        change,
        added=tuple(name for key, name in after.items() if key not in before),
        removed=tuple(name for key, name in before.items() if key not in after),
        renamed=tuple((before[key], name) for key, name in after.items() if before.get(key, name) != name),
        is_reordered=[key for key in before if key in after] != [key for key in after if key in before],
    )


def _phrases(change: FieldChange) -> Iterator[tuple[str, str]]:
    """(verb, what) of a field."""
    if change.kind == RICH:
        yield from _phrases_of_blocks(change.changes, change.label)
    elif change.kind == LISTED:
        yield from ((VERBS[ADDED], f"{change.label} “{name}”") for name in change.added)
        yield from ((VERBS[REMOVED], f"{change.label} “{name}”") for name in change.removed)
        yield from ((VERBS[CHANGED], f"{change.label} “{name}”") for _, name in change.renamed)
        if change.is_reordered:
            yield "đổi", f"thứ tự {change.label}"
    elif change.before.is_empty or change.after.is_empty:
        yield VERBS[ADDED] if change.before.is_empty else VERBS[REMOVED], change.label
    else:
        yield VERBS[CHANGED] if change.kind == TEXT else "đổi", change.label


def _phrases_of_blocks(changes: Sequence[Change], label: str) -> Iterator[tuple[str, str]]:
    numbers: dict[tuple[str, str], int] = defaultdict(int)
    for change in changes:
        if change.kind in VERBS:
            numbers[change.kind, COUNTED.get(change.block.kind, f"đoạn {label}")] += 1
    for (kind, what), number in numbers.items():
        yield VERBS[kind], f"{format_number(number)} {what}"
