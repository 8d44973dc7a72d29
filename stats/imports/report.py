"""What an import understood of a file, in Vietnamese for the admin and in English for commands.

Sentences are kept as a code and its values, so that a stored report can be written in either language.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from vietnamese.dates import format_date
from vietnamese.numbers import format_number
from vietnamese.text import clean_text

from .sentences import ADVICE, ENGLISH, LEFT_OUT, NOTES, PROBLEMS, READ_AS, VIETNAMESE

EXAMPLE_MAX_LENGTH = 160
COLUMN_MAX_LENGTH = 80
LEFT_OUT_SHOWN = 60
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _spoken(value: Any, language: int) -> Any:
    """Days and numbers as the language writes them; a stored report has days as ISO 8601."""
    if language == ENGLISH or isinstance(value, bool):
        return value
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return format_date(value)
    return format_number(value) if isinstance(value, int) else value


def _written(sentence: str, values: dict[str, Any], line: int, language: int) -> str:
    text = sentence.format(**{name: _spoken(value, language) for name, value in values.items()})
    if not line:
        return text
    return f"line {line}: {text}" if language == ENGLISH else f"Dòng {line}: {text}"


def _note(code: str, values: dict[str, Any], language: int, *, has_advice: bool) -> str:
    note = _written(NOTES[code][language], values, 0, language)
    return f"{note} {ADVICE[code][language]}" if has_advice and code in ADVICE else note


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file is refused: a key of PROBLEMS, its values, the line (0 for none)."""

    code: str
    values: dict[str, Any] = field(default_factory=dict)
    line: int = 0

    def english(self) -> str:
        return _written(PROBLEMS[self.code][ENGLISH], self.values, self.line, ENGLISH)

    def vietnamese(self) -> str:
        return _written(PROBLEMS[self.code][VIETNAMESE], self.values, self.line, VIETNAMESE)


class Unusable(Exception):
    """The file cannot be taken; `problems` are the reasons, all of them. Of a table `columns` are as in Report."""

    def __init__(self, problems: Iterable[Problem], columns: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.problems = list(problems)
        self.columns = list(columns)

    def __str__(self) -> str:
        return "\n".join(problem.english() for problem in self.problems)


def refused(code: str, line: int = 0, **values: Any) -> Unusable:
    return Unusable([Problem(code, values, line)])


class Report:
    """What was understood: `columns` [(name, key of READ_AS)], `notes` [(key of NOTES, values)], and of what is left
    out how many rows, with the first as an example.
    """

    def __init__(self) -> None:
        self.columns: list[tuple[str, str]] = []
        self.notes: list[tuple[str, dict[str, Any]]] = []
        self._left_out: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], tuple[int, str]] = {}

    def note(self, code: str, **values: Any) -> None:
        self.notes.append((code, values))

    def leave_out(self, code: str, example: str = "", *, line: int = 0, detail: str = "", count: int = 1) -> None:
        """Count rows that are left out: `code` of LEFT_OUT, `detail` what parts them further (a status, a day)."""
        self._left_out[code, detail] += count
        if (code, detail) not in self._examples:
            self._examples[code, detail] = line, example[:EXAMPLE_MAX_LENGTH]

    def has(self, code: str, detail: str = "") -> bool:
        """Whether something was left out for that, so that there is an example."""
        return (code, detail) in self._examples

    def count(self, code: str) -> int:
        return sum(count for (known, _), count in self._left_out.items() if known == code)

    def as_json(self) -> dict[str, Any]:
        left_out = [
            [code, detail, count, *self._examples[code, detail]] for (code, detail), count in self._left_out.items()
        ]
        return {"columns": _clean(self.columns), "notes": _clean(self.notes), "left_out": _clean(left_out)}


def _with_detail(reason: str, detail: str, language: int) -> str:
    return f"{reason}: {_spoken(detail, language)}" if detail else reason


def _clean(value: Any) -> Any:
    """What a file held, as PostgreSQL keeps it: no zeros, no halves of signs."""
    if isinstance(value, dict):
        return {name: _clean(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(one) for one in value]
    return clean_text(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A reason in words, how many rows, and the first of them (line 0: not known)."""

    reason: str
    count: int
    line: int
    example: str


def _at_most(rows: list[LeftOut], language: int) -> list[LeftOut]:
    """`rows`, from the LEFT_OUT_SHOWN-th on as one: years of days that are counted fill no page."""
    rest = rows[LEFT_OUT_SHOWN:]
    if not rest:
        return rows
    words = ("{} further reasons and days", "{} lý do hoặc ngày khác")[language].format(len(rest))
    return [*rows[:LEFT_OUT_SHOWN], LeftOut(words, sum(row.count for row in rest), 0, "")]


@dataclass(frozen=True, slots=True)
class Told:
    """A report in words: `columns` are (name, read as), `notes` sentences."""

    columns: list[tuple[str, str]]
    notes: list[str]
    left_out: list[LeftOut]

    @classmethod
    def of(cls, report: dict[str, Any], language: int = VIETNAMESE, *, has_advice: bool = False) -> "Told":
        """`report` as `Report.as_json` gives it. `has_advice` while something can still be done about its notes."""
        return cls(
            [(name, READ_AS[code][language]) for name, code in report.get("columns", [])],
            [_note(code, values, language, has_advice=has_advice) for code, values in report.get("notes", [])],
            _at_most(
                [
                    LeftOut(_with_detail(LEFT_OUT[code][language], detail, language), count, line, example)
                    for code, detail, count, line, example in report.get("left_out", [])
                ],
                language,
            ),
        )
