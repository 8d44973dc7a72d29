"""Choosers that fetch their choices while one types, as a form with an error is shown again."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError


class _ReadsKeysAlone:
    """Django's choosers look the sent values up to show them again, and fail with those that can be no key."""

    def optgroups(self, name, value, attr=None):
        key = self.field.remote_field.model._meta.pk
        return super().optgroups(name, [one for one in value if _is_readable(key, one)], attr)


class ChooserOfOne(_ReadsKeysAlone, AutocompleteSelect):
    pass


class ChooserOfMany(_ReadsKeysAlone, AutocompleteSelectMultiple):
    pass


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
