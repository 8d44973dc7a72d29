"""Which files are recordings: MP4 and M4A by their boxes, MP3 by its frames. The name and the stated type of a file
are never trusted; nothing is decoded, so a check costs little, whatever the file holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from uploads import clamd
from uploads.refusals import Refused
from vietnamese.numbers import format_bytes

from . import mp3, mp4
from .addresses import AUDIO, VIDEO
from .refusals import SAVE_AS

MAX_SECONDS = 6 * 60 * 60
CHUNK_BYTES = 1024 * 1024
VIDEO_CODECS = {b"avc1", b"avc3", b"av01", b"vp09"}
AUDIO_CODECS = {b"mp4a", b"Opus", b".mp3", b"fLaC"}
_HEVC = {b"hvc1", b"hev1", b"dvh1", b"dvhe"}
_ENCRYPTED = {b"encv", b"enca", b"enct", b"drmi", b"drms"}
_PICTURE_BRANDS = {b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"crx "}

_OTHERS = [
    (b"RIFF", 8, b"AVI ", "AVI"),
    (b"RIFF", 8, b"WAVE", "WAV"),
    (b"\x1aE\xdf\xa3", 0, b"", "WebM hoặc MKV"),
    (b"OggS", 0, b"", "Ogg"),
    (b"FLV", 0, b"", "FLV"),
    (b"0&\xb2u", 0, b"", "WMV hoặc WMA"),
    (b"fLaC", 0, b"", "FLAC"),
    (b"#!AMR", 0, b"", "AMR (ghi âm của điện thoại)"),
    (b"%PDF-", 0, b"", "PDF"),
    (b"PK\x03\x04", 0, b"", "ZIP hoặc văn bản Office"),
    (b"\x00\x00\x01\xba", 0, b"", "MPEG của đĩa DVD"),
]

NOT_A_RECORDING = f"Tệp này không phải video hay âm thanh mà trang nhận, dù tên tệp ghi gì. {SAVE_AS}"
BROKEN = "Tệp bị hỏng hoặc bị cắt cụt, không đọc được. Hãy xuất hoặc tải lại tệp rồi thử lại."
QUICKTIME = f"Tệp này là MOV (QuickTime) mà nhiều trình duyệt không phát được. {SAVE_AS}"
HEVC = (
    "Hình trong tệp nén bằng HEVC (H.265) mà nhiều trình duyệt không phát được. "
    f"{SAVE_AS} (Trên iPhone: Cài đặt → Camera → Định dạng → Tương thích nhất.)"
)
OTHER_CODEC = f"Hình hoặc tiếng trong tệp nén bằng “{{}}” mà trình duyệt không phát được. {SAVE_AS}"
ENCRYPTED = "Tệp có khóa bản quyền (DRM) nên không phát được trên trang. Hãy dùng bản không khóa."
ELSEWHERE = "Tệp này lấy hình hoặc tiếng từ một tệp khác không kèm theo. Hãy xuất lại thành một tệp MP4 trọn vẹn."
PICTURE = "Tệp này là ảnh, không phải video. Hãy dùng nút “Chèn ảnh”."
TOO_LONG = f"Tệp dài hơn {MAX_SECONDS // 3600} giờ. Hãy cắt thành nhiều phần."


@dataclass(frozen=True)
class Facts:
    """What a file is: "video" or "audio", the extension under which it is stored, its length in seconds (None where
    the file does not say), and of an MP4 its boxes.
    """

    kind: str
    extension: str
    seconds: int | None
    movie: mp4.Movie | None = None


def check_recording(file: Any) -> Facts:
    """The Facts of the recording in `file`, of Django or of the storage.

    Raises Refused, with a sentence, also for what the virus scanner finds; NotChecked when the scanner gives no
    verdict. Reads the file in pieces: the memory does not grow with it.
    """
    check_size(file.size)
    facts = _read(file)
    if facts.seconds and facts.seconds > MAX_SECONDS:
        raise Refused(TOO_LONG)
    clamd.scan(_pieces(file))
    file.seek(0)
    return facts


def check_size(size: int) -> None:
    """Raises Refused for a file that is empty or larger than the settings allow."""
    if not size:
        raise Refused("Tệp rỗng (0 byte). Hãy chọn lại tệp.")
    if size > settings.RECORDING_MAX_BYTES:
        raise Refused(
            f"Tệp nặng {format_bytes(size)}, quá giới hạn {format_bytes(settings.RECORDING_MAX_BYTES)}. Hãy xuất lại "
            "ở độ phân giải thấp hơn (720p là đủ), hoặc đưa lên YouTube rồi dán địa chỉ vào đây."
        )


def _read(file: Any) -> Facts:
    file.seek(0)
    start = file.read(16)
    if start[4:8] == b"ftyp":
        return _of_movie(file)
    if start[:3] == b"ID3" or (start[:1] == b"\xff" and start[1:2] >= b"\xe0"):
        try:
            return Facts(AUDIO, "mp3", round(mp3.read_seconds(file, file.size)))
        except mp3.Broken as error:
            raise Refused(BROKEN) from error
    raise Refused(_sentence_of_other(start))


def _of_movie(file: Any) -> Facts:
    try:
        movie = mp4.read_movie(file, file.size)
    except mp4.Broken as error:
        file.seek(8)
        raise Refused(PICTURE if file.read(4) in _PICTURE_BRANDS else BROKEN) from error
    if sentence := _why_not(movie):
        raise Refused(sentence)
    kind = VIDEO if movie.has_picture else AUDIO
    seconds = None if movie.seconds is None else max(1, round(movie.seconds))
    return Facts(kind, "mp4" if kind == VIDEO else "m4a", seconds, movie)


def _why_not(movie: mp4.Movie) -> str:
    """Why browsers would not play `movie`, as a sentence; "" when they would."""
    pictures, sounds = movie.codecs_of(b"vide"), movie.codecs_of(b"soun")
    unknown = sorted((pictures - VIDEO_CODECS) | (sounds - AUDIO_CODECS))
    kept_apart = any(track.is_elsewhere for track in movie.tracks if track.handler in {b"vide", b"soun"})
    reasons = [
        (movie.brand in _PICTURE_BRANDS, PICTURE),
        ((pictures | sounds) & _ENCRYPTED, ENCRYPTED),
        (kept_apart, ELSEWHERE),
        (pictures & _HEVC, HEVC),
        (movie.brand == b"qt  ", QUICKTIME),
        (not pictures and (movie.has_picture or not sounds), BROKEN),
        (unknown, OTHER_CODEC.format(_readable(unknown[0])) if unknown else ""),
    ]
    return next((sentence for is_so, sentence in reasons if is_so), "")


def _readable(codec: bytes) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in codec.decode("latin-1"))


def _sentence_of_other(start: bytes) -> str:
    for first, place, second, name in _OTHERS:
        if start.startswith(first) and start[place:].startswith(second):
            return f"Tệp này là {name}, chưa phát được trên trang. {SAVE_AS}"
    if start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return PICTURE
    return NOT_A_RECORDING


def _pieces(file: Any) -> Iterator[bytes]:
    file.seek(0)
    while piece := file.read(CHUNK_BYTES):
        yield piece
