"""A report of what proofreading finds in all that is online: for an office that begins with it, or now and then.

One text at a time is in memory, and is written before the next one is read. The file is whole or the one from before:
it takes its name when all is written; a run that is stopped is run again.
"""

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TextIO

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from proofreading.findings import Finding
from proofreading.known import Known
from proofreading.rules import RULES

from . import reading
from .known import known_to_all
from .published import PublishedText, Source, sources, walk
from .texts import cut_off, excerpt, names_of, place_of

SHOWN = 120  # of the characters of a finding
AROUND = 40  # characters on each side of a finding that the report shows
FIELDS = {
    "title": "tiêu đề",
    "sapo": "sapo",
    "caption": "chú thích ảnh đại diện",
    "attachment": "tên tệp đính kèm",
    "place": "địa điểm",
    "answer": "nội dung trả lời",
}
# What Excel and LibreOffice take for the beginning of a formula, with the full-width forms.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
COLUMNS = ["Loại", "Tiêu đề", "Địa chỉ", "Quy tắc", "Ở đâu", "Trước", "Chỗ sai", "Sau", "Có thể sửa thành", "Vì sao"]


@dataclass
class Summary:
    """`texts` read, of them `with_findings`; findings by key of their rule; `says` where nothing works."""

    texts: int = 0
    with_findings: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    says: str | None = None

    def add(self, findings: Sequence[Finding], says: str | None) -> None:
        """Count what was found in one text."""
        self.texts += 1
        self.with_findings += bool(findings)
        self.rules.update(finding.rule for finding in findings)
        self.says = says or self.says

    @property
    def findings(self) -> int:
        return self.rules.total()

    def rows(self) -> list[tuple[str, int]]:
        """(name of a rule, how many), the most frequent first."""
        return [(RULES[key].name, count) for key, count in self.rules.most_common()]


@dataclass(frozen=True)
class Place:
    """A finding as the report shows it."""

    rule: str
    where: str
    before: str
    text: str
    after: str
    suggestion: str
    reason: str


class Writer(Protocol):
    def add(self, source: Source, text: PublishedText, address: str, places: Sequence[Place]) -> None: ...

    def close(self, summary: Summary) -> None: ...


def write_report(path: Path, told: Callable[[Summary], object] = lambda summary: None) -> Summary:
    """Read everything that is online and write what is found to `path`: a table for spreadsheets if it ends with .csv,
    else a page. `told` hears how far it is after each text. Raises OSError.
    """
    summary = Summary()
    with _whole_or_none(path) as file:
        known = known_to_all({})
        writer: Writer = _Table(file) if path.suffix.lower() == ".csv" else _Page(file)
        for source in sources():
            for text in walk(source):
                findings, says = _found(text, replace(known, facts=text.facts))
                summary.add(findings, says)
                if findings:
                    names = names_of(text.document, FIELDS)
                    places = [_place(text, finding, place_of(finding, names)) for finding in findings]
                    writer.add(source, text, settings.SITE_URL + text.address, places)
                told(summary)
        writer.close(summary)
    return summary


def _found(text: PublishedText, known: Known) -> tuple[list[Finding], str | None]:
    """(the findings of a whole text in reading order, why there may be more)."""
    asked: Sequence[int] = range(len(text.document.blocks))
    found: dict[tuple[int, int, str], Finding] = {}
    says = None
    while asked:
        read = reading.read(text.document, known, asked)
        found |= {(finding.block, finding.start, finding.rule): finding for finding in read.findings}
        asked, says = read.unread, read.says or says
    return [found[key] for key in sorted(found)], says


def _place(text: PublishedText, finding: Finding, where: str) -> Place:
    before, place, after = excerpt(text.document, finding, AROUND)
    suggestion = "(bỏ đi)" if finding.suggestion == "" else finding.suggestion or ""
    return Place(
        rule=RULES[finding.rule].name,
        where=where[0].lower() + where[1:],
        before=before,
        text=_short(place),
        after=after,
        suggestion=suggestion,
        reason=finding.reason,
    )


def _short(text: str) -> str:
    """A finding may be about a whole paragraph."""
    return text if len(text) <= SHOWN else cut_off(text[: SHOWN - 1])


@contextmanager
def _whole_or_none(path: Path) -> Iterator[TextIO]:
    """A file that has `path` as its name once it is written. Two runs at once: the last one to end counts."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{timezone.now():%Y%m%d%H%M%S%f}.new")
    try:
        with new.open("w", encoding="utf-8", newline="") as file:
            yield file
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


class _Page:
    """HTML that needs nothing else."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._context: dict[str, object] = {"at": timezone.localtime()}
        self._file.write(self._page()[0])

    def add(self, source: Source, text: PublishedText, address: str, places: Sequence[Place]) -> None:
        context = {"source": source, "text": text, "address": address, "places": places}
        self._file.write(render_to_string("copyediting/report_text.html", context))

    def close(self, summary: Summary) -> None:
        self._file.write(self._page(summary=summary)[2])

    def _page(self, **context: object) -> tuple[str, str, str]:
        """What stands before the texts, their mark, what stands behind them."""
        return render_to_string("copyediting/report.html", self._context | context).partition("<!-- texts -->\n")


class _Table:
    """A row a finding, as spreadsheets in Vietnam read it: semicolons, and a byte order mark."""

    def __init__(self, file: TextIO) -> None:
        file.write("\ufeff")
        self._rows = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        self._rows.writerow(COLUMNS)

    def add(self, source: Source, text: PublishedText, address: str, places: Sequence[Place]) -> None:
        for place in places:
            shown = (place.rule, place.where, place.before, place.text, place.after, place.suggestion, place.reason)
            self._rows.writerow([_in_csv(cell) for cell in (source.name, text.title, address, *shown)])

    def close(self, summary: Summary) -> None:
        """A table has no foot."""


def _in_csv(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(_FORMULA) else cell
