"""The comments that wait, for whom and how long, as the moderators' queue asks for them."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count
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
        """Waiting longer than their deadline allows at `at` (aware; default now), for the first time or once more."""
        return self.filter(overdue(at or timezone.now()))

    def with_finding(self, code: str) -> Self:
        """Held for the reason `code` (a key of `checks.SENTENCES`)."""
        return self.filter(findings__contains=[{"code": code}])

    def of_kind(self, kind: str) -> Self:
        """With a finding of `kind` (one of `kinds.codes.KINDS`). The second condition is that of the index."""
        return self.filter(kinds__contains=[kind]).exclude(kinds=[])

    def published_unseen(self) -> Self:
        """Published at once, as those of known senders are, and not looked at by a moderator yet."""
        return self.filter(state="approved", decided_by=None, is_official=False)

    def share_on_time(self, since: datetime, at: datetime | None = None) -> float | None:
        """How many of a hundred comments that were due from `since` to `at` (aware; default now) were first decided in
        time, as a float; None while none was due. A comment decided early counts at its target. One query, from an
        index.
        """
        due = self.filter(due_at__gte=since, due_at__lt=at or timezone.now()).order_by()
        return share_on_time(**due.aggregate(due=Count("due_at"), on_time=Count("due_at", filter=DECIDED_ON_TIME)))
