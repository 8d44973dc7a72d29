"""The last steps about comments, whoever took them, and who has what open: one cheap query for all pages of the queue.

What is dearer (lists, figures) is read again when the journal says that something was done, or when it is old.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Any, Generic, TypeVar

from django.db import connection

from accounts.models import User
from comments.models import CommentEvent
from database import clock
from database.recent import Recent

SECONDS = 2.0
# What is read when something was done: at most so often, and seldomer where reading takes long.
AT_LEAST_SECONDS, MAX_SECONDS = 5.0, 15.0
SHARE_OF_TIME = 400  # it is good for at least so many times as long as its reading took
OPEN_FOR = timedelta(seconds=60)

Value = TypeVar("Value")

# Two transactions may commit in the other order of their numbers; among so many a late one is seen.
JOURNAL = """
SELECT (SELECT json_agg(json_build_array(id, comment_id, kind, to_state, why, extract(epoch FROM at), by_id))
        FROM (SELECT * FROM comments_commentevent ORDER BY id DESC LIMIT 60) AS steps),
       (SELECT string_agg(id || '.' || coalesce(extract(epoch FROM settled_at), 0), ' ')
        FROM (SELECT * FROM comments_report ORDER BY id DESC LIMIT 30) AS reports),
       (SELECT json_agg(json_build_array(user_id, comment_id, extract(epoch FROM at)))
        FROM comments_opencomment WHERE at > %(since)s)
"""


@dataclass(frozen=True, slots=True)
class Opened:
    """The comment that somebody has open, as their page said `at` last."""

    comment_id: int
    at: datetime


@dataclass(frozen=True)
class Journal:
    """`mark` differs when something was done; `steps` is `{comment pk: its newest step}` of the last ones, and
    `opened` `{user pk: what they have open}`.
    """

    mark: int
    steps: dict[int, CommentEvent]
    opened: dict[int, Opened]


def _read() -> Journal:
    with connection.cursor() as cursor:
        cursor.execute(JOURNAL, {"since": clock.now() - OPEN_FOR})
        steps, reports, opened = cursor.fetchone()
    newest: dict[int, CommentEvent] = {}
    for pk, comment, kind, to_state, why, at, by in steps or ():
        if comment not in newest:
            newest[comment] = CommentEvent(
                pk=pk, comment_id=comment, at=_moment(at), by_id=by, kind=kind, to_state=to_state, why=why
            )
    mark = hash((tuple(step[0] for step in steps or ()), reports))
    return Journal(mark, newest, {user: Opened(comment, _moment(at)) for user, comment, at in opened or ()})


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _read_names() -> dict[int, str]:
    found = User.objects.filter(is_staff=True).only("username", "first_name", "last_name", "pen_name").order_by()
    return {user.pk: str(user) for user in found}


journal = Recent(_read, seconds=SECONDS)
names = Recent(_read_names, seconds=300.0)


def name_of(pk: int | None) -> str:
    """How a colleague is called, "" of nobody. One query in five minutes, and one for whoever came since."""
    if pk is None:
        return ""
    if pk not in names.get():
        names.expire()
    return names.get().get(pk, "")


class UntilNextStep(Generic[Value]):
    """What `read()` returned last, read again when the journal's mark differs, at most every AT_LEAST_SECONDS and
    seldomer where reading takes long; and every `most` seconds, since time passes.
    """

    def __init__(self, read: Callable[[], Value], most: float = MAX_SECONDS) -> None:
        self._read, self._most, self._mark, self._not_before = read, most, 0, float("-inf")
        self._recent = Recent(self._read_now, seconds=lambda value, took: self._good_for(took, MAX_SECONDS))

    def get(self, mark: int) -> Value:
        if mark != self._mark and monotonic() >= self._not_before:
            self._mark = mark
            self._recent.expire()
        return self._recent.get()

    def _read_now(self) -> Value:
        began = monotonic()
        value = self._read()
        self._not_before = began + self._good_for(monotonic() - began, AT_LEAST_SECONDS)
        return value

    def _good_for(self, took: float, at_least: float) -> float:
        return min(self._most, max(at_least, took * SHARE_OF_TIME))


class Kept(Generic[Value]):
    """Values by key for `seconds`, at most so many as `most`."""

    def __init__(self, seconds: float, most: int) -> None:
        self._seconds, self._most = seconds, most
        self._kept: OrderedDict[Hashable, tuple[Value, float]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, default: Any = None) -> Value | Any:
        value, until = self._kept.get(key, (default, 0.0))
        return value if monotonic() < until else default

    def keep(self, key: Hashable, value: Value) -> None:
        with self._lock:
            self._kept[key] = value, monotonic() + self._seconds
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
