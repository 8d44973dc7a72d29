from django import forms
from django.contrib.auth import get_user_model
from unfold.widgets import UnfoldAdminSelectWidget

MODERATES = "comments.change_comment"


def moderators():
    """Who may decide about comments. One query."""
    people = get_user_model().objects.with_perm(MODERATES, backend="django.contrib.auth.backends.ModelBackend")
    return people.filter(is_staff=True).order_by("sort_key", "username")


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
        self.fields["colleague"].queryset = moderators()
