"""The field for an address that a menu or a banner leads to."""

from django.core.exceptions import ValidationError
from django.db import models


def check_address(url):
    """Raise ValidationError unless `url` is a path of this portal or an absolute http(s) address."""
    if not url.startswith(("/", "https://", "http://")) or url.startswith("//"):
        raise ValidationError("Địa chỉ phải bắt đầu bằng “/” hoặc “https://”.")


class AddressField(models.CharField):
    """A path of this portal or an absolute http(s) address.

    In migrations it is a plain `CharField` without the check, because a check that migrations import could never be
    moved. `deconstruct` does not include `default_validators`.
    """

    default_validators = [check_address]

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
