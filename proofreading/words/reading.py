"""A document as the word rules read it: its runs, which of them are left alone, and what stands where how often."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from vietnamese.text import canonical, nfc

from ..document import Document
from ..known import Known
from ..letters import newer_placement
from ..lexicon import Lexicon
from ..tokens import Run, Token, runs
from .evidence import Elsewhere

ENOUGH = 4  # syllables from which on a block alone shows whether it is Vietnamese
MARKED_SHARE = 0.3  # of the syllables of a Vietnamese text have marks at least; ordinary text has three in four
UNKNOWN_SHARE = 0.4  # a text in an old font or in another language has more that nobody knows

Phrase = tuple[str, ...]
Phrases = dict[str, list[tuple[Phrase, Phrase | None]]]


class Reading:
    """The runs of each block. Blocks that are not Vietnamese, or in an old font, have none."""

    def __init__(self, lexicon: Lexicon, document: Document, known: Known) -> None:
        self._lexicon = lexicon
        self.runs = [runs(block) for block in document.blocks]
        self.elsewhere = Elsewhere(run for block in self.runs for run in block)
        self.words = known.words
        self._is_newer = _is_newer(run for block in self.runs for run in block)
        self._phrases = _phrases(known.words, known.names)

    def of_block(self, number: int) -> Iterator[tuple[Run, frozenset[int]]]:
        """Each run with the indexes of its syllables that the office knows."""
        if self.is_read(number):
            for run in self.runs[number]:
                yield run, self._silenced(run)

    def is_read(self, number: int) -> bool:
        """Whether a block is Vietnamese. Time grows with the block, for a short one with the text, once."""
        block = self.runs[number]
        count = sum(map(len, block))
        marked = _marked_share(block) if count >= ENOUGH else self._marked_share
        unknown = sum(
            not token.syllable.isascii() and not self._lexicon.is_known(token.syllable)
            for run in block
            for token in run
        )
        return count > 0 and marked >= MARKED_SHARE and unknown <= max(1, UNKNOWN_SHARE * count)

    @cached_property
    def _marked_share(self) -> float:
        return _marked_share([run for block in self.runs for run in block])

    def bare(self, number: int) -> Iterator[tuple[Run, frozenset[int]]]:
        """The same of a block with hardly a mark amid a text that has them. Time as that of `is_read`."""
        if self._marked_share >= MARKED_SHARE and _marked_share(self.runs[number]) < MARKED_SHARE:
            for run in self.runs[number]:
                yield run, self._silenced(run)

    def spelled(self, syllable: str) -> str:
        """A canonical syllable with its tone where this text puts it: `hòa` or `hoà`."""
        return newer_placement(syllable) if self._is_newer else syllable

    def _silenced(self, run: Run) -> frozenset[int]:
        silenced: set[int] = set()
        for start, token in enumerate(run):
            for syllables, written in self._phrases.get(token.syllable, ()):
                part = run[start : start + len(syllables)]
                if tuple(one.syllable for one in part) != syllables:
                    continue
                if written and not all(map(_is_written, part, written)):
                    continue
                silenced.update(range(start, start + len(syllables)))
        return frozenset(silenced)


def _is_written(token: Token, word: str) -> bool:
    text = token.text
    return text.isupper() or not word[:1].isupper() or text[:1].isupper()


@lru_cache(maxsize=4)
def _phrases(words: frozenset[str], names: frozenset[str]) -> Phrases:
    """The words and names by their first syllable; of names also how they are written."""
    found: Phrases = {}
    for word in words:
        syllables = tuple(canonical(word).split())
        if syllables:
            found.setdefault(syllables[0], []).append((syllables, None))
    for name in names:
        written = tuple(nfc(name).split())
        if written:
            found.setdefault(canonical(written[0]), []).append((tuple(map(canonical, written)), written))
    return found


def _is_newer(runs_of_text: Iterable[Run]) -> bool:
    """Whether a text has the newer place of the tone (`hoà`) more often than the older one."""
    newer = 0
    for run in runs_of_text:
        for _, _, text, syllable, *_ in run:
            if syllable[-1] in "aey" and not syllable.isascii() and newer_placement(syllable) != syllable:
                newer += -1 if nfc(text.lower()) == syllable else 1
    return newer > 0


def _marked_share(runs_of_text: Sequence[Run]) -> float:
    count = sum(map(len, runs_of_text))
    marked = sum(not token.syllable.isascii() for run in runs_of_text for token in run)
    return marked / count if count else 0
