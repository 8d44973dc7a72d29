"""How a recording plays, and whom its page asks for it. Only the player's own page names the provider in its policy;
who sees an article, its still or its transcript asks nobody but us.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from .addresses import is_known_server, media_kind
from .models import Recording

YOUTUBE_HOST, VIMEO_HOST = "https://www.youtube-nocookie.com", "https://player.vimeo.com"
# Readers know a provider by its name and its site; the players of YouTube and Vimeo that set no cookie have others.
_NAMES = {Recording.Provider.YOUTUBE: ("YouTube", "youtube.com"), Recording.Provider.VIMEO: ("Vimeo", "vimeo.com")}


@dataclass(frozen=True)
class Player:
    """`tag`: "iframe", "video" or "audio", which shows what is at `address`; `policy`: what its page may load, beside
    what all pages may.
    """

    tag: str
    address: str
    policy: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Elsewhere:
    """Who is asked when a recording plays: the name and the site of a provider."""

    name: str
    site: str


def player_of(recording: Recording) -> Player | None:
    """The Player of a recording; None for one on a server that the settings name no more. No query."""
    if recording.provider == Recording.Provider.FILE:
        return Player(recording.kind, recording.file.url, {"media-src": ["'self'"]})
    if recording.provider == Recording.Provider.YOUTUBE:
        asked = urlencode({"autoplay": 1, "rel": 0, "playsinline": 1, "hl": "vi", "cc_lang_pref": "vi"})
        return _framed(YOUTUBE_HOST, f"/embed/{recording.code}?{asked}")
    if recording.provider == Recording.Provider.VIMEO:
        number, _, secret = recording.code.partition("/")
        asked = urlencode({"autoplay": 1, "dnt": 1, "playsinline": 1, **({"h": secret} if secret else {})})
        return _framed(VIMEO_HOST, f"/video/{number}?{asked}")
    parts = urlsplit(recording.code)
    if not is_known_server(parts):
        return None
    host = f"{parts.scheme}://{parts.netloc}"
    if media_kind(parts.path):
        return Player(recording.kind, recording.code, {"media-src": [host]})
    return Player("iframe", recording.code, {"frame-src": [host]})


def elsewhere(recording: Recording) -> Elsewhere | None:
    """Who else is asked when a recording plays; None of a file of our own."""
    if recording.provider == Recording.Provider.FILE:
        return None
    if recording.provider == Recording.Provider.SERVER:
        host = urlsplit(recording.code).netloc
        return Elsewhere(host, host)
    return Elsewhere(*_NAMES[Recording.Provider(recording.provider)])


def said_before(recording: Recording) -> str:
    """The sentence that readers read before they press; "" for a file of our own."""
    other = elsewhere(recording)
    if other is None:
        return ""
    what, press = ("Video", "bấm xem") if recording.is_video else ("Âm thanh", "bấm nghe")
    return f"{what} trên {other.name}; {press} thì máy bạn kết nối tới {other.site}."


def label_of(recording: Recording) -> str:
    """The words on what readers press: "Xem video (3:12)"."""
    word = "Xem video" if recording.is_video else "Nghe"
    return f"{word} ({recording.length})" if recording.length else word


def _framed(host: str, rest: str) -> Player:
    return Player("iframe", host + rest, {"frame-src": [host]})
