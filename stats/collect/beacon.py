"""Reading and checking a beacon: its JSON, or the address of the picture in its place. No query."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, UnreadablePostError

from accounts.network import is_same_origin
from stats.models import Reason

from . import dimensions, sources
from .bots import is_bot

BODY_MAX_BYTES = 4096
ADDRESS_MAX_LENGTH = 2000
WORDS_MAX_LENGTH = 400
PK_MAX = 2**63 - 1

Body = dict[str, Any]  # the JSON of a beacon, not checked yet


@dataclass(frozen=True, slots=True)
class Beacon:
    """A view of an article (None: of another page), or something else that a reader did, as the request claims.

    `reason` is the `Reason` why it does not count ("" if it does); `dimensions` as in `dimensions`. `append_log` looks
    up the row that a download or a click on a banner names.
    """

    article_id: int | None = None
    reason: str = ""
    is_view: bool = True
    dimensions: list[str] = field(default_factory=list)


def read_beacon(request: HttpRequest) -> Beacon:
    """The Beacon that a page sends: a view, or with "event" something else (`EVENTS`). Raises nothing."""
    reason = _reason_in_headers(request)
    try:
        body = _body(request)
        reason = reason or (Reason.WEBDRIVER if body.get("webdriver") else "")
        return _event(body, reason) if "event" in body else _view(request, body, reason)
    except ValueError:
        return Beacon(reason=reason or Reason.MALFORMED)


def read_picture(request: HttpRequest, article_id: int) -> Beacon:
    """The Beacon of the picture that replaces it without JavaScript. `article_id` 0: a page of no article. It has no
    source: the browser names the page that holds the picture.
    """
    reason = _reason_in_headers(request) or ("" if _referred_by_us(request) else Reason.FOREIGN)
    if article_id > PK_MAX:
        return Beacon(reason=reason or Reason.UNKNOWN)
    if reason:
        return Beacon(article_id or None, reason)
    path = None if article_id else urlsplit(request.META.get("HTTP_REFERER", "")).path
    return Beacon(article_id or None, dimensions=dimensions.of_view(request.META, path=path))


def _view(request: HttpRequest, body: Body, reason: str) -> Beacon:
    article_id = None if body.get("article") is None else _pk(body, "article")
    path, referrer = _text(body, "path", ADDRESS_MAX_LENGTH), _text(body, "referrer", ADDRESS_MAX_LENGTH)
    if reason:
        return Beacon(article_id, reason)
    source = sources.read(referrer, _own_hosts(request.META))
    return Beacon(article_id, dimensions=dimensions.of_view(request.META, source, None if article_id else path))


def _event(body: Body, reason: str) -> Beacon:
    read = EVENTS.get(_text(body, "event", 10))
    if read is None:
        raise ValueError("unknown event")
    pieces = read(body)
    return Beacon(reason=reason, is_view=False, dimensions=[] if reason else pieces)


def _search(body: Body) -> list[str]:
    return dimensions.of_search(_text(body, "words", WORDS_MAX_LENGTH), _number(body, "results", PK_MAX))


def _download(body: Body) -> list[str]:
    return dimensions.of_row("download", _pk(body, "id"))


def _banner(body: Body) -> list[str]:
    return dimensions.of_row("banner", _pk(body, "id"))


def _outbound(body: Body) -> list[str]:
    return dimensions.of_outbound(_text(body, "host", ADDRESS_MAX_LENGTH))


def _leave(body: Body) -> list[str]:
    return dimensions.of_leaving(_number(body, "depth", 100), _number(body, "seconds", PK_MAX))


EVENTS = {"search": _search, "download": _download, "banner": _banner, "outbound": _outbound, "leave": _leave}


def _reason_in_headers(request: HttpRequest) -> str:
    headers = request.META
    if not is_same_origin(request):
        return Reason.FOREIGN
    if is_bot(headers.get("HTTP_USER_AGENT", "")):
        return Reason.BOT
    purpose = headers.get("HTTP_SEC_PURPOSE") or headers.get("HTTP_PURPOSE") or headers.get("HTTP_X_MOZ") or ""
    if "prefetch" in purpose or "prerender" in purpose or purpose == "preview":
        return Reason.PREFETCH
    return ""


def _body(request: HttpRequest) -> Body:
    """The JSON object of a beacon. Raises ValueError; a body that is too long is not even read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if request.content_type != "application/json" or not length.isascii() or not length.isdigit():
        raise ValueError("not JSON")
    if int(length) > BODY_MAX_BYTES:
        raise ValueError("too long")
    try:
        body = json.loads(request.body)
    except (RecursionError, UnreadablePostError) as error:
        raise ValueError("unreadable") from error
    if not isinstance(body, dict):
        raise ValueError("not an object")
    return body


def _text(body: Body, name: str, max_length: int) -> str:
    text = body.get(name, "")
    if not isinstance(text, str) or len(text) > max_length:
        raise ValueError(f"wrong {name}")
    return text


def _pk(body: Body, name: str) -> int:
    pk = _number(body, name, PK_MAX)
    if not pk:
        raise ValueError(f"wrong {name}")
    return pk


def _number(body: Body, name: str, most: int) -> int:
    number = body.get(name)
    if type(number) is not int or not 0 <= number <= most:
        raise ValueError(f"wrong {name}")
    return number


def _referred_by_us(request: HttpRequest) -> bool:
    """Whether our own page shows the picture, for browsers too old to say so themselves."""
    referrer = request.META.get("HTTP_REFERER")
    return not referrer or urlsplit(referrer).netloc in _own_hosts(request.META)


def _own_hosts(headers: Mapping[str, str]) -> tuple[str, str]:
    return headers.get("HTTP_HOST", ""), urlsplit(settings.SITE_URL).netloc
