"""The comments that wait, for whom and how long, as the moderators' queue asks for them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import User

from .deadlines import DECIDED_ON_TIME, overdue, share_on_time

if TYPE_CHECKING:
    from .comment import Comment  # noqa: F401 (named in quotes)

SHARE_OVER = timedelta(days=90)


class WaitingQuerySet(models.QuerySet["Comment"]):
    def assigned_to(self, user: User | AnonymousUser) -> Self:
        return self.filter(assigned_to=user)

    def overdue(self, at: datetime | None = None) -> Self:
        """Waiting for their first decision longer than the target allows at `at` (aware; default now)."""
        return self.filter(overdue(at or timezone.now()))

    def with_finding(self, code: str) -> Self:
        """Held for the reason `code` (a key of `checks.SENTENCES`)."""
        return self.filter(findings__contains=[{"code": code}])

    def after(self, comment_time: datetime, pk: int, *, newest_first: bool = False) -> Self:
        """The comments after the one of that time and pk, in the order of the queue."""
        if newest_first:
            behind = Q(created_at__lt=comment_time) | Q(created_at=comment_time, pk__lt=pk)
            return self.filter(behind, created_at__lte=comment_time)
        behind = Q(created_at__gt=comment_time) | Q(created_at=comment_time, pk__gt=pk)
        return self.filter(behind, created_at__gte=comment_time)

    def share_on_time(self, since: datetime, at: datetime | None = None) -> float | None:
        """How many of a hundred comments that were due from `since` to `at` (aware; default now) were first decided in
        time, as a float; None while none was due. A comment decided early counts at its target. One query, from an
        index.
        """
        due = self.filter(due_at__gte=since, due_at__lt=at or timezone.now()).order_by()
        return share_on_time(**due.aggregate(due=Count("due_at"), on_time=Count("due_at", filter=DECIDED_ON_TIME)))
