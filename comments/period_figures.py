"""What moderators and units did in a stretch of time: the figures of reports."""

from dataclasses import dataclass

from django.db.models import Count, Q

from .models import Comment, Question
from .models.deadlines import DECIDED_ON_TIME, share_on_time
from .models.question import ANSWERED_LATE


@dataclass(frozen=True, slots=True)
class Handled:
    """`received` were sent by readers in that time; the next four were decided in it, `on_time` of those `due`.

    `asked` questions were given to a unit, `answered` got their answer, of which `answered_late` after their day.
    """

    received: int
    approved: int
    rejected: int
    spam: int
    official: int
    due: int
    on_time: int
    asked: int
    answered: int
    answered_late: int

    @property
    def decided(self):
        return self.approved + self.rejected + self.spam

    @property
    def share_on_time(self):
        """In hundredths; None where none was due."""
        return share_on_time(self.on_time, self.due)


def handled(since, until):
    """The Handled from the moment `since` until before `until` (aware). Two queries."""
    in_time = {"gte": since, "lt": until}
    return Handled(**_comments(in_time), **_questions(in_time))


def _comments(in_time):
    decided = _within("decided_at", in_time) & Q(is_official=False)
    due = _within("due_at", in_time) & Q(is_official=False)
    return Comment.objects.order_by().aggregate(
        received=Count("pk", filter=_within("created_at", in_time) & Q(is_official=False)),
        **{state: Count("pk", filter=decided & Q(state=state)) for state in ("approved", "rejected", "spam")},
        official=Count("pk", filter=_within("decided_at", in_time) & Q(is_official=True, state="approved")),
        due=Count("pk", filter=due),
        on_time=Count("pk", filter=due & DECIDED_ON_TIME),
    )


def _questions(in_time):
    answered = _within("answered_at", in_time)
    return Question.objects.order_by().aggregate(
        asked=Count("pk", filter=_within("opened_at", in_time)),
        answered=Count("pk", filter=answered),
        answered_late=Count("pk", filter=answered & ANSWERED_LATE),
    )


def _within(field, in_time):
    return Q(**{f"{field}__{comparison}": moment for comparison, moment in in_time.items()})
