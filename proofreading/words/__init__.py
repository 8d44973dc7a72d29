"""The rules of words: syllables that nobody knows, real words beside the wrong neighbour, words too many."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from vietnamese.text import canonical

from ..document import Block, Document
from ..findings import Finding
from ..known import Known, PairCounts
from ..lexicon import Lexicon, LexiconError, lexicon
from ..tokens import Run, in_case_of, words
from .confusions import confused
from .extra import is_extra
from .input_methods import of_vni
from .public_names import amiss
from .reading import Reading
from .real import better
from .stretches import find_stretches
from .unknown import guess, typed_reason


def find(document: Document, known: Known, changed: Container[int]) -> Iterator[Finding]:
    """Slips in the words of the `changed` blocks, in reading order; none when the data cannot be read."""
    try:
        data = lexicon()
    except LexiconError:
        return
    reader = _Reader(data, Reading(data, document, known), known.archive)
    for number in range(len(document.blocks)):
        if number in changed:
            yield from reader.of_block(number, document.blocks[number])


class _Found(NamedTuple):
    """What is found at the syllables [first, last] of a run. Of two that touch, the surer one stays."""

    sureness: float
    first: int
    last: int
    rule: str
    suggestion: str | None
    reason: str
    word: str | None


CERTAIN = 100.0


class _Reader(NamedTuple):
    """What one text is read with."""

    data: Lexicon
    reading: Reading
    archive: PairCounts | None

    def of_block(self, number: int, block: Block) -> list[Finding]:
        runs = list(self.reading.of_block(number))
        found = find_stretches(self.data, number, block, runs or self.reading.bare(number))
        covered = [(finding.start, finding.end) for finding in found]
        found += [
            _finding(number, run, one)
            for run, silenced in runs
            for one in self.of_run(run, silenced | _within(run, covered))
        ]
        if self.reading.is_read(number):
            found += self._vni(number, block)
        return sorted(found, key=lambda finding: finding.start)

    def _vni(self, number: int, block: Block) -> Iterator[Finding]:
        """Keys of VNI: they have digits, so they are in no run."""
        for start, end, text in words(block):
            meant = None if text.isalpha() else of_vni(self.data, text)
            if meant and canonical(text) not in self.reading.words:
                yield Finding("typed", number, start, end, text, meant, typed_reason(text, meant), canonical(text))

    def of_run(self, run: Run, silenced: frozenset[int]) -> list[_Found]:
        found: list[_Found] = []
        for index in range(len(run)):
            one = None if index in silenced else self._at(run, index)
            if one is None or not silenced.isdisjoint(range(one.first, one.last + 1)):
                continue
            if found and _is_rival(found[-1], one):
                if found[-1].sureness >= one.sureness:
                    continue
                found.pop()
            found.append(one)
        return self._with_what_follows(run, silenced, found) if found else found

    def _with_what_follows(self, run: Run, silenced: frozenset[int], found: list[_Found]) -> list[_Found]:
        """`found`, and the words taken for one another that show once it is mended: `lãnh đao tĩnh`."""
        mended = list(run)
        for one in found:
            if one.suggestion and one.first == one.last and " " not in one.suggestion:
                mended[one.first] = run[one.first]._replace(syllable=canonical(one.suggestion))
        for index in range(len(run)):
            phrase = None if mended == run else confused(mended, index)
            if phrase is None or not silenced.isdisjoint(range(index, phrase.last + 1)):
                continue
            inside = [one for one in found if one.first <= phrase.last and one.last >= index]
            if all(index <= one.first and one.last <= phrase.last and one.rule != "confused" for one in inside):
                kept = [one for one in found if one not in inside]
                new = _Found(CERTAIN, index, phrase.last, "confused", phrase.meant, phrase.reason, phrase.written)
                found = sorted([*kept, new], key=lambda one: one.first)
        return found

    def _at(self, run: Run, index: int) -> _Found | None:
        """What is found at one syllable."""
        phrase = confused(run, index)
        if phrase:
            return _Found(CERTAIN, index, phrase.last, "confused", phrase.meant, phrase.reason, phrase.written)
        if is_extra(self.data, run, index):
            reason = f"“{run[index].text}” có lẽ thừa: thường viết “{run[index - 1].text} {run[index + 1].text}”."
            return _Found(CERTAIN, index, index, "extra", "", reason, None)
        found, name = self._ordinary(run, index), self._of_name(run, index)
        if name and not (found and found.suggestion and canonical(found.suggestion) == name.suggestion):
            return name  # “Bộ Thông tin và Truyền thong” means no tradition
        return found

    def _ordinary(self, run: Run, index: int) -> _Found | None:
        if not is_readable(run, index):
            return None
        return self._known(run, index) if self.data.is_known(run[index].syllable) else self._unknown(run, index)

    def _of_name(self, run: Run, index: int) -> _Found | None:
        name = amiss(self.data, run, index)
        return name and _Found(CERTAIN, index, index, "public_name", name.syllable, name.reason, name.written)

    def _unknown(self, run: Run, index: int) -> _Found | None:
        what = guess(self.data, run, index, self.reading)
        return what and _Found(CERTAIN, index, index, what.rule, what.suggestion, what.reason, run[index].syllable)

    def _known(self, run: Run, index: int) -> _Found | None:
        instead = better(self.data, run, index, self.reading, self.archive)
        if instead is None:
            return None
        reason = f"Ít ai viết “{instead.phrase}”; có phải “{instead.meant}”?"
        return _Found(instead.score, index, index, "neighbour", instead.syllable, reason, canonical(instead.phrase))


def _within(run: Run, places: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The indexes of the syllables that lie within the places."""
    if not places:
        return frozenset()
    return frozenset(
        index for index, token in enumerate(run) if any(start <= token.start < end for start, end in places)
    )


def _is_rival(one: _Found, other: _Found) -> bool:
    """Whether both lie at one place, or side by side where the counts of one pair speak for both."""
    certain = CERTAIN in (one.sureness, other.sureness)
    return one.last >= other.first - (0 if certain else 1)


def is_readable(run: Run, index: int) -> bool:
    """Whether a syllable is an ordinary word: no name, no part of a transcription."""
    token = run[index]
    if token.is_joined or (len(token.syllable) < 2 and token.syllable.isascii()):
        return False
    if not token.is_capital:
        return True
    return token.is_first and not (index + 1 < len(run) and run[index + 1].is_capital)


def _finding(number: int, run: Run, one: _Found) -> Finding:
    start, end = run[one.first].start, run[one.last].end
    if one.suggestion == "":
        end = run[one.last + 1].start  # with the space behind it
    text = " ".join(token.text for token in run[one.first : one.last + 1])
    suggestion = one.suggestion and in_case_of(run[one.first], one.suggestion)
    return Finding(one.rule, number, start, end, text, suggestion, one.reason, one.word)
