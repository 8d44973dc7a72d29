"""What readers reported about a comment and nobody has decided since: for lists in SQL, and for a row at hand."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DateTimeField, ExpressionWrapper, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject, Left

from vietnamese.numbers import format_number

URGENT = "personal"  # a reason of AbuseReport: somebody's data stand where everybody reads them
# Urgent ones stand before all others in a list by one moment: each as if it had come so much earlier.
URGENT_BEFORE = timedelta(days=20 * 365)
NOTE_SHOWN = 160
# How many comments were reported, how many of them urgently, how many longer ago than the deadline allows; as JSON,
# for statements of our own that give `now` and `limit`.
COUNTS_SQL = f"""(SELECT json_build_array(count(*), count(*) FILTER (WHERE is_urgent), count(*) FILTER (WHERE is_late))
FROM (SELECT bool_or(report.reason = '{URGENT}') AS is_urgent, bool_or(comment.review_due_at < %(now)s) AS is_late
      FROM comments_report AS report JOIN comments_comment AS comment ON comment.id = report.comment_id
      WHERE report.settled_at IS NULL GROUP BY report.comment_id LIMIT %(limit)s) AS reported)"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class ReportedCounts:
    """How many `comments` have open reports; how many of them are `urgent`, how many waited too long."""

    comments: int
    urgent: int
    late: int

    def __bool__(self) -> bool:
        return bool(self.comments)

    @property
    def hurries(self) -> list[str]:
        """What is urgent and what is late, in words."""
        urgent = f"{format_number(self.urgent)} lộ thông tin cá nhân" if self.urgent else ""
        late = f"{format_number(self.late)} quá hạn xem" if self.late else ""
        return [words for words in (urgent, late) if words]

    @classmethod
    def read(cls, stored: str | Sequence[int]) -> "ReportedCounts":
        """What `COUNTS_SQL` gave, as drivers hand it over."""
        return cls(*(json.loads(stored) if isinstance(stored, str) else stored))


@dataclass(frozen=True, slots=True)
class OpenReports:
    """`by_reason` counts them (`{code: number}`, some), `since` is the moment of the first, `newest` the key of the
    last; `notes` of them say more, `note` is how one of these begins.
    """

    by_reason: Mapping[str, int]
    since: datetime
    newest: int
    notes: int
    note: str

    @property
    def count(self) -> int:
        return sum(self.by_reason.values())

    @property
    def is_urgent(self) -> bool:
        return URGENT in self.by_reason

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> "OpenReports | None":
        """What `as_json` said of a comment; None while nobody has reported it."""
        if not stored:
            return None
        since, by_reason = datetime.fromisoformat(stored["since"]), stored["by_reason"]
        known = {reason: count for reason, count in by_reason.items() if count}
        return cls(known, since, stored["newest"], stored["notes"], stored["note"] or "")


def as_json(reports: "QuerySet[Any]", reasons: list[str]) -> Subquery:
    """What `OpenReports.read` reads, of the comment of the row; `reports` are all of AbuseReport."""
    counts = {reason: Count("pk", filter=Q(reason=reason)) for reason in reasons}
    has_note = ~Q(note="")
    found = JSONObject(
        since=Min("at"),
        newest=Max("pk"),
        by_reason=JSONObject(**counts),
        notes=Count("pk", filter=has_note),
        note=Max(Left("note", NOTE_SHOWN), filter=has_note),
    )
    return Subquery(_open(reports).annotate(found=found).values("found"))


def listed_at(reports: "QuerySet[Any]") -> Subquery:
    """The moment by which the comment of the row stands in the list of what was reported; None for the others."""
    urgent = Min(ExpressionWrapper(F("at") - URGENT_BEFORE, DateTimeField()), filter=Q(reason=URGENT))
    return Subquery(_open(reports).annotate(found=Coalesce(urgent, Min("at"))).values("found"))


def _open(reports: "QuerySet[Any]") -> "QuerySet[Any]":
    """A row with the figures over the open ones of the comment outside; none where there are none."""
    return reports.filter(comment=OuterRef("pk"), settled_at=None).order_by().values("comment")
