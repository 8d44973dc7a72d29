"""A comment as the list of the queue shows it."""

from dataclasses import dataclass

from django.utils import timezone

from comments.models import AbuseReport, Comment, Question
from comments.models.appeal import appeal_of
from comments.models.deadlines import deadline_of
from comments.models.open_reports import OpenReports
from comments.screening.kinds.codes import LABELS, most_urgent
from comments.working_time import time_left

from .figures import Figures
from .selection import Selection


@dataclass(frozen=True, slots=True)
class QueueRow:
    """`comment` (`for_queue`), its `place` in the list as addresses name it, and what is left in words of its
    deadline, or of that of its open appeal: "" once it was decided and nobody has reported it since.
    """

    comment: Comment
    place: str
    time_left: str
    is_late: bool
    reports: OpenReports | None

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """`[(reason, number)]` of the open reports, as AbuseReport lists reasons."""
        found = self.reports.by_reason if self.reports else {}
        return [(reason.label, found[reason]) for reason in AbuseReport.Reason if reason in found]

    @property
    def charge(self) -> str:
        """The unit that owes an answer with its days ("UBND xã Tân Phong · còn 3 ngày"), "" for none. No query."""
        question = self._owed
        return f"{question.unit} · {question.days_left()}" if question else ""

    @property
    def is_charge_late(self) -> bool:
        return bool(self._owed and self._owed.is_late())

    @property
    def _owed(self) -> Question | None:
        question: Question | None = getattr(self.comment, "question", None)
        return question if question and question.is_owed else None

    @property
    def kind(self) -> str:
        """The most urgent kind of what was found in it, as a word; "" of none."""
        return LABELS.get(most_urgent(self.comment.kinds), "")


def row_of(comment: Comment, figures: Figures, selection: Selection) -> QueueRow:
    """`comment` in the list of `selection`. No query."""
    where = selection.order.write(selection.order.place_of(comment))
    reports, appeal = OpenReports.read(comment.open_reports), appeal_of(comment)
    deadline = comment.review_due_at if reports else deadline_of(comment)
    if deadline is None and appeal and appeal.is_open:
        deadline = appeal.due_at
    if deadline is None:
        return QueueRow(comment, where, time_left="", is_late=False, reports=reports)
    now = timezone.now()
    left = time_left(deadline, now, figures.free_days)
    return QueueRow(comment, where, time_left=left, is_late=deadline < now, reports=reports)
