"""The forms of a picture: one takes it in, one says what it shows and where."""

from django import forms
from unfold.widgets import UnfoldAdminFileFieldWidget

from vietnamese.numbers import format_bytes

from .checks import IMAGE_MAX_BYTES, Refused
from .focus import FocusField
from .images import kept_note, take_in
from .models import Image
from .refusals import shown_name
from .shares import keep_share

# No page may choose a file again, so it is gone with the first answer.
CHOOSE_AGAIN = "“{name}” chưa được tải lên vì ô khác bên dưới còn thiếu hoặc sai. Hãy chọn lại tệp này rồi lưu."
KNOWN = "Ảnh này đã có trong thư viện với đúng những chữ ấy nên không thêm ảnh thứ hai."
KINDS = "image/jpeg,image/png,image/gif,image/webp,image/avif,image/heic,image/heif,.heic,.heif,.avif"


class ImageUploadForm(forms.ModelForm):
    """A new picture that `user` uploads. A valid form has stored it: a full disk, too, is reported beside the field.

    The admin makes the form of a class and the posted data alone; so each request gets a class of its own that knows
    the user (`of_user`).
    """

    user = None
    note = ""  # the library has this picture, or had it

    upload = forms.FileField(
        label="Tệp ảnh",
        help_text=(
            f"JPEG, PNG, GIF, WebP, AVIF hoặc HEIC, nhiều nhất {format_bytes(IMAGE_MAX_BYTES)}. Của ảnh động, bạn đọc "
            "thấy khung hình đầu và nút “Xem ảnh động”."
        ),
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
        data = self.cleaned_data
        if self.errors:
            if sent := data.get("upload"):
                self.add_error("upload", CHOOSE_AGAIN.format(name=shown_name(sent.name)))
            return
        texts = {name: data[name] for name in ("alt", "credit", "caption")}
        try:
            taken = take_in(data["upload"], by=self.user, **texts)
        except Refused as error:
            self.add_error("upload", error.about(data["upload"].name))
            return
        self.instance = taken.image
        self.note = kept_note(taken, **texts, is_used=False) or ("" if taken.is_new else KNOWN)


class ImageTextsForm(forms.ModelForm):
    """The texts and the focal point of a picture. A valid form has written the cut for shared links: a full disk is
    reported beside the field.
    """

    focus = FocusField()

    class Meta:
        model = Image
        fields = ["alt", "credit", "caption"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "focus" in self.fields:
            self.initial["focus"] = (self.instance.focus_x, self.instance.focus_y)
            self.fields["focus"].widget.image = self.instance

    def _post_clean(self):
        if point := self.cleaned_data.get("focus"):
            self.instance.focus_x, self.instance.focus_y = point
        super()._post_clean()
        if self.errors or not point:
            return
        try:
            keep_share(self.instance)
        except Refused as error:
            self.add_error("focus", str(error))
