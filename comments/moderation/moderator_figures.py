"""What each moderator did between two moments, out of the events of comments."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from accounts.models import User
from comments.models.deadlines import share_on_time

from .reasons import WHY_UNDONE

OVERTURNED_DAYS = 30
# Decisions that were taken back count for nobody. A decision is overturned by the next one of somebody else within
# OVERTURNED_DAYS that moves the comment to another state; moving it back to wait in between is no decision.
FIGURES = """
WITH touched AS (
    SELECT DISTINCT comment_id FROM comments_commentevent
    WHERE by_id IS NOT NULL AND kind = 'decision' AND at >= %(since)s AND at < %(until)s
), moves AS (
    SELECT event.*, lead(event.why) OVER (PARTITION BY event.comment_id ORDER BY event.at, event.id) AS next_why
    FROM comments_commentevent AS event JOIN touched USING (comment_id)
    WHERE event.kind = 'decision' AND event.at >= %(since)s
        AND event.at < %(until)s + %(overturned)s * interval '1 day'
), finals AS (
    SELECT moves.*, row_number() OVER later = 1 AS is_first, lead(by_id) OVER later AS next_by,
           lead(to_state) OVER later AS next_state, lead(at) OVER later AS next_at
    FROM moves
    WHERE to_state IN ('approved', 'rejected', 'spam') AND why <> %(undone)s AND next_why IS DISTINCT FROM %(undone)s
    WINDOW later AS (PARTITION BY comment_id ORDER BY at, id)
), decided AS (
    SELECT by_id, count(*) AS decided,
           count(*) FILTER (WHERE is_first AND due_at IS NOT NULL) AS due,
           count(*) FILTER (WHERE is_first AND at <= due_at) AS on_time,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM at - created_at) / 3600)
               FILTER (WHERE is_first) AS hours,
           count(*) FILTER (WHERE next_by <> by_id AND next_state <> to_state
                            AND next_at < at + %(overturned)s * interval '1 day') AS overturned
    FROM (
        SELECT finals.by_id, finals.at, next_by, next_state, next_at, to_state, due_at, comment.created_at,
               is_first AND first_decided_at >= %(since)s - interval '1 minute' AS is_first
        FROM finals JOIN comments_comment AS comment ON comment.id = finals.comment_id
        WHERE NOT is_official AND finals.at < %(until)s AND finals.by_id IS NOT NULL
    ) AS of_readers
    GROUP BY by_id
), further AS (
    SELECT event.by_id,
           count(*) FILTER (WHERE kind = 'arrival' AND is_official AND state = 'approved') AS answered,
           count(DISTINCT comment_id) FILTER (WHERE kind = 'mask') AS masked
    FROM comments_commentevent AS event JOIN comments_comment AS comment ON comment.id = event.comment_id
    WHERE event.by_id IS NOT NULL AND kind IN ('arrival', 'mask') AND event.at >= %(since)s AND event.at < %(until)s
    GROUP BY event.by_id
)
SELECT by_id, coalesce(decided, 0), coalesce(due, 0), coalesce(on_time, 0), hours, coalesce(overturned, 0),
       coalesce(answered, 0), coalesce(masked, 0)
FROM decided FULL JOIN further USING (by_id)
"""


@dataclass(frozen=True, slots=True)
class ModeratorFigures:
    """`decided` comments of readers; of those that `name` decided first, `on_time` of the `due` and the median of
    `hours` they had waited; `overturned` by somebody else; answers of the office `answered`; comments `masked`.
    """

    name: str
    decided: int
    due: int
    on_time: int
    hours: float | None
    overturned: int
    answered: int
    masked: int

    @property
    def share_on_time(self) -> float | None:
        """In hundredths; None where none was due."""
        return share_on_time(self.on_time, self.due)


def figures_of_moderators(since: datetime, until: datetime) -> list[ModeratorFigures]:
    """A ModeratorFigures for each colleague who did any of it from `since` until before `until` (aware), who decided
    most first. Two queries, which read the steps of these days and of the thirty after them.
    """
    days: dict[str, datetime | str | int] = {"since": since, "until": until}
    values = days | {"undone": WHY_UNDONE, "overturned": OVERTURNED_DAYS}
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, values)
        rows = [row for row in cursor.fetchall() if any(row[1:])]
    people = User.objects.in_bulk([by for by, *_ in rows])
    found = [ModeratorFigures(str(people[by]), *figures) for by, *figures in rows]
    return sorted(found, key=lambda one: (-one.decided, one.name))
