"""Page views from the access logs of nginx, for days on which the counter did not run.

A log knows less than a beacon: whether a page was looked at or only loaded ahead. So its figures prove nothing, and
are taken only for days that have none.
"""

import re
from collections import Counter, defaultdict
from datetime import MAXYEAR, datetime
from functools import lru_cache
from ipaddress import ip_address
from itertools import pairwise
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.network import network_of
from articles.models import Article
from stats.collect import dimensions, sources
from stats.collect.bots import is_bot
from stats.days import FIRST_YEAR, VISIT, local_day
from stats.models import Dimension, Reason

# nginx's "combined", which is Apache's too; what follows it is left alone.
LINE = re.compile(
    r'(?P<address>\S+) \S+ \S+ \[(?P<at>[^]]+)\] "(?P<method>[A-Z]+) (?P<target>\S+) [^"]*" (?P<status>\d{3}) \S+'
    r' "(?P<referrer>[^"]*)" "(?P<agent>(?:[^"\\]++|\\.)*+)"'
)
PAGES = {"articles", "layout", "stats", "comments"}
NO_PAGES = {"feed", "category_feed", "atom", "record", "picture", "news_sitemap"}


class Reading:
    """Adds up the lines of any number of files; `rows` is then what `history.add_days` takes."""

    def __init__(self):
        self.lines = self.unreadable = 0
        self._site, self._articles = Counter(), Counter()
        self._excluded, self._dimensions = Counter(), Counter()
        self._seen = defaultdict(lambda: defaultdict(list))
        self._readers = defaultdict(set)

    def add(self, lines):
        """Read `lines` (text). Pages that answered 200 to GET count; each file may be in any order."""
        for line in lines:
            self.lines += 1
            found = LINE.match(line)
            if not found:
                self.unreadable += 1
                continue
            if found["method"] == "GET" and found["status"] == "200":
                self._add(found)

    def days(self):
        return sorted(self._site.keys() | {day for day, _ in self._excluded})

    def rows(self, days):
        """`{"site": …, "articles": …, "excluded": …, "dimensions": …}` of `days`. Two queries."""
        places = _places_of({pk for _, pk in self._articles})
        articles = [
            (day, pk, views, len(self._readers[day, pk]))
            for (day, pk), views in self._articles.items()
            if day in days and pk in places
        ]
        return {
            "site": [(day, self._site[day], *self._visits(day)) for day in days],
            "articles": articles,
            "excluded": [(day, reason, count) for (day, reason), count in self._excluded.items() if day in days],
            "dimensions": [
                *(
                    (day, *piece.split("=", 1), count)
                    for (day, piece), count in self._dimensions.items()
                    if day in days
                ),
                *((day, kind, str(row), views) for day, pk, views, _ in articles for kind, row in places[pk]),
            ],
        }

    def _add(self, found):
        path = _path(found["target"])
        view = _page(path)
        if view is None:
            return
        try:
            at = _moment(found["at"])
            network = network_of(ip_address(found["address"]))
        except ValueError:
            self.unreadable += 1
            return
        day = local_day(at)
        if is_bot(_given(found["agent"])):
            self._excluded[day, Reason.BOT] += 1
            return
        visitor = hash((network, found["agent"]))
        self._site[day] += 1
        is_article = view.view_name == "articles:detail"
        self._dimensions[day, f"{Dimension.HOUR}={timezone.localtime(at):%H}"] += 1
        self._dimensions.update((day, piece) for piece in _pieces(found, None if is_article else path))
        self._seen[day][visitor].append(at)
        if is_article:
            self._articles[day, view.kwargs["pk"]] += 1
            self._readers[day, view.kwargs["pk"]].add(visitor)

    def _visits(self, day):
        """`(visits, visitors)` of `day`."""
        visits = visitors = 0
        for moments in self._seen[day].values():
            moments.sort()
            pauses = pairwise(moments)
            visits += 1 + sum(after - before > VISIT for before, after in pauses)
            visitors += 1
        return visits, visitors


def _moment(text):
    """The aware moment that `text` names. Raises ValueError; a clock that was never set names no moment."""
    at = datetime.strptime(text, "%d/%b/%Y:%H:%M:%S %z")
    if not FIRST_YEAR <= at.year < MAXYEAR:
        raise ValueError(f"no log was written in {at.year}")
    return at


def _pieces(found, path):
    """The dimensions of a view, as `dimensions.of_view` gives them; a log does not know the language."""
    source = sources.read(_given(found["referrer"]), (urlsplit(settings.SITE_URL).netloc,))
    pieces = dimensions.admitted(dimensions.of_view({"HTTP_USER_AGENT": _given(found["agent"])}, source, path))
    return [piece for piece in pieces if not piece.startswith(f"{Dimension.LANGUAGE}=")]


def _given(field):
    """nginx writes a dash for what the browser did not say."""
    return "" if field == "-" else field


def _places_of(pks):
    """{article pk: [(Dimension, pk of its category, of its event, of each author)]} of those of `pks` that exist. Two
    queries.
    """
    rows = Article.objects.filter(pk__in=pks).values_list("pk", "category_id", "event_id")
    places = {
        pk: [(Dimension.CATEGORY, category), *([(Dimension.EVENT, event)] if event else [])]
        for pk, category, event in rows
    }
    for pk, author in Article.authors.through.objects.filter(article__in=places).values_list("article", "author"):
        places[pk].append((Dimension.AUTHOR, author))
    return places


def _path(target):
    try:
        return unquote(urlsplit(target).path)
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def _page(path):
    """The ResolverMatch of a public page of this portal, or None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    is_page = match.app_name in PAGES and match.url_name not in NO_PAGES
    return match if is_page and not match.route.startswith("quan-tri/") else None
