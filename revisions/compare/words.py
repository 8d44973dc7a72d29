"""Words of a text with their formatting, and which of them differ."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .sequences import Pair, gaps, matches

# A word, a number or the number of a document ("60-NQ/TU", "98,23") is one token; every other sign is one by itself.
_TOKEN = re.compile(r"[^\W_]++(?:[-/.,:'’][^\W_]++)*+|[^\s]|\n")
_SPACES = re.compile(r"[^\S\n]++")

LONG = 4  # words of both sides together: a change that swallows a single word beside it
SAME, ADDED, REMOVED = "same", "added", "removed"


class Run(NamedTuple):
    """Text of one formatting, as it stands in a block."""

    text: str
    formats: frozenset[str] = frozenset()
    link: str = ""


class Token(NamedTuple):
    text: str
    space: bool  # whether a space stands before it
    formats: frozenset[str]
    link: str


@dataclass(frozen=True)
class Piece:
    """A stretch of words: `kind` is "same", "added" or "removed"; `space` says whether a space stands before it."""

    kind: str
    text: str
    space: bool = False


def tokens_of(runs: Iterable[Run]) -> list[Token]:
    tokens: list[Token] = []
    space = False
    for run in runs:
        last = 0
        for found in _TOKEN.finditer(run.text):
            space = space or found.start() > last
            after_line = bool(tokens) and tokens[-1].text == "\n"
            is_line = found[0] == "\n"
            tokens.append(Token(found[0], space and bool(tokens) and not after_line and not is_line, *run[1:]))
            space, last = False, found.end()
        space = space or last < len(run.text)
    return tokens


def compare_words(old: Sequence[Token], new: Sequence[Token]) -> list[Piece]:
    """What `new` has in place of `old`, in reading order: what went stands before what came."""
    pairs = _without_islands(matches([t.text for t in old], [t.text for t in new]), len(old), len(new))
    pieces: list[Piece] = []
    same: list[Token] = []
    last_a = last_b = 0
    for at_a, at_b in [*pairs, (len(old), len(new))]:
        if at_a > last_a or at_b > last_b:
            pieces += [_piece(SAME, same), _piece(REMOVED, old[last_a:at_a]), _piece(ADDED, new[last_b:at_b])]
            same = []
        same.extend(new[at_b : at_b + 1])
        last_a, last_b = at_a + 1, at_b + 1
    pieces.append(_piece(SAME, same))
    return [piece for piece in pieces if piece.text]


def equal_words(old: Sequence[Token], new: Sequence[Token]) -> list[tuple[Token, Token]]:
    """The words that both have, in order, as each has them: their formatting may differ."""
    pairs = matches([token.text for token in old], [token.text for token in new])
    return [(old[at_a], new[at_b]) for at_a, at_b in pairs]


def joined_text(tokens: Iterable[Token]) -> str:
    return "".join(f" {token.text}" if token.space else token.text for token in tokens).strip(" ")


def plain_runs(text: str) -> list[Run]:
    return [Run(_SPACES.sub(" ", text))]


def _piece(kind: str, tokens: Sequence[Token]) -> Piece:
    return Piece(kind, joined_text(tokens), bool(tokens) and tokens[0].space)


def _without_islands(pairs: list[Pair], a_length: int, b_length: int) -> list[Pair]:
    """`pairs` without single words that stand between long changes: marks on every second word cannot be read."""
    sizes = {}  # by where the change ends on both sides
    starts = {}  # by where it begins
    for in_a, in_b in gaps(a_length, b_length, pairs):
        size = len(in_a) + len(in_b)
        sizes[in_a.stop, in_b.stop] = starts[in_a.start, in_b.start] = size
    return [
        (at_a, at_b)
        for at_a, at_b in pairs
        if min(sizes.get((at_a, at_b), 0), starts.get((at_a + 1, at_b + 1), 0)) < LONG
    ]
