"""The dimensions of a view or an event: pieces "kind=value" (`models.Dimension`), coarse and few.

Nothing here identifies a person: no address, no path or query of another site, no words that look like somebody's
number. Values are names of our own lists, rows of the portal, or what readers write and link; of those a process takes
a limited number of different ones a day (`CardinalityLimit`).
"""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.urls import Resolver404, resolve
from django.utils import timezone

from articles.models import Attachment, Category, Page
from database.recent import Recent
from layout.models import Banner
from vietnamese.text import canonical, clean_text

from . import agents, sources

OTHER = "other"
SECONDS_OF_SLUGS = 60
SEARCH_MAX_LENGTH = 80
RESULTS_MAX = 9999
LANGUAGE_MAX_LENGTH = 35  # of one name, with script and region (RFC 5646)
DIGITS_OF_A_PERSON = 9  # a telephone number; an identity card has more

PAGES = {
    "articles:home": "home",
    "articles:category": "category",
    "articles:search": "search",
    "articles:event_list": "event",
    "articles:event": "event",
    "articles:byline": "author",
    "articles:tag": "tag",
    "articles:page": "page",
    "articles:glossary": "glossary",
    "articles:glossary_search": "glossary",
    "comments:thread": "comments",
    "comments:comment": "comments",
    "comments:questions": "questions",
    "comments:look_up": "questions",
    "stats:public": "statistics",
    "stats:method": "statistics",
}
# Of these few, each is counted by its path.
NAMED = {"articles:category": Category.objects.all(), "articles:page": Page.objects.filter(is_published=True)}
# What readers open or click and beacons name by its key; it must be there.
ROWS = {"download": Attachment.objects.all(), "banner": Banner.objects.all()}
LANGUAGES = {code.partition("-")[0] for code in LANG_INFO} | {"fil", "hmn", "lo"}
READING = ((10, "0-10"), (30, "10-30"), (60, "30-60"), (180, "60-180"))


_Page = tuple[str, str | None]  # its URL name, and the slug that it has in its address


class CardinalityLimit:
    """Admits at most `most` different values a day, so that nobody fills a table with made-up ones. Days are local,
    as those of all totals.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self._admitted: tuple[date | None, set[str]] = None, set()  # the day and its values

    def admits(self, value: str) -> bool:
        today = timezone.localdate()
        day, values = self._admitted
        if day != today:
            values = set()
            self._admitted = today, values
        if value not in values and len(values) < self.most:
            values.add(value)
        return value in values


LIMITED = {"referrer": CardinalityLimit(2000), "outbound": CardinalityLimit(2000), "search": CardinalityLimit(5000)}


def admitted(pieces: list[str]) -> list[str]:
    """`pieces` of a beacon that counts, as they are stored. Of the kinds in LIMITED, a site beyond today's limit
    becomes "other", and words beyond it are dropped.
    """
    kept = []
    for piece in pieces:
        kind = piece.partition("=")[0]
        if kind not in LIMITED or LIMITED[kind].admits(piece):
            kept.append(piece)
        elif kind != "search":
            kept.append(f"{kind}={OTHER}")
    return kept


def of_view(headers: Mapping[str, str], source: sources.Source | None = None, path: str | None = None) -> list[str]:
    """The pieces of a view. `headers` as in `request.META`; `source` (a `sources.Source`) where it is known; `path`
    where it is no article's. Two queries a minute for all views; else microseconds, or a millisecond for a browser
    never seen.
    """
    agent = agents.read(headers.get("HTTP_USER_AGENT", ""))
    pieces = [
        f"device={agent.device}",
        f"browser={agent.browser}",
        f"system={agent.system}",
        f"language={language(headers.get('HTTP_ACCEPT_LANGUAGE', ''))}",
    ]
    if source:
        # Inside such a program nobody types an address: the link came from there.
        from_program = source.kind == sources.DIRECT and agent.browser in {"Zalo", "Facebook"}
        pieces.append(f"source={sources.SOCIAL if from_program else source.kind}")
        if source.host:
            pieces.append(f"referrer={source.host}")
    if path is not None:
        pieces.append(f"page={page(path)}")
    return pieces


def language(accepted: str) -> str:
    """The first language of an Accept-Language header, "vi"; "other" where there is none."""
    return _language(accepted[:LANGUAGE_MAX_LENGTH])


@lru_cache(maxsize=512)
def _language(accepted: str) -> str:
    code = accepted.partition(",")[0].partition(";")[0].partition("-")[0].strip().lower()
    return code if code in LANGUAGES else OTHER


def page(path: str) -> str:
    """What a path shows: a kind of PAGES, the path itself of an existing category or static page, or "other"."""
    name, slug = _page(path)
    return path if (name, slug) in _slugs.get() else PAGES.get(name, OTHER)


@lru_cache(maxsize=2048)
def _page(path: str) -> _Page:
    try:
        match = resolve(path)
    except Resolver404:
        return "", None
    return match.view_name, match.kwargs.get("slug")


def _names_and_slugs() -> frozenset[_Page]:
    """The existing pages of NAMED. Two queries."""
    return frozenset((name, slug) for name, rows in NAMED.items() for slug in rows.values_list("slug", flat=True))


_slugs: Recent[frozenset[_Page]] = Recent(_names_and_slugs, seconds=SECONDS_OF_SLUGS, initial=frozenset())


def of_search(words: str, results: int) -> list[str]:
    """The piece of a search, "<number of results> <words>"; none for words that may be about a person."""
    words = canonical(clean_text(words))[:SEARCH_MAX_LENGTH].strip()
    if not words or "@" in words or sum(map(str.isdigit, words)) >= DIGITS_OF_A_PERSON:
        return []
    return [f"search={min(results, RESULTS_MAX)} {words}"]


def of_outbound(host: str) -> list[str]:
    """The piece of a link to another site; none when it names no site."""
    host = sources.clean_host(host)
    return [f"outbound={host}"] if host else []


def of_leaving(depth: int, seconds: int) -> list[str]:
    """The pieces of the end of a reading: the quarter of the article that was reached (`depth` in per cent), and how
    long the article was visible.
    """
    quarter = 25 * max(1, -(-min(depth, 100) // 25))
    reading = next((name for below, name in READING if seconds < below), "180+")
    return [f"depth={quarter}", f"reading={reading}"]


def of_row(kind: str, pk: int) -> list[str]:
    """The piece of a download or of a click on a banner (`ROWS`)."""
    return [f"{kind}={pk}"]


def named_row(pieces: list[str]) -> tuple[str, int]:
    """(kind of ROWS, pk) of the row that `pieces` are about; ("", 0) when they are about none."""
    kind, _, value = pieces[0].partition("=") if pieces else ("", "", "")
    return (kind, int(value)) if kind in ROWS else ("", 0)
