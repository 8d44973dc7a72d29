"""What speaks for another syllable at a place: its neighbours, the rest of the text, and how alike the two are.

Everything is measured against the syllable that stands there (none, when nobody knows it), as logarithms of ratios.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise
from math import log, log1p
from typing import NamedTuple

from ..letters import skeleton
from ..lexicon import FUNCTION, LISTED, Lexicon, Near
from ..tokens import Run
from .everyday import EVERYDAY

# A pair seen less than three times is not in the counts: it gets a share of what chance would give, within bounds.
UNSEEN_SHARE, UNSEEN_FLOOR, UNSEEN_CEILING = 0.3, 0.1, 1.5
LEAST = 1.0  # log ratio of its pairs, both sides together, below which a candidate is not weighed at all
SURE_FROM = 30  # times that a word of the dictionary occurs, to be no slip
RAREST = -7.0  # the least of a logarithm of a share
_ENDS_IN_I_OR_Y = str.maketrans("iìíỉĩịyỳýỷỹỵ", "yỳýỷỹỵiìíỉĩị")
_BEFORE_EITHER = ("h", "k", "l", "m", "s", "t", "qu", "v")


class Features(NamedTuple):
    """The evidence for one candidate; truth values are 0 or 1. `with_…`: it makes a word of the dictionary with a
    neighbour; `has_…`: what stands there makes one. `bound`: the neighbour makes a word with its other neighbour.
    """

    # log ratio of the pairs with each neighbour, candidate over what stands there; of the syllables alone
    left: float
    right: float
    lower: float
    higher: float
    commoner: float
    commoner_inside: float
    # words of the dictionary
    with_left: float
    with_right: float
    with_either: float
    with_share: float
    has_left: float
    has_right: float
    left_bound: float
    right_bound: float
    # syllables that carry grammar
    grammar_here: float
    grammar_instead: float
    grammar_other_letters: float
    left_grammar: float
    right_grammar: float
    # elsewhere in the same text
    pair_elsewhere: float
    this_pair_elsewhere: float
    elsewhere: float
    this_elsewhere: float
    # which slip it would be
    tone: float
    marks: float
    no_marks: float
    swapped: float
    lost: float
    added: float
    # the place
    left_support: float
    right_support: float
    left_share: float
    right_share: float
    at_edge: float
    common: float
    everyday: float
    listed: float
    left_name: float
    right_name: float


class Side(NamedTuple):
    """A neighbour, and what stands at the place seen from it. `bound`: it makes a word with its other neighbour."""

    number: int
    syllable: str
    is_grammar: bool
    is_name: bool
    bound: bool
    pairs: int
    smoothed: float
    has_word: bool
    elsewhere: int


def other_spelling(syllable: str) -> str | None:
    """The same syllable with y for i or i for y at its end, where both are written: `kì` and `kỳ`."""
    if syllable[:-1] not in _BEFORE_EITHER:
        return None
    other = syllable[-1].translate(_ENDS_IN_I_OR_Y)
    return syllable[:-1] + other if other != syllable[-1] else None


class Elsewhere:
    """How often syllables and pairs stand in the text that is read."""

    def __init__(self, runs: Iterable[Run]) -> None:
        syllables = [[token.syllable for token in run] for run in runs]
        self.syllables = Counter(chain.from_iterable(syllables))
        self.pairs = Counter(chain.from_iterable(map(pairwise, syllables)))


class Place:
    """One syllable of a run with its neighbours, ready to be compared with candidates."""

    def __init__(self, lexicon: Lexicon, run: Run, index: int, elsewhere: Elsewhere) -> None:
        self.lexicon, self.elsewhere = lexicon, elsewhere
        self.syllable = run[index].syllable
        self.bare = skeleton(self.syllable)
        self.number = lexicon.numbers.get(self.syllable)
        other = other_spelling(self.syllable)
        self.numbers = [n for n in (self.number, lexicon.numbers.get(other) if other else None) if n is not None]
        self.count = sum(lexicon.counts[number] for number in self.numbers)
        traits = 0 if self.number is None else lexicon.traits[self.number]
        self.is_grammar, self.is_listed = traits & FUNCTION > 0, traits & LISTED > 0
        self.is_everyday = self.syllable in EVERYDAY
        self.left = self._side(run, index, -1)
        self.right = self._side(run, index, 1)

    def _side(self, run: Run, index: int, step: int) -> Side | None:
        at = index + step
        if not 0 <= at < len(run):
            return None
        token = run[at]
        number = self.lexicon.numbers.get(token.syllable)
        if number is None:
            return None
        is_name = token.is_capital and not token.is_first
        pairs, has_word = 0, False
        for own in self.numbers:
            times, word = self._counted(own, number, step, is_name)
            pairs, has_word = pairs + times, has_word or word
        two = (token.syllable, self.syllable) if step < 0 else (self.syllable, token.syllable)
        return Side(
            number,
            token.syllable,
            self.lexicon.traits[number] & FUNCTION > 0,
            is_name,
            self._is_bound(run, at, step, number),
            pairs,
            smoothed(pairs, self.lexicon.counts[number] * self.count / self.lexicon.total),
            has_word,
            self.elsewhere.pairs[two] - 1,
        )

    def _is_bound(self, run: Run, at: int, step: int, number: int) -> bool:
        beyond = at + step
        if not 0 <= beyond < len(run):
            return False
        other = self.lexicon.numbers.get(run[beyond].syllable)
        if other is None:
            return False
        return self.lexicon.counted(*((other, number) if step < 0 else (number, other)))[2]

    def _counted(self, own: int, neighbour: int, step: int, is_name: bool) -> tuple[int, bool]:
        total, small, word = self.lexicon.counted(*((neighbour, own) if step < 0 else (own, neighbour)))
        return (total if is_name else small), word

    @property
    def is_sure(self) -> bool:
        """Whether what stands there makes a word that is not rare with a neighbour: then nothing is weighed."""
        return any(side is not None and side.has_word and side.pairs >= SURE_FROM for side in (self.left, self.right))

    def features(self, near: Near, *, paired: bool) -> Features | None:
        """The evidence for a candidate; with `paired` None when its pairs do not speak for it."""
        count = self.lexicon.counts[near.number]
        one, two = self.left, self.right
        left_pairs, left_word = self._pairs(one, near.number, -1) if one else (0, False)
        right_pairs, right_word = self._pairs(two, near.number, 1) if two else (0, False)
        if paired and not left_pairs and not right_pairs:
            return None
        left = self._ratio(one, left_pairs, count) if one else 0
        right = self._ratio(two, right_pairs, count) if two else 0
        if paired and left + right < LEAST:
            return None
        pairs = (left_pairs, right_pairs)
        return Features(
            *self._of_pairs(left, right, count),
            *self._of_words(left_word, right_word, pairs),
            *self._of_grammar(near),
            *self._of_text(near.syllable),
            *self._of_letters(near),
            *self._of_place(pairs),
        )

    def _of_pairs(self, left: float, right: float, count: int) -> tuple[float, ...]:
        inside = self.left is not None and self.right is not None
        commoner = bounded(log((count + 1) / (self.count + 1)), -8, 8)
        lower = max(-4, min(left, right)) if inside else 0
        return left, right, lower, max(left, right), commoner, commoner if inside else 0

    def _of_words(self, left: bool, right: bool, pairs: tuple[int, int]) -> tuple[float, ...]:
        one, two = self.left, self.right
        return (
            left,
            right,
            left or right,
            max(self._share(one, pairs[0]) if left else RAREST, self._share(two, pairs[1]) if right else RAREST),
            one is not None and one.has_word,
            two is not None and two.has_word,
            one is not None and one.bound,
            two is not None and two.bound,
        )

    def _share(self, side: Side | None, pairs: int) -> float:
        """Logarithm of how often the neighbour stands beside the candidate, of all the times that it stands."""
        if side is None or not pairs:
            return RAREST
        return bounded(log(pairs / (self.lexicon.counts[side.number] + 50)), RAREST, 0)

    def _of_grammar(self, near: Near) -> tuple[float, ...]:
        return (
            self.is_grammar,
            self.lexicon.traits[near.number] & FUNCTION > 0,
            self.is_grammar and not near.same_letters,
            self.left is not None and self.left.is_grammar,
            self.right is not None and self.right.is_grammar,
        )

    def _of_text(self, syllable: str) -> tuple[float, ...]:
        """How often the candidate, and what stands here, stand elsewhere in the text: beside the same neighbours, and
        anywhere.
        """
        pair = this = 0
        if self.left:
            pair += self.elsewhere.pairs[self.left.syllable, syllable]
            this += self.left.elsewhere
        if self.right:
            pair += self.elsewhere.pairs[syllable, self.right.syllable]
            this += self.right.elsewhere
        anywhere = self.elsewhere.syllables
        return min(pair, 3), min(this, 2), min(anywhere[syllable], 3), min(anywhere[self.syllable] - 1, 2)

    def _of_letters(self, near: Near) -> tuple[float, ...]:
        """Which slip makes of the candidate what stands here; one of them is true, or none for a letter changed."""
        bare = skeleton(near.syllable)
        tone = near.same_letters and bare[:-1] == self.bare[:-1]
        unmarked = self.syllable.isascii()
        other = not near.same_letters
        longer = len(near.syllable) - len(self.syllable)
        return (
            tone,
            near.same_letters and not tone and not unmarked,
            near.same_letters and unmarked,
            other and longer == 0 and sorted(bare) == sorted(self.bare),
            other and longer > 0,
            other and longer < 0,
        )

    def _of_place(self, pairs: tuple[int, int]) -> tuple[float, ...]:
        one, two = self.left, self.right
        return (
            log1p(one.pairs) if one else 0,
            log1p(two.pairs) if two else 0,
            self._share(one, pairs[0]),
            self._share(two, pairs[1]),
            one is None or two is None,
            log1p(self.count),
            self.is_everyday,
            self.is_listed,
            one is not None and one.is_name,
            two is not None and two.is_name,
        )

    def _pairs(self, side: Side, number: int, step: int) -> tuple[int, bool]:
        """How often a candidate stands beside that neighbour, and whether they make a word."""
        total, small, word = self.lexicon.counted(*((side.number, number) if step < 0 else (number, side.number)))
        return (total if side.is_name else small), word

    def _ratio(self, side: Side, pairs: int, count: int) -> float:
        chance = self.lexicon.counts[side.number] * count / self.lexicon.total
        return bounded(log(smoothed(pairs, chance) / side.smoothed), -6, 9)


def smoothed(pairs: int, chance: float) -> float:
    """What to count a pair for."""
    return pairs if pairs else min(UNSEEN_SHARE * chance + UNSEEN_FLOOR, UNSEEN_CEILING)


def bounded(x: float, low: float, high: float) -> float:
    return low if x < low else high if x > high else x


def score(features: Sequence[float], weights: Sequence[float]) -> float:
    return sum(map(float.__mul__, map(float, features), weights))
