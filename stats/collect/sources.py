"""Where a reader comes from: the kind of source, and its host. Never the path or the query of a referring page."""

import re
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

INSIDE, SEARCH, SOCIAL, DIRECT, OTHER = "inside", "search", "social", "direct", "other"
HOST_MAX_LENGTH = 120

# Names without the country's ending: google.com, google.com.vn.
_SEARCH = re.compile(
    r"(?:^|\.)(?:(?:google|bing|yahoo|duckduckgo|yandex|baidu|ecosia|startpage|qwant|coccoc|naver|ask|brave)"
    r"\.(?:com|vn|net|org|cn|ru|[a-z]{2}|com?\.[a-z]{2}))$"
)
_SOCIAL = re.compile(
    r"(?:^|\.)(?:zalo\.me|zaloapp\.com|facebook\.com|fb\.com|fb\.me|messenger\.com|instagram\.com|threads\.(?:net|com)"
    r"|tiktok\.com|youtube\.com|youtu\.be|twitter\.com|x\.com|t\.co|linkedin\.com|lnkd\.in|telegram\.(?:org|me)|t\.me"
    r"|viber\.com|whatsapp\.com|pinterest\.com|reddit\.com|gapo\.vn|lotus\.vn|mocha\.com\.vn|weibo\.com|vk\.com)$"
)
# Programs of a telephone name themselves in place of a page: android-app://com.zing.zalo/
_APPS = {
    "com.google.android.googlequicksearchbox": "google.com",
    "com.google.android.gm": "mail.google.com",
    "com.facebook.katana": "facebook.com",
    "com.facebook.orca": "messenger.com",
    "com.zing.zalo": "zalo.me",
    "com.twitter.android": "twitter.com",
    "com.linkedin.android": "linkedin.com",
    "org.telegram.messenger": "telegram.org",
}
# Mail and documents of the same companies, which are no search.
_NO_SEARCH = re.compile(r"^(?:e?mail|docs|drive|sites|classroom|meet|calendar|groups|translate|play)\.")
# A host name with a dot that ends in letters; no numeric address, no name of a local computer.
_HOST = re.compile(rf"(?=.{{4,{HOST_MAX_LENGTH}}}$)(?:[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


class Source(NamedTuple):
    """`kind` is one of the five; `host` the referring one, clean, "" where there is none."""

    kind: str
    host: str = ""


def read(referrer: str, own_hosts: tuple[str, ...]) -> Source:
    """The Source of a view by the address of the page before it; `own_hosts` are the portal's, with their ports."""
    return _read("/".join(referrer.split("/", 3)[:3]), own_hosts)


@lru_cache(maxsize=4096)
def _read(origin: str, own_hosts: tuple[str, ...]) -> Source:
    if not origin:
        return Source(DIRECT)
    try:
        parts = urlsplit(origin)
    except ValueError:
        return Source(OTHER)
    if parts.netloc in own_hosts:
        return Source(INSIDE)
    if parts.scheme == "android-app":
        host = _APPS.get(parts.netloc, "")
    else:
        host = clean_host(parts.netloc) if parts.scheme in {"http", "https"} else ""
    return Source(_kind(host), host)


def _kind(host: str) -> str:
    if _SEARCH.search(host) and not _NO_SEARCH.search(host):
        return SEARCH
    return SOCIAL if _SOCIAL.search(host) else OTHER


@lru_cache(maxsize=4096)
def clean_host(host: str) -> str:
    """A host as it is counted: small letters, ASCII (IDNA), without port and "www."; "" for what names no site."""
    host = host.rpartition("@")[2].partition(":")[0].strip().rstrip(".").lower().removeprefix("www.")
    if len(host) > HOST_MAX_LENGTH:  # IDNA takes its time over long names
        return ""
    if not host.isascii():
        try:
            host = host.encode("idna").decode()
        except UnicodeError:
            return ""
    return host if _HOST.fullmatch(host) else ""
