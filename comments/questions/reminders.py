"""Letters that remind units: once before the day, and once a week when they are late; on working days."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article
from comments.models import Policy, Question
from comments.models.question import LINK_DAYS
from comments.notifications import unit_emails
from comments.working_time import is_working_day

from .assignment import after_working_days

REMIND_FROM = time(7, 30)
DAYS_BEFORE = 2  # working days
EVERY = timedelta(days=7)  # when late


def remind_units(at: datetime | None = None) -> int:
    """Write what is due at `at` (aware; default now) into the outbox, to each unit about each question once a day at
    most. Returns how many.

    Called every few minutes. Three queries when there is nothing to send. Each letter is a transaction with its note:
    a worker that is killed sends none twice, and two of them share the work.
    """
    now = timezone.localtime(at)
    if now.time() < REMIND_FROM or not is_working_day(now.date(), Policy.objects.current().days_off):
        return 0
    due = _due(now.date())
    return sum(_remind(pk, now.date()) for pk in due.values_list("pk", flat=True))


def _due(today: date):  # type: ignore[no-untyped-def]  # a QuerySet of an untyped model
    soon = Q(due_on__gte=today, due_on__lte=after_working_days(DAYS_BEFORE, today), reminded_on=None)
    late = Q(due_on__lt=today, due_on__gte=today - timedelta(days=LINK_DAYS)) & (
        Q(reminded_on=None) | Q(reminded_on__lte=F("due_on")) | Q(reminded_on__lte=today - EVERY)
    )
    return (
        Question.objects.open()
        .filter(soon | late, charged_at__date__lt=today, comment__article__in=Article.objects.published())
        .exclude(unit_email="")
        .exclude(unit_answers__outcome="")
    )


def _remind(pk: int, today: date) -> bool:
    with transaction.atomic():
        alone = Question.objects.select_for_update(skip_locked=True).order_by().filter(pk=pk)
        is_ours = bool(list(alone.values_list("pk")))
        question = _due(today).filter(pk=pk).select_related("comment__article").first() if is_ours else None
        if question is None:
            return False
        question.reminded_on = today
        question.save(update_fields=["reminded_on"])
        unit_emails.remind(question)
    return True
