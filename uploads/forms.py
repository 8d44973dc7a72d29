"""The form that takes in a picture."""

from django import forms
from unfold.widgets import UnfoldAdminFileFieldWidget

from .checks import Refused
from .images import store_image
from .models import Image

KINDS = "image/jpeg,image/png,image/gif,image/webp"


class ImageUploadForm(forms.ModelForm):
    """A new picture that `user` uploads. A valid form has stored it: a full disk, too, is reported beside the field.

    The admin makes the form of a class and the posted data alone; so each request gets a class of its own that knows
    the user (`of_user`).
    """

    user = None
    was_known = False  # the library has this picture, with other texts than were sent

    upload = forms.FileField(
        label="Tệp ảnh",
        help_text="JPEG, PNG, GIF hoặc WebP, nhiều nhất 10 MB. Ảnh động chỉ giữ khung hình đầu.",
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": KINDS}),
    )

    class Meta:
        model = Image
        fields = ["alt", "credit", "caption"]

    @classmethod
    def of_user(cls, user):
        return type(cls)(cls.__name__, (cls,), {"user": user})

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        data = self.cleaned_data
        texts = {name: data[name] for name in ("alt", "credit", "caption")}
        try:
            self.instance = store_image(data["upload"], by=self.user, **texts)
        except Refused as error:
            self.add_error("upload", str(error))
            return
        self.was_known = any(getattr(self.instance, name) != text for name, text in texts.items())
