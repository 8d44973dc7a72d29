"""Form fields whose text is clean Vietnamese Unicode before it is checked, as the text of model fields is."""

from collections.abc import Callable
from typing import Any

from django import forms

from .numbers import format_number

HOPELESSLY_LONG = 10  # times the limit


def run_first(run_validators: Callable[[Any], None], value: Any) -> None:
    """Run the validators of a field on `value`; of all that is wrong, raise what the first of them says."""
    try:
        run_validators(value)
    except forms.ValidationError as refusal:
        raise forms.ValidationError(refusal.error_list[:1]) from refusal


class _OneThing(forms.CharField):
    def run_validators(self, value: Any) -> None:
        run_first(super().run_validators, value)


class OneThingSlugField(_OneThing, forms.SlugField):
    """A slug; one sentence for what is wrong with it."""


class OneThingEmailField(_OneThing, forms.EmailField):
    """An address of email; one sentence for what is wrong with it."""


class CleanField(_OneThing):
    """Text as its model field will keep it, before anything is checked: what shows nothing is empty, and NFD counts no
    more than the letters that it makes. A NUL, which no keyboard sends, is refused as Django does.
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
    """Text cleaned of what nobody sees before it is checked: a NUL or a bidi mark is no reason to refuse a voice."""

    def __init__(self, *, clean_function: Callable[[str], str], limit: int, what: str, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)
        self.clean_function = clean_function
        self.limit, self.what = limit, what

    def to_python(self, value: object) -> str:
        return self.tidy(super().to_python(value) or "")

    def tidy(self, text: str) -> str:
        """`text` cleaned; if far too long only freed of NUL, because cleaning a megabyte takes a second."""
        return text.replace("\0", "") if len(text) > HOPELESSLY_LONG * self.limit else self.clean_function(text)

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise forms.ValidationError(
                f"{self.what} dài {format_number(len(value))} ký tự, tối đa {format_number(self.limit)} ký tự.",
                code="too_long",
            )
