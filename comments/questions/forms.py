from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from comments.models import Question
from vietnamese.dates import InvalidDate, format_date, parse_date
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_text

from .assignment import WORKING_DAYS, after_working_days


class ChargeForm(forms.Form):
    """Which unit is to answer a comment, and until when."""

    unit = CleanedField(
        label="Đơn vị trả lời",
        clean_function=clean_text,
        limit=160,
        what="Tên đơn vị",
        widget=UnfoldAdminTextInputWidget,
        error_messages={"required": "Xin ghi đơn vị trả lời."},
    )
    due_on = CleanedField(
        label="Hạn trả lời",
        clean_function=clean_text,
        limit=20,
        what="Hạn trả lời",
        widget=UnfoldAdminTextInputWidget,
        error_messages={"required": "Xin ghi hạn trả lời, ví dụ 05/12/2026."},
    )

    @classmethod
    def of(cls, question):
        """As `question` stands; for none yet, ten working days from today."""
        due_on = question.due_on if question else after_working_days(WORKING_DAYS)
        return cls(initial={"unit": question.unit if question else "", "due_on": format_date(due_on)})

    def clean_due_on(self):
        try:
            day = parse_date(self.cleaned_data["due_on"])
        except InvalidDate as error:
            raise forms.ValidationError(str(error)) from error
        return Question._meta.get_field("due_on").clean(day, None)
