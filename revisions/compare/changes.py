"""What a reader finds different in a body: blocks that came, went or moved, and words that changed in the others."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.text import capfirst

from .blocks import ALIGNED, FIGURE, HEADING, ITEM, ROW, TEXTUAL, Block
from .sequences import gaps, matches
from .words import ADDED, REMOVED, SAME, Piece, Token, compare_words, equal_words, joined_text

CHANGED, MOVED, LEFT = "changed", "moved", "left"
TOLD = {ADDED: "Thêm", REMOVED: "Bỏ", CHANGED: "Sửa"}

ALIKE = 0.4  # share of words that two blocks have in common, from which on the one became the other
ALIKE_ELSEWHERE = 0.7  # … and is the same block at another place
MAX_PAIRS = 10_000  # pairs of blocks that are looked at one by one
SHORT = 60  # characters of a block that is only named


@dataclass(frozen=True)
class Change:
    """What became of one block, in the order of the new text.

    `kind`: "same", "added", "removed", "changed", "moved" (it stands at this place now, perhaps with other words), or
    "left" (it stood here and is at another place now). `cells` are the words of the block, for each cell of a row;
    `notes` are sentences on what is no word: formatting, links, a picture.
    """

    kind: str
    block: Block
    cells: tuple[tuple[Piece, ...], ...] = ()
    notes: tuple[str, ...] = ()
    before: Block | None = None

    @property
    def opening(self) -> str:
        """The first words of the block."""
        return _shortened(self.block.text or self.block.alt)

    @property
    def told(self) -> str:
        """What became of the block, "" for one that stays as it is."""
        if self.kind == LEFT:
            return f"Ở đây trước có {self.block.label} “{self.opening}”, nay đã chuyển sang chỗ khác."
        if self.kind == MOVED:
            return f"{capfirst(self.block.label)} này chuyển từ chỗ khác tới"
        return f"{TOLD[self.kind]} {self.block.label}" if self.kind in TOLD else ""

    @property
    def is_same(self) -> bool:
        return self.kind == SAME

    @property
    def pictures_differ(self) -> bool:
        return self.before is not None and self.before.picture != self.block.picture


def compare_blocks(old: Sequence[Block], new: Sequence[Block]) -> list[Change]:
    """All blocks of `new`, and at their old places those of `old` that are no more there."""
    differing = gaps(len(old), len(new), matches(old, new))
    became: dict[int, int] = {}
    for in_old, in_new in differing:
        became.update(alignment(in_old, in_new, lambda place, to: likeness(old[place], new[to])))
    stayed = set(became.values())
    lost = [place for in_old, _ in differing for place in in_old if place not in stayed]
    found = [place for _, in_new in differing for place in in_new if place not in became]
    origins = _Origins(became, _moved(old, new, lost, found))
    changes: list[Change] = []
    last = 0
    for in_old, in_new in differing:
        changes += [_whole(SAME, block) for block in new[last : in_new.start]]
        changes += _of_gap(old, new, in_old, in_new, origins)
        last = in_new.stop
    return changes + [_whole(SAME, block) for block in new[last:]]


@dataclass(frozen=True)
class _Origins:
    """{place in the new text: place in the old} of blocks that changed where they were, and of those that moved."""

    became: dict[int, int]
    moved: dict[int, int]

    @cached_property
    def elsewhere(self) -> set[int]:
        return set(self.moved.values())


def _of_gap(
    old: Sequence[Block], new: Sequence[Block], in_old: range, in_new: range, origins: _Origins
) -> Iterator[Change]:
    """The changes of one place; what went stands where it was between what stayed."""
    last = in_old.start
    for place in [*in_new, None]:
        stays = in_old.stop if place is None else origins.became.get(place)
        if stays is not None:
            for gone in range(last, stays):
                yield _whole(LEFT if gone in origins.elsewhere else REMOVED, old[gone])
            last = stays + 1
        if place is None:
            return
        if stays is not None:
            yield _changed(CHANGED, old[stays], new[place])
        elif place in origins.moved:
            yield _changed(MOVED, old[origins.moved[place]], new[place])
        else:
            yield _whole(ADDED, new[place])


def _whole(kind: str, block: Block) -> Change:
    mark = kind if kind in {ADDED, REMOVED} else SAME
    cells = tuple((Piece(mark, text),) if text else () for text in block.texts)
    return Change(kind, block, cells)


def _changed(kind: str, old: Block, new: Block) -> Change:
    if len(old.tokens) == len(new.tokens):
        cells = tuple(tuple(compare_words(*both)) for both in zip(old.tokens, new.tokens, strict=True))
    else:  # a row with another number of cells
        cells = ((Piece(REMOVED, old.text), Piece(ADDED, new.text, space=True)),)
    return Change(kind, new, cells, tuple(_notes(old, new)), before=old)


# Which block became which ---------------------------------------------------------------------------------------


def alignment(in_old: range, in_new: range, likeness: Callable[[int, int], float]) -> dict[int, int]:
    """{place in the new text: place in the old} of the blocks that became one another, in the same order on both
    sides: of all such choices the one whose blocks are most alike. `likeness` is asked for (old place, new place).
    """
    if len(in_old) * len(in_new) > MAX_PAIRS:
        return {to: place for place, to in zip(in_old, in_new, strict=False) if likeness(place, to) >= ALIKE}
    like = [[likeness(place, to) for to in in_new] for place in in_old]
    best = _best_sums(like)
    found = {}
    row = column = 0
    while row < len(in_old) and column < len(in_new):
        value = like[row][column]
        if value >= ALIKE and best[row][column] == value + best[row + 1][column + 1]:
            found[in_new[column]] = in_old[row]
            row, column = row + 1, column + 1
        elif best[row][column] == best[row + 1][column]:
            row += 1
        else:
            column += 1
    return found


def _best_sums(like: list[list[float]]) -> list[list[float]]:
    """How much likeness can be had from each pair of places on."""
    best = [[0.0] * (len(like[0]) + 1) for _ in range(len(like) + 1)] if like else [[0.0]]
    for row in range(len(like) - 1, -1, -1):
        for column in range(len(like[0]) - 1, -1, -1):
            value = like[row][column]
            together = value + best[row + 1][column + 1] if value >= ALIKE else 0.0
            best[row][column] = max(together, best[row + 1][column], best[row][column + 1])
    return best


def _moved(old: Sequence[Block], new: Sequence[Block], lost: list[int], found: list[int]) -> dict[int, int]:
    """{place in `new`: place in `old`} of the blocks that stand elsewhere now: first the equal ones, then the like."""
    waiting: dict[Block, list[int]] = defaultdict(list)
    for place in reversed(lost):
        waiting[old[place]].append(place)
    moved = {}
    for to in found:
        if (places := waiting.get(new[to])) and (new[to].text or new[to].picture):
            moved[to] = places.pop()
    taken = set(moved.values())
    lost = [place for place in lost if place not in taken]
    found = [to for to in found if to not in moved]
    if len(lost) * len(found) <= MAX_PAIRS:
        for to in found:
            likest = max(lost, key=lambda place: likeness(old[place], new[to]), default=None)
            if likest is not None and _is_same_block(old[likest], new[to]):
                moved[to] = likest
                lost.remove(likest)
    return moved


def _is_same_block(old: Block, new: Block) -> bool:
    return len(new.words) >= 4 and likeness(old, new) >= ALIKE_ELSEWHERE


def likeness(old: Block, new: Block) -> float:
    """From 0 (nothing in common) to 1: by how many of their different words two blocks agree."""
    if old.kind != new.kind and not {old.kind, new.kind} <= TEXTUAL:
        return 0.0
    if old.kind == FIGURE:
        return 1.0 if old.picture == new.picture else max(ALIKE, shared(old.words, new.words))
    if old.kind == ROW and old.cells and new.cells and old.cells[0] == new.cells[0]:
        return max(ALIKE, shared(old.words, new.words))
    return shared(old.words, new.words)


def shared(some: frozenset[str], others: frozenset[str]) -> float:
    """Twice the common words by the words of both (Dice)."""
    both = len(some) + len(others)
    return 2 * len(some & others) / both if both else 1.0


# What is no word ------------------------------------------------------------------------------------------------


def _notes(old: Block, new: Block) -> Iterator[str]:
    if (old.kind, old.level, old.numbered) != (new.kind, new.level, new.numbered):
        yield f"Trước là {_description(old)}, nay là {_description(new)}."
    if old.aligned != new.aligned:
        yield f"Nay {ALIGNED[new.aligned]}." if new.aligned else f"Không còn {ALIGNED[old.aligned]}."
    if old.alt != new.alt:
        yield f"Mô tả ảnh trước là “{old.alt}”, nay là “{new.alt}”."
    if old.picture != new.picture:
        yield "Ảnh đã được thay."
    if old.gathered != new.gathered:
        yield "Nay nằm trong một bộ ảnh." if new.gathered else "Không còn nằm trong bộ ảnh."
    elif old.parted != new.parted:
        yield "Nay mở đầu một bộ ảnh riêng." if new.parted else "Nay chung bộ với ảnh đứng trước."
    if len(old.tokens) == len(new.tokens):
        equal = [pair for both in zip(old.tokens, new.tokens, strict=True) for pair in equal_words(*both)]
        yield from _notes_of_links(equal)
        yield from _notes_of_formats(equal)


def _description(block: Block) -> str:
    if block.kind == HEADING:
        return f"đề mục cấp {block.level - 1}"
    if block.kind == ITEM:
        kind = "mục danh sách đánh số" if block.numbered else "mục danh sách"
        return f"{kind} cấp {block.level}" if block.level > 1 else kind
    return block.label


def _notes_of_links(equal: Sequence[tuple[Token, Token]]) -> Iterator[str]:
    for (before, after), pairs in groupby(equal, lambda pair: (pair[0].link, pair[1].link)):
        words = _quoted(pairs) if before != after else ""
        if not words:
            continue
        if not before:
            yield f"{words} nay dẫn tới {after}."
        elif not after:
            yield f"{words} không còn dẫn tới {before}."
        else:
            yield f"{words} nay dẫn tới {after}, trước là {before}."


def _notes_of_formats(equal: Sequence[tuple[Token, Token]]) -> Iterator[str]:
    for (before, after), pairs in groupby(equal, lambda pair: (pair[0].formats, pair[1].formats)):
        came, went = sorted(after - before), sorted(before - after)
        parts = [f"nay có chữ {', '.join(came)}"] if came else []
        parts += [f"không còn chữ {', '.join(went)}"] if went else []
        if parts:
            yield f"{_quoted(pairs)} {', '.join(parts)}."


def _quoted(pairs: Iterable[tuple[Token, Token]]) -> str:
    words = joined_text(new for _, new in pairs)
    return f"“{_shortened(words)}”"


def _shortened(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[:SHORT].rpartition(' ')[0] or text[:SHORT]}…"


def counted(changes: Sequence[Change]) -> Counter[str]:
    """How many changes there are of each kind; "left" and "same" are none."""
    return Counter(change.kind for change in changes if change.kind not in {SAME, LEFT})
