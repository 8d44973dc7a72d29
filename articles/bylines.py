"""Reading the names in a byline."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Protocol, TypeVar

from vietnamese.slugs import slugify
from vietnamese.text import clean_text

# Spaces are read from their first one on and given back as a whole, so that a long run of them is read once.
_BETWEEN_NAMES = re.compile(r"(?<!\s)\s++(?:[-–—]|và)\s+|(?:(?<!\s)\s++)?[,;/&]\s*")
_NOT_A_NAME = re.compile(r"^(theo|nguồn|tổng hợp|bbt|ban biên tập|ttxvn)\b", re.IGNORECASE)

_SAYS_WHERE_FROM = re.compile(r"(theo|nguồn|trích|dẫn|tổng hợp)\b", re.IGNORECASE)


class Slugged(Protocol):
    slug: str


Row = TypeVar("Row", bound=Slugged)


def is_introduced(source: str) -> bool:
    """Whether `source` says by itself that it is one, so that no "Nguồn:" need stand before it: "Theo BBT"."""
    return bool(_SAYS_WHERE_FROM.match(source))


def names_in_byline(byline: str) -> list[str]:
    """The pen names in `byline`, in order and once each: "Thùy Nhung – Quang Hậu" → ["Thùy Nhung", "Quang Hậu"].

    An agency or an editorial office ("Theo BBT") is no author.
    """
    names = (name for name in _BETWEEN_NAMES.split(clean_text(byline)) if name)
    return list(dict.fromkeys(name for name in names if not _NOT_A_NAME.match(name) and slugify(name)))


def split_names(byline: str) -> list[str]:
    """`byline` in pieces that hold one name each and keep what stands behind it: ["Thùy Nhung –", "Quang Hậu"]."""
    ends = [match.end() for match in _BETWEEN_NAMES.finditer(byline)]
    pieces = (byline[start:end].strip() for start, end in pairwise([0, *ends, len(byline)]))
    return [piece for piece in pieces if piece]


def in_byline_order(rows: Iterable[Row], byline: str) -> list[Row]:
    """`rows` (Authors) in the order in which `byline` names them; those whom it does not name stand last."""
    order = [slugify(name) for name in names_in_byline(byline)]
    return sorted(rows, key=lambda row: order.index(row.slug) if row.slug in order else len(order))
