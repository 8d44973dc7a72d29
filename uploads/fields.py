"""The file field for documents that readers download."""

from django.db import models


class DocumentField(models.FileField):
    """Stand-in until the checks land."""

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
