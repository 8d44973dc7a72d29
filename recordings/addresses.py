"""Which recording a typed address means. Nothing is fetched: only the address itself is read."""

import re
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from urllib.parse import SplitResult, parse_qs, urlsplit

from django.conf import settings

from vietnamese.text import clean_text

from .refusals import BadAddress

VIDEO, AUDIO = "video", "audio"
YOUTUBE, VIMEO, SERVER = "youtube", "vimeo", "server"
MAX_LENGTH = 500
MEDIA = {".mp4": VIDEO, ".m4v": VIDEO, ".mp3": AUDIO, ".m4a": AUDIO}  # of a server: browsers play these by themselves
_STREAMS = {".m3u8", ".mpd"}
_OTHER_FILES = {".mov", ".avi", ".wmv", ".flv", ".mkv", ".webm", ".ogg", ".wav", ".wma", ".3gp", ".ts"}
_PARAMETERS = 50

_EMBEDDED = re.compile(r"""<iframe\b[^>]{0,2000}?\ssrc\s*=\s*["']?([^"'\s>]+)""", re.IGNORECASE)
_HOST_FIRST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]+)?(?:[/?#]|$)", re.IGNORECASE)
_YOUTUBE_KEY = re.compile(r"[A-Za-z0-9_-]{11}")
_YOUTUBE_HOSTS = {"youtube.com", "youtube-nocookie.com", "youtu.be"}
_YOUTUBE_FOLDERS = {"embed", "v", "e", "shorts", "live", "watch"}
_VIMEO_KEY = re.compile(r"[0-9]{4,12}")
_VIMEO_HASH = re.compile(r"[0-9a-f]{6,20}")
_VIMEO_FOLDERS = re.compile(r"(?:channels|groups|album|showcase)/[^/]+(?:/videos?)?|video")

EMPTY = "Hãy dán địa chỉ của video, ví dụ: https://www.youtube.com/watch?v=…"
NO_ADDRESS = "Đây không phải địa chỉ của một video. Hãy mở video trong trình duyệt rồi chép địa chỉ ở thanh địa chỉ."
TOO_LONG = f"Địa chỉ dài hơn {MAX_LENGTH} ký tự. Hãy bấm “Chia sẻ” ở trang có video để lấy địa chỉ ngắn hơn."
NO_YOUTUBE_VIDEO = (
    "Địa chỉ YouTube này là một kênh, danh sách phát hoặc trang tìm kiếm, không phải một video. "
    "Hãy mở đúng video, bấm “Chia sẻ” rồi chép địa chỉ."
)
NO_VIMEO_VIDEO = "Địa chỉ Vimeo này không phải một video. Hãy mở đúng video, bấm “Share” rồi chép địa chỉ."
NOT_HTTPS = "Địa chỉ phải bắt đầu bằng https://, nếu không trình duyệt của bạn đọc không phát được."
STREAM = (
    "Địa chỉ này là luồng phát (.m3u8, .mpd) mà nhiều trình duyệt không tự phát được. Hãy dùng địa chỉ tệp .mp4 hoặc "
    "trang nhúng của máy chủ ấy."
)
OTHER_FILE = (
    "Nhiều trình duyệt không phát được tệp “{}”. Hãy dùng bản .mp4 (hình H.264, tiếng AAC) hoặc .mp3 của tệp ấy."
)
ACCOUNT_INSIDE = "Địa chỉ có tên đăng nhập hoặc mật khẩu bên trong. Hãy dùng địa chỉ mà ai cũng mở được."


@dataclass(frozen=True)
class Source:
    """Where a recording is: the provider, what names it there (a key, or an https address), and "video" or "audio"."""

    provider: str
    code: str
    kind: str


def read_address(typed: str) -> Source:
    """The Source that an address means as people paste it: of a page, of a button "Share", or the code to embed it.

    Raises BadAddress, with a sentence.
    """
    address = _address_in(typed)
    if len(address) > MAX_LENGTH:
        raise BadAddress(TOO_LONG)
    parts = _split(address)
    host = _plain_host(parts)
    if host in _YOUTUBE_HOSTS:
        return Source(YOUTUBE, _youtube_key(host, parts), VIDEO)
    if host in {"vimeo.com", "player.vimeo.com"}:
        return Source(VIMEO, _vimeo_key(parts), VIDEO)
    if is_known_server(parts):
        return _on_server(parts)
    raise BadAddress(_unknown(parts.hostname or ""))


def is_known_server(parts: SplitResult) -> bool:
    """Whether the settings name the host (and port) of an address."""
    return parts.netloc.rpartition("@")[2].lower().removesuffix(":443") in settings.VIDEO_HOSTS


def media_kind(path: str) -> str | None:
    """ "video" or "audio" of a file that browsers play by themselves; None of a page to embed."""
    return MEDIA.get(PurePosixPath(path.lower()).suffix)


def _address_in(typed: str) -> str:
    embedded = _EMBEDDED.search(typed[:5000])
    address = clean_text(unescape(embedded[1]) if embedded else typed).strip("<>\"'“”").replace(" ", "%20")
    if not address:
        raise BadAddress(EMPTY)
    if address.startswith("//"):
        return f"https:{address}"
    return f"https://{address}" if _HOST_FIRST.match(address) else address


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises for one that is no number
    except ValueError as error:
        raise BadAddress(NO_ADDRESS) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise BadAddress(NO_ADDRESS)
    return parts


def _plain_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    for front in ("www.", "m.", "music."):
        host = host.removeprefix(front)
    return host


def _youtube_key(host: str, parts: SplitResult) -> str:
    words = [word for word in parts.path.split("/") if word]
    query = _query(parts.query)
    key = query.get("v", "")
    if words == ["attribution_link"]:
        key = _query(urlsplit(query.get("u", "")).query).get("v", "")
    elif host == "youtu.be" and words:
        key = words[0]
    elif len(words) > 1 and words[0] in _YOUTUBE_FOLDERS:
        key = words[1]
    if not _YOUTUBE_KEY.fullmatch(key) or key == "videoseries":
        raise BadAddress(NO_YOUTUBE_VIDEO)
    return key


def _vimeo_key(parts: SplitResult) -> str:
    """ "76979871", or "76979871/8272103f6e" of a video that only its address shows."""
    words = [word for word in _VIMEO_FOLDERS.sub("", parts.path.strip("/"), count=1).split("/") if word]
    secret = words[1] if len(words) > 1 else _query(parts.query).get("h", "")
    if not words or not _VIMEO_KEY.fullmatch(words[0]):
        raise BadAddress(NO_VIMEO_VIDEO)
    return f"{words[0]}/{secret}" if _VIMEO_HASH.fullmatch(secret) else words[0]


def _on_server(parts: SplitResult) -> Source:
    if parts.scheme != "https":
        raise BadAddress(NOT_HTTPS)
    if "@" in parts.netloc:
        raise BadAddress(ACCOUNT_INSIDE)
    end = PurePosixPath(parts.path.lower()).suffix
    if end in _STREAMS:
        raise BadAddress(STREAM)
    if end in _OTHER_FILES:
        raise BadAddress(OTHER_FILE.format(end))
    netloc = parts.netloc.lower().removesuffix(":443")
    code = parts._replace(netloc=netloc, path=parts.path or "/", fragment="").geturl()
    return Source(SERVER, code, media_kind(parts.path) or VIDEO)


def _query(text: str) -> dict[str, str]:
    """The last value of each parameter; of a query that is very long nothing."""
    try:
        return {name: values[-1] for name, values in parse_qs(text, max_num_fields=_PARAMETERS).items()}
    except ValueError:
        return {}


def _unknown(host: str) -> str:
    known = ["YouTube", "Vimeo", *settings.VIDEO_HOSTS]
    return (
        f"Trang tin không nhận video từ “{host[:80]}”, chỉ nhận từ {', '.join(known)}. Hãy tải tệp MP4 hoặc MP3 lên; "
        "nếu đây là máy chủ của đơn vị, hãy nhờ quản trị web thêm vào danh sách máy chủ được nhận."
    )
