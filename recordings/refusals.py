"""Why a recording is not taken in: sentences for the person who typed an address or sent a file."""

from uploads.refusals import Refused

SAVE_AS = "Hãy xuất lại thành MP4 (hình H.264, tiếng AAC), âm thanh thì MP3 hoặc M4A, rồi tải lên."


class BadAddress(Refused):
    """An address at which no recording is, or none that the portal may show."""

    def about(self, name: str | None) -> str:
        return str(self)
