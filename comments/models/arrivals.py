"""What a new comment is judged by: what its sender sent, its text elsewhere, what comes over its network and over the
whole portal; in one query.

In SQL, as the ORM takes ten times longer to write it than the database to answer.
"""

import hashlib
import json
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
UNTRUSTED_FOR = timedelta(days=90)  # after a rejection, spam or a stop

# $1 browser, $2 network, $3 e-mail address, $4 submission, $5 digest; from when on $6 the history, $7 the day, $8 the
# ten minutes, $9 the recent volume counts; $10 now, $11 from when on a refusal still counts. The inner ARRAY: browsers
# from which the address' owner has confirmed it. A stop of a browser is one of the address that was given there: who
# shares the network and the kind of browser is somebody else.
ARRIVAL = Statement(
    "uuid, uuid, text, uuid, uuid, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz, timestamptz",
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
), stops AS (
    SELECT stop.id, stop.why, stop.until, stop.browser_key = $1 AS is_here, stop.lifted_at, stop.at
    FROM comments_senderstop AS stop LEFT JOIN comments_comment AS about ON about.id = stop.comment_id
    WHERE stop.email <> '' AND UPPER(stop.email) = UPPER($3)
          OR stop.email = '' AND stop.browser_key = $1 AND UPPER(about.email) = UPPER($3)
), own AS (
    SELECT state, decided_at, decided_by_id FROM comments_comment
    WHERE UPPER(email) = UPPER($3) AND email_confirmed_at IS NOT NULL AND NOT is_official
    ORDER BY created_at DESC LIMIT {MAX_HISTORY}
), totals AS (
    SELECT (SELECT id FROM comments_comment WHERE submission_id = $4) AS earlier,
           (SELECT count(*) FROM comments_comment
            WHERE digest = $5 AND created_at > $7) AS same_text,
           (SELECT count(*) FROM (
                SELECT FROM comments_comment WHERE state = 'pending' AND created_at > $9
                LIMIT {MAX_HISTORY}) AS arrived) AS recent_volume,
           (SELECT jsonb_build_array(id, why, until, is_here) FROM stops
            WHERE lifted_at IS NULL AND (until IS NULL OR until > $10)
            ORDER BY until DESC NULLS FIRST LIMIT 1) AS stop,
           (SELECT trusts_after <= (SELECT count(*) FROM own WHERE state = 'approved' AND decided_by_id IS NOT NULL)
                AND NOT EXISTS (SELECT FROM own WHERE state IN ('rejected', 'spam') AND decided_at > $11)
                AND NOT EXISTS (SELECT FROM stops WHERE at > $11)
            FROM comments_moderationpolicy WHERE trusts_after IS NOT NULL) AS is_trusted,
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


class Stop(NamedTuple):
    """The office takes nothing from this sender `until` then (None: for good). `is_here`: the browser is the one for
    which it was made, so that `why` is told to whom it concerns.
    """

    pk: int
    why: str
    until: datetime | None
    is_here: bool

    @classmethod
    def read(cls, row: str | None) -> "Stop | None":
        if not row:
            return None
        pk, why, until, is_here = json.loads(row)
        return cls(pk, why, until and datetime.fromisoformat(until), bool(is_here))


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
    the last minute and wait, `in_ten_minutes` and `in_a_day` those over this network (at most 200). `stop` is the Stop
    that meets this sender, `is_address_trusted` says that the address alone would be.
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
    stop: Stop | None = None
    is_address_trusted: bool = False

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
    def is_trusted(self) -> bool:
        """Whether the office lets this sender's comments be shown before it has read them: an address of which enough
        was approved and nothing refused lately, from a browser that its owner has confirmed.
        """
        return self.is_address_trusted and self.is_known_here

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
    moments = (now - HISTORY, now - DAY, now - TEN_MINUTES, now - RECENT_VOLUME_WINDOW, now, now - UNTRUSTED_FOR)
    with connection.cursor() as cursor:
        ARRIVAL.execute(cursor, *sender, email, submission_id, digest, *moments)
        rows = cursor.fetchall()
    earlier, same_text, recent_volume, stop, is_trusted, in_ten_minutes, in_a_day, *_ = rows[0]
    history = [Sent(*row[7:]) for row in rows if row[7]]
    counts = (earlier, same_text, recent_volume, in_ten_minutes, in_a_day)
    return Arrival(sender, digest, now, *counts, history, Stop.read(stop), bool(is_trusted))
