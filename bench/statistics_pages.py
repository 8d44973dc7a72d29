"""Measures the statistics pages over ranges of all lengths: milliseconds a page, its queries and their time.

It only reads. Use a database with years of days, which `manage.py generate_load` makes.
"""

import argparse
import functools
import os
import statistics
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Sum  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import resolve, reverse  # noqa: E402

from stats.models import ArticleTotal, DimensionDay  # noqa: E402
from stats.rollup.ledger import days_with_figures  # noqa: E402
from vietnamese.dates import format_date  # noqa: E402

TARGET_MS, TARGET_QUERIES = 300, 10


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7)
    options = parser.parse_args()
    # The user is not stored: the database is only read.
    user = get_user_model()(username="bench", is_staff=True, is_active=True, is_superuser=True)
    first, last = days_with_figures()
    print(f"days {first} to {last}, {DimensionDay.objects.count():,} rows of dimensions")
    slow = sum(measure(user, name, query, options.times) for name in pages() for query in ranges(last))
    print(f"{slow} pages over {TARGET_MS} ms or {TARGET_QUERIES} queries")


@functools.cache
def pages():
    """{name: address} of the tabs, and of the category, author, event and article read most."""
    tabs = ["content", "sources", "devices", "searches", "clicks", "left_out", "newsroom", "live", "proof"]
    most = {kind: most_read(kind) for kind in ("category", "author", "event")}
    most["article"] = ArticleTotal.objects.order_by("-views").values_list("article_id", flat=True).first()
    return {
        "overview": reverse("stats:desk"),
        **{name: reverse(f"stats:{name}") for name in tabs},
        "comments": reverse("comment_handling"),
        **{f"one {name}": reverse(f"stats:{name}", args=[pk]) for name, pk in most.items() if pk},
    }


def most_read(kind):
    """The pk with the highest sum, as text, or None."""
    sums = DimensionDay.objects.filter(kind=kind).values("value").annotate(sum=Sum("count")).order_by("-sum")
    return sums.values_list("value", flat=True).first()


def ranges(last):
    """{name: query} of ranges that end with the last day that has figures."""

    def since(days, **more):
        return {"tu": format_date(last - timedelta(days=days - 1)), "den": format_date(last), **more}

    return {
        "7 days": since(7),
        "90 days": since(90),
        "a year, the year before": since(365, so_voi="nam-truoc"),
        "550 days, as many before": since(550),
        "all": {"ky": "tat-ca"},
    }


def measure(user, name, query, times):
    """Print one line; returns whether it missed a target."""
    address, asked = pages()[name], ranges(days_with_figures()[1])[query]
    request = RequestFactory().get(address, asked)
    request.user, request.session = user, {}
    view = resolve(address)

    def ask():
        answer = view.func(request, *view.args, **view.kwargs)
        if answer.status_code != 200:
            raise SystemExit(f"{address}: {answer.status_code}")

    ask()
    with CaptureQueriesContext(connection) as queries:
        ask()
    took, worked = [], time.process_time()
    for _ in range(times):
        begin = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begin) * 1000)
    worked = (time.process_time() - worked) * 1000 / times
    middle = statistics.median(took)
    in_database = 1000 * sum(float(one["time"]) for one in queries)
    missed = middle > TARGET_MS or len(queries) > TARGET_QUERIES
    print(
        f"{name:14} {query:26} p50 {middle:6.0f} ms   most {max(took):6.0f} ms   own CPU {worked:4.0f} ms"
        f"   database {in_database:4.0f} ms   {len(queries)} queries{'   MISSED' if missed else ''}",
        flush=True,
    )
    return missed


if __name__ == "__main__":
    main()
