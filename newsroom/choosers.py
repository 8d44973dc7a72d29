"""Choosers that fetch their choices while one types, as a form with an error is shown again."""

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError

NEW = "+"  # stands before the name of a row that is to be made


class _ReadsKeysAlone:
    """Django's choosers look the sent values up to show them again, and fail with those that can be no key.

    These also send what the chosen rows are called, as `row_names`.
    """

    template_name = "newsroom/widgets/chooser.html"

    @property
    def media(self):
        return super().media + forms.Media(js=[forms.Script("newsroom/choosers.js", type="module")])

    def optgroups(self, name, value, attr=None):
        key = self.field.remote_field.model._meta.pk
        groups = super().optgroups(name, [one for one in value if _is_readable(key, one)], attr)
        (_, options, _), *_ = groups
        for typed in (one for one in value if str(one).startswith(NEW)):
            label = f"{typed.removeprefix(NEW)} (thẻ mới)"
            options.append(self.create_option(name, typed, label, True, len(options)))
        return groups


class ChooserOfOne(_ReadsKeysAlone, AutocompleteSelect):
    pass


class ChooserOfMany(_ReadsKeysAlone, AutocompleteSelectMultiple):
    """Without the cross that empties it at one slip: each row has its own."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-allow-clear": "false"}


class ChoosesSafely:
    """For a ModelAdmin with `autocomplete_fields`."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, **self._with_chooser(ChooserOfOne, db_field, kwargs)
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        return super().formfield_for_manytomany(
            db_field, request, **self._with_chooser(ChooserOfMany, db_field, kwargs)
        )

    def _with_chooser(self, chooser, db_field, kwargs):
        if db_field.name not in self.autocomplete_fields:
            return kwargs
        return {"widget": chooser(db_field, self.admin_site, using=kwargs.get("using"))} | kwargs


def _is_readable(key, value):
    try:
        key.to_python(value)
    except ValidationError:
        return False
    return True
