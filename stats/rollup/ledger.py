"""The proof of the totals. Each rollup writes what it added to a ledger. A day that can no longer grow is compared
with its ledger and gets a signed checksum: a digest of all its totals.

So a total that somebody changed by hand is found: on an open day by the ledger, on a signed day by its checksum.
The ledger of a signed day is deleted; its views join the running sums of `ArticleYear`.
"""

import hashlib
import hmac
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Max, Min
from django.utils import timezone

from stats.days import local_day
from stats.models import DayChecksum, LedgerEntry, SiteDay

from .lock import hold_totals
from .retention import RETENTION_DAYS

# Running sums of the year grow by the day. Where the year has later days already, its sums are computed again.
EXTEND = """
INSERT INTO stats_articleyear AS kept (year, article_id, up_to_day)
SELECT %(year)s, article_id, array_fill(0, ARRAY[%(number)s - 1]) || views::int
FROM stats_articleday WHERE day = %(day)s ORDER BY article_id
ON CONFLICT (year, article_id) DO UPDATE SET up_to_day = kept.up_to_day
    || array_fill(kept.up_to_day[cardinality(kept.up_to_day)], ARRAY[%(number)s - 1 - cardinality(kept.up_to_day)])
    || (kept.up_to_day[cardinality(kept.up_to_day)] + EXCLUDED.up_to_day[%(number)s])
WHERE cardinality(kept.up_to_day) < %(number)s
"""
REGENERATE = """
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
# The same for years of which articles lost views, and no sums of nothing.
REGENERATE_YEARS = """
UPDATE stats_articleyear AS kept SET up_to_day = ARRAY(
    SELECT sum(coalesce(views, 0)) OVER (ORDER BY number)
    FROM generate_series(1, cardinality(kept.up_to_day)) AS number
    LEFT JOIN stats_articleday AS days
        ON days.day = make_date(kept.year, 1, 1) + number - 1 AND days.article_id = kept.article_id
    ORDER BY number
)
WHERE year = ANY (%(years)s) AND article_id = ANY (%(articles)s);
DELETE FROM stats_articleyear
WHERE year = ANY (%(years)s) AND article_id = ANY (%(articles)s) AND up_to_day[cardinality(up_to_day)] = 0
"""
PARTS = ["site", "articles", "readers", "excluded", "facets"]
# (part, name, figure): what the `entries` of a ledger add up to, and what the tables hold for a day.
NOTED = """
SELECT part, name, sum(figure::bigint)::bigint AS figure
FROM {entries}, unnest(%(parts)s) AS part, jsonb_each_text(added -> part) AS named (name, figure)
GROUP BY part, name
"""
STORED = """
SELECT 'site' AS part, name, figure
FROM stats_siteday,
    LATERAL (VALUES ('views', views), ('visits', visits), ('visitors', visitors)) AS named (name, figure)
