"""Model fields whose text is clean Vietnamese Unicode in the database, by whatever way it was written; and fields for
days and moments that Python can read again.

Forms are not the only way in: imports, commands and the shell go through these fields too.
In migrations they are plain fields of Django, so the package can be left without touching history.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst

from vietnamese.dates import local
from vietnamese.form_fields import CleanField, OneThingEmailField, OneThingSlugField, run_first
from vietnamese.text import clean_multiline, clean_text

if TYPE_CHECKING:  # only django-stubs give a field the type of its values
    _Field: TypeAlias = models.Field[str, str]
    _CharField: TypeAlias = models.CharField[str, str]
    _TextField: TypeAlias = models.TextField[str, str]
    _AnyField: TypeAlias = models.Field[Any, Any]
    _SlugField: TypeAlias = models.SlugField[Any, Any]
    _EmailField: TypeAlias = models.EmailField[Any, Any]
    _DateField: TypeAlias = models.DateField[Any, Any]
    _DateTimeField: TypeAlias = models.DateTimeField[Any, Any]
else:
    _Field, _CharField, _TextField = models.Field, models.CharField, models.TextField
    _AnyField, _DateField, _DateTimeField = models.Field, models.DateField, models.DateTimeField
    _SlugField, _EmailField = models.SlugField, models.EmailField

FIRST_YEAR, LAST_YEAR = 1990, 2100  # bounds of the days that staff write: no portal is older


class _CleanOnEntry(_Field):
    clean_function: Callable[[str], str]

    def to_python(self, value: object) -> object:
        value = super().to_python(value)
        return type(self).clean_function(value) if isinstance(value, str) else value

    def formfield(self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any) -> Any:
        """A form field that cleans before it checks the length: NFD text is up to twice as long as what is stored."""
        if form_class is None:
            form_class, kwargs["clean_function"] = CleanField, type(self).clean_function
        return super().formfield(form_class=form_class, choices_form_class=choices_form_class, **kwargs)

    def pre_save(self, model_instance: Any, add: bool) -> object:  # a row: this layer knows no models
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = type(self).clean_function(value)
            setattr(model_instance, self.attname, value)
        return value


class CleanCharField(_CleanOnEntry, _CharField):
    """One line: NFC, no control or invisible characters, single spaces."""

    clean_function = staticmethod(clean_text)

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class CleanTextField(_CleanOnEntry, _TextField):
    """Several lines of plain text: NFC, no control or invisible characters."""

    clean_function = staticmethod(clean_multiline)

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs


class _SaysOneThing(_AnyField):
    """A form shows only the first error of this field; the next one follows when that is corrected."""

    form_class: type[forms.CharField]

    def formfield(self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any) -> Any:
        return super().formfield(
            form_class=form_class or self.form_class, choices_form_class=choices_form_class, **kwargs
        )

    def run_validators(self, value: Any) -> None:
        run_first(super().run_validators, value)


class AddressSlugField(_SaysOneThing, _SlugField):
    """A slug: the part of an address that names a row."""

    form_class = OneThingSlugField

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.SlugField", args, kwargs


class MailField(_SaysOneThing, _EmailField):
    """An email address."""

    form_class = OneThingEmailField

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.EmailField", args, kwargs


class _Bounded(_AnyField):
    """A day or moment between FIRST_YEAR and LAST_YEAR, both included; `Within` says the same to the database."""

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value, model_instance)
        if value is not None and not FIRST_YEAR <= local(value).year <= LAST_YEAR:
            raise ValidationError(
                f"“{capfirst(self.verbose_name)}”: xin ghi một ngày từ năm {FIRST_YEAR} đến năm {LAST_YEAR}.",
                code="out_of_bounds",
            )


class DayField(_Bounded, _DateField):
    """A date that staff write."""

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateField", args, kwargs


class MomentField(_Bounded, _DateTimeField):
    """A moment that staff write."""

    def deconstruct(self) -> tuple[str, str, Sequence[object], dict[str, object]]:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DateTimeField", args, kwargs


class Within(models.CheckConstraint):
    """A constraint: the bounds of DayFields or MomentFields in the database. Forms ask no query for it, because the
    fields refuse such values before.
    """

    def __init__(self, *fields: str, name: str, days: bool = False, **options: Any) -> None:
        if fields:  # without: as `clone` and migrations make it, with the condition
            first, end = _DAYS if days else _MOMENTS
            bounds = {"gte": first, "lt": end}
            options["condition"] = Q(**{f"{field}__{side}": bounds[side] for field in fields for side in bounds})
        super().__init__(name=name, **options)

    def deconstruct(self) -> Any:
        _, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs

    def validate(self, *args: Any, **kwargs: Any) -> None:
        """Does nothing, in place of a query."""


# From the first year's first local midnight to that after the last year, in UTC, as migrations write it.
_MOMENTS = datetime(FIRST_YEAR - 1, 12, 31, 17, tzinfo=UTC), datetime(LAST_YEAR, 12, 31, 17, tzinfo=UTC)
_DAYS = date(FIRST_YEAR, 1, 1), date(LAST_YEAR + 1, 1, 1)
