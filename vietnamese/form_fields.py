"""Form fields whose text is clean Vietnamese Unicode before it is checked, as the text of model fields is."""

from collections.abc import Callable
from typing import Any, cast

from django import forms

from .limits import cut_by, too_long

HOPELESSLY_LONG = 10  # times the limit


def run_first(run_validators: Callable[[Any], None], value: Any) -> None:
    """Run the validators of a field on `value`; raise the first ValidationError among theirs. One of a text that is
    too long also says by how much.
    """
    try:
        run_validators(value)
    except forms.ValidationError as refusal:
        first = refusal.error_list[0]
        sizes = first.params or {}
        if first.code == "max_length" and {"show_value", "limit_value"} <= sizes.keys():
            sentence = f"{first.messages[0]} {cut_by(sizes['show_value'] - sizes['limit_value'])}"
            first = forms.ValidationError(sentence, code=first.code)
        raise forms.ValidationError([first]) from refusal


class OneThingField(forms.CharField):
    """A text; a wrong one gets one sentence."""

    def run_validators(self, value: Any) -> None:
        run_first(super().run_validators, value)


class OneThingSlugField(OneThingField, forms.SlugField):
    """A slug; a wrong one gets one sentence."""


class OneThingEmailField(OneThingField, forms.EmailField):
    """An email address; a wrong one gets one sentence."""


class CleanField(OneThingField):
    """Cleans the text as its model field will, before anything is checked: invisible text counts as empty, and NFD
    counts as many characters as the letters that it makes. Refuses a NUL, which no keyboard sends, as Django does.
    """

    def __init__(self, *, clean_function: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.clean_function = clean_function

    def to_python(self, value: object) -> str | None:
        text = super().to_python(value)
        if not text or "\0" in text:
            return text
        if self.max_length and len(text) > HOPELESSLY_LONG * self.max_length:
            return text  # cleaning a megabyte takes a second
        return self.clean_function(text) or self.empty_value


class CleanedField(forms.CharField):
    """Removes invisible characters before the text is checked: a comment is not refused for a NUL or a bidi mark."""

    def __init__(self, *, clean_function: Callable[[str], str], limit: int, what: str, **kwargs: Any) -> None:
        self.limit, self.what = limit, what
        super().__init__(strip=False, **kwargs)
        self.clean_function = clean_function

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """`maxlength`, which no page of ours shows as that (templates/django/forms/widgets/attrs.html)."""
        return super().widget_attrs(widget) | ({} if widget.is_hidden else {"maxlength": str(self.limit)})

    def to_python(self, value: object) -> str:
        return self.tidy(super().to_python(value) or "")

    def tidy(self, text: str) -> str:
        """Return `text` cleaned; from a far too long one only NUL is removed, because cleaning a megabyte takes a
        second.
        """
        return text.replace("\0", "") if len(text) > HOPELESSLY_LONG * self.limit else self.clean_function(text)

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise forms.ValidationError(f"{self.what} {too_long(len(value), self.limit)}", code="too_long")


def typed(form: forms.BaseForm, name: str) -> str:
    """What was typed into the CleanedField `name` of `form`, tidy, to be shown again whether or not it was good."""
    field = cast(CleanedField, form.fields[name])
    return field.tidy(form[name].value() or "")
