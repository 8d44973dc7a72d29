"""How much waits for moderators at a moment, and since when: for emails, the board of reminders and the home desk."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from .deadlines import DEADLINE_SQL, overdue_sql
from .open_reports import COUNTS_SQL, ReportedCounts

MAX_REPORTED = 10_000
# What units sent and nobody has looked at, as long as it is owed (`Question.is_owed`); a partial index holds what
# waits.
UNIT_ANSWERS_SQL = """(SELECT count(*) FROM comments_unitanswer AS sent
        JOIN comments_question AS asked ON asked.id = sent.question_id
        JOIN comments_comment AS about ON about.id = asked.comment_id
        WHERE sent.outcome = '' AND asked.answered_at IS NULL AND about.state IN ('pending', 'approved'))"""
WAITING = f"""
SELECT count(*), min(created_at), count(*) FILTER (WHERE {overdue_sql(at="%(now)s")}),
       min({DEADLINE_SQL}) FILTER (WHERE {overdue_sql(at="%(now)s")}), {COUNTS_SQL},
       (SELECT count(*) FROM comments_appeal WHERE decided_at IS NULL),
       (SELECT count(*) FROM comments_appeal WHERE decided_at IS NULL AND due_at < %(now)s),
       {UNIT_ANSWERS_SQL}
FROM comments_comment WHERE state = 'pending'
"""  # noqa: S608  our own words


@dataclass(frozen=True, slots=True)
class WaitingCounts:
    """How many `comments` wait, `since` the first was sent; how many of them are `late`, the first since `late_since`;
    what readers `reported`; how many senders ask to have a look again (`appeals`), and wait too long for it;
    `unit_answers` of units that wait to be published.
    """

    comments: int
    since: datetime | None
    late: int
    late_since: datetime | None
    reported: ReportedCounts
    appeals: int
    late_appeals: int
    unit_answers: int

    def __bool__(self) -> bool:
        return bool(self.comments or self.reported or self.appeals or self.unit_answers)

    @property
    def is_late(self) -> bool:
        return bool(self.late or self.reported.late or self.late_appeals)


def count_waiting(now: datetime) -> WaitingCounts:
    """At `now` (aware). One query."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, {"now": now, "limit": MAX_REPORTED})
        comments, since, late, late_since, reported, appeals, late_appeals, unit_answers = cursor.fetchone()
    reports = ReportedCounts.read(reported)
    return WaitingCounts(comments, since, late, late_since, reports, appeals, late_appeals, unit_answers)
