"""Where a request comes from: the client's address behind our own proxies, and whether our own page sent it."""

import ipaddress
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

UNKNOWN = ipaddress.IPv4Address(0)
ADDRESS_MAX_LENGTH = 80


def client_address(request: HttpRequest) -> Address:
    """The address of the visitor, as an `IPv4Address` or `IPv6Address`; `UNKNOWN` (0.0.0.0) when there is none.

    `X-Forwarded-For` is believed only when the request comes from one of `settings.TRUSTED_PROXIES` (addresses or
    networks): read from the right, the first address that is not a proxy of ours. Anybody can write the rest. An IPv4
    address mapped to IPv6 (`::ffff:203.0.113.5`) is returned as IPv4.
    """
    return address_in(request.META)


def address_in(environ: Mapping[str, Any]) -> Address:
    """The same for a request that Django has not seen yet: `environ` as WSGI gives it."""
    address = _parse(environ.get("REMOTE_ADDR", ""))
    if address is None or not _is_trusted(address):
        return address or UNKNOWN
    for hop in reversed(environ.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        forwarded = _parse(hop)
        if forwarded is None:
            break
        address = forwarded
        if not _is_trusted(address):
            break
    return address


def network_of(address: Address) -> bytes:
    """The bytes that stand for one connection to the Internet: an IPv4 address, or the /64 of an IPv6 address."""
    return address.packed if address.version == 4 else address.packed[:8]


class Sender(NamedTuple):
    """The sender of a request, worked out once and handed on."""

    address: Address  # as of `client_address`
    network: bytes  # as of `network_of`
    agent: str  # the User-Agent, "" for none

    @classmethod
    def of(cls, request: HttpRequest) -> "Sender":
        address = client_address(request)
        return cls(address, network_of(address), request.META.get("HTTP_USER_AGENT", ""))


def is_same_origin(request: HttpRequest) -> bool:
    """Whether a page of this site sent the request, or no browser page at all.

    Browsers say where a POST comes from in `Sec-Fetch-Site` and `Origin`; a page cannot forge them. For forms that act
    for nobody in particular (no session, no cookie) this replaces a CSRF cookie.
    """
    site = request.META.get("HTTP_SEC_FETCH_SITE")
    if site:
        return site in {"same-origin", "none"}
    origin = request.META.get("HTTP_ORIGIN")
    return origin is None or origin == settings.SITE_URL or _host_of(origin) == request.get_host()


def _host_of(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no browser says "http://[::1"
        return ""


def _parse(text: str) -> Address | None:
    # Cached: a request asks more than once, and proxies stay the same.
    return _read(text) if len(text) <= ADDRESS_MAX_LENGTH else None


@lru_cache(maxsize=4096)
def _read(text: str) -> Address | None:
    try:
        address = ipaddress.ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_of_networks(address: Address, networks: Sequence[str]) -> bool:
    """Whether `address` is one of `networks` (addresses or networks, as the settings have them), or lies in one."""
    return any(address in network for network in _networks(tuple(networks)))


def _is_trusted(address: Address) -> bool:
    return is_of_networks(address, settings.TRUSTED_PROXIES)


@lru_cache(maxsize=4)
def _networks(proxies: tuple[str, ...]) -> list[Network]:
    return [ipaddress.ip_network(proxy, strict=False) for proxy in proxies]
