"""The path of a report: a browser says that a page is seen; it becomes one durable row before the answer goes out.

Whatever arrives gets the same quiet answer. What is no view of a reader is kept too, with its reason, so that the
desk can show what was left out (`Reason`). With the database away the row goes to the spool instead.
"""

import functools
import json
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.db import InterfaceError, OperationalError, connection
from django.http import UnreadablePostError
from django.utils import timezone

from accounts.network import is_same_origin
from articles.models import Article

from . import counters, spool, visitors
from .bots import is_bot
from .models import Hit, Reason

log = logging.getLogger(__name__)

BODY_MAX_BYTES = 4096
ADDRESS_MAX_LENGTH = 2000
PK_MAX = 2**63 - 1
# A whole office behind one address with the same browser is one visitor: the limit must let it read.
FLOOD_PER_MINUTE = 120
AWAY_PAUSE_SECONDS = 1

INSERT = """
INSERT INTO stats_hit (at, article_id, visitor, reason) VALUES (%(at)s, NULL, %(visitor)s, %(reason)s) RETURNING 0
"""
INSERT_AND_READ = f"WITH added AS ({INSERT}) {counters.ARTICLE_VIEWS}"
# An article that nobody can see has no readers: the article's own rule decides, in the same statement.
INSERT_VIEW = f"""
WITH article AS MATERIALIZED (SELECT EXISTS ({{published}}) AS is_visible), added AS (
    INSERT INTO stats_hit (at, article_id, visitor, reason)
    SELECT %(at)s, CASE WHEN is_visible THEN %(asked)s END, %(visitor)s,
           CASE WHEN is_visible THEN '' ELSE '{Reason.UNKNOWN}' END
    FROM article RETURNING article_id
) {counters.ARTICLE_VIEWS} + (SELECT count(article_id) FROM added)
"""  # noqa: S608 – every part is written in this package


class NotRecorded(Exception):
    """Neither the database nor the spool took the report, or nobody can know whether the database did."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a request claims: an article (None: another page), and the `Reason` why it is no view ("" if it is one)."""

    article_id: int | None
    reason: str = ""


def beacon_report(request):
    """What the beacon of a page says: its headers and its JSON body, checked; nothing is looked up yet."""
    reason = _reason_in_headers(request)
    try:
        body = _body(request)
        report = Report(_article_id(body), reason or (Reason.WEBDRIVER if body.get("webdriver") else ""))
    except ValueError:
        report = Report(None, reason or Reason.MALFORMED)
    return report


def image_report(request, article_id):
    """What the picture says that stands in for the beacon without JavaScript. `article_id` 0: a page of no article."""
    reason = _reason_in_headers(request) or ("" if _referred_by_us(request) else Reason.FOREIGN)
    if article_id > PK_MAX:
        return Report(None, reason or Reason.UNKNOWN)
    return Report(article_id or None, reason)


def record(request, report):
    """Keep `report`, durably; returns the views of its article with this one, or None while the database is away.

    One statement. Raises NotRecorded.
    """
    at = timezone.now()
    day = visitors.local_day(at)
    if _away.now():
        return _spool(request, report, at, day)
    try:
        visitor = visitors.visitor_of(request, day)
        reason = report.reason or _reason_in_behaviour(request, visitor, at)
        return _insert(at, report.article_id, visitor, reason)
    except (OperationalError, InterfaceError) as error:
        _away.begin(error)
        return _spool(request, report, at, day)


def _insert(at, article_id, visitor, reason):
    values = {"at": at, "asked": article_id, "visitor": visitor, "reason": reason}
    if not article_id:
        sql = INSERT
    elif reason:
        sql = INSERT_AND_READ
    else:
        sql, constants = _insert_view()
        values |= constants
    with connection.cursor() as cursor:
        try:
            cursor.execute(sql, values)
        except (OperationalError, InterfaceError) as error:
            if connection.connection.closed:
                # The row may be there or not: writing it to the spool could count it twice.
                raise NotRecorded from error
            raise
        return cursor.fetchone()[0]


def _spool(request, report, at, day):
    """Without the database nothing can be looked up: the spool's loader does that later. A session means staff."""
    reason = report.reason or (Reason.STAFF if settings.SESSION_COOKIE_NAME in request.COOKIES else "")
    visitor = visitors.visitor_in_emergency(request, day)
    if not reason and _is_flood(visitor, at):
        reason = Reason.FLOOD
    try:
        spool.append(Hit(at=at, article_id=None if reason else report.article_id, visitor=visitor, reason=reason))
    except OSError as error:
        log.error("Lost a report: the database is away and the spool cannot be written: %s", error)
        raise NotRecorded from error


def _reason_in_headers(request):
    headers = request.headers
    if not is_same_origin(request):
        return Reason.FOREIGN
    if is_bot(headers.get("User-Agent", "")):
        return Reason.BOT
    purpose = headers.get("Sec-Purpose") or headers.get("Purpose") or headers.get("X-Moz") or ""
    if "prefetch" in purpose or "prerender" in purpose or purpose == "preview":
        return Reason.PREFETCH
    return ""


def _body(request):
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
    for name in ("path", "referrer"):
        if not isinstance(body.get(name, ""), str) or len(body.get(name, "")) > ADDRESS_MAX_LENGTH:
            raise ValueError(f"wrong {name}")
    return body


def _article_id(body):
    article_id = body.get("article")
    if article_id is None:
        return None
    if type(article_id) is not int or not 0 < article_id <= PK_MAX:
        raise ValueError("wrong article")
    return article_id


def _referred_by_us(request):
    """Whether our own page shows the picture, for browsers too old to say so themselves."""
    referrer = request.META.get("HTTP_REFERER")
    return not referrer or urlsplit(referrer).netloc in {request.get_host(), urlsplit(settings.SITE_URL).netloc}


def _reason_in_behaviour(request, visitor, at):
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_staff:
        return Reason.STAFF
    return Reason.FLOOD if _is_flood(visitor, at) else ""


@functools.cache
def _insert_view():
    """INSERT_VIEW with `Article.objects.published()` in it, written once: that takes longer than the insert itself."""
    moment, pk = datetime(2000, 1, 2, 3, 4, 5, 6, tzinfo=UTC), -1
    rule = Article.objects.published(moment).filter(pk=pk).order_by().values("pk")
    published, parameters = rule.query.sql_with_params()
    names = {moment: "%(at)s", pk: "%(asked)s"}
    constants = {f"rule{n}": value for n, value in enumerate(parameters) if value not in names}
    published %= tuple(names.get(value, f"%(rule{n})s") for n, value in enumerate(parameters))
    return INSERT_VIEW.format(published=published), constants


def _is_flood(visitor, at):
    """Counted in Django's cache: in each process for itself, or for all together where the cache is shared."""
    key = f"stats.minute:{int(at.timestamp()) // 60}:{visitor}"
    try:
        return cache.incr(key) > FLOOD_PER_MINUTE
    except ValueError:
        cache.set(key, 1, timeout=120)
        return False


class _Away:
    """After a failure the database is left alone for a moment, so that no request waits for it in vain."""

    until = 0.0

    def now(self):
        return time.monotonic() < self.until

    def begin(self, error):
        if time.monotonic() > self.until + 60:
            log.warning("The database is away, reports go to the spool: %s", str(error).strip())
        self.until = time.monotonic() + AWAY_PAUSE_SECONDS


_away = _Away()
