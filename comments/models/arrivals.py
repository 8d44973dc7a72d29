"""What a new comment is judged by: what its sender sent, its text elsewhere, what comes over its network and over the
whole portal; in one query.

In SQL, as the ORM takes ten times longer to write it than the database to answer.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from database.prepared import Statement

HISTORY = timedelta(days=30)
DAY = SAME_TEXT_WITHIN = timedelta(hours=24)
TEN_MINUTES = timedelta(minutes=10)
RECENT_VOLUME_WINDOW = timedelta(minutes=1)
MAX_HISTORY = 200  # rows of each kind, and the most that is counted

# $1 browser, $2 network, $3 e-mail address, $4 submission, $5 digest; from when on $6 the history, $7 the day, $8 the
# ten minutes, $9 the recent volume counts. The inner ARRAY: browsers from which the address' owner has confirmed it.
ARRIVAL = Statement(
    "uuid, uuid, text, uuid, uuid, timestamptz, timestamptz, timestamptz, timestamptz",
    f"""
WITH history AS (
    SELECT article_id, created_at, state, digest, id, browser_key = $1 AS is_here, UPPER(email) = UPPER($3) AS is_own,
           email_confirmed_at IS NOT NULL AS is_confirmed
    FROM comments_comment
    WHERE browser_key = ANY ($1 || ARRAY(
            SELECT browser_key FROM comments_comment
            WHERE UPPER(email) = UPPER($3) AND email_confirmed_at IS NOT NULL AND created_at > $6
                  AND browser_key IS NOT NULL))
          AND created_at > $6 AND (browser_key = $1 OR UPPER(email) = UPPER($3))
    ORDER BY created_at DESC, id DESC LIMIT {MAX_HISTORY}
), totals AS (
    SELECT (SELECT id FROM comments_comment WHERE submission_id = $4) AS earlier,
           (SELECT count(*) FROM comments_comment
            WHERE digest = $5 AND created_at > $7) AS same_text,
           (SELECT count(*) FROM (
                SELECT FROM comments_comment WHERE state = 'pending' AND created_at > $9
                LIMIT {MAX_HISTORY}) AS arrived) AS recent_volume,
           count(*) FILTER (WHERE created_at > $8) AS in_ten_minutes, count(*) AS in_a_day
    FROM (SELECT created_at FROM comments_comment WHERE sender_key = $2 AND created_at > $7
          ORDER BY created_at DESC LIMIT {MAX_HISTORY}) AS of_network
)
SELECT totals.*, history.* FROM totals LEFT JOIN history ON true ORDER BY history.created_at DESC, history.id DESC
""",  # noqa: S608 (constants alone)
)


class SenderKeys(NamedTuple):
    """Keys without addresses (`comments.senders`), new every month: of a browser on its network, of the network."""

    browser: uuid.UUID
    network: uuid.UUID


class Sent(NamedTuple):
    """An earlier comment, without its text, of the same browser on the same network (`is_here`) or of another one.

    `is_own`: under the same e-mail address; `is_confirmed`: whose owner says that this one is theirs.
    """

    article_id: int
    created_at: datetime
    state: str
    digest: uuid.UUID
    pk: int
    is_here: bool
    is_own: bool
    is_confirmed: bool


@dataclass(frozen=True)
class Arrival:
    """A text with `digest` arrives from `sender` `at` this moment.

    `earlier` is the pk of the comment that this submission already made, or None. `history`, of thirty days and newest
    first, has what this browser sent, and what was sent under the same address from browsers from which its owner has
    confirmed it. `same_text` counts comments of anybody with this digest in a day, `recent_volume` those that came in
    the last minute and wait, `in_ten_minutes` and `in_a_day` those over this network (at most 200).
    """

    sender: SenderKeys
    digest: uuid.UUID
    at: datetime
    earlier: int | None
    same_text: int
    recent_volume: int
    in_ten_minutes: int
    in_a_day: int
    history: list[Sent]

    @cached_property
    def own(self) -> list[Sent]:
        """What the same person sent, as far as an address can tell: from here, or confirmed elsewhere."""
        return [sent for sent in self.history if sent.is_own]

    @cached_property
    def own_here(self) -> list[Sent]:
        """What the same person surely sent: this browser, this network, this address."""
        return [sent for sent in self.own if sent.is_here]

    @cached_property
    def unknown_here(self) -> list[Sent]:
        """What this browser sent under any address, without what others have confirmed as theirs."""
        return [sent for sent in self.history if sent.is_here and (sent.is_own or not sent.is_confirmed)]

    @property
    def is_known_here(self) -> bool:
        """Whether the owner of the address has confirmed that this browser is theirs."""
        return any(sent.is_confirmed for sent in self.own_here)


def address_key(email: str) -> uuid.UUID:
    """What stands for an e-mail address, in letters of any case, where a lock is named; never stored."""
    return uuid.UUID(bytes=hashlib.sha256(email.upper().encode()).digest()[:16])


def look_up_arrival(sender: SenderKeys, email: str, submission_id: uuid.UUID, digest: uuid.UUID) -> Arrival:
    """The `Arrival` of this submission, now. One query."""
    now = timezone.now()
    moments = (now - HISTORY, now - DAY, now - TEN_MINUTES, now - RECENT_VOLUME_WINDOW)
    with connection.cursor() as cursor:
        ARRIVAL.execute(cursor, *sender, email, submission_id, digest, *moments)
        rows = cursor.fetchall()
    earlier, same_text, recent_volume, in_ten_minutes, in_a_day, *_ = rows[0]
    history = [Sent(*row[5:]) for row in rows if row[5]]
    return Arrival(sender, digest, now, earlier, same_text, recent_volume, in_ten_minutes, in_a_day, history)
