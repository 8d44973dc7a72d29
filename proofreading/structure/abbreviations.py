"""Abbreviations that neither the text nor the glossary explains."""

import re
from collections.abc import Collection, Container, Iterator, Sequence

from vietnamese.syllables import is_syllable
from vietnamese.text import canonical, fold

from ..findings import Finding
from ..known import Known
from ..readable import Readable
from ..word_lists import words_of

UNEXPLAINED = "abbreviation"
_CAPITALS = "A-ZĐĂÂÊÔƠƯ"
_SHORT = re.compile(rf"(?<![\w/.&-])[{_CAPITALS}]{{2,10}}(?:[&-][{_CAPITALS}]{{1,10}}){{0,4}}(?![\w/&]|[.-]\w)")
_PARTS = re.compile("[&-]")
_CONSONANTS_IN_A_ROW = re.compile("[^AEIOUY]{3}")
_VOWEL = re.compile("[AEIOUY]")
_ROMAN = re.compile("[IVXLCDM]+")
_WORD = re.compile(r"[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\((?P<inside>[^()]{2,100})\)")
_SAYS_SHORT = re.compile("tắt|sau đây|gọi là")
_SAYS_WHERE = frozenset(
    ("ở", "tại", "từ", "của", "do", "trong", "theo", "gồm", "ngày", "sinh", "có", "là", "cũ", "nay")
)
_BEHIND = re.compile(r"[”\"]? ?\((?P<inside>[^()]{4,120})\)")
_LONG_ENOUGH = 4  # letters; shorter ones are begun by words of any text

# What readers of news know as it stands, and what every table heads its columns with.
USUAL = words_of("structure/usual_abbreviations.txt")
WELL_KNOWN = words_of("structure/well_known_abbreviations.txt")


def find(all_readables: Sequence[Readable], known: Known) -> Iterator[Finding]:
    """The first place of each."""
    first: dict[str, tuple[Readable, int]] = {}
    for readable in all_readables:
        shorts = list(_shorts_in(readable.text))
        if shorts and not _is_shouted(readable.text):
            for short, start in shorts:
                first.setdefault(short, (readable, start))
    asked = {short: place for short, place in first.items() if not _is_known(short, known)}
    if not asked:
        return
    explained = _explained(all_readables)
    spelled = _spelled({fold(short) for short in asked}, all_readables)
    for short, (readable, start) in asked.items():
        if short not in explained and fold(short) not in spelled:
            reason = (
                f"“{short}” chưa được giải thích trong bài và chưa có trong “Từ viết tắt”;"
                f" lần đầu nên viết đủ chữ, kèm ({short})."
            )
            yield readable.finding(UNEXPLAINED, start, start + len(short), None, reason, word=short)


def _spelled(shorts: Collection[str], all_readables: Sequence[Readable]) -> set[str]:
    """Those of `shorts` (folded) that words in a row begin with. Time grows with the text, and with the lengths that
    there are (ten at most), not with the number of `shorts`.
    """
    by_length: dict[int, set[str]] = {}
    for short in shorts:
        if len(short) >= _LONG_ENOUGH and short.isalpha():
            by_length.setdefault(len(short), set()).add(short)
    found: set[str] = set()
    for readable in all_readables if by_length else ():
        letters = _initials(readable.text)
        for length, wanted in by_length.items():
            found.update(wanted.intersection(letters[at : at + length] for at in range(len(letters) - length + 1)))
    return found


def _shorts_in(text: str) -> Iterator[tuple[str, int]]:
    for found in _SHORT.finditer(text):
        if not _is_among_capitals(text, found):
            yield found[0], found.start()


def _is_among_capitals(text: str, found: re.Match[str]) -> bool:
    """Whether a word beside it is written in capitals, too: somebody cries."""
    before = text[max(0, found.start() - 12) : found.start()].split(" ")
    behind = text[found.end() : found.end() + 12].split(" ")
    beside = [*before[-2:-1], *behind[1:2]]
    return any(len(word) > 1 and word.isalpha() and word.isupper() and is_syllable(word) for word in beside)


def _is_known(short: str, known: Known) -> bool:
    if short in known.names or canonical(short) in known.words or _is_brand(short):
        return True
    explained = known.abbreviations or USUAL
    return short in explained or all(_is_known_part(part, explained, known) for part in _PARTS.split(short))


def _is_brand(short: str) -> bool:
    """Whether it is made of parts that one reads as words, one of them long: `OEKO-TEX`, no abbreviation."""
    parts = _PARTS.split(short)
    readable = (_VOWEL.search(part) and not _CONSONANTS_IN_A_ROW.search(part) for part in parts)
    return len(parts) > 1 and max(map(len, parts)) >= _LONG_ENOUGH and min(map(len, parts)) > 2 and all(readable)


def _is_known_part(part: str, explained: Container[str], known: Known) -> bool:
    return (
        len(part) < 2
        or part in WELL_KNOWN
        or part in explained
        or canonical(part) in known.words
        or is_syllable(part)
        or _ROMAN.fullmatch(part) is not None
    )


def _explained(all_readables: Sequence[Readable]) -> set[str]:
    explained: set[str] = set()
    for readable in all_readables:
        text = readable.text
        for found in _IN_BRACKETS.finditer(text):
            inside = found["inside"]
            shorts = [short[0] for short in _SHORT.finditer(inside)]
            if shorts and (len(inside.strip(" “”\"'")) <= len(shorts[0]) or _SAYS_SHORT.search(inside)):
                explained.update(shorts)
        for short in _SHORT.finditer(text):
            behind = _BEHIND.match(text, short.end())
            if behind and _spells(behind["inside"], short[0]):
                explained.add(short[0])
        explained.update(_skipped_in(readable))
    return explained


def _spells(inside: str, short: str) -> bool:
    """Whether what stands in brackets behind an abbreviation says it in words, be it in another language's."""
    words = _WORD.findall(inside)
    in_words = len(words) >= _LONG_ENOUGH and words[0].islower() and words[0] not in _SAYS_WHERE
    return in_words or fold(_PARTS.sub("", short)) in _initials(inside)


def _skipped_in(readable: Readable) -> Iterator[str]:
    """Abbreviations that have a title (`abbr`), or stand in code."""
    for start, end in readable.block.skipped:
        yield from (short[0] for short in _SHORT.finditer(readable.block.text[start:end]))


def _initials(text: str) -> str:
    return fold("".join(word[0] for word in _WORD.findall(text)))


def _is_shouted(text: str) -> bool:
    capitals = sum(map(str.isupper, text))
    return capitals > 8 and capitals > sum(map(str.islower, text))
