"""What senders ask to be looked at again, decided in the queue by somebody else than who had decided."""

from django import forms
from django.http import QueryDict

from comments.models import Appeal
from comments.models.appeal import APPEAL_MAX
from comments.moderation import appeals
from comments.moderation.steps import AlreadyDecided
from comments.moderators import moderators
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_multiline

from .responses import TYPED, as_seen, deciding, refuse, refuse_clash, respond
from .selection import Selection, Tab
from .undo import note_step

Outcome = Appeal.Outcome
SETTLED = {
    Outcome.CHANGED: "Đã thay quyết định về bình luận của {} theo đề nghị xem lại.",
    Outcome.KEPT: "Đã giữ quyết định về bình luận của {} sau khi xem lại.",
}


class VerdictForm(forms.Form):
    """How an appeal is decided, and what its sender is told."""

    outcome = forms.ChoiceField(
        choices=[(Outcome.CHANGED.value, ""), (Outcome.KEPT.value, "")],
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Xin chọn một trong hai nút của đề nghị xem lại."
        ),
    )
    verdict = CleanedField(
        clean_function=clean_multiline, limit=APPEAL_MAX, what="Câu trả lời người gửi", required=False
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("outcome") == Outcome.KEPT and not cleaned.get("verdict") and "verdict" not in self.errors:
            raise forms.ValidationError(appeals.WHY_KEPT)
        return cleaned


@deciding
def settle(request, pk):
    """Decide the appeal about one comment, as it was shown: `outcome`, and `verdict` for its sender."""
    comment = as_seen(request, pk)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return refuse(request, form, comment)
    outcome, seen, state = form.cleaned_data["outcome"], comment.version, comment.state
    try:
        answer, others = form.cleaned_data["verdict"], moderators(include_superusers=False)
        was = appeals.settle(comment, outcome, by=request.user, answer=answer, moderators=others)
    except AlreadyDecided as clash:
        return refuse_clash(request, clash)
    except appeals.CannotSettle as refused:
        form.add_error(None, str(refused))
        return refuse(request, form, comment)
    request.session.pop(TYPED, None)
    told = SETTLED[outcome].format(comment.name)
    undone = f"đề nghị xem lại của {comment.name} lại chờ quyết định."
    note_step(request.session, told, [comment], "appeal", was, counted=comment.version - seen, undone=undone)
    here = Selection.read(QueryDict(request.POST.get("here", "")))
    leaves = here.state in {Tab.APPEALED, state} and (outcome == Outcome.CHANGED or here.state == Tab.APPEALED)
    return respond(request, [("success", told)], **{"gone" if leaves else "back": [comment]})
