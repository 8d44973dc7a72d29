"""What a page of the desk sends to have its text read: JSON, which anybody could have made."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, TypeVar

from proofreading.document import Block, Document, Kind, Link, Picture, field_block

MAX_BYTES = 3 * 1024 * 1024
MAX_LENGTH = 150_000  # of all texts together, in characters: some 30,000 words
MAX_BLOCKS, MAX_FIELDS, MAX_PICTURES, MAX_PARTS = 10_000, 200, 1_000, 5_000
MAX_LEVEL, MAX_CELL = 6, 10_000  # of a heading; of the rows and columns of a table
NAME_LENGTH = 80
BLOCK_KINDS = {kind.value: kind for kind in Kind if kind != Kind.FIELD}
Item = TypeVar("Item")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can carry one; no text can be encoded with it


class Unreadable(Exception):
    """What no page of ours sends."""


class TooLong(Exception):
    """A text that is longer than what is read while somebody waits."""


@dataclass(frozen=True)
class Asked:
    """A text to be read. `key` is that of its row ("" for a new one), `changed` has the numbers of the blocks of
    `document` whose words are asked about: all fields, and those of the body that the page names (None: all).
    """

    kind: str
    key: str
    document: Document
    facts: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[int, ...] | None = None


def read_asked(body: bytes) -> Asked:
    """The Asked in `body`. Raises Unreadable, TooLong. Time grows with the length."""
    sent = decoded(body)
    fields = _texts(sent.get("fields"))
    blocks = [
        *(field_block(name, text) for name, text in fields.items()),
        *_list(sent.get("blocks"), MAX_BLOCKS, _block),
    ]
    pictures = _list(sent.get("pictures"), MAX_PICTURES, lambda picture: _picture(picture, len(fields)))
    document = Document(
        tuple(blocks), tuple(pictures), frozenset(_list(sent.get("tables_with_headings"), MAX_PARTS, _number))
    )
    if sum(len(block.text) for block in blocks) + sum(len(picture.alt) for picture in pictures) > MAX_LENGTH:
        raise TooLong
    if sum(len(block.links) + len(block.skipped) for block in blocks) > MAX_PARTS:
        raise TooLong
    kind, key = read_kind_and_key(sent)
    return Asked(
        kind=kind,
        key=key,
        document=document,
        facts=_texts(sent.get("facts")),
        changed=_asked_about(sent.get("changed"), len(fields), len(blocks)),
    )


def read_kind_and_key(sent: dict[str, Any]) -> tuple[str, str]:
    """The kind and the key ("" for a new one) of the text that a page asks about. Raises Unreadable."""
    return _short(sent.get("kind")), _key(sent.get("key"))


def decoded(body: bytes) -> dict[str, Any]:
    """The JSON object in `body`. Raises Unreadable, TooLong."""
    if len(body) > MAX_BYTES:
        raise TooLong
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    if not isinstance(sent, dict):
        raise Unreadable
    return sent


def _asked_about(sent: Any, fields: int, blocks: int) -> tuple[int, ...] | None:
    """The numbers in the Document of what the page asks about, whose own count begins with the body; None for all."""
    if sent is None:
        return None
    of_body = {number + fields for number in _list(sent, MAX_BLOCKS, _number)}
    return tuple(number for number in range(blocks) if number < fields or number in of_body)


def _block(sent: Any) -> Block:
    if not isinstance(sent, dict):
        raise Unreadable
    text = read_text(sent.get("text", ""))
    table = sent.get("table")
    return Block(
        text,
        _kind(sent.get("kind")),
        level=_number(sent.get("level") or 0, MAX_LEVEL),
        table=None if table is None else _number(table),
        cell=None if (cell := sent.get("cell")) is None else _cell(cell),
        links=tuple(_links(sent.get("links"), len(text))),
        skipped=tuple(_apart(_list(sent.get("skipped"), MAX_PARTS, lambda part: _stretch(part, len(text))))),
        is_bold=sent.get("bold") is True,
    )


def _cell(sent: Any) -> tuple[int, int]:
    if not isinstance(sent, list) or len(sent) != 2:
        raise Unreadable
    return _number(sent[0], MAX_CELL), _number(sent[1], MAX_CELL)


def _kind(sent: Any) -> Kind:
    if not isinstance(sent, str) or sent not in BLOCK_KINDS:
        raise Unreadable
    return BLOCK_KINDS[sent]


def _links(sent: Any, length: int) -> list[Link]:
    links = _list(sent, MAX_PARTS, lambda link: _link(link, length))
    _apart([(link.start, link.end) for link in links])
    return links


def _apart(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`stretches`, of which each begins where the one before it ends, or later: what a page reads out of its tree. So
    all of them together are no longer than the text.
    """
    if any(after[0] < before[1] for before, after in pairwise(stretches)):
        raise Unreadable
    return stretches


def _link(sent: Any, length: int) -> Link:
    if not isinstance(sent, list) or len(sent) != 3:
        raise Unreadable
    start, end = _stretch(sent[:2], length)
    return Link(start, end, read_text(sent[2]))


def _stretch(sent: Any, length: int) -> tuple[int, int]:
    if not isinstance(sent, list) or len(sent) != 2:
        raise Unreadable
    start, end = map(_number, sent)
    if not start <= end <= length:
        raise Unreadable
    return start, end


def _picture(sent: Any, fields: int) -> Picture:
    if not isinstance(sent, dict):
        raise Unreadable
    return Picture(
        read_text(sent.get("address")), read_text(sent.get("alt")), _number(sent.get("block") or 0) + fields
    )


def _list(sent: Any, at_most: int, read: Callable[[Any], Item]) -> list[Item]:
    if sent is None:
        return []
    if not isinstance(sent, list):
        raise Unreadable
    if len(sent) > at_most:
        raise TooLong
    return [read(each) for each in sent]


def _texts(sent: Any) -> dict[str, str]:
    if sent is None:
        return {}
    if not isinstance(sent, dict):
        raise Unreadable
    if len(sent) > MAX_FIELDS:
        raise TooLong
    return {_short(name): read_text(text) for name, text in sent.items()}


def read_text(sent: Any) -> str:
    """The text in a place of the JSON, without what no text of ours can hold. Raises Unreadable."""
    if not isinstance(sent, str):
        raise Unreadable
    return _LONE_SURROGATE.sub("\ufffd", sent)


def _short(sent: Any) -> str:
    text = read_text(sent)
    if len(text) > NAME_LENGTH:
        raise Unreadable
    return text


def _key(sent: Any) -> str:
    return "" if sent is None else _short(str(_number(sent)) if isinstance(sent, int) else sent)


def _number(sent: Any, at_most: int = 2**63 - 1) -> int:
    if not isinstance(sent, int) or isinstance(sent, bool) or not 0 <= sent <= at_most:
        raise Unreadable
    return sent
