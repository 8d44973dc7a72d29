"""The model field for HTML that can be trusted."""

from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.db import models

from .sanitize import sanitize_html
from .widgets import RichTextWidget

if TYPE_CHECKING:  # only django-stubs give a field the type of its values
    _TextField: TypeAlias = models.TextField[str, str]
else:
    _TextField = models.TextField


class RichTextFormField(forms.CharField):
    """Cleans before it judges: an editor that holds an empty paragraph is empty, another notation is no change."""

    widget = RichTextWidget

    def to_python(self, value):
        return super().to_python(sanitize_html(value))

    def has_changed(self, initial, data):
        return not self.disabled and sanitize_html(initial) != sanitize_html(data)


class RichTextField(_TextField):
    """HTML that is clean in the database, whoever wrote it and however."""

    holds_pictures = True  # uploads.usage looks for this

    def pre_save(self, model_instance, add):
        html = sanitize_html(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, html)
        return html

    def formfield(self, **kwargs):
        """The editor, whatever widget an admin theme has for long text."""
        kwargs |= {"form_class": RichTextFormField, "widget": RichTextWidget}
        return super().formfield(**kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
