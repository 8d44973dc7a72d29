"""The file field for documents that readers download, and what all fields for files have in common."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models

from .checks import Refused, check_document
from .names import digest_of, stored_name
from .storage import make_sure_it_fits


class CheckedFileField(models.FileField):
    """A file that every save checks, and stores under a name made of its own name and content.

    A form shows the refusal beside the field; a save without a form raises `uploads.checks.Refused`.
    """

    def check_file(self, file: Any, name: str) -> str:
        """The extension under which `file`, sent as `name`, is stored. Raises Refused."""
        raise NotImplementedError

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value and not value._committed:
            try:
                self.check_file(value.file, value.name)
                make_sure_it_fits(value.storage, value.size)
            except Refused as error:
                raise ValidationError(error.about(value.name), code="refused") from error

    def pre_save(self, model_instance, add):
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            extension = self.check_file(file.file, file.name)
            file.name = stored_name(file.name, digest_of(File(file.file)), extension)
        return super().pre_save(model_instance, add)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs


class DocumentField(CheckedFileField):
    """A PDF, DOCX, XLSX or ODT."""

    def check_file(self, file: Any, name: str) -> str:
        return check_document(file, name)
