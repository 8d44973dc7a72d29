"""Emails to the units that answer questions: with their own link, reminders, and that nothing is owed any more.

No email holds what the citizen wrote: the page behind the link shows it, as long as the unit owes an answer, with what
was masked. What a moderator may take back waits two minutes, and is deleted when it is taken back; about what a unit
never learned, it is told nothing further.
"""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from comments.models import Question
from comments.tokens import charge_number, write_unit_link
from layout.models import SiteSettings
from mailing import emails

from .sender_emails import TIME_TO_UNDO

CHARGED, RETURNED, REMINDER, CLOSED = "giao", "gui-lai", "nhac", "xong"
SUBJECTS = {
    CHARGED: "Đề nghị trả lời câu hỏi {number} trước hết ngày {due}",
    RETURNED: "Đề nghị trả lời lại câu hỏi {number}, hạn {due}",
    REMINDER: "Nhắc trả lời câu hỏi {number}, {left}",
    CLOSED: "Không cần trả lời câu hỏi {number} nữa",
}


def link_of(question: Question) -> str:
    """The whole address at which the unit answers."""
    path: str = reverse("comments:unit", args=[write_unit_link(question)])
    return f"{settings.SITE_URL}{path}"


def ask(question: Question) -> None:
    """Ask the unit to answer, by the link of this charge. Nothing without an address, or once the link has ended."""
    if question.link_ends_on >= timezone.localdate():
        _write(question, CHARGED, delay=TIME_TO_UNDO)


def send_back(question: Question, why: str) -> None:
    """The answer that the unit sent is not published, because of `why`: it may send another one."""
    _write(question, RETURNED, delay=TIME_TO_UNDO, returned_why=why)


def remind(question: Question) -> None:
    _write(question, REMINDER)


def close(question: Question, *, answered: bool = False) -> None:
    """Nothing is owed any more: `answered` on the site, or not to be answered. When the unit has not learned of the
    charge yet, it never will.
    """
    if not forget_charge(question):
        _write(question, CLOSED, delay=TIME_TO_UNDO, answered=answered)


def reopen(question: Question) -> None:
    """What `close` said is not so: its email does not go out, or the unit is asked once more."""
    if not emails.take_back(_about(question, CLOSED)):
        ask(question)


def ensure_asked(question: Question) -> None:
    """Ask the unit by the link of this charge, unless that was done."""
    since = question.charged_at or timezone.now()
    if not any(emails.was_written(_about(question, kind), since=since) for kind in (CHARGED, RETURNED)):
        ask(question)


def forget_charge(question: Question) -> bool:
    """Delete the emails about this charge that have not gone out; returns whether it was the one that asks, of which
    the unit thus learns nothing.
    """
    emails.take_back(_about(question, REMINDER))
    return bool(emails.take_back(_about(question, CHARGED)) + emails.take_back(_about(question, RETURNED)))


def _about(question: Question, kind: str) -> str:
    return f"don-vi-{question.pk}-{charge_number(question)}-{kind}"


def _write(question: Question, kind: str, *, delay: timedelta = timedelta(), **context: object) -> None:
    if not question.unit_email:
        return
    comment = question.comment
    words = {"number": comment.reference, "due": f"{question.due_on:%d/%m/%Y}", "left": question.days_left()}
    context |= {
        "question": question,
        "comment": comment,
        "article": comment.article if comment.article.is_visible() else None,
        "link": link_of(question),
        "kind": kind,
        "site": SiteSettings.objects.current(),
    }
    emails.write(
        question.unit_email,
        SUBJECTS[kind].format(**words),
        "mailing/comments/unit",
        context,
        about=_about(question, kind),
        delay=delay,
    )
