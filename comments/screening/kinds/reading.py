"""A text as the finders read it: words with their places, sentences, and what stands between quotation marks."""

from functools import cached_property, lru_cache
from pathlib import Path

from comments.screening.obfuscation import Words
from vietnamese.syllables import is_syllable
from vietnamese.text import fold

_ENDS = frozenset(".!?;…")
_OPENING, _CLOSING = frozenset("“«‘"), frozenset("”»’")
BARE_BELOW = 0.12  # of the words have marks: whoever wrote it writes none
# Words that nobody parts into letters without a purpose: "n g u", "ch.ó", "l.ồ.n".
HIDDEN = frozenset((Path(__file__).parent / "lists/hidden.txt").read_text(encoding="utf-8").split())
_HIDDEN_PLAIN = frozenset(map(fold, HIDDEN)) - {"me", "do", "mat", "day", "bo", "can", "moi", "bac", "ky"}
_MOST_PARTS = 6
_LONGEST_SYLLABLE = 7
_SHORTEST_GLUED = 5
_LONGEST_GLUED = 24
is_known = lru_cache(8192)(is_syllable)


class Reading:
    """The words of one text in lists of one length, as `obfuscation.Words` has them.

    Words that were parted into letters are put together, and their places are `hidden`.
    """

    def __init__(self, words: Words) -> None:
        self.text = words.text
        self.exact: list[str] = []
        self.plain: list[str] = []
        self.spans: list[tuple[int, int]] = []
        self.is_obfuscated: list[bool] = []
        self.hidden: list[int] = []
        self.contexts: dict[str, list[tuple[int, int]]] = {}  # filled by `contexts.noted`
        self.named: dict[int, tuple[int, bool]] = {}  # filled by `accusation`
        done, short = 0, [len(word) <= 2 and word.isalpha() for word in words.plain]
        for place, (word, is_short) in enumerate(zip(words.exact, short, strict=True)):
            if place < done or (not is_short and (len(word) < _SHORTEST_GLUED or word.isascii())):
                continue  # most words
            end = place + _parts(words.exact, words.plain, words.spans, short, place)
            if end - place > 1 or len(word) >= _SHORTEST_GLUED:
                self._take(words, done, place)
                self._put_together(words, place, end)
                done = end
        self._take(words, done, len(short))

    def _take(self, words: Words, place: int, end: int) -> None:
        """As they are."""
        self.exact += words.exact[place:end]
        self.plain += words.plain[place:end]
        self.spans += words.spans[place:end]
        self.is_obfuscated += words.is_obfuscated[place:end]

    def _put_together(self, words: Words, place: int, end: int) -> None:
        """The parts of a hidden word as one; one word as the syllables that it is glued of."""
        is_hidden = end - place > 1
        if is_hidden:
            self.hidden.append(len(self.plain))
        exact, plain = "".join(words.exact[place:end]), "".join(words.plain[place:end])
        first, last = words.spans[place][0], words.spans[end - 1][1]
        for begin, after in [(0, len(plain))] if is_hidden else _glued(exact):
            self.exact.append(exact[begin:after])
            self.plain.append(plain[begin:after])
            self.spans.append((first + begin, last if after == len(plain) else first + after))
            self.is_obfuscated.append(is_hidden or words.is_obfuscated[place])

    def __len__(self) -> int:
        return len(self.plain)

    @cached_property
    def is_bare(self) -> bool:
        """Whether it is written without marks, so that a word may be any that is spelled like it."""
        written = [word for word in self.exact if word[0].isalpha()]
        marked = len(written) - sum(map(str.isascii, written))
        return bool(written) and marked <= BARE_BELOW * len(written)

    @cached_property
    def is_upper(self) -> bool:
        """Whether it is written in capitals alone."""
        return self.text.isupper()

    @cached_property
    def disguised(self) -> set[int]:
        """Places of words that are obfuscated, or stand before one."""
        found = {place for place, is_so in enumerate(self.is_obfuscated) if is_so}
        return found | {place - 1 for place in found if place}

    @cached_property
    def sentences(self) -> list[int]:
        """The number of the sentence that each word is in, without gaps. Lines end sentences too."""
        numbers: list[int] = []
        number = before = 0
        has_lines = "\n" in self.text
        for word, (start, end) in zip(self.plain, self.spans, strict=True):
            if has_lines and numbers and numbers[-1] == number and "\n" in self.text[before:start]:
                number += 1
            numbers.append(number)
            number += word in _ENDS
            before = end
        return numbers

    @cached_property
    def quoted(self) -> list[bool]:
        """Whether each word stands between quotation marks: somebody else's words."""
        inside, flags = False, []
        straight = self.plain.count('"') // 2 * 2  # of which an odd last one quotes nothing
        for word in self.plain:
            if word in _OPENING:
                inside = True
            elif word in _CLOSING:
                inside = False
            elif word == '"' and straight:
                inside, straight = not inside, straight - 1
            flags.append(inside)
        return flags

    def begin_of_sentence(self, place: int) -> int:
        """The place of the first word of the sentence that the word at `place` is in."""
        return self._begins[self.sentences[place]]

    def end_of_sentence(self, place: int) -> int:
        """The place behind its last word."""
        following = self.sentences[place] + 1
        return self._begins[following] if following < len(self._begins) else len(self.plain)

    @cached_property
    def _begins(self) -> list[int]:
        numbers = self.sentences
        return [place for place, number in enumerate(numbers) if place == 0 or numbers[place - 1] != number]

    def place_of(self, start: int, end: int) -> tuple[int, int]:
        """Where the words from `start` to `end` stand in the text, in characters."""
        return self.spans[start][0], self.spans[end - 1][1]

    def is_capital(self, place: int) -> bool:
        """Whether the word begins with a capital letter where it stands."""
        return self.text[self.spans[place][0]].isupper()


