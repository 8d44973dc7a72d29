"""One line of an access log by itself: nginx's and Apache's "combined", with a virtual host in front or without, those
of load balancers of AWS, and JSON. Formats whose fields another line names are in `w3c_lines`.
"""

import json
import re
from collections.abc import Mapping
from datetime import MAXYEAR, UTC, datetime
from functools import lru_cache
from ipaddress import ip_address
from typing import Any, NamedTuple

from django.utils import timezone

from accounts.network import network_of
from stats.days import FIRST_YEAR

_QUOTED = r'"((?:[^"\\]++|\\.)*+)"'
_LINE = re.compile(
    rf'([^\["]*(?:\[[\w:.%]*\][^\["]*)?)\[([^]]+)\] {_QUOTED} (\d{{3}})(?: \S+(?: {_QUOTED} {_QUOTED})?)?'
)
# Classic and application load balancers of AWS: the latter begin with the protocol. They know no referrer.
_ELB = re.compile(
    r"(?:(?:https?|h2|grpcs|wss?) )?(\d{4}-\d\d-\d\dT[\d:.]+Z?) \S+ (\S+) \S+(?: -?[\d.]+){3} (\d{3}|-) \S+ \d+ \d+"
    rf" {_QUOTED}(?: {_QUOTED})?"
)
# What syslog puts before a line of the server.
_SYSLOG = re.compile(
    r"(?:<\d{1,3}>)?(?:1 )?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+))"
    r" [\w.-]+ [\w./-]+(?:\[\d+\])?: "
)
_TIME = re.compile(r"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d:\d\d:\d\d) ([+-]\d{4})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_REQUEST = re.compile(r"([A-Z]+) (\S+)(?: HTTP/[\d.]+)?")
_ESCAPED = re.compile(r'\\(?:x([0-9A-Fa-f]{2})|(["\\]))')
_PORT = re.compile(r"\[([0-9A-Fa-f:.%\w]+)\](?::\d+)?|([\d.]+):\d+")
_ADDRESS_IN_TEXT = re.compile(
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b|(?:[0-9A-Fa-f]{0,4}:){4,7}[0-9A-Fa-f]{0,4}|[0-9A-Fa-f:]{0,30}::[0-9A-Fa-f:]{0,30}"
)
_WHOLE = re.compile(r"https?://([^/?#\s]*)", re.IGNORECASE)
_QUERY = re.compile(r"\?[^\s\"]*")

# Names of the fields in JSON: nginx as its users write it, Caddy, Traefik, Apache, Cloudflare, Azure, Google Cloud;
# dots lead into objects.
_JSON = {
    "host": (
        *("host", "vhost", "server_name", "http_host", "request.host", "RequestHost", "ClientRequestHost"),
        *("properties.hostName", "properties.originalHost", "CsHost"),
    ),
    "address": (
        *("remote_addr", "client_ip", "clientip", "remote_ip", "ip", "client", "ClientHost", "request.client_ip"),
        *("request.remote_ip", "remoteip", "ClientIP", "properties.clientIp", "properties.clientIP", "CIp"),
        "httpRequest.remoteIp",
    ),
    "at": (
        *("time_iso8601", "@timestamp", "time_local", "time", "timestamp", "ts", "msec", "StartUTC", "date"),
        *("EdgeStartTimestamp", "TimeGenerated"),
    ),
    "request": ("request", "requestline", "request_line"),
    "method": (
        *("request_method", "method", "request.method", "RequestMethod", "verb", "ClientRequestMethod"),
        *("properties.httpMethod", "CsMethod", "httpRequest.requestMethod"),
    ),
    "target": (
        *("request_uri", "uri", "path", "url", "request.uri", "RequestPath", "ClientRequestURI"),
        *("properties.requestUri", "CsUriStem", "httpRequest.requestUrl"),
    ),
    "status": (
        *("status", "status_code", "response", "DownstreamStatus", "code", "EdgeResponseStatus"),
        *("properties.httpStatus", "properties.httpStatusCode", "ScStatus", "httpRequest.status"),
    ),
    "referrer": (
        *("http_referer", "http_referrer", "referer", "referrer", "request.headers.Referer", "request_Referer"),
        *("ClientRequestReferer", "properties.referer", "Referer", "httpRequest.referer"),
    ),
    "agent": (
        *("http_user_agent", "user_agent", "useragent", "userAgent", "agent", "request.headers.User-Agent"),
        *("request_User-Agent", "ClientRequestUserAgent", "properties.userAgent", "UserAgent"),
        "httpRequest.userAgent",
    ),
}
_LISTS_OF_HEADERS = ("request.headers", "httpRequest")


class Line(NamedTuple):
    """What a line says, as text; `agent` and `referrer` are None where the format has none, `method` is "" where no
    request came. `form` is the format, a key of `sentences.FORMATS`.
    """

    host: str
    address: str
    at: str
    method: str
    target: str
    status: str
    referrer: str | None
    agent: str | None
    form: str = "combined"


def parse(text: str) -> Line | None:
    """The Line of `text`, or None: not a line of an access log."""
    text = text.strip()
    if before := _SYSLOG.match(text):
        text = text[before.end() :]
    if text.startswith("{"):
        return _of_json(text)
    found = _LINE.match(text)
    if not found:
        return _of_load_balancer(text)
    front, at, request, status, referrer, agent = found.groups()
    words = [word.strip(",") for word in front.split()]
    if not words:
        return None
    has_host = network(words[0]) is None and len(words) > 1 and network(words[1]) is not None
    method, target = _request(request)
    return Line(
        (words[0] if has_host else "") or host_of(target),
        words[1] if has_host else words[0],
        at,
        method,
        target,
        status,
        None if referrer is None else _given(referrer),
        None if agent is None else _given(agent),
    )


def host_of(target: str) -> str:
    """The host that a request names by itself, as proxies and load balancers write it; "" where it names none."""
    found = _WHOLE.match(target)
    return found[1] if found else ""


def _of_load_balancer(text: str) -> Line | None:
    found = _ELB.match(text)
    if not found:
        return None
    at, address, status, request, agent = found.groups()
    method, target = _request(request)
    at = at if at.endswith("Z") else f"{at}Z"
    return Line(
        host_of(target), address, at, method, target, status, None, None if agent is None else _given(agent), "elb"
    )


def _of_json(text: str) -> Line | None:
    try:
        entry = json.loads(text)
        found = {name: _field(entry, keys) for name, keys in _JSON.items()}
    except (ValueError, RecursionError):
        return None
    method, target = _request(found["request"]) if found["request"] else (found["method"], found["target"])
    if not (found["at"] and found["status"]):
        return None
    address = found["address"].partition(",")[0].strip()
    said = {name: _dash(found[name]) if _names(entry, name) else None for name in ("referrer", "agent")}
    host = found["host"] or host_of(target)
    return Line(host, address, found["at"], method, target, found["status"], said["referrer"], said["agent"], "json")


def _names(entry: Any, name: str) -> bool:
    """Whether the format of a JSON line has that field, even if it is empty here: browsers need not name a referrer,
    and a list of headers has none then.
    """
    keys = (*_JSON[name], *(_LISTS_OF_HEADERS if name == "referrer" else ()))
    return any(_dig(entry, key) is not None for key in keys)


def _field(entry: Any, keys: tuple[str, ...]) -> str:
    for key in keys:
        value = _dig(entry, key)
        if isinstance(value, list) and value:
            value = value[0]
        if isinstance(value, str | int | float) and value != "":
            return str(value)
    return ""


def _dig(entry: Any, key: str) -> Any:
    if isinstance(entry, Mapping) and key in entry:
        return entry[key]
    for name in key.split("."):
        entry = entry.get(name) if isinstance(entry, Mapping) else None
    return entry


def _request(text: str) -> tuple[str, str]:
    found = _REQUEST.fullmatch(text)
    return (found[1], found[2]) if found else ("", "")


def _given(field: str) -> str:
    r"""A quoted field: a dash is what the browser did not say, `\"` and `\x22` are a quotation mark."""
    return _ESCAPED.sub(_plain, _dash(field)) if "\\" in field else _dash(field)


def _plain(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]


def _dash(field: str) -> str:
    return "" if field == "-" else field


@lru_cache(maxsize=4096)
def network(address: str) -> bytes | None:
    """What stands for one connection (`network_of`); None for what is no address. A port or zone is no part of it."""
    found = _PORT.fullmatch(address)
    text = (found[1] or found[2]) if found else address
    try:
        known = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return network_of(getattr(known, "ipv4_mapped", None) or known)


@lru_cache(maxsize=4096)
def moment(text: str) -> datetime | None:
    """The aware moment that `text` names: as the log writes it, ISO 8601, or seconds since 1970; without a zone it is
    local. None for what is no time, and for that of a clock that was never set.
    """
    try:
        at = _moment(text)
    except (ValueError, OverflowError, OSError):
        return None
    if not FIRST_YEAR <= at.year < MAXYEAR:
        return None
    return at if at.tzinfo else timezone.make_aware(at)


def _moment(text: str) -> datetime:
    if re.fullmatch(r"\d{9,19}(\.\d+)?", text):
        seconds = float(text)
        while seconds > 1e11:  # milliseconds and finer
            seconds /= 1000
        return datetime.fromtimestamp(seconds, UTC)
    if found := _TIME.fullmatch(text):  # a fifth of the time of strptime
        day, month, year, clock, zone = found.groups()
        return datetime.fromisoformat(f"{year}-{_MONTHS.index(month) + 1:02}-{day}T{clock}{zone}")
    return datetime.fromisoformat(text)


def without_persons(text: str) -> str:
    """A line as an example that may be kept: no address, nothing that was searched for."""
    return _QUERY.sub("?…", _ADDRESS_IN_TEXT.sub("…", " ".join(text[:1000].split())))
