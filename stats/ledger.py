"""The proof of the totals. Each rollup writes what it added to a ledger; a day that can no longer grow is held against
it and sealed: a digest of all its totals, signed.

So a total that somebody changed by hand is found: on a day that is open by the ledger, on a sealed one by its seal.
The ledger of a sealed day is not needed any more and goes; its views join the running sums of `ArticleYear`.
"""

import hashlib
import hmac
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, Min
from django.utils import timezone

from .models import ArticleDay, DaySeal, Excluded, FacetDay, LedgerEntry, SiteDay
from .retention import KEPT_DAYS
from .visitors import local_day

# Running sums of the year grow by the day. Where the year has later days already, its sums are made anew.
EXTEND = """
INSERT INTO stats_articleyear AS kept (year, article_id, up_to_day)
SELECT %(year)s, article_id, array_fill(0, ARRAY[%(number)s - 1]) || views::int
FROM stats_articleday WHERE day = %(day)s ORDER BY article_id
ON CONFLICT (year, article_id) DO UPDATE SET up_to_day = kept.up_to_day
    || array_fill(kept.up_to_day[cardinality(kept.up_to_day)], ARRAY[%(number)s - 1 - cardinality(kept.up_to_day)])
    || (kept.up_to_day[cardinality(kept.up_to_day)] + EXCLUDED.up_to_day[%(number)s])
WHERE cardinality(kept.up_to_day) < %(number)s
"""
MAKE_ANEW = """
UPDATE stats_articleyear AS kept SET up_to_day = ARRAY(
    SELECT sum(coalesce(views, 0)) OVER (ORDER BY number)
    FROM generate_series(1, cardinality(kept.up_to_day)) AS number
    LEFT JOIN stats_articleday AS days
        ON days.day = make_date(kept.year, 1, 1) + number - 1 AND days.article_id = kept.article_id
    ORDER BY number
)
WHERE year = %(year)s AND cardinality(up_to_day) >= %(number)s
    AND article_id IN (SELECT article_id FROM stats_articleday WHERE day = %(day)s)
"""
PARTS = ("site", "articles", "readers", "excluded", "facets")


