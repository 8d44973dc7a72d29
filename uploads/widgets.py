"""The form field for one picture of the library."""

from django import forms
from django.db.models import Q

from database.keys import read_key

from .models import Image

NEWEST = 50


class ImagePicker(forms.Select):
    """Chooses a picture, with preview, library and upload; without JavaScript from a list of the newest 50.

    For a ForeignKey to `uploads.Image`. Any picture may be chosen, though only the newest and the present one are
    written into the page. One query.
    """

    template_name = "uploads/widgets/image_picker.html"

    class Media:
        css = {"all": ["uploads/images.css"]}
        js = [forms.Script("uploads/picker.js", type="module")]

    def get_context(self, name, value, attrs):
        key = read_key(str(value or ""))
        shown = list(Image.objects.filter(Q(pk=key) | Q(pk__in=Image.objects.values("pk")[:NEWEST])))
        chosen = next((image for image in shown if image.pk == key), None)
        if chosen and chosen in shown[NEWEST:]:
            shown.insert(0, shown.pop())
        self.choices = [("", "Không có ảnh"), *((image.pk, f"{image.alt} ({image.credit})") for image in shown)]
        context = super().get_context(name, value, attrs)
        context["widget"]["chosen"] = chosen
        return context


class PicksPictures:
    """Mixin for a ModelAdmin: its pictures are chosen with the picker, without the admin's own pencil and plus."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if getattr(db_field, "related_model", None) is Image and db_field.many_to_one:
            return db_field.formfield(widget=ImagePicker)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
