"""A text read for slips: never for longer than somebody waits, and never in the way of who writes."""

import logging
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from accounts.models import User
from links.inside import findings as link_findings
from proofreading.document import Document
from proofreading.findings import Finding, identity
from proofreading.known import Known
from proofreading.lexicon import why_not
from proofreading.overlaps import sorted_out
from proofreading.proofreader import MAX_FINDINGS, all_findings, in_reading_order
from proofreading.rules import RULES

AT_ONCE = 30_000  # characters of which words are looked at in one go, some 6,000 words
DOES_NOT_WORK = "Soát lỗi tạm thời không dùng được; viết và lưu bài vẫn như thường. Xin báo quản trị web."
LONG_BLOCK = "Có đoạn dài quá 6.000 chữ nên chữ trong đoạn ấy không được soát; xin ngắt thành nhiều đoạn."

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reading:
    """`findings` in reading order; `hidden` are those behind them (proofreading/overlaps.py), also in reading order.
    `unread` are the numbers of blocks that were asked about and are left for another go. `says` is a sentence where
    proofreading does not work, or leaves something out. `has_more`: there are more findings than are told of
    at once.
    """

    findings: list[Finding] = field(default_factory=list)
    hidden: list[Finding] = field(default_factory=list)
    unread: tuple[int, ...] = ()
    says: str | None = None
    has_more: bool = False


def read(
    document: Document,
    known: Known,
    changed: Sequence[int] | None = None,
    *,
    user: User | None = None,
    dismissed: Container[str] = frozenset(),
) -> Reading:
    """The Reading of `document`: words and figures of the blocks `changed` (None: all), as many as AT_ONCE takes; of
    links what `user` (None: a reader) may know. What `dismissed` names hides nothing. No query but those of
    `links.inside.findings`.
    """
    asked = range(len(document.blocks)) if changed is None else changed
    long = any(len(document.blocks[number].text) > AT_ONCE for number in asked)
    now, left = _at_once(document, [number for number in asked if len(document.blocks[number].text) <= AT_ONCE])
    about_links = link_findings(document, user)
    try:
        every = all_findings(document, known, frozenset(now), at_most=MAX_FINDINGS + 1)
        found, hidden = sorted_out(document, every, dismissed)
    except Exception:  # whatever is wrong with its data or a rule: people write on
        log.exception("Proofreading failed.")
        return Reading(about_links, says=DOES_NOT_WORK)
    shown, behind = in_reading_order([*found, *about_links]), in_reading_order(hidden)
    says = why_not() or (LONG_BLOCK if long else None)
    has_more = len(shown) > MAX_FINDINGS
    return Reading(shown[:MAX_FINDINGS], behind[:MAX_FINDINGS], left, says, has_more)


def described(document: Document, finding: Finding) -> dict[str, object]:
    """A Finding as pages get it: `block` counts in the body, and is None in a field."""
    block = document.blocks[finding.block]
    rule = RULES[finding.rule]
    fields = document.first_of_body
    return {
        "rule": rule.key,
        "group": rule.group.value,
        "name": rule.name,
        "field": block.field,
        "block": None if finding.block < fields else finding.block - fields,
        "start": finding.start,
        "end": finding.end,
        "text": finding.text,
        "suggestion": finding.suggestion,
        "reason": finding.reason,
        "word": finding.word,
        "picture": finding.picture,
        "id": identity(document, finding),
    }


def _at_once(document: Document, asked: Sequence[int]) -> tuple[list[int], tuple[int, ...]]:
    """(the blocks to be read now, those that are left)."""
    length = 0
    for count, number in enumerate(asked):
        length += len(document.blocks[number].text)
        if length > AT_ONCE:
            return list(asked[:count]), tuple(asked[count:])
    return list(asked), ()
