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
from comments.models.waiting import SHARE_OVER
from comments.working_time import read_days
from vietnamese.numbers import format_number

State = Comment.State
COUNTED = 10_000

_COUNT = "(SELECT count(*) FROM (SELECT 1 FROM comments_comment WHERE {} LIMIT %(limit)s) AS counted)"
_STATES = [_COUNT.format(f"state = '{state}'") for state in State.values]
FIGURES = f"""
SELECT {", ".join(_STATES)},
       {_COUNT.format("state = 'pending' AND assigned_to_id = %(user)s")},
       {_COUNT.format(overdue_sql(at="%(now)s"))},
       (SELECT free_days FROM comments_policy), on_time, due
FROM (SELECT count(*) FILTER (WHERE {DECIDED_ON_TIME_SQL}) AS on_time, count(*) AS due
      FROM comments_comment WHERE due_at >= %(since)s AND due_at < %(now)s) AS targets
"""  # noqa: S608  the states are our own words


@dataclass(frozen=True)
class Figures:
    """`states` is `{state: number}`, `mine` what waits for this moderator, `share` a percentage or None."""

    states: dict[str, int]
    mine: int
    overdue: int
    share: float | None
    free_days: frozenset[date]


def figures_for(user: User | AnonymousUser) -> Figures:
    """One query; a number beyond `COUNTED` means "more than that" (`describe_count`)."""
    now = timezone.now()
    values = {"limit": COUNTED + 1, "user": user.pk, "now": now, "since": now - SHARE_OVER}
    with connection.cursor() as cursor:
        cursor.execute(FIGURES, values)
        *states, mine, overdue, free_days, on_time, due = cursor.fetchone()
    by_state = dict(zip(State.values, states, strict=True))
    return Figures(by_state, mine, overdue, share_on_time(on_time, due), read_days(free_days or ""))


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
    return f"hơn {format_number(COUNTED)}" if count > COUNTED else format_number(count)


def badge(request: HttpRequest) -> str:
    """The badge in the sidebar: how many comments wait for this moderator, or nothing.

    One query, none when the page has counted already.
    """
    figures = _of_pages.get(request)
    if figures is None and not request.user.has_perm("comments.change_comment"):
        return ""
    mine = figures.mine if figures else Comment.objects.pending().assigned_to(request.user).count()
    return describe_count(mine) if mine else ""
