"""Measures a thousand hits a second for minutes: the worker's lag, the size of the hits, bytes for a million views.

    .venv/bin/python -m bench.sustained --seconds 600

It uses a database of its own. One connection writes the hits row by row, as the recorder does.
"""

import argparse
import signal
import sys
import time

from bench.counting import ARTICLES, FILL, make_articles, scratch_database, working

A_SECOND = 20  # steps of writing
SIZES = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relname LIKE 'stats\\_%%' AND relkind = 'r' AND pg_total_relation_size(oid) > 100000 ORDER BY 2 DESC
"""
LAG = """
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(at)), 0), pg_total_relation_size('stats_hit') FROM stats_hit
"""


def write(seconds, rate):
    """Write hits for `seconds`; returns `(hits, longest lag in seconds, largest table in bytes)`."""
    from django.db import connection

    # The same readers as in the rollup's measurement, but now: four pages each, most of them of an article.
    now = FILL.replace("now() - interval '4 minutes' + n * interval '200 microseconds'", "clock_timestamp()")
    now = now.replace("floor(n / 4 + random() * 4000)", "floor(%(first)s / 4 + random() * 4000)")
    started, hits, longest, largest, look_at = time.monotonic(), 0, 0.0, 0, 5
    with connection.cursor() as cursor:
        while (passed := time.monotonic() - started) < seconds:
            due = int(min(passed, seconds) * rate) - hits
            cursor.execute(now, {"hits": due, "articles": ARTICLES, "first": hits})
            hits += due
            if passed > look_at:
                cursor.execute(LAG)
                lag, size = cursor.fetchone()
                longest, largest, look_at = max(longest, float(lag)), max(largest, size), look_at + 1
            time.sleep(max(0, (hits / rate) - (time.monotonic() - started) + 1 / A_SECOND))
    return hits, longest, largest


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--rate", type=int, default=1000, help="hits a second")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that nothing is left running
    with scratch_database():
        from django.db import connection

        from bench.counting import counted_when_all_is_rolled_up
        from stats.models import Excluded, SiteDay
        from stats.rollup.ledger import verify

        make_articles()
        with working():
            time.sleep(4)
            hits, longest, largest = write(options.seconds, options.rate)
            views = counted_when_all_is_rolled_up()
        excluded = sum(Excluded.objects.values_list("count", flat=True))
        print(f"{hits:,} hits in {options.seconds} s; lag at most {longest:.1f} s, hits table {largest / 1e6:.1f} MB")
        print(f"counted {views:,} and left out {excluded:,}; exact: {views + excluded == hits}")
        for day in SiteDay.objects.values_list("day", flat=True):
            print(f"{day} agrees with the ledger: {verify(day).agreed}")
        with connection.cursor() as cursor:
            cursor.execute(SIZES)
            for name, size in cursor.fetchall():
                print(f"  {name:<20} {size / 1e6:8.1f} MB, {size / views:6.1f} bytes a view")


if __name__ == "__main__":
    main()
