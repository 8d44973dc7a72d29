from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from comments.models.comment import NAME_MAX, OFFICIAL_BODY_MAX
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_multiline, clean_text

from .reasons import REASONS


class ReasonForm(forms.Form):
    """Why a comment is rejected: one of the usual reasons, or a sentence of one's own, which then counts."""

    reason = forms.ChoiceField(
        label="Lý do thường gặp",
        choices=[("", "Chọn lý do"), *((reason, reason) for reason in REASONS)],
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


class AnswerForm(forms.Form):
    """The answer of the office under a comment."""

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
