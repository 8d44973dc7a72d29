from django import forms

from comments.models import AbuseReport
from comments.posting.challenge import new_challenge
from vietnamese.form_fields import CleanedField, typed
from vietnamese.text import clean_multiline


class AbuseReportForm(forms.Form):
    reason = forms.ChoiceField(
        choices=AbuseReport.Reason.choices,
        error_messages={"required": "Xin chọn một lý do.", "invalid_choice": "Xin chọn một lý do trong danh sách."},
    )
    note = CleanedField(clean_function=clean_multiline, limit=500, what="Phần nói thêm", required=False)

    challenge = None

    def ask_challenge(self):
        """Make the form, shown again, ask for a proof that a human sends it."""
        self.challenge = new_challenge()

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == AbuseReport.Reason.OTHER and not cleaned.get("note") and "note" not in self.errors:
            self.add_error("note", "Xin cho biết lý do.")
        return cleaned

    @property
    def kept_note(self):
        return typed(self, "note")
