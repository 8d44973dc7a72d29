"""Words that no list of syllables knows: impossible ones, glued ones, ones without marks amid marked text."""

import re
from typing import NamedTuple

from vietnamese.syllables import is_syllable

from ..letters import skeleton
from ..lexicon import Lexicon
from ..tokens import Run, Token, in_case_of
from .evidence import Place, score
from .input_methods import has_sign, of_telex
from .loanwords import LOANWORDS
from .reading import Reading
from .weights import UNKNOWN, UNMARKED_FROM

_ROMAN = re.compile("[ivx]+")
GLUED_FROM = 20  # times that the halves of a glued word stand side by side
LONGEST = 20  # letters; two long syllables and a slip
PHRASE = 4  # words side by side without marks that are no slips
TYPED_FROM = 5  # times that what was typed stands beside its neighbour


class Guess(NamedTuple):
    rule: str
    suggestion: str | None
    reason: str


def guess(lexicon: Lexicon, run: Run, index: int, reading: Reading) -> Guess | None:
    """What is wrong with the unknown syllable at `index` of a run, which stands in small letters."""
    token = run[index]
    word = token.syllable
    if _is_left_alone(lexicon, word) or _is_of_a_minority(lexicon, run, index):
        return None
    halves = _halves(lexicon, word)
    if halves:
        return Guess(
            "glued", halves, f"“{token.text}” là hai tiếng viết dính nhau; có phải “{in_case_of(token, halves)}”?"
        )
    place = Place(lexicon, run, index, reading.elsewhere)
    typed = _typed(lexicon, place, word)
    if typed:
        typed = reading.spelled(typed)
        return Guess("typed", typed, typed_reason(token.text, in_case_of(token, typed)))
    weighed = ((place.features(near, paired=False), near) for near in lexicon.near(word))
    scored = [(score(features, UNKNOWN), near) for features, near in weighed if features is not None]
    sureness, best = max(scored, default=(0.0, None))
    if word.isascii() and (
        sureness < UNMARKED_FROM or reading.elsewhere.syllables[word] > 2 or _is_in_phrase(run, index)
    ):
        return None
    meant = best and reading.spelled(best.syllable)
    if meant and word.isascii() and best and best.same_letters:
        return Guess("unmarked", meant, f"“{token.text}” thiếu dấu; có phải “{in_case_of(token, meant)}”?")
    return Guess("unknown", meant, _reason(token, meant))


def _is_left_alone(lexicon: Lexicon, word: str) -> bool:
    """Whether it is too long for a slip, the name of a letter (with a tone it is a syllable), a number in Roman
    figures or a word of another language.
    """
    if len(word) > LONGEST or (len(word) == 1 and skeleton(word)[-1] == "0") or _ROMAN.fullmatch(word):
        return True
    return word in LOANWORDS or word in lexicon.foreign


def _is_of_a_minority(lexicon: Lexicon, run: Run, index: int) -> bool:
    """Whether two stand side by side that nobody knows and that could be syllables: words of another people of the
    country, as they are written by ear (`pa pỉnh tộp`). Two slips in a row leave that hardly ever.
    """
    return _could_be(lexicon, run[index].syllable) and any(
        0 <= at < len(run) and _could_be(lexicon, run[at].syllable) for at in (index - 1, index + 1)
    )


def _could_be(lexicon: Lexicon, word: str) -> bool:
    return not word.isascii() and not lexicon.is_known(word) and is_syllable(word)


def _is_in_phrase(run: Run, index: int) -> bool:
    """Whether it stands among several words without marks: another language, or written so on purpose."""
    first = last = index
    while first and run[first - 1].syllable.isascii():
        first -= 1
    while last + 1 < len(run) and run[last + 1].syllable.isascii():
        last += 1
    return last - first >= PHRASE - 1


def typed_reason(word: str, meant: str) -> str:
    return f"“{word}” là phím gõ khi bộ gõ tiếng Việt chưa bật; có phải “{meant}”?"


def _reason(token: Token, suggestion: str | None) -> str:
    why = (
        f"Từ điển không có tiếng “{token.text}”"
        if is_syllable(token.syllable)
        else f"Không có tiếng “{token.text}” trong tiếng Việt"
    )
    return f"{why}; có phải “{in_case_of(token, suggestion)}”?" if suggestion else f"{why}."


def _halves(lexicon: Lexicon, word: str) -> str | None:
    """Two known syllables that make `word` together and often stand side by side."""
    found = []
    for place in range(2, len(word) - 1):
        first, second = word[:place], word[place:]
        pairs = lexicon.small_pair(first, second)
        if pairs >= GLUED_FROM and lexicon.is_known(first) and lexicon.is_known(second):
            found.append((pairs, f"{first} {second}"))
    return max(found)[1] if found else None


def _typed(lexicon: Lexicon, place: Place, word: str) -> str | None:
    """The syllable meant by Telex keys, where its neighbours or the keys themselves leave no doubt."""
    syllable = of_telex(lexicon, word)
    if syllable is None:
        return None
    left = lexicon.small_pair(place.left.syllable, syllable) if place.left else 0
    right = lexicon.small_pair(syllable, place.right.syllable) if place.right else 0
    return syllable if has_sign(word) or not word.isascii() or left + right >= TYPED_FROM else None
