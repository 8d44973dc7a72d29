"""A saved article as its form would send it: by the field's name a list of texts, and rows of attachments."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format

from revisions.snapshots import State

Fields = dict[str, list[str]]
Row = dict[str, list[str]]  # of an attachment, by the end of the field's name: "id", "title", "position", "DELETE", …

TEXTS = ("title", "summary", "cover_caption", "byline", "source", "source_url", "slug")
MOMENTS = ("published_at", "expires_at")
BOXES = ("is_featured", "in_ticker", "comments_open")
CHOSEN = ("category", "event", "cover")
ON = "on"
ROWS = "attachments"
_OF_ROW = re.compile(rf"{ROWS}-([0-9]{{1,5}})-([\w-]+)")


def fields_of(state: State) -> Fields:
    """What a form that shows `state` sends untouched, without its rows; fields that came after the state are not in
    it. No query.
    """
    sent = {name: [state.fields[name] or ""] for name in (*TEXTS, "body") if name in state.fields}
    sent |= {name: [written_moment(state.fields[name])] for name in MOMENTS if name in state.fields}
    sent |= {name: [ON] if state.fields[name] else [] for name in BOXES if name in state.fields}
    sent |= {name: [_key(state.fields[name])] for name in CHOSEN if name in state.fields}
    return sent | {"tags": [_key(key) for key in state.fields.get("tags") or ()]}


def rows_of(state: State) -> list[Row]:
    """The rows of attachments, the form's names of their fields. No query."""
    return [
        {
            "id": [str(row.key)],
            "article": [str(state.key)],
            "title": [row.fields.get("title") or ""],
            "position": [str(row.fields.get("position") or 0)],
            "copy_kind": [row.fields.get("copy_kind") or ""],
        }
        for row in state.parts.get(ROWS, ())
    ]


def rows_in(fields: Mapping[str, Sequence[str]]) -> list[Row]:
    """The rows of attachments that a form has sent, in its order."""
    rows: dict[int, Row] = {}
    for name, values in fields.items():
        if found := _OF_ROW.fullmatch(name):
            rows.setdefault(int(found[1]), {})[found[2]] = list(values)
    return [rows[number] for number in sorted(rows)]


def with_rows(fields: Mapping[str, Sequence[str]], rows: Sequence[Row]) -> Fields:
    """`fields` with `rows` in place of those that are in it; rows that are saved already come first."""
    kept = {name: list(values) for name, values in fields.items() if not name.startswith(f"{ROWS}-")}
    saved = [row for row in rows if value_in(row, "id")]
    both = [*saved, *(row for row in rows if not value_in(row, "id"))]
    kept |= {f"{ROWS}-TOTAL_FORMS": [str(len(both))], f"{ROWS}-INITIAL_FORMS": [str(len(saved))]}
    return kept | dict(_named(both))


def value_in(fields: Mapping[str, Sequence[str]], name: str) -> str:
    """The last value of the field, as a form reads it; "" without one."""
    values = fields.get(name)
    return values[-1] if values else ""


def _named(rows: Sequence[Row]) -> Iterator[tuple[str, list[str]]]:
    for number, row in enumerate(rows):
        yield from ((f"{ROWS}-{number}-{name}", values) for name, values in row.items())


def _key(key: object) -> str:
    return "" if key is None else str(key)


def written_moment(raw: object) -> str:
    """A moment, or how JSON writes one, as the form does: "21/11/2026 08:30"; "" for none."""
    moment = raw if isinstance(raw, datetime) else parse_datetime(str(raw)) if raw else None
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""
