"""Makes very many comments and days of visits in PostgreSQL itself, for measuring speed."""

from django.db import connection, transaction
from django.utils import timezone

from articles.models.display_status import shown_sql
from articles.sql import BELONGS_TO
from comments.privacy import consent
from stats.models import Reason
from stats.rollup.ledger import first_open_day

from .source import read_site

ONE_IN_REPLIES = 5

COMMENTS = f"""
WITH pool AS (
    SELECT id, published_at, row_number() OVER (ORDER BY published_at DESC, id DESC) AS place, count(*) OVER () AS size
    FROM articles_article
    WHERE {shown_sql(at="%(now)s")}
), luck AS (
    SELECT 1 + floor(power(random(), 3) * (SELECT size FROM pool LIMIT 1)) AS place, power(random(), 2) AS late,
           random() AS state, floor(random() * 1e6)::int AS name, floor(random() * 1e6)::int AS body,
           md5(random()::text)::uuid AS key, md5(random()::text)::uuid AS submission
    FROM generate_series(1, %(count)s)
), written AS (
    SELECT luck.*, pool.id AS article_id,
           published_at + late * least(%(now)s - published_at, interval '20 days') AS created_at,
           CASE WHEN state < 0.9 THEN 'approved' WHEN state < 0.95 THEN 'pending'
                WHEN state < 0.98 THEN 'rejected' ELSE 'spam' END AS state_name
    FROM luck JOIN pool USING (place)
)
INSERT INTO comments_comment (
    article_id, name, email, body, is_official, state, reason, decided_at, version, findings, score, submission_id,
    sender_key, digest, consent_version, consented_at, created_at, due_at, first_decided_at, was_recalled, likes,
    wants_mail
)
SELECT article_id, (%(names)s)[1 + name %% cardinality(%(names)s)], 'ban.doc@thu.example',
       (%(bodies)s)[1 + body %% cardinality(%(bodies)s)], false, state_name,
       CASE state_name WHEN 'rejected' THEN 'Không liên quan đến nội dung bài viết.' ELSE '' END,
       CASE state_name WHEN 'pending' THEN NULL ELSE created_at + interval '20 minutes' END,
       (state_name <> 'pending')::int, '[]', 0, submission, key, key, %(consent)s, created_at, created_at,
       created_at + interval '3 days',
       CASE state_name WHEN 'pending' THEN NULL ELSE created_at + interval '20 minutes' END,
       false, floor(6 * power(random(), 4)), false
FROM written
"""  # noqa: S608 (constants alone)
REPLIES = """
INSERT INTO comments_comment (
    article_id, parent_id, name, email, body, is_official, state, reason, decided_at, version, findings, score,
    submission_id, sender_key, digest, consent_version, consented_at, created_at, due_at, first_decided_at,
    was_recalled, likes, wants_mail
)
SELECT article_id, id, name, email, body, false, state, reason, decided_at + interval '1 hour', version, '[]', 0,
       md5(submission_id::text)::uuid, md5(sender_key::text)::uuid, md5(digest::text)::uuid, consent_version,
       created_at + interval '1 hour', created_at + interval '1 hour', due_at + interval '1 hour',
       decided_at + interval '1 hour', false, 0, false
FROM comments_comment WHERE id > %(last)s AND state = 'approved' ORDER BY id LIMIT %(count)s
"""
EVENTS = """
INSERT INTO comments_commentevent (comment_id, kind, at, from_state, to_state, why)
SELECT id, 'arrival', created_at, '', 'pending', '' FROM comments_comment WHERE id > %(last)s UNION ALL
SELECT id, 'decision', decided_at, 'pending', state, reason FROM comments_comment
WHERE id > %(last)s AND state <> 'pending'
"""

