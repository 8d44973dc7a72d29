"""Findings whose places overlap: which of them stand, and which wait until the one before them is dismissed."""

from collections.abc import Container, Iterable, Iterator

from .document import Document
from .findings import Finding, identity
from .rules import RULES

_STRETCH = 64  # characters; what overlaps is looked for in the same stretches of a block


def sorted_out(
    document: Document, findings: Iterable[Finding], dismissed: Container[str] = frozenset()
) -> tuple[list[Finding], list[Finding]]:
    """(those that stand, those behind them), both in the order of `findings`: the first at a place tells the most.

    A finding waits behind an earlier one of its group that overlaps it, and behind one of another group where to mend
    that one mends it too. Whatever `dismissed` names (by `identity`) hides nothing; what is said of a whole block
    neither hides nor is hidden. Time grows with the findings and their lengths.
    """
    standing: list[Finding] = []
    hidden: list[Finding] = []
    there: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        if _is_of_block(document, finding):
            standing.append(finding)
            continue
        stretches = list(_stretches(finding))
        if any(mends(other, finding) for stretch in stretches for other in there.get(stretch, ())):
            hidden.append(finding)
            continue
        standing.append(finding)
        if not dismissed or identity(document, finding) not in dismissed:
            for stretch in stretches:
                there.setdefault(stretch, []).append(finding)
    return standing, hidden


def mends(one: Finding, other: Finding) -> bool:
    """Whether to mend `one` mends `other` too, of the same block (static/copyediting/overlaps.js)."""
    if not _meet(one.start, one.end, other.start, other.end):
        return False
    if RULES[one.rule].group == RULES[other.rule].group:
        return True
    if not _meet(*_core(one), *_core(other)):
        return False
    if one.suggestion is None or other.suggestion is None:  # a person mends the one, and leaves spaces as they are
        return not (_is_of_marks(one) or _is_of_marks(other))
    return True


def _stretches(finding: Finding) -> Iterator[tuple[int, int]]:
    return ((finding.block, number) for number in range(finding.start // _STRETCH, finding.end // _STRETCH + 1))


def _is_of_block(document: Document, finding: Finding) -> bool:
    return finding.end - finding.start in {0, len(document.blocks[finding.block].text)}


def _meet(start: int, end: int, other_start: int, other_end: int) -> bool:
    """Whether two places share a letter; what is put in between two letters meets what has both."""
    if start == end and other_start == other_end:
        return start == other_start
    return start < other_end and other_start < end


def _core(finding: Finding) -> tuple[int, int]:
    """The letters that its suggestion changes; none where it only puts some in; all where there is no suggestion."""
    if finding.suggestion is None:
        return finding.start, finding.end
    before, behind = _same(finding.text, finding.suggestion)
    return finding.start + before, finding.end - behind


def _is_of_marks(finding: Finding) -> bool:
    """Whether its suggestion changes no letter and no digit."""
    if finding.suggestion is None:
        return False
    before, behind = _same(finding.text, finding.suggestion)
    out, put = finding.text[before : len(finding.text) - behind], finding.suggestion[before:]
    return not any(map(str.isalnum, out + put[: len(put) - behind]))


def _same(one: str, other: str) -> tuple[int, int]:
    """How many letters both begin with, how many both end with."""
    shorter = min(len(one), len(other))
    before = 0
    while before < shorter and one[before] == other[before]:
        before += 1
    behind = 0
    while behind < shorter - before and one[-1 - behind] == other[-1 - behind]:
        behind += 1
    return before, behind
