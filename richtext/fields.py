"""The model field for HTML that can be trusted."""

from typing import TYPE_CHECKING, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from .sanitize import sanitize_html
from .size import is_too_long, too_long
from .widgets import RichTextWidget

if TYPE_CHECKING:  # only django-stubs give a field the type of its values
    _TextField: TypeAlias = models.TextField[str, str]
else:
    _TextField = models.TextField


class RichTextFormField(forms.CharField):
    """Cleans before it checks: an empty paragraph counts as empty, another notation of the same HTML as no change."""

    widget = RichTextWidget

    def to_python(self, value):
        """Clean `value`. Raises ValidationError for a text that is too long, before any work is done on it or after
        cleaning.
        """
        for clean in (str, sanitize_html):
            value = clean(value or "")
            if is_too_long(value):
                raise ValidationError(too_long(value), code="too_long")
        return super().to_python(value)

    def has_changed(self, initial, data):
        return not self.disabled and not self._is_same(initial, data)

    def _clean_bound_field(self, bf):
        """A stored text that is longer than the limit stays as it is until somebody changes it."""
        if bf.initial and is_too_long(bf.initial) and self._is_same(bf.initial, bf.data):
            return bf.initial
        return super()._clean_bound_field(bf)

    def _is_same(self, initial, data):
        initial, data = initial or "", data or ""
        if is_too_long(data) and len(data) > 2 * len(initial):  # no notation makes twice as much of it
            return False
        return sanitize_html(initial) == sanitize_html(data)


class RichTextField(_TextField):
    """HTML that is clean in the database, by whatever way it was written."""

    holds_pictures = True  # uploads.usage looks for this

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        self._check_length(value, model_instance)

    def pre_save(self, model_instance, add):
        """Raises ValidationError for a text that is too long, unless the row already holds that text."""
        html = getattr(model_instance, self.attname)
        self._check_length(html, model_instance)
        html = sanitize_html(html)
        self._check_length(html, model_instance)
        setattr(model_instance, self.attname, html)
        return html

    def _check_length(self, html, model_instance):
        """One query, for a text that is too long."""
        if html and is_too_long(html) and html != self._stored(model_instance):
            raise ValidationError(too_long(html), code="too_long")

    def _stored(self, model_instance):
        rows = type(model_instance)._base_manager.filter(pk=model_instance.pk)
        return rows.values_list(self.attname, flat=True).first() if model_instance.pk else None

    def formfield(self, **kwargs):
        """The form field with the editor, also where an admin theme has another widget for long text."""
        kwargs |= {"form_class": RichTextFormField, "widget": RichTextWidget}
        return super().formfield(**kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
