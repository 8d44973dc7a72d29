from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from comments.models import Question
from comments.models.comment import EMAIL_MAX
from mailing.addresses import AddressValidator
from vietnamese.dates import InvalidDate, format_date, parse_date
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_text

from .assignment import WORKING_DAYS, after_working_days, problem_with_day

WRONG_ADDRESS = "Địa chỉ email của đơn vị chưa đúng. Ví dụ: motcua@tanphong.gov.vn (phần trước @ viết không dấu)."


def validate_future_day(day):
    """A model's or form's validator: refuses a day by which nobody can answer any more."""
    if sentence := problem_with_day(day):
        raise forms.ValidationError(sentence)


class ChargeForm(forms.Form):
    """Which unit is to answer a comment, where it is written to, and until when."""

    unit = CleanedField(
        label="Đơn vị trả lời",
        clean_function=clean_text,
        limit=160,
        what="Tên đơn vị",
        widget=UnfoldAdminTextInputWidget,
        error_messages={"required": "Xin ghi đơn vị trả lời."},
    )
    unit_email = CleanedField(
        label="Email của đơn vị",
        clean_function=clean_text,
        limit=EMAIL_MAX,
        what="Email của đơn vị",
        required=False,
        validators=[AddressValidator(WRONG_ADDRESS)],
        widget=UnfoldAdminTextInputWidget,
        help_text="Đơn vị nhận thư có đường dẫn để trả lời. Để trống: địa chỉ lần trước của đơn vị.",
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
    def of(cls, question, free_days=None):
        """As `question` stands; for none yet, and for one that is late, ten working days from today."""
        due_on = question.due_on if question and not question.is_late() else None
        due_on = due_on or after_working_days(WORKING_DAYS, free_days=free_days)
        unit, unit_email = (question.unit, question.unit_email) if question else ("", "")
        return cls(initial={"unit": unit, "unit_email": unit_email, "due_on": format_date(due_on)})

    def clean_due_on(self):
        try:
            day = parse_date(self.cleaned_data["due_on"])
        except InvalidDate as error:
            raise forms.ValidationError(str(error)) from error
        day = Question._meta.get_field("due_on").clean(day, None)
        validate_future_day(day)
        return day

    def charge_of(self, question):
        """What `moderation.charging.charge` takes. An address that is left out is the one used before (None), but one
        that was taken out of `question` is none.
        """
        cleaned = self.cleaned_data
        was_emptied = question is not None and question.unit == cleaned["unit"] and question.unit_email
        return cleaned | {"unit_email": cleaned["unit_email"] or ("" if was_emptied else None)}