@dataclass
class Sums:
    """The figures of one day, each part a Counter by name; those of `site` are views, visits and visitors."""

    site: Counter = field(default_factory=Counter)
    articles: Counter = field(default_factory=Counter)
    readers: Counter = field(default_factory=Counter)
    excluded: Counter = field(default_factory=Counter)
    facets: Counter = field(default_factory=Counter)

    def add_site(self, views, visits, visitors):
        self.add({"site": {"views": views, "visits": visits, "visitors": visitors}})

    def add_article(self, article_id, views, visitors):
        self.add({"articles": {article_id: views}, "readers": {article_id: visitors}})

    def add_left_out(self, reason, count):
        self.add({"excluded": {reason: count}})

    def add_facet(self, kind, value, count):
        self.add({"facets": {f"{kind}={value}": count}})

    def add(self, parts):
        """Add {part: {name: number}}; names become text."""
        for part, figures in parts.items():
            counter = getattr(self, part)
            for name, number in figures.items():
                counter[str(name)] += number

    def as_dict(self):
        """Without zeros: what was never counted and what came to nothing is the same."""
        return {part: {name: n for name, n in sorted(getattr(self, part).items()) if n} for part in PARTS}

    def digest(self):
        """SHA-256 of all figures, as hex."""
        return hashlib.sha256(json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """What holding one day against its proof showed. `agreed` is None where there is no proof: counted elsewhere.
    `differences` are (part, name, by the proof, in the totals); of a sealed day only the digest is known.
    """

    day: object
    is_sealed: bool
    agreed: bool | None
    differences: tuple = ()


def note(added):
    """Write {day: Sums} into the ledger; days that are over lose their seal, and get a new one without proof."""
    first_open = first_open_day()
    LedgerEntry.objects.bulk_create(
        LedgerEntry(day=day, added=sums.as_dict()) for day, sums in added.items() if day >= first_open
    )
    DaySeal.objects.filter(day__in=[day for day in added if day < first_open]).delete()


def first_open_day(at=None):
    """The oldest day that can still grow at `at` (aware; default now)."""
    return local_day(at or timezone.now()) - timedelta(days=KEPT_DAYS)


def totals_of(day):
    """The Sums that stand in the tables. Four queries."""
    sums = Sums()
    for row in SiteDay.objects.filter(day=day):
        sums.add_site(row.views, row.visits, row.visitors)
    for article_id, views, visitors in ArticleDay.objects.filter(day=day).values_list(
        "article_id", "views", "visitors"
    ):
        sums.add_article(article_id, views, visitors)
    for reason, count in Excluded.objects.filter(day=day).values_list("reason", "count"):
        sums.add_left_out(reason, count)
    for kind, value, count in FacetDay.objects.filter(day=day).values_list("kind", "value", "count"):
        sums.add_facet(kind, value, count)
    return sums


def ledger_of(day):
    """The Sums of all entries of `day`, or None when there is no entry."""
    entries = LedgerEntry.objects.filter(day=day).values_list("added", flat=True).iterator(chunk_size=500)
    sums = None
    for added in entries:
        sums = sums or Sums()
        sums.add(added)
    return sums


def verify(day):
    """The Verdict on `day`, from one state of the database: rollups may go on meanwhile. Up to six queries."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return _verify(day)


def _verify(day):
    seal = DaySeal.objects.filter(day=day).first()
    if seal and not seal.digest:
        return Verdict(day, True, None)
    totals = totals_of(day)
    if seal:
        is_true = seal.digest == totals.digest() and hmac.compare_digest(seal.signature, _sign(seal))
        return Verdict(day, True, seal.agreed if is_true else False)
    return _held_against_ledger(day, totals)


def _held_against_ledger(day, totals):
    noted = ledger_of(day)
    if noted is None:
        return Verdict(day, False, None)
    differences = tuple(_differences(noted.as_dict(), totals.as_dict()))
    return Verdict(day, False, not differences, differences)


def _differences(noted, totals):
    for part in PARTS:
        for name in sorted(noted[part].keys() | totals[part].keys()):
            by_ledger, total = noted[part].get(name, 0), totals[part].get(name, 0)
            if by_ledger != total:
                yield part, name, by_ledger, total


def seal_days(at=None):
    """Seal every day that can no longer grow at `at` and has no seal yet; returns how many."""
    first_open = first_open_day(at)
    with_figures = set(SiteDay.objects.filter(day__lt=first_open).values_list("day", flat=True))
    sealed = set(DaySeal.objects.values_list("day", flat=True))
    for day in sorted(with_figures - sealed):
        _seal(day)
    return len(with_figures - sealed)


@transaction.atomic
def _seal(day):
    totals = totals_of(day)
    seal = DaySeal(day=day, digest=totals.digest(), agreed=_held_against_ledger(day, totals).agreed)
    seal.signature = _sign(seal)
    seal.save(force_insert=True)
    place = {"day": day, "year": day.year, "number": day.timetuple().tm_yday}
    with connection.cursor() as cursor:
        cursor.execute(MAKE_ANEW, place)
        cursor.execute(EXTEND, place)
    LedgerEntry.objects.filter(day=day).delete()


def _sign(seal):
    """HMAC-SHA256 of the day, its digest and the verdict, under a key of this portal, as hex."""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"stats.seal", hashlib.sha256)
    return hmac.new(key, f"{seal.day} {seal.digest} {seal.agreed}".encode(), hashlib.sha256).hexdigest()


def days_with_figures():
    """The first and the last day that has figures, or (None, None). One query."""
    return tuple(SiteDay.objects.aggregate(first=Min("day"), last=Max("day")).values())