WHERE day = %(day)s
UNION ALL SELECT 'articles', article_id::text, views FROM stats_articleday WHERE day = %(day)s
UNION ALL SELECT 'readers', article_id::text, visitors FROM stats_articleday WHERE day = %(day)s
UNION ALL SELECT 'excluded', reason, count FROM stats_excluded WHERE day = %(day)s
UNION ALL SELECT 'facets', kind || '=' || value, count FROM stats_facetday WHERE day = %(day)s
"""
NOTED_ON_DAY = NOTED.format(entries="(SELECT added FROM stats_ledgerentry WHERE day = %(day)s) AS entries")
DIFFERENCES = f"""
WITH noted AS ({NOTED_ON_DAY}), stored AS ({STORED})
SELECT part, name, coalesce(noted.figure, 0), coalesce(stored.figure, 0)
FROM noted FULL JOIN stored USING (part, name)
WHERE coalesce(noted.figure, 0) <> coalesce(stored.figure, 0)
ORDER BY array_position(%(parts)s, part), name
"""  # noqa: S608
# The totals that the checksum of a day covers: what its ledger notes came after it was signed.
SIGNED = f"""
WITH late AS ({NOTED_ON_DAY}), stored AS ({STORED})
SELECT part, name, sum(figure)::bigint
FROM (SELECT * FROM stored UNION ALL SELECT part, name, -figure FROM late) AS figures
GROUP BY part, name
"""  # noqa: S608
STORED_ON_DAYS = STORED.replace("= %(day)s", "= ANY (%(days)s)").replace("SELECT '", "SELECT day, '")
# (day, part, name, figure) of several days, as SIGNED gives it of one.
SIGNED_ON_DAYS = f"""
WITH stored AS ({STORED_ON_DAYS}),
late AS (
    SELECT day, part, name, -figure::bigint AS figure
    FROM stats_ledgerentry, unnest(%(parts)s) AS part, jsonb_each_text(added -> part) AS named (name, figure)
    WHERE day = ANY (%(days)s)
)
SELECT day, part, name, sum(figure)::bigint FROM (SELECT * FROM stored UNION ALL SELECT * FROM late) AS figures
GROUP BY day, part, name
"""  # noqa: S608
# Many entries become one; the statement does not see what a rollup notes meanwhile.
COMPACT = f"""
WITH entries AS (DELETE FROM stats_ledgerentry WHERE day = %(day)s RETURNING added),
noted AS ({NOTED.format(entries="entries")})
INSERT INTO stats_ledgerentry (day, at, added)
SELECT %(day)s, now(), coalesce(jsonb_object_agg(part, figures), '{{}}')
FROM (SELECT part, jsonb_object_agg(name, figure) AS figures FROM noted GROUP BY part) AS parts
HAVING EXISTS (SELECT FROM entries)
"""  # noqa: S608
COMPACT_FROM = 100


@dataclass
class Sums:
    """The figures of one day, each part a Counter by name; those of `site` are views, visits and visitors."""

    site: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    readers: Counter[str] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)
    facets: Counter[str] = field(default_factory=Counter)  # of dimensions; stored entries and digests say "facets"

    def add_site(self, views: int, visits: int, visitors: int) -> None:
        self.add({"site": {"views": views, "visits": visits, "visitors": visitors}})

    def add_article(self, article_id: int, views: int, visitors: int) -> None:
        self.add({"articles": {article_id: views}, "readers": {article_id: visitors}})

    def add_excluded(self, reason: str, count: int) -> None:
        self.add({"excluded": {reason: count}})

    def add_dimension(self, kind: str, value: str, count: int) -> None:
        self.add({"facets": {f"{kind}={value}": count}})

    def add(self, parts: Mapping[str, Mapping[Any, int]]) -> None:
        """Add {part: {name: number}}; names become text."""
        for part, figures in parts.items():
            counter = getattr(self, part)
            for name, number in figures.items():
                counter[str(name)] += number

    def negative(self) -> "Sums":
        """The same figures below zero: what is taken out."""
        return Sums(*(Counter({name: -n for name, n in getattr(self, part).items()}) for part in PARTS))

    def as_dict(self) -> dict[str, dict[str, int]]:
        """The figures without zeros, so that a sum of zero equals one that was never counted."""
        return {part: {name: n for name, n in sorted(getattr(self, part).items()) if n} for part in PARTS}

    def digest(self) -> str:
        """SHA-256 of all figures, as hex."""
        return hashlib.sha256(json.dumps(self.as_dict(), ensure_ascii=False, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Verdict:
    """The result of comparing a day with its proof. `agreed` is None where there is no proof: counted elsewhere.
    `differences` are (part, name, by the proof, in the totals); of a signed day only the digest is known.
    """

    day: date
    is_signed: bool
    agreed: bool | None
    differences: tuple[tuple[str, str, int, int], ...] = ()


def note(added: Mapping[date, Sums]) -> None:
    """Write {day: Sums} into the ledger. Days that are over lose their checksum and get a new one without proof; one
    whose ledger still waits to be signed keeps it, and its proof.
    """
    first_open = first_open_day()
    over = [day for day in added if day < first_open]
    signed = DayChecksum.objects.filter(day__in=over)
    waiting = LedgerEntry.objects.filter(day__in=over).exclude(day__in=signed.values("day"))
    noted = set(waiting.values_list("day", flat=True))
    LedgerEntry.objects.bulk_create(
        LedgerEntry(day=day, added=sums.as_dict()) for day, sums in added.items() if day >= first_open or day in noted
    )
    signed.delete()


def regenerate(years: Iterable[int], articles: Iterable[int]) -> None:
    """Work out the running sums of `years` again for `articles` (pks) that lost views."""
    with connection.cursor() as cursor:
        cursor.execute(REGENERATE_YEARS, {"years": list(years), "articles": list(articles)})


def first_open_day(at: datetime | None = None) -> date:
    """The oldest day that can still grow at `at` (aware; default now)."""
    return local_day(at or timezone.now()) - timedelta(days=RETENTION_DAYS)


def totals_of(day: date) -> Sums:
    """The Sums that the tables hold. One query."""
    return _sums(STORED, day)


def _sums(sql: str, day: date) -> Sums:
    sums = Sums()
    with connection.cursor() as cursor:
        cursor.execute(sql, _of(day))
        for part, name, figure in cursor.fetchall():
            getattr(sums, part)[name] = figure
    return sums


def compact() -> None:
    """Add up the entries of each day that has many, so that verifying a busy day costs no more than a quiet one.

    One query, and one for each such day.
    """
    entries = LedgerEntry.objects.values("day").annotate(count=Count("pk")).filter(count__gte=COMPACT_FROM)
    with connection.cursor() as cursor:
        for day in list(entries.values_list("day", flat=True)):
            cursor.execute(COMPACT, _of(day))


def verify(day: date) -> Verdict:
    """The Verdict on `day`, from one state of the database: rollups may go on meanwhile. Three queries."""
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                # PostgreSQL cannot estimate the size of an entry, and would compile for a second in place of reading.
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; SET LOCAL jit = off")
        return _verify(day)


def altered(days: Iterable[date]) -> list[date]:
    """Those of `days` whose totals do not agree with their checksum or, while they are open, with their ledger. Two
    queries, and two for each open day.
    """
    days = list(days)
    signed = DayChecksum.objects.filter(day__in=days).exclude(digest="").in_bulk()
    sums: defaultdict[date, Sums] = defaultdict(Sums)
    with connection.cursor() as cursor:
        cursor.execute(SIGNED_ON_DAYS, {"days": list(signed), "parts": PARTS})
        for day, part, name, figure in cursor.fetchall():
            getattr(sums[day], part)[name] = figure
    first_open = first_open_day()
    wrong = [day for day, checksum in signed.items() if checksum.agreed is False or not _is_true(checksum, sums[day])]
    wrong += [day for day in days if day >= first_open and _held_against_ledger(day).agreed is False]
    return sorted(wrong)


def _is_true(checksum: DayChecksum, sums: Sums) -> bool:
    return checksum.digest == sums.digest() and hmac.compare_digest(checksum.signature, _signature(checksum))


def _verify(day: date) -> Verdict:
    checksum = DayChecksum.objects.filter(day=day).first()
    if not checksum:
        return _held_against_ledger(day)
    if not checksum.digest:
        return Verdict(day, True, None)
    return Verdict(day, True, checksum.agreed if _is_true(checksum, _sums(SIGNED, day)) else False)


def _held_against_ledger(day: date) -> Verdict:
    if not LedgerEntry.objects.filter(day=day).exists():
        return Verdict(day, False, None)
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, _of(day))
        differences = tuple(cursor.fetchall())
    return Verdict(day, False, not differences, differences)


def _of(day: date) -> dict[str, Any]:
    return {"day": day, "parts": PARTS}


def sign_days(at: datetime | None = None) -> int:
    """Sign every day that can no longer grow at `at` and has no checksum, or has views that came after it.

    Returns how many.
    """
    first_open = first_open_day(at)
    with_figures = set(SiteDay.objects.filter(day__lt=first_open).values_list("day", flat=True))
    signed = set(DayChecksum.objects.values_list("day", flat=True))
    noted = set(LedgerEntry.objects.filter(day__lt=first_open).values_list("day", flat=True).distinct())
    due = (with_figures - signed) | noted
    for day in sorted(due):
        _sign_day(day)
    return len(due)


@transaction.atomic
def _sign_day(day: date) -> None:
    hold_totals()  # else a rollup could change totals before the ledger is read
    earlier = DayChecksum.objects.filter(day=day).first()
    checksum = DayChecksum(day=day, digest=totals_of(day).digest(), agreed=_verify(day).agreed)
    checksum.late = earlier.late + _sums(NOTED_ON_DAY, day).site["views"] if earlier else 0
    checksum.signature = _signature(checksum)
    checksum.save()
    place: dict[str, date | int] = {"day": day, "year": day.year, "number": day.timetuple().tm_yday}
    with connection.cursor() as cursor:
        cursor.execute(REGENERATE, place)
        cursor.execute(EXTEND, place)
    LedgerEntry.objects.filter(day=day).delete()


def _signature(checksum: DayChecksum) -> str:
    """HMAC-SHA256 of the day, its digest, the verdict and how many came late, under a key of this portal, as hex."""
    late = f" {checksum.late}" if checksum.late else ""
    key = hmac.digest(settings.SECRET_KEY.encode(), b"stats.seal", hashlib.sha256)
    return hmac.new(
        key, f"{checksum.day} {checksum.digest} {checksum.agreed}{late}".encode(), hashlib.sha256
    ).hexdigest()


def days_with_figures() -> tuple[date, date] | tuple[None, None]:
    """The first and the last day that has figures, or (None, None). One query."""
    return tuple(SiteDay.objects.aggregate(first=Min("day"), last=Max("day")).values())
