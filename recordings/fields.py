"""The file field of a recording, its key, and the form field for its length."""

import re
import secrets
from typing import Any

from django import forms

from richtext.policy import PLAYER_KEY_LENGTH
from uploads.fields import CheckedFileField
from uploads.refusals import Refused

from .checks import MAX_SECONDS, check_recording

_LENGTH = re.compile(r"(?:(?P<hours>[0-9]{1,2})[:h])?(?P<minutes>[0-9]{1,3})[:'’p](?P<seconds>[0-9]{1,2})")
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another
BAD_LENGTH = "Hãy ghi thời lượng bằng phút và giây, ví dụ 3:12 (hoặc 1:05:00 khi dài hơn một giờ)."


def new_key() -> str:
    """A key that nobody guesses: about 50 bits."""
    return "".join(secrets.choice(_SIGNS) for _ in range(PLAYER_KEY_LENGTH))


class RecordingFileField(CheckedFileField):
    """An MP4, M4A or MP3."""

    def check_file(self, file: Any, name: str) -> str:
        return check_recording(file).extension


def read_length(typed: str) -> int | None:
    """Seconds of a length as people write it: "3:12", "1:05:00"; None for nothing. Raises Refused."""
    typed = typed.strip()
    if not typed:
        return None
    found = _LENGTH.fullmatch(typed)
    if not found or int(found["seconds"]) > 59:
        raise Refused(BAD_LENGTH)
    seconds = int(found["hours"] or 0) * 3600 + int(found["minutes"]) * 60 + int(found["seconds"])
    if not 0 < seconds <= MAX_SECONDS:
        raise Refused(BAD_LENGTH)
    return seconds


def written_length(seconds: int | None) -> str:
    """ "3:12", "1:05:00"; "" for an unknown length."""
    if not seconds:
        return ""
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class LengthField(forms.CharField):
    """Seconds, typed and shown as "3:12"."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False} | options)

    def prepare_value(self, value: Any) -> Any:
        return written_length(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        try:
            return read_length(str(value or ""))
        except Refused as error:
            raise forms.ValidationError(str(error), code="length") from error

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return not self.disabled and read_length(str(data or "")) != initial
        except Refused:
            return True

    def run_validators(self, value: Any) -> None:
        """Those of a text say nothing of a number, which `to_python` has read."""
