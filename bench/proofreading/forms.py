"""Slips of form, put into the sample one at a time: spaces, marks, doubled words, tones, names."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from proofreading import form
from proofreading.document import Document
from proofreading.findings import Finding

from .measures import Share, known
from .texts import sample_articles

SEED, TIMES = 1, 6  # tries of each kind in an article
_TONES = {
    "hòa": "hoà",
    "khỏe": "khoẻ",
    "ủy": "uỷ",
    "tòa": "toà",
    "hóa": "hoá",
    "thủy": "thuỷ",
    "xóa": "xoá",
    "khóa": "khoá",
}
_MARKS = {
    ord(one): other
    for one, other in zip("aạảãàáâấầậêếềệôốồộơớờợưứừựoòóiìíuùú", "áaạaảaầâấâềêêếồôôốờơơớừưưứóoòíiìúuù", strict=True)
}

Change = Callable[[re.Match[str]], str]


def _other_mark(found: re.Match[str]) -> str:
    """A name whose last word has another mark."""
    first, _, last = found[0].rpartition(" ")
    return f"{first} {last[0]}{last[1:].translate(_MARKS)}"


KINDS: dict[str, tuple[str, Change]] = {
    "space behind . gone": (r"\. (?=[A-ZĐ])", lambda found: "."),
    "space behind , ; : gone": (r"[,;:] (?=\w)", lambda found: found[0][0]),
    "space before ( “ gone": (r" [(“]", lambda found: found[0][1]),
    "space behind ) ” gone": (r"[)”] (?=\w)", lambda found: found[0][0]),
    "space before a mark": (r"(?<=\w)[,.;:?](?= |$)", lambda found: f" {found[0]}"),
    "space doubled": (r"(?<=\S) (?=\S)", lambda found: "  "),
    "mark doubled": (r"(?<=\w)[,.](?= |$)", lambda found: found[0] * 2),
    "sign of a pair gone": (r"(?<=\w\w)[)”]|[(“]", lambda found: ""),
    "word doubled": (r"(?<![\w-])[a-zà-ỹđ]{2,7}(?= )", lambda found: f"{found[0]} {found[0]}"),
    "two words doubled": (r"(?<![\w-])[a-zà-ỹđ]{2,7} [a-zà-ỹđ]{2,7}(?= )", lambda found: f"{found[0]} {found[0]}"),
    "tone placed otherwise": (rf"(?<!\w)(?:{'|'.join(_TONES)})(?!\w)", lambda found: _TONES[found[0]]),
    "mark of a name changed": (r"(?<!\w)(?:[A-ZĐ][a-zà-ỹđ]+ ){2,3}[A-ZĐ][a-zà-ỹđ]+", _other_mark),
}


def measure_forms() -> tuple[dict[str, Share], list[str]]:
    """Of each kind: how many were put in, found, and mended by the suggestion; and those that were not found."""
    shares = {name: Share() for name in KINDS}
    missed: list[str] = []
    choose = random.Random(SEED)
    for text in sample_articles():
        for name, (pattern, change) in KINDS.items():
            for number, before, after in _changed(text.document, pattern, change, choose):
                findings = _findings(text.document, number, after)
                is_right = any(finding.block == number and _mended(after, finding) == before for finding in findings)
                shares[name].add(bool(findings), is_right)
                if not findings:
                    missed.append(f"{name}: {after[:100]}")
    return shares, missed


def _changed(document: Document, pattern: str, change: Change, choose: random.Random) -> list[tuple[int, str, str]]:
    """(number of a block, its text, its changed text) of up to TIMES places of an article."""
    whole = document.text
    places = [
        (number, found)
        for number, block in enumerate(document.blocks)
        for found in re.finditer(pattern, block.text)
        if change is not _other_mark or whole.count(found[0]) > 1  # else nobody can know which way is right
    ]
    changed = []
    for number, found in choose.sample(places, min(TIMES, len(places))):
        before = document.blocks[number].text
        after = before[: found.start()] + change(found) + before[found.end() :]
        if after != before:
            changed.append((number, before, after))
    return changed


def _findings(document: Document, number: int, text: str) -> list[Finding]:
    blocks = list(document.blocks)
    blocks[number] = replace(blocks[number], text=text, links=(), skipped=())
    return list(form.find(replace(document, blocks=tuple(blocks)), known(), ()))


def _mended(text: str, finding: Finding) -> str:
    return text[: finding.start] + (finding.suggestion or "") + text[finding.end :]
