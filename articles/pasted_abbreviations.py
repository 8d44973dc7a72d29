"""Many abbreviations at once, of a list that somebody pastes: one a line, "TTHC: thủ tục hành chính", or two cells."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from revisions.saving import keep, saved_by
from vietnamese.numbers import format_number
from vietnamese.text import canonical, clean_multiline, clean_text

from .models import Abbreviation
from .models.abbreviation import lock_glossary

MAX_LINES, MAX_SAID = 300, 20
NOT_DIVIDED = "chưa thấy dấu ngăn giữa chữ viết tắt và chữ viết đầy đủ. Xin viết như “TTHC: thủ tục hành chính”."

Line = tuple[int, str, Any]  # its number, as it was pasted, an Abbreviation that is not saved (None: it was not read)

# The first of these divides a line; a hyphen only between spaces, since KT-XH has one too.
_BETWEEN = re.compile(r"\s*(?:\t|:|=|;|\s[-–—]\s)\s*")
_BEFORE_NOTE = re.compile(r"\s*(?:\t|\|)\s*")
_MARK_OF_LIST = re.compile(r"\s*[-–—•*+]\s+")


class NotRead(Exception):
    """`sentences` on why nothing of a list was taken; of very many the first ones."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(*sentences)
        others = len(sentences) - MAX_SAID
        more = [f"… và {format_number(others)} dòng khác."] if others > 0 else []
        self.sentences = [*sentences[:MAX_SAID], *more]


@dataclass
class Pasted:
    """`added`: the new rows in order. `known`: short forms of which the row was there. `refused`: lines as they were
    pasted that were not taken, each with a sentence why.
    """

    added: list[Any] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def sentences(self) -> list[str]:
        """Why lines were refused, as NotRead says it."""
        return NotRead([sentence for _, sentence in self.refused]).sentences


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that say something. Raises NotRead where there are none, or too many."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), start=1) if clean_text(line)]
    if len(lines) > MAX_LINES:
        raise NotRead(
            [f"Có {format_number(len(lines))} dòng, mỗi lần tối đa {MAX_LINES} dòng. Xin chia làm nhiều lần."]
        )
    if not lines:
        raise NotRead(["Chưa có dòng nào. Xin dán danh sách, mỗi dòng một từ viết tắt."])
    return [(number, line.strip(), _read(line)) for number, line in lines]


def add(rows: list[Line], user: User, *, explains: bool = True) -> Pasted:
    """Save those of `read_lines` that can be saved, as `user`; returns Pasted. One query for all that is there, and
    for each new row those of its save.
    """
    pasted = Pasted()
    with saved_by(user):
        lock_glossary()
        there: dict[str, list[Any]] = {}
        for row in Abbreviation.objects.all():
            there.setdefault(row.short, []).append(row)
        for number, line, row in rows:
            if row is None:
                pasted.refused.append((line, f"Dòng {number} (“{_beginning(line)}”): {NOT_DIVIDED}"))
                continue
            row.explains = explains
            others = there.setdefault(row.short, [])
            if any(canonical(other.long) == canonical(row.long) for other in others):
                pasted.known.append(row.short)
                continue
            if wrong := _wrong_with(row, others):
                pasted.refused.append((line, f"Dòng {number} (“{row}”): {' '.join(wrong)}"))
                continue
            others.append(row)
            pasted.added.append(row)
        for row in pasted.added:
            keep(row)
            row.save()
    return pasted


def _read(line: str) -> Any:
    line = _MARK_OF_LIST.sub("", line, count=1) if _MARK_OF_LIST.match(line) else line
    short, *rest = _BETWEEN.split(line.strip(), maxsplit=1)
    if not rest:
        return None
    long, *note = _BEFORE_NOTE.split(rest[0], maxsplit=1)
    return Abbreviation(
        short=clean_text(short), long=clean_text(long).rstrip(" .;"), note=clean_multiline("".join(note))
    )


def _wrong_with(row: Any, others: list[Any]) -> list[str]:
    try:
        row.clean_fields()
        row.check_forms()
        row.check_beside(others)
    except ValidationError as error:
        return error.messages
    return []


def _beginning(line: str) -> str:
    line = clean_text(line)
    return line if len(line) <= 40 else line[:40].rsplit(maxsplit=1)[0] + "…"
