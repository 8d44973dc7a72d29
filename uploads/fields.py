"""The file field for documents that readers download."""

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import models

from .checks import Refused, check_document
from .names import digest_of, stored_name
from .storage import make_sure_it_fits


class DocumentField(models.FileField):
    """A PDF, DOCX, XLSX or ODT: checked by every save, and stored under a name made of its own name and content.

    A form shows the refusal beside the field; a save without a form raises `uploads.checks.Refused`.
    """

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value and not value._committed:
            try:
                check_document(value.file, value.name)
                make_sure_it_fits(value.storage, value.size)
            except Refused as error:
                raise ValidationError(str(error), code="refused") from error

    def pre_save(self, model_instance, add):
        document = getattr(model_instance, self.attname)
        if document and not document._committed:
            extension = check_document(document.file, document.name)
            document.name = stored_name(document.name, digest_of(File(document.file)), extension)
        return super().pre_save(model_instance, add)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
