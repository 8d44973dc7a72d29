"""Names of public life with a mark amiss: `Chinh phủ`, `Bô Nội vụ`. Other rules leave names alone, since counts know
few of them; these everybody knows.
"""

from functools import lru_cache
from typing import NamedTuple

from vietnamese.text import canonical, fold

from ..lexicon import Lexicon
from ..tokens import Run, Token
from ..word_lists import lines_of

RARER = 20  # times that a name is written more often than what stands there, where it has two syllables


_letters = lru_cache(maxsize=8192)(fold)


class _Name(NamedTuple):
    """A name; `capitals`: which of its syllables begin with one."""

    text: str
    syllables: tuple[str, ...]
    capitals: tuple[bool, ...]


class Amiss(NamedTuple):
    """The syllable that ought to stand there; `written` is the whole of what does, canonical."""

    syllable: str
    written: str
    reason: str


@lru_cache(maxsize=1)
def _names() -> dict[str, list[tuple[_Name, int]]]:
    """{a syllable without marks: [(name, its place in it)]}, the longest name first."""
    found: dict[str, list[tuple[_Name, int]]] = {}
    for line in sorted(lines_of("words/public_names.txt"), key=lambda line: (-len(line.split()), line)):
        words = line.split()
        name = _Name(line, tuple(map(canonical, words)), tuple(word[0].isupper() for word in words))
        for place, syllable in enumerate(name.syllables):
            found.setdefault(_letters(syllable), []).append((name, place))
    return found


def amiss(lexicon: Lexicon, run: Run, index: int) -> Amiss | None:
    """The name that stands around `index` of a run but for the marks of that one syllable."""
    syllable = run[index].syllable
    for name, place in _names().get(_letters(syllable), ()):
        start, end = index - place, index - place + len(name.syllables)
        if name.syllables[place] == syllable or start < 0 or end > len(run):
            continue
        tokens = run[start:end]
        if not all(
            token.syllable == meant or number == place
            for number, (token, meant) in enumerate(zip(tokens, name.syllables, strict=True))
        ):
            continue
        if _is_written_as(name, tokens) and (len(tokens) > 2 or _is_alone(lexicon, name, run, start)):
            text = " ".join(token.text for token in tokens)
            reason = f"“{text}” chỉ khác “{name.text}” ở dấu; có phải viết sai?"
            return Amiss(name.syllables[place], " ".join(token.syllable for token in tokens), reason)
    return None


def _is_written_as(name: _Name, tokens: list[Token]) -> bool:
    """Whether the capitals are there. A name of two syllables has no others: a person is called “Chính Phú”."""
    if any(token.is_joined for token in tokens):
        return False
    if len(tokens) > 2 and all(token.text.isupper() for token in tokens):
        return True
    return all(
        token.is_capital if capital else len(tokens) > 2 or not token.is_capital
        for token, capital in zip(tokens, name.capitals, strict=True)
    )


def _is_alone(lexicon: Lexicon, name: _Name, run: Run, start: int) -> bool:
    """Whether two syllables are no others that happen to stand so: “Chính phụ huynh”, “Đang ủy quyền”."""
    one, two = (token.syllable for token in run[start : start + 2])
    if start + 2 < len(run) and lexicon.is_compound(two, run[start + 2].syllable):
        return False
    return lexicon.pair(*name.syllables) > RARER * lexicon.pair(one, two)
