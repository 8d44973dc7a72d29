"""Charging a unit with the open comment, and what becomes of its answer: published with one press, or sent back."""

from django import forms

from comments.models import Question, UnitAnswer
from comments.models.unit_answer import RETURNED_WHY_MAX
from comments.moderation import charging
from comments.moderation.concerns import ANSWER
from comments.moderation.decisions import AlreadyDecided
from comments.questions.assignment import NoQuestion, remark_on_day, said_of_charge
from comments.questions.forms import ChargeForm
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_multiline

from .responses import as_now, as_seen, ask, deciding, refuse, refuse_clash, respond, unagreed
from .undo import note_final, note_step


class ReturnForm(forms.Form):
    """Why the answer of a unit is sent back to it."""

    returned_why = CleanedField(
        clean_function=clean_multiline,
        limit=RETURNED_WHY_MAX,
        what="Lý do gửi lại",
        error_messages={"required": "Xin ghi lý do gửi lại: đơn vị đọc câu này trong thư."},
    )


@deciding
def charge(request, pk):
    """Let a unit answer the comment; the letter with its link waits two minutes, and undo deletes it."""
    comment, form = as_seen(request, pk), ChargeForm(request.POST)
    if not form.is_valid():
        return refuse(request, form, comment)
    asked = form.charge_of(Question.objects.filter(comment=comment).first())
    try:
        question, was = charging.charge(comment, by=request.user, **asked)
    except AlreadyDecided as clash:
        return refuse_clash(request, clash)
    except NoQuestion as problem:
        return respond(request, [("warning", str(problem))], back=[as_now(request, pk)])
    told = said_of_charge(question)
    undone = f"bình luận của {comment.name} được giao như trước." if was else ""
    note_step(request.session, told, [comment], "charge", {"charge": was}, undone=undone)
    notices = [("success", told)]
    if remark := remark_on_day(question.due_on):
        notices.append(("warning", remark))
    return respond(request, notices, back=[as_now(request, pk)])


@deciding
def publish(request, pk):
    """Publish what the unit answered (`unit_answer`, as it was shown), in its name, approving the comment with it."""
    comment = as_seen(request, pk)
    waiting = _shown_answer(request, comment)
    if waiting is None:
        told = charging.why_none_waits(comment)
        return respond(request, [("warning", told)], back=[as_now(request, pk)])
    unit, was_pending = waiting.question.unit, comment.state == comment.State.PENDING
    if found := unagreed(request, [comment], ANSWER, name=unit):
        return ask(request, found, button="Vẫn đăng", comment=comment)
    seen = comment.version
    try:
        published, _ = charging.publish_unit_answer(comment, by=request.user)
    except AlreadyDecided as clash:
        return refuse_clash(request, clash)
    told = f"Đã đăng câu trả lời của {unit} cho {comment.name}."
    was = {"answer": published.pk, "unit_answer": waiting.pk, "approved": was_pending}
    undone = f"câu trả lời của {unit} đã được gỡ và lại chờ đăng."
    note_step(request.session, told, [comment], "publish", was, counted=comment.version - seen, undone=undone)
    return respond(request, [("success", told)], **{"gone" if was_pending else "back": [as_now(request, pk)]})


@deciding
def send_back(request, pk):
    """Send what the unit answered back to it, with a reason and a fresh link."""
    comment, form = as_seen(request, pk), ReturnForm(request.POST)
    if not form.is_valid():
        return refuse(request, form, comment)
    try:
        is_written = charging.return_unit_answer(comment, form.cleaned_data["returned_why"], by=request.user)
    except AlreadyDecided as clash:
        return refuse_clash(request, clash)
    told = f"Đã gửi lại câu trả lời cho {comment.name}: " + (
        "đơn vị nhận được thư có lý do và đường dẫn mới."
        if is_written
        else "đơn vị chưa có email, xin báo đơn vị và giao lại kèm email."
    )
    note_final(request.session, told, comment)
    return respond(request, [("success", told)], back=[as_now(request, pk)])


def _shown_answer(request, comment):
    """What waits, if it is what the page showed (`unit_answer`); None otherwise. One query."""
    shown = UnitAnswer.objects.owed().filter(question__comment=comment).select_related("question").first()
    return shown if shown and request.POST.get("unit_answer", str(shown.pk)) == str(shown.pk) else None
