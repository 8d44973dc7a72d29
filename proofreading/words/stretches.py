"""Several words without marks amid marked text: what a forgotten input method leaves (`tiep nhan ho so`).

What was meant is read from pairs, all words of the stretch at once: the likeliest way through the syllables that have
these letters. Each word stands in it with how much less likely the best way is that has another in its place.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from math import log
from typing import NamedTuple

from ..document import Block
from ..findings import Finding
from ..lexicon import Lexicon
from ..tokens import Run, in_case_of
from .loanwords import LOANWORDS

LONGEST = 40  # words that are read at once; of a longer stretch no words are suggested behind them
CANDIDATES = 12  # syllables with the same letters, the commonest
FOREIGN_SHARE = 0.25  # of the words of a stretch: with more it is in another language
LIKELIER = 4.0  # how much likelier what is meant must be, in logarithms, for each word that changes
SUPPORTED = 0.34  # share of the pairs with a changed word that the counts must know
SUPPORTED_FROM = 3  # times that they know it
DECIDED_FROM = 0.5  # by how much each word must be likelier than another, for words to be suggested
ENDS_FROM = 3.0  # by how much a change at the ends of a stretch must be likelier than none
OF_DICTIONARY = 3.0  # what it adds that two make a word of the dictionary
BACKED_OFF = 100.0  # pairs that a syllable is given on top of its own, shared out by how common syllables are
AROUND = 100  # characters on each side that say whether it is meant

_OPENING, _CLOSING = ("“", '"', "‘", "'", "(", "«", "["), ("”", '"', "’", "'", ")", "»", "]")
_OF_TYPING = re.compile(r"không dấu|\b(?:gõ|từ khóa|từ khoá)\b", re.IGNORECASE)


class Stretch(NamedTuple):
    """The syllables [first, last] of a run; `meant` is None where it is not decided."""

    first: int
    last: int
    meant: str | None


def find_stretches(
    lexicon: Lexicon, number: int, block: Block, runs: Iterable[tuple[Run, frozenset[int]]]
) -> list[Finding]:
    """The stretches of the runs of a block, each with the indexes of its syllables that the office knows. Where only
    marks stand between two, they are one.
    """
    found: list[Finding] = []
    for run, silenced in runs:
        for stretch in _stretches(lexicon, run, is_alone=_is_on_purpose(block.text, run)):
            if silenced.isdisjoint(range(stretch.first, stretch.last + 1)):
                finding = _finding(number, block.text, run, stretch)
                before = found[-1] if found else None
                if before and not any(map(str.isalnum, block.text[before.end : finding.start])):
                    found[-1] = _together(block.text, before, finding)
                else:
                    found.append(finding)
    return found


def _is_on_purpose(text: str, run: Run) -> bool:
    """Whether a run is set apart as what somebody types: in quotes or brackets, or behind a colon and such a word."""
    start, end = run[0].start, run[-1].end
    before, after = text[max(0, start - AROUND) : start].rstrip(), text[end : end + AROUND].lstrip()
    if before.endswith(_OPENING) and after.startswith(_CLOSING):
        return True
    return before.endswith((":", "=")) and _OF_TYPING.search(before) is not None


def _finding(number: int, text: str, run: Run, stretch: Stretch) -> Finding:
    start, end = run[stretch.first].start, run[stretch.last].end
    tokens = run[stretch.first : stretch.last + 1]
    meant = None
    if stretch.meant is not None:
        meant = " ".join(map(in_case_of, tokens, stretch.meant.split()))
    return _said(number, start, end, text, meant)


def _together(text: str, one: Finding, two: Finding) -> Finding:
    meant = None
    if one.suggestion is not None and two.suggestion is not None:
        meant = one.suggestion + text[one.end : two.start] + two.suggestion
    return _said(one.block, one.start, two.end, text, meant)


def _said(number: int, start: int, end: int, text: str, meant: str | None) -> Finding:
    why = "Mấy chữ liền nhau thiếu dấu, có lẽ bộ gõ tiếng Việt chưa bật"
    reason = f"{why}; có phải “{meant}”?" if meant else f"{why}."
    return Finding("unmarked", number, start, end, text[start:end], meant, reason, None)


def _stretches(lexicon: Lexicon, run: Run, *, is_alone: bool) -> Iterator[Stretch]:
    """The stretches of a run. `is_alone`: the whole run is set apart, so that no stretch is all of it."""
    start = 0
    while start < len(run):
        end = start
        while end < len(run) and _is_bare(run, end):
            end += 1
        is_long = end - start > 1 and not (is_alone and end - start == len(run))
        found = _read(lexicon, run, start, end) if is_long and _is_worth_reading(lexicon, run, start, end) else None
        if found:
            yield found
        start = max(end, start + 1)


def _is_bare(run: Run, index: int) -> bool:
    token = run[index]
    return token.syllable.isascii() and not token.is_joined and (token.is_first or not token.is_capital)


def _is_worth_reading(lexicon: Lexicon, run: Run, start: int, end: int) -> bool:
    """Whether it is not in another language, and a word in it is no syllable, or none of its words stands beside the
    next in the counts.
    """
    words = [token.syllable for token in run[start:end]]
    foreign = sum(_is_foreign(lexicon, word) for word in words)
    if foreign > FOREIGN_SHARE * len(words):
        return False
    if any(not lexicon.is_known(word) for word in words):
        return True
    return not any(lexicon.pair(one, two) for one, two in pairwise(words))


def _is_foreign(lexicon: Lexicon, word: str) -> bool:
    if lexicon.is_known(word):
        return False
    return word in LOANWORDS or word in lexicon.foreign or not lexicon.of_letters(word)


def _read(lexicon: Lexicon, run: Run, start: int, end: int) -> Stretch | None:
    stop = min(end, start + LONGEST)
    words = [token.syllable for token in run[start:stop]]
    choices = [_choices(lexicon, word) for word in words]
    before = [run[start - 1].syllable] if start else []
    after = [run[stop].syllable] if stop < len(run) else []
    way = _Ways(lexicon, [before, *choices, after] if before else [[""], *choices, after])
    best = _without_doubtful_ends(lexicon, words, way)
    changed = [place for place, (word, one) in enumerate(zip(words, best, strict=True)) if word != one]
    if len(changed) < 2 or not _is_supported(lexicon, [*before, *best, *after], changed, len(before)):
        return None
    if way.likelier_than(words) < LIKELIER * len(changed):
        return None
    first, last = changed[0], changed[-1]
    if stop < end:
        return Stretch(start + first, end - 1, None)
    decided = all(margin >= DECIDED_FROM for margin in way.margins()[first : last + 1])
    return Stretch(start + first, start + last, " ".join(best[first : last + 1]) if decided else None)


def _without_doubtful_ends(lexicon: Lexicon, words: list[str], way: "_Ways") -> list[str]:
    """The best way, where words at the ends that are syllables as they stand change only when that is far likelier."""
    best, likely = way.best(), way.whole()
    for places in (range(len(words)), range(len(words) - 1, -1, -1)):
        for place in places:
            word, column = words[place], likely[place]
            if not lexicon.is_known(word) or column[best[place]] - column[word] > ENDS_FROM:
                break
            best[place] = word
    return best


def _choices(lexicon: Lexicon, word: str) -> list[str]:
    """What may be meant, the word itself among it."""
    if word in LOANWORDS and not lexicon.is_known(word):
        return [word]
    others = [one for one in lexicon.of_letters(word) if one != word]
    return [word, *others[:CANDIDATES]]


def _is_supported(lexicon: Lexicon, words: list[str], changed: list[int], shift: int) -> bool:
    """Whether the counts know enough of the pairs that a changed word stands in."""
    places = {place + shift for place in changed}
    pairs = [
        lexicon.small_pair(words[at], words[at + 1])
        for at in range(len(words) - 1)
        if at in places or at + 1 in places
    ]
    return sum(times >= SUPPORTED_FROM for times in pairs) >= SUPPORTED * len(pairs)


class _Ways:
    """Ways through columns of syllables, the first and the last column standing for what is around (may be empty)."""

    def __init__(self, lexicon: Lexicon, columns: Sequence[Sequence[str]]) -> None:
        self.step: Callable[[str, str], float] = lru_cache(maxsize=None)(partial(_step, lexicon))
        self.columns = [column for column in columns if column]
        self.size = len(columns) - 2
        self.ahead = self._sums(self.columns, self.step)
        self.behind = self._sums(self.columns[::-1], lambda two, one: self.step(one, two))[::-1]

    @staticmethod
    def _sums(columns: Sequence[Sequence[str]], step: Callable[[str, str], float]) -> list[dict[str, float]]:
        """Of each syllable the likelihood of the best way from the first column to it."""
        sums = [dict.fromkeys(columns[0], 0.0)]
        for column in columns[1:]:
            last = sums[-1]
            sums.append({two: max(last[one] + step(one, two) for one in last) for two in column})
        return sums

    def whole(self) -> list[dict[str, float]]:
        """Of each syllable the likelihood of the best way through it."""
        both = zip(self.ahead, self.behind, strict=True)
        return [{one: ahead[one] + behind[one] for one in ahead} for ahead, behind in both][1 : self.size + 1]

    def best(self) -> list[str]:
        return [max(column, key=lambda one: column[one]) for column in self.whole()]

    def margins(self) -> list[float]:
        found = []
        for column in self.whole():
            order = sorted(column.values(), reverse=True)
            found.append(order[0] - order[1] if len(order) > 1 else LIKELIER)
        return found

    def likelier_than(self, words: Sequence[str]) -> float:
        way = [self.columns[0][0], *words, *(column[0] for column in self.columns[self.size + 1 :])]
        return max(self.ahead[-1].values()) - sum(map(self.step, way, way[1:]))


def _step(lexicon: Lexicon, one: str, two: str) -> float:
    """Logarithm of how likely `two` stands behind `one`; behind nothing, how likely it stands anywhere."""
    share = (lexicon.count(two) + 0.1) / lexicon.total
    if not one:
        return log(share)
    likely = log((lexicon.small_pair(one, two) + BACKED_OFF * share) / (lexicon.count(one) + BACKED_OFF))
    return likely + (OF_DICTIONARY if lexicon.is_compound(one, two) else 0)
