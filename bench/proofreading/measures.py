"""How many slips are found, and what is found where nothing was put."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from copyediting.archive_counts import ArchiveCounts, PairCounter, is_slip, packed
from proofreading.findings import Finding
from proofreading.known import Known, PairCounts
from proofreading.lexicon import lexicon
from proofreading.proofreader import proofread
from proofreading.rules import RULES, Group
from vietnamese.text import canonical

from .slips import KINDS, Slip, put_slips
from .texts import Text

TODAY = date(2026, 11, 30)


def known(archive: PairCounts | None = None) -> Known:
    """An office without house dictionary, names or glossary, and without an archive if none is given."""
    return Known(today=TODAY, archive=archive)


def archive_of(texts: Sequence[Text]) -> ArchiveCounts:
    """What the nightly count would know if these texts were all that is published."""
    counter = PairCounter(lexicon().is_known)
    for text in texts:
        counter.add(text.document)
    pairs = counter.pairs()
    slips = {pair for pair in pairs if is_slip(pair, pairs, _near)}
    return ArchiveCounts(memoryview(packed({pair: count for pair, count in pairs.items() if pair not in slips})))


def _near(syllable: str) -> list[str]:
    return [near.syllable for near in lexicon().near(syllable)]


@dataclass
class Share:
    """Slips, those that a finding of words lies on, and those whose suggestion gives what stood there."""

    slips: int = 0
    found: int = 0
    right: int = 0

    def add(self, found: bool, right: bool) -> None:
        self.slips += 1
        self.found += found
        self.right += right

    def row(self) -> dict[str, float]:
        of = max(1, self.slips)
        return {
            "slips": self.slips,
            "found": self.found,
            "right": self.right,
            "found share": round(self.found / of, 3),
            "right share": round(self.right / of, 3),
        }


@dataclass
class Slips:
    """By kind, and real words and non-words apart; `missed` and `wrong` for people to read."""

    shares: dict[str, Share] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(self, slip: Slip, found: bool, right: bool) -> None:
        kind = "real words" if slip.is_real else "non-words"
        for name in ("all", kind, slip.kind, f"{slip.kind}, {kind}"):
            self.shares.setdefault(name, Share()).add(found, right)

    def rows(self) -> dict[str, dict[str, float]]:
        apart = [f"{kind}, {word}" for kind in KINDS for word in ("real words", "non-words")]
        names = ["all", "real words", "non-words", *KINDS, *apart]
        return {name: self.shares[name].row() for name in names if name in self.shares}


def measure_slips(
    texts: Sequence[Text],
    is_real: Callable[[str], bool],
    every: int,
    seeds: Sequence[int],
    archive: PairCounts | None = None,
) -> Slips:
    total = Slips()
    for seed in seeds:
        changed, slips = put_slips(texts, seed, is_real, every)
        findings = [_of_words(text, known(archive)) for text in changed]
        for slip in slips:
            block = changed[slip.text].document.blocks[slip.block].text
            on_it = [found for found in findings[slip.text] if found.block == slip.block and _on(slip, found)]
            right = any(_mends(slip, finding, block) for finding in on_it)
            total.add(slip, bool(on_it), right)
            if not right:
                _note(total.wrong if on_it else total.missed, slip, on_it, block)
    return total


def _of_words(text: Text, given: Known) -> list[Finding]:
    return [finding for finding in proofread(text.document, given) if RULES[finding.rule].group == Group.WORDS]


def _on(slip: Slip, finding: Finding) -> bool:
    return finding.start < slip.end and slip.start < finding.end


def _mends(slip: Slip, finding: Finding, block: str) -> bool:
    """Whether the suggestion makes what stood there; of the two tone placements either one."""
    if finding.suggestion is None:
        return False
    start, end = min(slip.start, finding.start), max(slip.end, finding.end)
    mended = block[start : finding.start] + finding.suggestion + block[finding.end : end]
    return canonical(mended) == canonical(block[start : slip.start] + slip.right + block[slip.end : end])


def _note(notes: list[str], slip: Slip, findings: Sequence[Finding], block: str) -> None:
    around = block[max(0, slip.start - 25) : slip.end + 25].replace("\n", " ")
    said = "; ".join(f"{finding.text} → {finding.suggestion}" for finding in findings)
    notes.append(f"{slip.kind}: {slip.right} → {slip.made} | …{around}… | {said}")


@dataclass(frozen=True)
class Clean:
    """What is found in texts that nothing was put into."""

    words: int
    findings: list[tuple[Text, Finding]]

    def by(self, group: Group) -> int:
        return sum(RULES[finding.rule].group == group for _, finding in self.findings)

    def row(self) -> dict[str, float]:
        per = 500 / max(1, self.words)
        return {
            "words": self.words,
            "findings": len(self.findings),
            "per 500 words": round(len(self.findings) * per, 2),
            **{f"{group} per 500 words": round(self.by(group) * per, 2) for group in Group},
            "figures per 100,000 words": round(self.by(Group.FIGURES) * 100_000 / max(1, self.words), 1),
        }

    def rules(self) -> Counter[str]:
        return Counter(finding.rule for _, finding in self.findings)

    def lines(self) -> list[str]:
        return [_line(text, finding) for text, finding in self.findings]


def measure_clean(texts: Sequence[Text], archive: PairCounts | None = None) -> Clean:
    found = [(text, finding) for text in texts for finding in proofread(text.document, known(archive))]
    return Clean(sum(text.words for text in texts), found)


def _line(text: Text, finding: Finding) -> str:
    block = text.document.blocks[finding.block].text
    before, after = block[max(0, finding.start - 30) : finding.start], block[finding.end : finding.end + 30]
    place = f"…{before}[{finding.text}]{after}…".replace("\n", " ")
    return f"{text.name}  {finding.rule}  {place}  → {finding.suggestion!r}  {finding.reason}"
