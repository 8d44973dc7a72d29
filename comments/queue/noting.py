"""What moderators write to each other about a comment. No reader ever sees it; it goes with the comment's words."""

from datetime import timedelta

from django import forms
from django.db import transaction
from django.utils import timezone

from comments.models import CommentEvent, ModeratorNote
from comments.models.note import NOTE_MAX
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_multiline

from .responses import as_now, deciding, refuse, respond
from .undo import note_final, note_step

TIME_TO_DELETE = timedelta(minutes=15)
GONE = "Nội dung bình luận này đã xóa nên không ghi chú được nữa."
TOO_LATE = "Ghi chú này không xóa được nữa: chỉ người viết xóa được, trong vòng 15 phút."


class NoteForm(forms.Form):
    note = CleanedField(
        clean_function=clean_multiline,
        limit=NOTE_MAX,
        what="Ghi chú",
        error_messages={"required": "Xin viết ghi chú rồi bấm lưu."},
    )


@deciding
def add(request, pk):
    """Keep a note. Pages of others stay valid: the version of the comment does not change. Pressed twice it is one."""
    comment, form = as_now(request, pk), NoteForm(request.POST)
    if not form.is_valid():
        return refuse(request, form, comment)
    if comment.erased_at:
        return respond(request, [("warning", GONE)], back=[comment])
    told = f"Đã lưu ghi chú về bình luận của {comment.name}."
    if note := _keep(comment, form.cleaned_data["note"], by=request.user):
        undone = f"ghi chú về bình luận của {comment.name} đã được xóa."
        note_step(request.session, told, [comment], "note", {"note": note.pk}, counted=None, undone=undone)
    return respond(request, [("success", "Đã lưu ghi chú.")], back=[as_now(request, pk)])


@transaction.atomic
def _keep(comment, text, *, by):
    """The note; None when it is there already, or may not be there any more."""
    # The row of the comment, so that an erasure at the same moment finds the note, and two presses make one.
    list(type(comment).objects.select_for_update().order_by().filter(pk=comment.pk).values_list("pk"))
    last = comment.notes.last()
    if last and last.by_id == by.pk and last.text == text:
        return None
    comment.refresh_from_db(fields=["erased_at", "state"])
    if comment.erased_at:
        return None
    note = comment.notes.create(by=by, text=text)
    state = comment.state
    comment.events.create(kind=CommentEvent.Kind.NOTE, by=by, from_state=state, to_state=state)
    return note


@deciding
def delete(request, pk):
    """Delete one's own note (`note`) within a quarter of an hour; nothing brings it back."""
    comment = as_now(request, pk)
    newest = timezone.now() - TIME_TO_DELETE
    key = request.POST.get("note", "")
    own = ModeratorNote.objects.filter(comment=comment, by=request.user, at__gt=newest)
    deleted = own.filter(pk=key).delete()[0] if key.isdecimal() and len(key) < 18 else 0
    if deleted:
        note_final(request.session, f"Đã xóa ghi chú về bình luận của {comment.name}.", comment)
    told = ("success", "Đã xóa ghi chú.") if deleted else ("warning", TOO_LATE)
    return respond(request, [told], back=[as_now(request, pk)])
