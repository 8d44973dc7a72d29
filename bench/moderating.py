"""The moderators' queue with very many waiting comments: milliseconds a page, queries, and the time in PostgreSQL.

It writes into its database, so take one of its own: `manage.py generate_load --articles 2000`, then
`-m bench.moderating --waiting 100000`.
"""

import argparse
import os
import statistics
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from comments.models import Comment  # noqa: E402
from comments.privacy import consent  # noqa: E402

WAITING = """
INSERT INTO comments_comment (
    article_id, name, email, body, is_official, state, reason, version, findings, score, submission_id, sender_key,
    digest, consent_version, consented_at, created_at, due_at, was_recalled, likes, wants_mail
)
SELECT (%(articles)s)[1 + number %% cardinality(%(articles)s)], 'Bạn đọc ' || number, 'ban.doc@thu.example',
       repeat('Bộ phận một cửa làm việc cả sáng thứ Bảy thì bà con đỡ phải nghỉ làm. ', 1 + number %% 8), false,
       'pending', '', 0,
       CASE WHEN number %% 10 = 0 THEN '[{"code": "links", "matched": "x.vn", "weight": 2}]' ELSE '[]' END::jsonb,
       0, gen_random_uuid(), md5((number %% 20000)::text)::uuid, gen_random_uuid(), %(consent)s, at, at,
       at + interval '3 days', false, 0, false
FROM (SELECT number, now() - number * interval '1 minute' AS at FROM generate_series(1, %(count)s) AS number) AS sent
"""
PAGES = {
    "the queue, the oldest open": "",
    "the second page": "?sau={cursor}",
    "one comment, fetched ahead": "?phan=binh-luan&bl={pk}",
    "held for links": "?ly_do=links",
    "held for a reason that nothing has": "?ly_do=flood",
    "overdue": "?qua_han=1",
    "given to me (nothing)": "?cua_toi=1",
    "of one article": "?bai={article}",
    "approved": "?trang_thai=approved",
    "spam": "?trang_thai=spam",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--waiting", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    fill(options.waiting)
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(get_user_model().objects.filter(username="kiemduyet").get())
    client.get("/quan-tri/binh-luan/")
    middle = Comment.objects.pending()[options.waiting // 2]
    names = {"pk": middle.pk, "article": middle.article_id}
    names["cursor"] = f"{int(middle.created_at.timestamp() * 1e6)}-{middle.pk}"
    print(f"{Comment.objects.pending().count():,} waiting")
    for name, query in PAGES.items():
        measure(client, name, "/quan-tri/binh-luan/" + query.format(**names), options.times)


def fill(count):
    missing = count - Comment.objects.pending().count()
    if missing <= 0:
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_agg(id) FROM articles_article WHERE status = 'published'")
        values = {"articles": cursor.fetchone()[0], "count": missing, "consent": consent.VERSION}
        cursor.execute(WAITING, values)
        cursor.execute("VACUUM ANALYZE comments_comment")


def measure(client, name, address, times):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
        count = len(queries)  # the next request forgets them
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code}")
    took, worked = [], time.process_time()
    for _ in range(times):
        begin = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - begin) * 1000)
    worked = (time.process_time() - worked) * 1000 / times
    took.sort()
    middle, high = statistics.median(took), took[int(0.95 * times)]
    print(f"{name:38} p50 {middle:6.0f} ms   p95 {high:6.0f} ms   own CPU {worked:4.0f} ms   {count} queries")


if __name__ == "__main__":
    main()
