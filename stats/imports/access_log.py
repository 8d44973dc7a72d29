"""Page views from access logs, for days on which the counter did not run.

A log knows less than a beacon: whether a page was looked at or only loaded ahead. So its figures prove nothing, and
are taken only for days that have none. A line is a view when all of this holds; the page “Cách tính lượt truy cập”
says the same:

- a page of readers was asked for by GET, of this portal where the log names its host;
- the answer is in COUNTED_STATUSES: the page itself, or that the browser's copy still holds (each reload is one);
- no program asked for it.
"""

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http.request import validate_host
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone

from articles.models import Article
from stats.collect import dimensions, sources
from stats.collect.bots import is_bot
from stats.days import VISIT, local_day
from stats.models import Dimension, Reason
from vietnamese.dates import format_time_date

from .history import Rows
from .log_files import LogFile
from .log_lines import Line, moment, network, without_persons
from .report import Report, refused
from .sentences import FORMATS

COUNTED_STATUSES = {"200", "304"}
# Those that the report parts by name: what a log may hold besides is anything at all.
OTHER_METHODS = {"HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "PROPFIND", "PURGE"}
STATUSES = set(map(str, range(100, 600)))
PAGES = {"articles", "layout", "stats", "comments"}
NO_PAGES = {"feed", "category_feed", "atom", "record", "picture", "news_sitemap"}
NO_HOSTS = {"", "-", "_", "localhost"}  # of a server that was given no name
# Memory grows with distinct readers of a day and of an article, not with lines: about 200 bytes each.
MOST_READERS = 2_000_000


class Reading:
    """Adds up the lines of any number of files, in any order. `rows` is then what `history.add_days` takes; `report`
    says what was left out.
    """

    def __init__(self, most_lines: int | None = None) -> None:
        self.lines = 0
        self.report = Report()
        self._most_lines = most_lines
        # A log may hold several sites: those of other names count only where none is ours.
        self._ours, self._others = Tally(), Tally()
        self._of_others = 0
        self._other = ("", 0, "")  # the first other host, its line, the line itself
        self._forms: dict[str, None] = {}  # formats, in the order in which they came
        self._without_referrer = 0  # views

    @property
    def unreadable(self) -> int:
        return self.report.count("unreadable")

    @property
    def is_read(self) -> bool:
        """Whether any line was one of an access log."""
        return bool(self._forms)

    def add(self, lines: Iterable[str]) -> None:
        """Read the `lines` of a file. Raises Unusable when they are too many, or their readers."""
        file = LogFile(self.report)
        for text in lines:
            self.lines += 1
            if self._most_lines and self.lines > self._most_lines:
                raise refused("too_long", most=self._most_lines)
            line = file.parse(text)
            refusal = self._add(line, text) if isinstance(line, Line) else line
            if refusal:
                code, detail = refusal
                example = "" if self.report.has(code, detail) else without_persons(text)
                self.report.leave_out(code, example, line=self.lines, detail=detail)

    def close(self) -> None:
        """After the last line: decide whose lines count, and note what is worth knowing of the log."""
        host, line, example = self._other
        if self._of_others and self._ours.site:
            self.report.leave_out("other_site", example, line=line, detail=host, count=self._of_others)
        elif self._of_others:
            self.report.note("other_host", host=host)
            self._ours, self._others = self._others, self._ours
        self._note_forms()
        if bots := sum(self._ours.excluded.values()):
            self.report.leave_out("bot", count=bots)
        if self._ours.first:
            ends = (self._ours.first, self._ours.last)
            first, last = (format_time_date(timezone.localtime(at)) for at in ends if at)
            self.report.note("part_of_day", first=first, last=last)

    def days(self) -> list[date]:
        return sorted(self._ours.site.keys() | {day for day, _ in self._ours.excluded})

    def views(self, day: date) -> int:
        return self._ours.site[day]

    def rows(self, days: Iterable[date]) -> Rows:
        """The rows of `days`. Two queries."""
        return self._ours.rows(set(days))

    def _note_forms(self) -> None:
        """Say which formats were read, and what lines of them cannot tell."""
        if self._forms:
            self.report.note("log_format", name=", ".join(FORMATS[form] for form in self._forms))
        if self._without_referrer:
            self.report.note("no_referrer", count=self._without_referrer)

    def _add(self, line: Line, text: str) -> tuple[str, str] | None:
        """Take `line` in, or say why it is left out: (code, detail)."""
        self._forms[line.form] = None
        path = _path(line.target)
        view = _page(path)
        refusal = _refusal(line, view)
        if refusal or view is None:
            return refusal
        at, sender = moment(line.at), network(line.address)
        if at is None or sender is None:
            return "unreadable", ""
        is_ours = _is_ours(line.host)
        if not is_ours:
            self._of_others += 1
            if self._of_others == 1:
                self._other = (line.host[:100], self.lines, without_persons(text))
        self._without_referrer += line.referrer is None
        (self._ours if is_ours else self._others).add(at, sender, line, path, view)
        return None


class Tally:
    """Figures by day. Visits are kept as spans of time, so a reader of a thousand pages takes no more room than one
    of a few.
    """

    def __init__(self) -> None:
        self.site: Counter[date] = Counter()
        self.excluded: Counter[tuple[date, str]] = Counter()
        self.first: datetime | None = None
        self.last: datetime | None = None
        self._articles: Counter[tuple[date, int]] = Counter()
        self._dimensions: Counter[tuple[date, str]] = Counter()
        self._spans: defaultdict[date, dict[int, list[float]]] = defaultdict(dict)
        self._readers: defaultdict[tuple[date, int], set[int]] = defaultdict(set)
        self._values: defaultdict[tuple[date, str], set[str]] = defaultdict(set)
        self._reader_count = 0

    def add(self, at: datetime, sender: bytes, line: Line, path: str, view: ResolverMatch) -> None:
        """Count a view. Raises Unusable when the readers are too many."""
        day = local_day(at)
        self.first = min(self.first or at, at)
        self.last = max(self.last or at, at)
        agent = line.agent or ""
        if is_bot(agent):
            self.excluded[day, Reason.BOT] += 1
            return
        visitor = hash((sender, agent))
        self.site[day] += 1
        is_article = view.view_name == "articles:detail"
        self._dimensions[day, f"{Dimension.HOUR}={timezone.localtime(at).hour:02}"] += 1
        for piece in _pieces(agent, line.referrer, None if is_article else path):
            self._dimensions[day, self._admitted(day, piece)] += 1
        self._see(day, visitor, at.timestamp())
        if is_article:
            self._read(day, view.kwargs["pk"], visitor)
        if self._reader_count > MOST_READERS:
            raise refused("too_many_visitors", most=MOST_READERS)

    def rows(self, days: set[date]) -> Rows:
        """The rows of `days`. Two queries."""
        places = _places_of({pk for day, pk in self._articles if day in days})
        articles = [
            (day, pk, views, len(self._readers[day, pk]))
            for (day, pk), views in self._articles.items()
            if day in days and pk in places
        ]
        return Rows(
            site=[(day, self.site[day], *self._visits(day)) for day in sorted(days)],
            articles=articles,
            excluded=[(day, reason, count) for (day, reason), count in self.excluded.items() if day in days],
            dimensions=[
                *((day, *_kind_and_value(piece), n) for (day, piece), n in self._dimensions.items() if day in days),
                *((day, kind, str(row), views) for day, pk, views, _ in articles for kind, row in places[pk]),
            ],
        )

    def _see(self, day: date, visitor: int, at: float) -> None:
        spans = self._spans[day].get(visitor)
        if spans is None:
            self._spans[day][visitor] = [at, at]
            self._reader_count += 1
        elif spans[-2] <= at:
            if at - spans[-1] > VISIT.total_seconds():
                spans += [at, at]
            else:
                spans[-1] = max(spans[-1], at)
        else:
            _insert(spans, at)

    def _read(self, day: date, pk: int, visitor: int) -> None:
        self._articles[day, pk] += 1
        readers = self._readers[day, pk]
        if visitor not in readers:
            readers.add(visitor)
            self._reader_count += 1

    def _admitted(self, day: date, piece: str) -> str:
        """Each day of the log has the limits of a day of the counter (`dimensions.admitted`), and uses up none of
        those of today.
        """
        kind = piece.partition("=")[0]
        if kind in dimensions.LIMITED:
            values = self._values[day, kind]
            if piece not in values and len(values) >= dimensions.LIMITED[kind].most:
                return f"{kind}={dimensions.OTHER}"
            values.add(piece)
        return piece

    def _visits(self, day: date) -> tuple[int, int]:
        """`(visits, visitors)` of `day`."""
        spans = self._spans[day].values() if day in self._spans else ()
        return sum(len(one) // 2 for one in spans), len(spans)


def _refusal(line: Line, view: ResolverMatch | None) -> tuple[str, str] | None:
    """Why a line that can be read is no view of a page: (code, detail); None for one that is."""
    if line.method != "GET":
        return "method", line.method if line.method in OTHER_METHODS else ""
    if line.status not in COUNTED_STATUSES:
        return "status", line.status if line.status in STATUSES else ""
    if view is None:
        return "no_page", ""
    return ("no_agent", "") if line.agent is None else None


def _insert(spans: list[float], at: float) -> None:
    """Put a moment that came late into `spans` (beginnings and ends in turn, sorted); what then touches is one."""
    place = bisect(spans, at)
    if place % 2:  # inside a span
        return
    moments = [*spans[:place], at, at, *spans[place:]]
    spans.clear()
    for beginning, end in zip(moments[::2], moments[1::2], strict=True):
        if spans and beginning - spans[-1] <= VISIT.total_seconds():
            spans[-1] = end
        else:
            spans += [beginning, end]


def _kind_and_value(piece: str) -> tuple[str, str]:
    kind, _, value = piece.partition("=")
    return kind, value


def _pieces(agent: str, referrer: str | None, path: str | None) -> list[str]:
    """The dimensions of a view, as `dimensions.of_view` gives them; a log does not know the language, and some logs
    not where readers came from.
    """
    source = None if referrer is None else sources.read(referrer, (urlsplit(settings.SITE_URL).netloc,))
    pieces = dimensions.of_view({"HTTP_USER_AGENT": agent}, source, path)
    return [piece for piece in pieces if not piece.startswith(f"{Dimension.LANGUAGE}=")]


def _places_of(pks: set[int]) -> dict[int, list[tuple[str, Any]]]:
    """{article pk: [(Dimension, pk of its category, of its event, of each author)]} of those of `pks` that exist. Two
    queries.
    """
    rows = Article.with_binned.filter(pk__in=pks).values_list("pk", "category_id", "event_id")
    places: dict[int, list[tuple[str, Any]]] = {
        pk: [(Dimension.CATEGORY, category), *([(Dimension.EVENT, event)] if event else [])]
        for pk, category, event in rows
    }
    for pk, author in Article.authors.through.objects.filter(article__in=places).values_list("article", "author"):
        places[pk].append((Dimension.AUTHOR, author))
    return places


def _path(target: str) -> str:
    try:
        return unquote(urlsplit(target).path)
    except ValueError:
        return ""


@lru_cache(maxsize=4096)
def _page(path: str) -> ResolverMatch | None:
    """The ResolverMatch of a public page of this portal, or None."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    is_page = match.app_name in PAGES and match.url_name not in NO_PAGES
    return match if is_page and not match.route.startswith("quan-tri/") else None


def _is_ours(host: str) -> bool:
    name = host.rpartition("@")[2].partition(":")[0].lower().rstrip(".")
    if name in NO_HOSTS:
        return True
    own = (urlsplit(settings.SITE_URL).hostname or "").removeprefix("www.")
    named = [allowed for allowed in settings.ALLOWED_HOSTS if allowed != "*"]
    return name.removeprefix("www.") == own or validate_host(name, named)
