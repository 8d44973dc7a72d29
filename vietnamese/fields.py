"""Model fields whose text is clean Vietnamese Unicode in the database, whoever wrote it and however.

Forms are not the only way in: imports, commands and the shell go through these fields too.
In migrations they are plain `CharField` and `TextField`, so the package can be left without touching history.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import models

from vietnamese.text import clean_multiline, clean_text

if TYPE_CHECKING:  # only django-stubs give a field the type of its values
    _Field: TypeAlias = models.Field[str, str]
    _CharField: TypeAlias = models.CharField[str, str]
    _TextField: TypeAlias = models.TextField[str, str]
else:
    _Field, _CharField, _TextField = models.Field, models.CharField, models.TextField


class _CleanOnEntry(_Field):
    clean_function: Callable[[str], str]

    def to_python(self, value: object) -> object:
        value = super().to_python(value)
        return type(self).clean_function(value) if isinstance(value, str) else value

    def pre_save(self, model_instance: Any, add: bool) -> object:  # a row: the ground names no models
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
