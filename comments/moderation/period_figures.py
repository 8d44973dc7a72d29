"""What moderators and units did between two moments: the figures of reports."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from comments.models import Comment, Question
from comments.models.deadlines import DECIDED_ON_TIME, share_on_time
from comments.models.question import ANSWERED_LATE

MEDIAN_HOURS = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM first_decided_at - created_at) / 3600)
FROM comments_comment
WHERE NOT is_official AND first_decided_at >= %(since)s AND first_decided_at < %(until)s
"""
HANDLED_BY_DAY = """
SELECT day, sum(received)::int, sum(approved)::int, sum(rejected)::int, sum(spam)::int
FROM (
    SELECT (created_at AT TIME ZONE %(zone)s)::date AS day, 1 AS received, 0 AS approved, 0 AS rejected, 0 AS spam
    FROM comments_comment WHERE NOT is_official AND created_at >= %(since)s AND created_at < %(until)s
    UNION ALL
    SELECT (decided_at AT TIME ZONE %(zone)s)::date, 0, (state = 'approved')::int, (state = 'rejected')::int,
           (state = 'spam')::int
    FROM comments_comment WHERE NOT is_official AND decided_at >= %(since)s AND decided_at < %(until)s
) AS steps
GROUP BY day ORDER BY day
"""


@dataclass(frozen=True, slots=True)
class Handled:
    """`received` were sent by readers in that time; the next four were decided in it, `on_time` of those `due`.

    `asked` questions were given to a unit, `answered` got their answer, of which `answered_late` after their day.
    """

    received: int
    approved: int
    rejected: int
    spam: int
    official: int
    due: int
    on_time: int
    asked: int
    answered: int
    answered_late: int

    @property
    def decided(self) -> int:
        return self.approved + self.rejected + self.spam

    @property
    def share_on_time(self) -> float | None:
        """In hundredths; None where none was due."""
        return share_on_time(self.on_time, self.due)


def handled(since: datetime, until: datetime) -> Handled:
    """The Handled from the moment `since` until before `until` (aware). Two queries."""
    in_time = {"gte": since, "lt": until}
    return Handled(**_comments(in_time), **_questions(in_time))


def _comments(in_time: dict[str, datetime]) -> dict[str, int]:
    decided = _within("decided_at", in_time) & Q(is_official=False)
    due = _within("due_at", in_time) & Q(is_official=False)
    return Comment.objects.order_by().aggregate(
        received=Count("pk", filter=_within("created_at", in_time) & Q(is_official=False)),
        **{state: Count("pk", filter=decided & Q(state=state)) for state in ("approved", "rejected", "spam")},
        official=Count("pk", filter=_within("decided_at", in_time) & Q(is_official=True, state="approved")),
        due=Count("pk", filter=due),
        on_time=Count("pk", filter=due & DECIDED_ON_TIME),
    )


def _questions(in_time: dict[str, datetime]) -> dict[str, int]:
    answered = _within("answered_at", in_time)
    return Question.objects.order_by().aggregate(
        asked=Count("pk", filter=_within("opened_at", in_time)),
        answered=Count("pk", filter=answered),
        answered_late=Count("pk", filter=answered & ANSWERED_LATE),
    )


def _within(field: str, in_time: dict[str, datetime]) -> Q:
    return Q(**{f"{field}__{comparison}": moment for comparison, moment in in_time.items()})


def median_hours(since: datetime, until: datetime) -> float | None:
    """The median of hours, nights and days off included, that readers' comments first decided from `since` until
    before `until` (aware) had waited; None where none was decided. One query.
    """
    with connection.cursor() as cursor:
        cursor.execute(MEDIAN_HOURS, {"since": since, "until": until})
        hours: float | None = cursor.fetchone()[0]
    return hours


def handled_by_day(since: datetime, until: datetime) -> list[tuple[date, int, int, int, int]]:
    """`[(local day, received, approved, rejected, spam)]` of readers' comments from `since` until before `until`
    (aware), the earliest day first; no row for a day without any. One query.
    """
    values: dict[str, datetime | str] = {"since": since, "until": until, "zone": timezone.get_current_timezone_name()}
    with connection.cursor() as cursor:
        cursor.execute(HANDLED_BY_DAY, values)
        rows: list[tuple[date, int, int, int, int]] = cursor.fetchall()
    return rows
