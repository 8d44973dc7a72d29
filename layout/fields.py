"""The field for an address that a menu or a banner leads to."""

from django.core.exceptions import ValidationError
from django.db import models

from links.addresses import as_browsers_read
from vietnamese.form_fields import OneThingField


def check_address(url):
    """Raise ValidationError unless `url` is a path of this portal or an absolute http(s) address."""
    is_plain = url == as_browsers_read(url)  # "/\\máy.vn" leads to another machine
    if not is_plain or not url.startswith(("/", "https://", "http://")) or url.startswith("//"):
        raise ValidationError("Địa chỉ phải bắt đầu bằng “/” hoặc “https://”.")


class AddressField(models.CharField):
    """A path of this portal or an absolute http(s) address.

    In migrations it is a plain `CharField` without the check, because a check that migrations import could never be
    moved. `deconstruct` does not include `default_validators`.
    """

    default_validators = [check_address]

    def formfield(self, **kwargs):
        return super().formfield(form_class=OneThingField, **kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