def _glued(word: str) -> list[tuple[int, int]]:
    """Where the syllables lie that a marked word is glued of ("nhàcái"); the whole word when it is none of those."""
    whole = [(0, len(word))]
    if not _SHORTEST_GLUED <= len(word) <= _LONGEST_GLUED or word.isascii() or is_known(word):
        return whole
    found, place = [], 0
    while place < len(word):
        ends = range(min(place + _LONGEST_SYLLABLE, len(word)), place + 1, -1)
        end = next((end for end in ends if is_known(word[place:end])), None)
        if end is None:
            return whole
        found.append((place, end))
        place = end
    return found


def _spelled(exact: list[str], short: list[bool], spans: list[tuple[int, int]], place: int) -> int:
    """How many single letters from `place` make a syllable, in a row of four or more; 1 when they make none."""
    end = place
    while end < len(exact) and end < place + _LONGEST_SYLLABLE + 3 and len(exact[end]) == 1 and short[end]:
        if end > place and spans[end][0] - spans[end - 1][1] > 3:
            break
        end += 1
    if end - place < 4 and not (place and len(exact[place - 1]) == 1 and short[place - 1]):
        return 1
    ends = range(min(end, place + _LONGEST_SYLLABLE), place + 1, -1)
    return next((end - place for end in ends if is_known("".join(exact[place:end]))), 1)


def _parts(exact: list[str], plain: list[str], spans: list[tuple[int, int]], short: list[bool], place: int) -> int:
    """How many pieces from `place` make one hidden word; 1 when none is hidden there. The longest counts."""
    if not short[place]:
        return 1
    found, last = 1, min(place + _MOST_PARTS, len(plain))
    for end in range(place + 1, last):
        if not short[end] or spans[end][0] - spans[end - 1][1] > 3:
            break
        parts = slice(place, end + 1)
        is_spelled = end - place >= 2 and all(len(part) == 1 for part in plain[parts])
        if "".join(exact[parts]) in HIDDEN or (is_spelled and "".join(plain[parts]) in _HIDDEN_PLAIN):
            found = end + 1 - place
    return found if found > 1 or len(plain[place]) > 1 else _spelled(exact, short, spans, place)
