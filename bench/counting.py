"""Measures counting: beacons a second, and hits rolled up a second; in a database of its own. See README.md."""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg2

from bench.run import BASE, PROJECT, cpu_seconds, granian, milliseconds, serving
from devserver.launcher import BLOCKING_THREADS

SCRATCH = f"bench_counting_{os.getpid()}"
ARTICLES = 200
PAUSE_MS = 58  # on average: 64 readers make a thousand beacons a second


@contextmanager
def scratch_database():
    """Yield an empty database beside the real one; child processes and Django in this process use it."""
    url = os.environ["DATABASE_URL"]
    own = psycopg2.connect(url)
    own.autocommit = True
    cursor = own.cursor()
    cursor.execute(f"DROP DATABASE IF EXISTS {SCRATCH} WITH (FORCE)")
    cursor.execute(f"CREATE DATABASE {SCRATCH}")
    parts = urlsplit(url)
    os.environ["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{SCRATCH}"))
    os.environ["TRUSTED_PROXIES"] = "127.0.0.1"
    try:
        subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=PROJECT, check=True)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
        django.setup()
        yield
        django.db.connections.close_all()
    finally:
        cursor.execute(f"DROP DATABASE {SCRATCH} WITH (FORCE)")
        own.close()


def make_articles():
    from django.utils import timezone

    from articles.models import Article, Category

    category = Category.objects.create(name="Đo tốc độ")
    rows = [
        Article(pk=n, title=f"Bài {n}", slug=f"bai-{n}", category=category, status="published")
        for n in range(1, ARTICLES + 1)
    ]
    for row in rows:
        row.published_at = timezone.now()
    Article.objects.bulk_create(rows)


@contextmanager
def working():
    worker = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=PROJECT, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(30)


def measure_beacon(seconds, threads, workers):
    with serving(granian(threads, workers), in_one_core=False) as server, working():
        time.sleep(5)
        print(f"beacon, {workers} processes of {threads} threads")
        answered = send_beacons(server, "to begin with", 2, 16)
        answered += send_beacons(server, "16 readers without a pause", seconds, 16)
        answered += send_beacons(server, "64 readers with pauses", seconds, 64, PAUSE_MS)
        largest = table_size()
        counted = counted_when_all_is_rolled_up()
    print(f"answered {answered:,}, counted {counted:,}; hits table {largest}", flush=True)


def send_beacons(server, name, seconds, clients, *pause):
    """Returns how many were answered. wrk breaks off `clients` requests at its end, which may be counted, too."""
    script, path = Path(__file__).with_name("beacon.lua"), f"{BASE}/thong-ke/ghi-nhan/"
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}", "--latency", "-s", str(script), path, "--"]
    before = cpu_seconds(server)
    output = subprocess.run([*command, *map(str, pause)], capture_output=True, text=True, check=True).stdout
    used = cpu_seconds(server) - before
    answered = int(re.search(r"(\d+) requests in", output)[1])
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", output)[1])
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    print(
        f"  {name}: {rate:,.0f}/s, {answered / used:,.0f} per CPU second, p50 {milliseconds(output, '50%'):.1f} ms, "
        f"p99 {milliseconds(output, '99%'):.1f} ms; {wrong[1] if wrong else 0} not answered with 200",
        flush=True,
    )
    return answered


def table_size():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_total_relation_size('stats_hit'))")
        return cursor.fetchone()[0]


def counted_when_all_is_rolled_up():
    from django.db.models import Sum

    from stats.models import Hit, SiteDay

    until = time.monotonic() + 120
    while Hit.objects.exists() and time.monotonic() < until:
        time.sleep(0.2)
    return SiteDay.objects.aggregate(sum=Sum("views"))["sum"] or 0


FILL = """
INSERT INTO stats_hit (at, article_id, visitor, reason, facets)
SELECT now() - interval '4 minutes' + n * interval '200 microseconds',
       CASE WHEN chance < 0.65 THEN ceil(%(articles)s * random() * random()) END,
       floor(n / 4 + random() * 4000)::bigint * 2654435761,
       CASE WHEN chance > 0.9 THEN 'bot' ELSE '' END,
       ARRAY['device=' || (ARRAY['mobile', 'mobile', 'desktop', 'tablet'])[ceil(random() * 4)],
             'browser=' || (ARRAY['Chrome', 'Chrome', 'Safari', 'Cốc Cốc', 'Edge', 'Firefox'])[ceil(random() * 6)],
             'system=' || (ARRAY['Android', 'iOS', 'Windows', 'macOS'])[ceil(random() * 4)], 'language=vi',
             'source=' || (ARRAY['inside', 'inside', 'search', 'social', 'direct'])[ceil(random() * 5)],
             'referrer=trang' || floor(100 * random() * random()) || '.example']
FROM (SELECT n, random() AS chance FROM generate_series(1, %(hits)s) AS n) AS drawn
"""


def measure_rollup(hits):
    from django.db import connection

    from stats.rollup.rollup import roll_up_all

    with connection.cursor() as cursor:
        cursor.execute(FILL, {"hits": hits, "articles": ARTICLES})
        cursor.execute("VACUUM ANALYZE stats_hit")
    started = time.perf_counter()
    rows = roll_up_all()
    took = time.perf_counter() - started
    print(f"rollup of {rows:,} hits, visitors and visits exact: {rows / took:,.0f}/s", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=10, help="length of the beacon's measurement")
    parser.add_argument("--hits", type=int, default=200_000, help="how many hits are rolled up")
    parser.add_argument("--only", choices=["beacon", "rollup"])
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left running
    if not shutil.which("wrk"):
        sys.exit("wrk is needed; on Debian: apt-get install wrk")
    with scratch_database():
        make_articles()
        if options.only != "rollup":
            measure_beacon(options.seconds, threads=BLOCKING_THREADS, workers=2)
        if options.only != "beacon":
            measure_rollup(options.hits)


if __name__ == "__main__":
    main()
