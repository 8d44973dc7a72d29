"""The figures over the queue, in one query that counts no further than it shows."""

from dataclasses import dataclass
from datetime import date
from weakref import WeakKeyDictionary

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from comments.models import Comment
from comments.models.deadlines import DECIDED_ON_TIME_SQL, overdue_sql, share_on_time
from comments.models.open_reports import COUNTS_SQL, ReportedCounts
from comments.models.waiting import SHARE_OVER
from comments.models.waiting_counts import UNIT_ANSWERS_SQL
from comments.working_time import read_days
from vietnamese.numbers import format_up_to

State = Comment.State
COUNTED = 10_000

_COUNT = "(SELECT count(*) FROM (SELECT 1 FROM comments_comment WHERE {} LIMIT %(limit)s) AS counted)"
_STATES = [_COUNT.format(f"state = '{state}'") for state in State.values]
MINE = _COUNT.format("state = 'pending' AND assigned_to_id = %(user)s")
UNSEEN = _COUNT.format("state = 'approved' AND decided_by_id IS NULL AND NOT is_official")
FIGURES = f"""
SELECT {", ".join(_STATES)},
       {MINE},
       {UNSEEN},
       {_COUNT.format(overdue_sql(at="%(now)s"))},
       {COUNTS_SQL},
       {UNIT_ANSWERS_SQL},
       (SELECT count(*) FROM (SELECT 1 FROM comments_appeal WHERE decided_at IS NULL LIMIT %(limit)s) AS open),
       (SELECT free_days FROM comments_policy), on_time, due
FROM (SELECT count(*) FILTER (WHERE {DECIDED_ON_TIME_SQL}) AS on_time, count(*) AS due
      FROM comments_comment WHERE due_at >= %(since)s AND due_at < %(now)s) AS targets
"""  # noqa: S608  the states are our own words


@dataclass(frozen=True)
class Figures:
    """`states` is `{state: number}`, `unit_answers` what units sent and waits to be published, `appeals` how many
    senders ask to have a look again, `mine` what waits for this moderator, `unseen` what was published at once and
    nobody has looked at, `share` a percentage or None.
    """

    states: dict[str, int]
    reported: ReportedCounts
    unit_answers: int
    appeals: int
    mine: int
    unseen: int
    overdue: int
    share: float | None
    free_days: frozenset[date]

    @property
    def of_tabs(self) -> dict[str, int]:
        """`{tab: number}` of the tabs that show one."""
        further = {"bao-cao": self.reported.comments, "don-vi": self.unit_answers, "dang-ngay": self.unseen}
        return {**self.states, **further, "xem-lai": self.appeals}


def figures_for(user: User | AnonymousUser) -> Figures:
    """One query; a number beyond `COUNTED` means "more than that" (`describe_count`)."""
    now = timezone.now()
    values = {"limit": COUNTED + 1, "user": user.pk, "now": now, "since": now - SHARE_OVER}
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, values)
        *states, mine, unseen, overdue, reported, units, appeals, free_days, on_time, due = cursor.fetchone()
    reports = ReportedCounts.read(reported)
    by_state = dict(zip(State.values, states, strict=True))
    share = share_on_time(on_time, due)
    days_off = read_days(free_days or "")
    return Figures(by_state, reports, units, appeals, mine, unseen, overdue, share, days_off)


_of_pages: WeakKeyDictionary[HttpRequest, Figures] = WeakKeyDictionary()


def figures_for_page(request: HttpRequest) -> Figures:
    """As `figures_for`; the badge of the same page is not counted again."""
    figures = _of_pages[request] = figures_for(request.user)
    return figures


def shown_count(count: int) -> str | int:
    """The number, or "hơn 10.000" in its place when nobody counted further."""
    return describe_count(count) if count > COUNTED else count


def describe_count(count: int) -> str:
    """`1.204`, or "hơn 10.000"."""
    return format_up_to(count, COUNTED)


def badge(request: HttpRequest) -> str:
    """The badge in the sidebar: how many comments wait for this moderator, and how many a reader said to show personal
    data ("2 · 1 gấp"); or nothing.

    One query, none when the page has counted already.
    """
    figures = _of_pages.get(request)
    if figures is None and not request.user.has_perm("comments.change_comment"):
        return ""
    mine, urgent = (figures.mine, figures.reported.urgent) if figures else _for_badge(request.user)
    words = [describe_count(mine) if mine else "", f"{describe_count(urgent)} gấp" if urgent else ""]
    return " · ".join(filter(None, words))


def _for_badge(user: User | AnonymousUser) -> tuple[int, int]:
    values = {"limit": COUNTED + 1, "user": user.pk, "now": timezone.now()}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {MINE}, {COUNTS_SQL}", values)
        mine, reported = cursor.fetchone()
    return mine, ReportedCounts.read(reported).urgent
