from django import forms
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from comments.moderators import moderators
from vietnamese.form_fields import CleanedField
from vietnamese.text import clean_text

HAND_OVER_WHY_MAX = 300


def colleagues():
    """To whom a comment can be handed over, as a list is read: by given name. One query."""
    return moderators().order_by("sort_key", "username")


class HandOverForm(forms.Form):
    """To whom a comment is handed over, and why; nobody is a choice."""

    colleague = forms.ModelChoiceField(
        label="Giao cho",
        queryset=None,
        required=False,
        empty_label="Không giao cho ai",
        widget=UnfoldAdminSelectWidget,
        error_messages={"invalid_choice": "Xin chọn một người trong danh sách."},
    )

    why = CleanedField(
        label="Lý do",
        clean_function=clean_text,
        limit=HAND_OVER_WHY_MAX,
        what="Lý do",
        required=False,
        widget=UnfoldAdminTextInputWidget,
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["colleague"].queryset = colleagues()
