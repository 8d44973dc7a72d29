from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from comments.models import RejectionReason
from comments.models.comment import NAME_MAX, OFFICIAL_BODY_MAX
from comments.models.office_words import REASON_MAX
from copyediting.forms import ReadsBefore, note_reading
from copyediting.kinds import TextKind
from revisions.forgetting import versions_naming
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_multiline, clean_text


def _choices():
    return [("", "Chọn lý do"), *((reason, reason) for reason in RejectionReason.objects.offered())]


class OfficeReasonField(forms.ChoiceField):
    """One of the reasons of the office; also one that it has changed, switched off or deleted since the page was made,
    for that is what the moderator read.
    """

    def valid_value(self, value):
        return super().valid_value(value) or self._was_offered(value)

    def _was_offered(self, value):
        if value in RejectionReason.objects.texts():
            return True
        return any(row.get("text") == value for row in versions_naming(RejectionReason, value[:REASON_MAX]))


class ReasonForm(forms.Form):
    """Why a comment is rejected: one of the usual reasons, or a sentence of one's own, which then counts."""

    reason = OfficeReasonField(
        label="Lý do thường gặp",
        choices=_choices,
        required=False,
        widget=UnfoldAdminSelectWidget,
        error_messages={"invalid_choice": "Xin chọn một lý do trong danh sách, hoặc viết lý do khác."},
    )
    other_reason = CleanedField(
        label="Lý do khác",
        clean_function=clean_text,
        limit=300,
        what="Lý do",
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )

    def clean(self):
        chosen = self.cleaned_data.get("other_reason") or self.cleaned_data.get("reason")
        if not chosen and not self.errors:
            raise forms.ValidationError("Từ chối thì cần có lý do: chọn trong danh sách hoặc viết lý do khác.")
        return {"reason": (chosen or "").removesuffix(".")}  # it is shown within a sentence


class AnswerForm(ReadsBefore, forms.Form):
    """The answer of the office under `comment`, by `user`. Proofreading knows it by the key of that comment."""

    proofread = TextKind("answer", fields={"body": "answer"})
    text_kind = proofread

    name = CleanedField(
        label="Đứng tên",
        clean_function=clean_text,
        limit=NAME_MAX,
        what="Tên",
        initial="Ban Biên tập",
        widget=UnfoldAdminTextInputWidget,
        error_messages={"required": "Xin ghi đơn vị trả lời."},
    )
    body = CleanedField(
        label="Nội dung trả lời",
        clean_function=clean_multiline,
        limit=OFFICIAL_BODY_MAX,
        what="Nội dung",
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 5}),
        error_messages={"required": "Xin viết nội dung trả lời."},
    )

    def __init__(self, *arguments, comment=None, user=None, **options):
        self.comment, self.user = comment, user
        super().__init__(*arguments, **options)

    @property
    def text_key(self):
        return self.comment.pk

    def note_reading(self):
        """The answer is given. Returns a sentence on what could not be proofread, or ""."""
        return note_reading(self.reading, self.user, self.proofread.key, self.comment.pk)

    @property
    def unread_sentence(self):
        return f"Chưa đăng câu trả lời cho {self.comment.name}. {self.reading.sentence}"
