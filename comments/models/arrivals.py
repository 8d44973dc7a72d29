"""What a new comment is judged by: its sender's history, its text elsewhere, the recent volume; in one query.

In SQL, as the ORM takes ten times longer to write it than the database to answer.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from database.prepared import Statement

HISTORY = timedelta(days=30)
SAME_TEXT_WITHIN = timedelta(hours=24)
RECENT_VOLUME_WINDOW = timedelta(minutes=1)
MAX_HISTORY = 200  # rows, and the most that the recent volume is counted to

# $1 sender, $2 submission, $3 digest; from when on $4 the history, $5 the same text, $6 the recent volume counts
ARRIVAL = Statement(
    "uuid, uuid, uuid, timestamptz, timestamptz, timestamptz",
    f"""
WITH history AS (
    SELECT article_id, created_at, state, digest, id FROM comments_comment
    WHERE sender_key = $1 AND created_at > $4
    ORDER BY created_at DESC, id DESC LIMIT {MAX_HISTORY}
), totals AS (
    SELECT (SELECT id FROM comments_comment WHERE submission_id = $2) AS earlier,
           (SELECT count(*) FROM comments_comment
            WHERE digest = $3 AND created_at > $5) AS same_text,
           (SELECT count(*) FROM (
                SELECT FROM comments_comment WHERE state = 'pending' AND created_at > $6
                LIMIT {MAX_HISTORY}) AS arrived) AS recent_volume
)
SELECT totals.*, history.* FROM totals LEFT JOIN history ON true ORDER BY history.created_at DESC, history.id DESC
""",  # noqa: S608 (constants alone)
)


class Sent(NamedTuple):
    """One of the sender's comments of the last thirty days, without its text."""

    article_id: int
    created_at: datetime
    state: str
    digest: uuid.UUID


@dataclass(frozen=True)
class Arrival:
    """A text with `digest` arrives from `sender` (uuids) `at` this moment.

    `earlier` is the pk of the comment that this submission already made, or None. `history` is newest first.
    `same_text` counts comments of anybody with this digest in a day, `recent_volume` those that came in the last
    minute and wait (at most 200).
    """

    sender: uuid.UUID
    digest: uuid.UUID
    at: datetime
    earlier: int | None
    same_text: int
    recent_volume: int
    history: list[Sent]


def look_up_arrival(sender: uuid.UUID, submission_id: uuid.UUID, digest: uuid.UUID) -> Arrival:
    """The `Arrival` of this submission, now. All three are uuids. One query."""
    now = timezone.now()
    moments = (now - HISTORY, now - SAME_TEXT_WITHIN, now - RECENT_VOLUME_WINDOW)
    with connection.cursor() as cursor:
        ARRIVAL.execute(cursor, sender, submission_id, digest, *moments)
        rows = cursor.fetchall()
    earlier, same_text, recent_volume, *_ = rows[0]
    return Arrival(sender, digest, now, earlier, same_text, recent_volume, [Sent(*row[3:7]) for row in rows if row[3]])