OLD_SHARE = 0.03
# A local day begins and ends at moments that `zone` says; the session's zone, UTC, would have others. Read on a day is
# what readers could see at some moment of it, of which the first is its beginning or the publication.
ARTICLE_DAYS = f"""
INSERT INTO stats_articleday (day, article_id, views, visitors)
SELECT day, id, views, ceil(0.86 * views) FROM (
    SELECT day, id,
           greatest(1, floor((0.3 + random()) * (260 * exp(-age / 2.0) + 20 / (1 + age / 30.0)))::int) AS views
    FROM (
        SELECT day, id, extract(epoch FROM ends_at - published_at) / 86400 AS age
        FROM (
            SELECT midnight::date AS day, midnight AT TIME ZONE %(zone)s AS starts_at,
                   (midnight + interval '1 day') AT TIME ZONE %(zone)s AS ends_at
            FROM (SELECT date_trunc('day', %(now)s AT TIME ZONE %(zone)s) AS today) AS clock,
                 generate_series(today - (%(days)s - 1) * interval '1 day', today, interval '1 day') AS midnight
        ) AS days
        JOIN articles_article ON published_at < ends_at
        WHERE published_at <= %(now)s AND {shown_sql(at="greatest(published_at, starts_at)")}
    ) AS ages
    WHERE age < 20 OR random() < %(share)s
) AS read
ON CONFLICT DO NOTHING
"""  # noqa: S608 (constants alone)
# Signed days as the worker leaves them, but without real digests: nobody checks invented figures.
ARTICLE_YEARS = """
INSERT INTO stats_articleyear (year, article_id, up_to_day)
SELECT extract(year FROM day), article_id, array_agg(up_to_day ORDER BY day)
FROM (
    SELECT day, article_id,
           sum(coalesce(views, 0)) OVER (PARTITION BY article_id, extract(year FROM day) ORDER BY day) AS up_to_day
    FROM (
        SELECT year_day::date AS day, article_id
        FROM (
            SELECT article_id, date_trunc('year', day) AS january, max(day) AS last
            FROM stats_articleday WHERE day < %(open)s GROUP BY 1, 2
        ) AS years, generate_series(january, last, interval '1 day') AS year_day
    ) AS numbered
    LEFT JOIN stats_articleday USING (day, article_id)
) AS running
GROUP BY 1, 2
"""
CHECKSUMS = """
INSERT INTO stats_dayseal (day, digest, signature, sealed_at)
SELECT day, '', '', %(now)s FROM stats_siteday WHERE day < %(open)s
"""
ARTICLE_TOTALS = """
INSERT INTO stats_articletotal (article_id, views) SELECT article_id, sum(views) FROM stats_articleday GROUP BY 1
ON CONFLICT (article_id) DO UPDATE SET views = EXCLUDED.views
"""
SITE_DAYS = """
INSERT INTO stats_siteday (day, views, visits, visitors)
SELECT day, 1.6 * sum(views), 0.7 * sum(views), 0.58 * sum(views) FROM stats_articleday GROUP BY day
ON CONFLICT (day) DO UPDATE SET views = EXCLUDED.views, visits = EXCLUDED.visits, visitors = EXCLUDED.visitors
"""
# As many values of each kind as a busy portal has, the first of them most often.
DIMENSIONS = """
INSERT INTO stats_facetday (kind, day, value, count)
SELECT kind, day, CASE kind WHEN 'hour' THEN to_char(n - 1, 'FM00') WHEN 'search' THEN (n %% 9) || ' từ khóa ' || n
                            ELSE kind || ' ' || n END,
       ceil(views / (n + 2.0))
FROM stats_siteday, unnest(%(kinds)s, %(sizes)s) AS kinds (kind, size), generate_series(1, size) AS n
ON CONFLICT (kind, day, value) DO UPDATE SET count = EXCLUDED.count
"""
VIEWS_OF_PARTS = " UNION ALL ".join(
    f"""
SELECT '{kind}', day, pk::text, sum(views)
FROM stats_articleday JOIN ({rows}) AS part USING (article_id) GROUP BY 1, 2, 3"""  # noqa: S608 (constants alone)
    for kind, rows in BELONGS_TO.items()
)
ARTICLE_DIMENSIONS = f"""
INSERT INTO stats_facetday (kind, day, value, count) {VIEWS_OF_PARTS}
ON CONFLICT (kind, day, value) DO UPDATE SET count = EXCLUDED.count
"""
SIZES = {"hour": 24, "source": 5, "referrer": 60, "device": 4, "browser": 9, "system": 6, "language": 5, "page": 12,
         "search": 80, "download": 12, "outbound": 20, "banner": 6, "depth": 4, "reading": 5}  # fmt: skip
EXCLUDED = """
INSERT INTO stats_excluded (day, reason, count)
SELECT day, reason, ceil(views * 0.4 / place ^ 2)
FROM stats_siteday, unnest(%(reasons)s) WITH ORDINALITY AS reasons (reason, place)
ON CONFLICT (day, reason) DO UPDATE SET count = EXCLUDED.count
"""


@transaction.atomic
def load_comments(count, *, seed=1):
    """Add `count` comments, most of them below the newest articles; every fifth answers another."""
    comments = read_site()["comment"]
    replies = count // ONE_IN_REPLIES
    with connection.cursor() as cursor:
        _seed(cursor, seed)
        cursor.execute("SELECT coalesce(max(id), 0) FROM comments_comment")
        values = {
            "last": cursor.fetchone()[0],
            "names": [row["name"] for row in comments if not row.get("official")],
            "bodies": [row["body"] for row in comments],
            "consent": consent.VERSION,
            "now": timezone.now(),
        }
        cursor.execute(COMMENTS, values | {"count": count - replies})
        cursor.execute(REPLIES, values | {"count": replies})
        cursor.execute(EVENTS, values)


@transaction.atomic
def load_days(days, *, seed=1, zone, share=OLD_SHARE):
    """Visits on the last `days` local days of `zone`: of every new article, and of a `share` of the older ones."""
    reasons = [Reason.BOT, Reason.PREFETCH, Reason.STAFF, Reason.WEBDRIVER, Reason.MALFORMED, Reason.UNKNOWN]
    now = timezone.now()
    with connection.cursor() as cursor:
        _seed(cursor, seed)
        cursor.execute(ARTICLE_DAYS, {"days": days, "zone": zone, "share": share, "now": now})
        cursor.execute(ARTICLE_YEARS, {"open": first_open_day(now)})
        cursor.execute(ARTICLE_TOTALS)
        cursor.execute(SITE_DAYS)
        cursor.execute(DIMENSIONS, {"kinds": list(SIZES), "sizes": list(SIZES.values())})
        cursor.execute(ARTICLE_DIMENSIONS)
        cursor.execute(CHECKSUMS, {"open": first_open_day(now), "now": now})
        cursor.execute(EXCLUDED, {"reasons": [str(reason) for reason in reasons]})


def _seed(cursor, seed):
    """Make random() repeatable; PostgreSQL's parallel workers would break that, so there are none."""
    cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    cursor.execute("SELECT setseed(%s)", [seed % 1000 / 1000])
