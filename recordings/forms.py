"""The form of a recording in the admin: a new one by address or file, later its words."""

from django import forms
from django.conf import settings
from django.utils.functional import lazystr
from unfold.widgets import UnfoldAdminFileFieldWidget, UnfoldAdminTextInputWidget

from uploads.refusals import Refused, shown_name
from vietnamese.form_fields import OneThingField
from vietnamese.numbers import format_bytes

from .fields import LengthField
from .models import Recording
from .taking_in import Words, take_in

ADDRESS_MAX = 5000  # the code that embeds a video is longer than its address
KINDS = "video/mp4,audio/mpeg,audio/mp4,.mp4,.m4v,.mp3,.m4a"
CHOOSE_AGAIN = "“{name}” chưa được tải lên vì ô khác còn thiếu hoặc sai. Hãy chọn lại tệp này rồi lưu."
LENGTH_HINT = "Phút và giây, ví dụ 3:12. Có thể để trống."


class _FileHint:
    """The hint below the field for a file, with the limit that the settings have when a form is shown."""

    def __str__(self):
        most = format_bytes(settings.RECORDING_MAX_BYTES)
        return f"MP4 (hình H.264, tiếng AAC), M4A hoặc MP3, nhiều nhất {most}."


def _length_field(**options):
    return LengthField(label="Thời lượng", widget=UnfoldAdminTextInputWidget, **options)


class RecordingForm(forms.ModelForm):
    """The words of a recording that is there."""

    seconds = _length_field(help_text=LENGTH_HINT)

    class Meta:
        model = Recording
        fields = ["title", "still", "seconds", "transcript"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.provider == Recording.Provider.FILE and "seconds" in self.fields:
            self.fields["seconds"] = _length_field(disabled=True, help_text="Đọc từ tệp.")


class NewRecordingForm(RecordingForm):
    """A new recording that `user` takes in. A valid form has stored it: a full disk, too, is reported beside the
    field.

    The admin makes the form of a class and the posted data alone; so each request gets a class of its own that knows
    the user (`of_user`).
    """

    user = None
    note = ""

    address = OneThingField(
        label="Địa chỉ",
        required=False,
        max_length=ADDRESS_MAX,
        help_text="Dán địa chỉ ở YouTube, Vimeo hoặc máy chủ của đơn vị.",
        widget=UnfoldAdminTextInputWidget,
    )
    upload = forms.FileField(
        label="Hoặc tệp",
        required=False,
        help_text=lazystr(_FileHint()),
        widget=UnfoldAdminFileFieldWidget(attrs={"accept": KINDS}),
    )

    class Meta:
        model = Recording
        fields = ["title", "still", "transcript"]

    @classmethod
    def of_user(cls, user):
        return type(cls)(cls.__name__, (cls,), {"user": user})

    def _get_validation_exclusions(self):
        return {field.name for field in Recording._meta.fields if field.name not in self._meta.fields}

    def _post_clean(self):
        data = self.cleaned_data
        sent = data.get("upload")
        if self.errors:
            if sent:
                self.add_error("upload", CHOOSE_AGAIN.format(name=shown_name(sent.name)))
            return
        length = str(self.data.get("seconds", "")) if not sent else ""
        words = Words(data["title"], data["still"], data["transcript"], length)
        try:
            taken = take_in(data["address"], sent, words, by=self.user)
        except Refused as error:
            self.add_error("upload" if sent else "address", error.about(sent.name if sent else None))
            return
        self.instance, self.note = taken.recording, taken.note
