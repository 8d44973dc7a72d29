"""Assigning a comment to a unit that must answer by a day; the official answer closes the question."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comments.models import Comment, CommentEvent, Policy, Question
from comments.notifications import unit_emails
from comments.working_time import is_working_day
from vietnamese.dates import format_date, weekday

WORKING_DAYS = 10  # unless the moderator says otherwise
FURTHEST_DAYS = 366  # a day beyond is a slip of the year
OWED = {Comment.State.PENDING, Comment.State.APPROVED}
KEPT = ("unit", "unit_email", "due_on", "charged_at", "reminded_on")  # of the charge before, to take the last one back


class NoQuestion(Exception):
    """This comment cannot be assigned; the message is a sentence."""


def charge(comment, unit, *, by, due_on=None, unit_email=None, counts=False):
    """Let `unit` answer `comment` until `due_on` (a local date; default ten working days). Returns the Question.

    A comment that is a question already gets the new unit, whose link ends those before. `unit_email` is where the
    letter goes ("": nowhere; None: to the address last used for this unit). With `counts` pages that show the comment
    as it was are out of date. Raises NoQuestion. At most eight queries, emails their own. Moderators charge by
    `moderation.charging`, which also compares what they saw.
    """
    with transaction.atomic():
        # The lock keeps two who assign at once from making two questions.
        comment.refresh_from_db(fields=["state", "version"], from_queryset=Comment.objects.select_for_update())
        question = Question.objects.filter(comment=comment).first()
        if problem := why_not_charged(comment, question):
            raise NoQuestion(problem)
        before = _copy(question)
        question = question or Question(comment=comment, opened_by=by)
        question.comment = comment
        question.unit, question.due_on = unit, due_on or after_working_days(WORKING_DAYS)
        question.unit_email = Question.objects.email_of(unit) if unit_email is None else unit_email
        question.charged_at, question.reminded_on = timezone.now(), None
        question.full_clean(exclude=["comment", "opened_by"])
        question.save()
        note_step(comment, by=by, why=f"Giao {unit} trả lời", counts=counts)
        _tell_units(before, question)
    return question


def why_not_charged(comment, question):
    """The sentence why nobody can be charged with `comment`, whose Question is `question` (None: none yet), or "". One
    query at most.
    """
    if not comment.may_be_answered:
        return "Chỉ giao trả lời bình luận của bạn đọc đang chờ duyệt hoặc đã đăng."
    if question is None:
        return ""
    if question.answered_at:
        return "Câu hỏi này đã được trả lời."
    if question.unit_answers.waiting().exists():
        return (
            f"{question.unit} đã gửi trả lời, đang chờ đăng. Xin đăng hoặc gửi lại câu trả lời ấy trước khi giao lại."
        )
    return ""


def _copy(question):
    """`question` as it stands, for what its unit is told; None for none."""
    if question is None:
        return None
    return Question(pk=question.pk, comment_id=question.comment_id, **{name: getattr(question, name) for name in KEPT})


def _tell_units(before, question):
    """A former unit at another address learns that it owes nothing; the present one gets its link."""
    if before:
        before.comment = question.comment
        if before.unit_email.lower() == question.unit_email.lower():
            unit_emails.forget_charge(before)
        else:
            unit_emails.close(before)
    unit_emails.ask(question)


def note_step(comment, *, by, why, counts=True):
    """Write the event of a step of a charge about `comment`, which is locked, and count it as `moderation.steps` does.
    Two queries.
    """
    if counts:
        Comment.objects.filter(pk=comment.pk).update(version=F("version") + 1)
        comment.version += 1
    state = comment.state
    comment.events.create(kind=CommentEvent.Kind.CHARGE, by=by, from_state=state, to_state=state, why=why)


def kept(question):
    """What a session keeps of the charge of `question` (None: of none), as JSON holds it, to bring it back."""
    if question is None:
        return {}
    values = {name: getattr(question, name) for name in KEPT}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def uncharge(comment, was):
    """Take the last charge of `comment`, which is locked, back to `was` (of `kept`). Letters that wait do not go out;
    who got one is told. Raises NoQuestion when the unit has answered since. At most six queries, emails their own.
    """
    question = Question.objects.filter(comment=comment).first()
    if question is None or question.answered_at or question.unit_answers.waiting().exists():
        raise NoQuestion("Đơn vị đã trả lời nên không hoàn tác được việc giao.")
    last = _copy(question)
    question.comment = last.comment = comment
    if not was:
        unit_emails.close(last)
        question.delete()
        return _forget_question(comment)
    question.unit, question.unit_email = was["unit"], was["unit_email"]
    question.due_on, question.reminded_on = _day(was["due_on"]), _day(was["reminded_on"])
    question.charged_at = was["charged_at"] and datetime.fromisoformat(was["charged_at"])
    question.save(update_fields=[*KEPT, "unit_key"])
    has_learned = not unit_emails.forget_charge(last)
    if last.unit_email.lower() != question.unit_email.lower():
        if has_learned:
            unit_emails.close(last)
        unit_emails.reopen(question)
    elif has_learned:
        unit_emails.ask(question)  # its link is the earlier one again
    else:
        unit_emails.ensure_asked(question)
    question.comment = comment
    return None


def _forget_question(comment):
    relation = Comment._meta.get_field("question")
    if relation.is_cached(comment):
        relation.delete_cached_value(comment)


def _day(written):
    return written and date.fromisoformat(written)


def after_working_days(count, start=None, free_days=None):
    """The local date `count` working days after `start` (default today). One query, none with the `free_days`."""
    free_days = Policy.objects.current().days_off if free_days is None else free_days
    day = start or timezone.localdate()
    while count:
        day += timedelta(days=1)
        count -= is_working_day(day, free_days)
    return day


def problem_with_day(day):
    """The sentence that refuses the local date `day` for an answer that is asked for today, or ""."""
    today = timezone.localdate()
    if day <= today:
        return f"Hạn trả lời phải sau hôm nay ({format_date(today)}): đơn vị cần thời gian để trả lời."
    if day > today + timedelta(days=FURTHEST_DAYS):
        return f"Hạn trả lời {format_date(day)} xa hơn một năm. Xin xem lại năm đã ghi."
    return ""


def remark_on_day(day):
    """What is said of a local date on which nobody works: "Hạn … là Chủ nhật …", or "". One query."""
    if is_working_day(day, Policy.objects.current().days_off):
        return ""
    what = weekday(day) if day.weekday() >= 5 else "ngày nghỉ"
    return f"Hạn {format_date(day)} là {what}: đơn vị không làm việc ngày ấy."


def said_of_charge(question):
    """The sentence for whoever charged a unit: until when, and where its letter goes."""
    charged = f"Đã giao {question.unit} trả lời, hạn {format_date(question.due_on)}."
    if not question.unit_email:
        return f"{charged} Chưa có email của đơn vị nên không gửi thư: xin báo đơn vị, hoặc giao lại kèm email."
    return f"{charged} Thư gửi đến {question.unit_email}."


def note_answer(comment, event):
    """What `event`, which happened to `comment`, means for questions and their units.

    An official answer that is published closes the question it answers; taken down, it leaves it open again. What is
    taken down is owed no more; brought back, it is. No query for a comment of readers that appears; at most three
    otherwise, emails their own.
    """
    if comment.is_official:
        _note_official(comment, event)
    elif event.from_state and (event.from_state in OWED) != (event.to_state in OWED):
        _note_owed(comment, is_owed=event.to_state in OWED)


def _note_official(answer, event):
    if not event.is_seen_by_readers:
        return
    if event.to_state == Comment.State.APPROVED:
        asked = Question.objects.open().filter(comment=answer.in_reply_to_id or answer.parent_id)
        for question in asked.select_related("comment__article"):
            Question.objects.filter(pk=question.pk).update(answered_at=event.at, answer=answer)
            unit_emails.close(question, answered=True)
    else:
        _answer_otherwise(Question.objects.filter(answer=answer).select_related("comment__article").first())


def _answer_otherwise(question):
    """Closed by the oldest other answer that readers see, or open."""
    if question is None:
        return
    question.answer = question.answers().first()
    question.answered_at = question.answer and question.answer.decided_at
    question.save(update_fields=["answer", "answered_at"])
    if question.is_owed:
        unit_emails.reopen(question)


def _note_owed(comment, *, is_owed):
    question = getattr(comment, "question", None)  # joined in what the queue loads
    if question is None or question.answered_at:
        return
    if is_owed:
        unit_emails.reopen(question)
    else:
        unit_emails.close(question)
