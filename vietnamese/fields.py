"""Model fields whose text is clean Vietnamese Unicode in the database, whoever wrote it and however.

Forms are not the only way in: imports, commands and the shell go through these fields too.
In migrations they are plain `CharField` and `TextField`, so the package can be left without touching history.
"""

from django.db import models

from vietnamese.text import clean_multiline, clean_text


class _CleanOnEntry:
    clean_function = None

    def to_python(self, value):
        value = super().to_python(value)
        return type(self).clean_function(value) if isinstance(value, str) else value

    def pre_save(self, model_instance, add):
        value = super().pre_save(model_instance, add)
        if isinstance(value, str):
            value = type(self).clean_function(value)
            setattr(model_instance, self.attname, value)
        return value


class CleanCharField(_CleanOnEntry, models.CharField):
    """One line: NFC, no control or invisible characters, single spaces."""

    clean_function = staticmethod(clean_text)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class CleanTextField(_CleanOnEntry, models.TextField):
    """Several lines of plain text: NFC, no control or invisible characters."""

    clean_function = staticmethod(clean_multiline)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
