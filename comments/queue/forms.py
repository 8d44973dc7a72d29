from django import forms
from unfold.widgets import UnfoldAdminSelectWidget

from comments.moderators import moderators


def colleagues():
    """To whom a comment can be handed over, as a list is read: by given name. One query."""
    return moderators().order_by("sort_key", "username")


class HandOverForm(forms.Form):
    """To whom a comment is handed over; nobody is a choice."""

    colleague = forms.ModelChoiceField(
        label="Giao cho",
        queryset=None,
        required=False,
        empty_label="Không giao cho ai",
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.fields["colleague"].queryset = colleagues()
