"""The model field for HTML that can be trusted."""

from django.db import models

from richtext.sanitize import sanitize_html


class RichTextField(models.TextField):
    """HTML that is clean in the database, whoever wrote it and however."""

    def pre_save(self, model_instance, add):
        html = sanitize_html(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, html)
        return html

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs
