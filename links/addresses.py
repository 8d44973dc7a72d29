"""Addresses in one spelling: whoever writes one and however, the same place is asked once.

Nothing is looked up here. A text of any length is read in time that grows with it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings

from .guard import is_inner_host

MAX_LENGTH = 2000
# As readers' browsers would take a relative address that is no path: beside the page that it stands on.
_BESIDE = "http://inside.invalid/bai-viet/-/"
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_SAFE = "!$&'()*+,;=:@/~-._%"
_ENDINGS = "vn|com|net|org|gov|edu|info|int|eu"
_BARE_HOST = re.compile(rf"(?:[a-z0-9-]{{1,63}}\.){{1,8}}(?:{_ENDINGS})(?:[/?#:].*)?", re.IGNORECASE)
_UNSEEN = re.compile("[\t\r\n]")
_CONTROL = re.compile("[\x00-\x20\x7f]")
_DEFAULT_PORTS = {"http": 80, "https": 443}
_IN_TEXT = re.compile(r"\bhttps?://[^\s<>\"“”]{3,}", re.IGNORECASE)
_BEHIND = ".,;:!?)]}'’…*"


@dataclass(frozen=True, slots=True)
class ReadAddress:
    """`address` is what is asked: a path with its query for the portal itself (`host` is ""), else whole, without
    fragment, user name and password. `fragment` is what stood behind "#".
    """

    address: str
    host: str
    fragment: str = ""
    has_password: bool = False

    @property
    def is_inside(self) -> bool:
        return not self.host


def read_address(written: str) -> ReadAddress | None:
    """What a link with the address `written` leads to; None for what no machine can ask (mailto:, tel:, too long,
    unreadable).
    """
    written = as_browsers_read(written)
    if not written or len(written) > MAX_LENGTH or written.startswith("#"):
        return None
    if _SCHEME.match(written) and not written.lower().startswith(("http:", "https:")):
        return None
    try:
        return _read(urljoin(_BESIDE, written)) if urlsplit(written).netloc or not _SCHEME.match(written) else None
    except ValueError:  # of a port or an IPv6 address that is none
        return None


def as_browsers_read(written: str) -> str:
    """An address without what browsers leave out of it, and with a slash where they take a backslash for one:
    "/\\máy.vn/" leads to another machine. What stands behind "?" or "#" stays.
    """
    written = _UNSEEN.sub("", written.strip())
    if _SCHEME.match(written) and not written.lower().startswith(("http:", "https:")):
        return written
    path = re.split("[?#]", written, maxsplit=1)[0]
    return path.replace("\\", "/") + written[len(path) :]


def read_elsewhere(whole: str) -> ReadAddress | None:
    """As `read_address`, of an address with its beginning, where the portal itself is a host like others."""
    try:
        return _read(whole, may_be_own=False) if len(whole) <= MAX_LENGTH else None
    except ValueError:
        return None


def _read(whole: str, *, may_be_own: bool = True) -> ReadAddress | None:
    parts = urlsplit(whole)
    scheme, name, port = parts.scheme.lower(), (parts.hostname or "").rstrip("."), parts.port
    if scheme not in _DEFAULT_PORTS or not name:
        return None
    path = _quoted(parts.path) or "/"
    tail = f"?{_quoted(parts.query, '?')}" if parts.query else ""
    has_password = parts.username is not None
    if (may_be_own and is_own(name, port)) or whole.startswith(_BESIDE.partition("/bai-viet")[0]):
        return _fitting(ReadAddress(f"{path}{tail}", "", parts.fragment, has_password))
    host = _ascii(name)
    shown = f"[{host}]" if ":" in host else host
    if port is not None and port != _DEFAULT_PORTS[scheme]:
        shown += f":{port}"
    return _fitting(ReadAddress(f"{scheme}://{shown}{path}{tail}", host, parts.fragment, has_password))


def _fitting(read: ReadAddress) -> ReadAddress | None:
    """Percent signs make a text longer, and names of hosts end at 253 letters."""
    return read if len(read.address) <= MAX_LENGTH and len(read.host) <= 253 else None


def _quoted(text: str, more: str = "") -> str:
    """Each sign as one notation: "ng%c6%b0%e1%bb%9di" and "người" are the same."""
    safe = quote(text, safe=_SAFE + more)
    return re.sub(r"%[0-9a-fA-F]{2}", lambda found: found[0].upper(), safe)


def _ascii(name: str) -> str:
    """The name as DNS has it. Raises ValueError (UnicodeError) for what is none."""
    if _CONTROL.search(name):
        raise ValueError(name)
    return name.lower() if name.isascii() else name.encode("idna").decode().lower()


def path_of(address: str) -> str:
    """The path of an inside address as the URL map wants it, without query and percent signs."""
    return unquote(address.partition("?")[0])


def is_own(name: str, port: int | None = None) -> bool:
    """Whether a host is the portal itself: of SITE_URL, or a public one of ALLOWED_HOSTS, with or without "www."."""
    hosts, ports = _own(settings.SITE_URL, tuple(settings.ALLOWED_HOSTS))
    bare = name.lower().removeprefix("www.")
    known = any(bare == host or (host.startswith(".") and f".{bare}".endswith(host)) for host in hosts)
    return known and (port is None or port in ports)


@lru_cache(maxsize=8)
def _own(site_url: str, allowed: tuple[str, ...]) -> tuple[frozenset[str], frozenset[int]]:
    parts = urlsplit(site_url)
    # A server allows names that no reader can open, for its own checks: localhost, 127.0.0.1.
    open_hosts = (host.lower() for host in allowed if not is_inner_host(host))
    hosts = {(parts.hostname or "").lower(), *open_hosts} - {"", "*"}
    ports = {80, 443} | ({parts.port} if parts.port else set())
    return frozenset(host.removeprefix("www.") for host in hosts), frozenset(ports)


def bare_host(written: str) -> str:
    """ "www.chinhphu.vn/tin" → "https://www.chinhphu.vn/tin": an address that lacks its beginning, so that browsers
    look for it beside the page; "" for all else.
    """
    written = written.strip()
    return f"https://{written}" if len(written) <= MAX_LENGTH and _BARE_HOST.fullmatch(written) else ""


def with_addresses(text: str, put_in: Callable[[str], str]) -> str:
    """`text` with what `put_in` makes of each address that `addresses_in` finds."""

    def each(found: re.Match[str]) -> str:
        address = found[0].rstrip(_BEHIND)
        return f"{put_in(address)}{found[0][len(address) :]}"

    return _IN_TEXT.sub(each, text)


def addresses_in(text: str) -> list[str]:
    """The addresses that a plain text spells out, without the marks of the sentence behind them."""
    return [address for found in _IN_TEXT.findall(text) if len(address := found.rstrip(_BEHIND)) > len("https://x")]
