"""Measures the admin's list of articles under each filter and in each order, for an editor and for a writer.

It only reads. Use a database that `manage.py generate_load --articles 100000 --comments 1000000` has filled.
"""

import argparse
import os
import random
from datetime import timedelta
from http import HTTPStatus

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")
django.setup()

from django.contrib.sessions.backends.signed_cookies import SessionStore  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import RequestFactory  # noqa: E402
from django.urls import resolve, reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from articles.models import Article  # noqa: E402
from articles.models.display_status import OUT_OF_THE_BIN  # noqa: E402
from bench.measured import conditions, measure  # noqa: E402
from vietnamese.dates import format_date  # noqa: E402

TARGET_MS = 200
FREQUENT = ["hồ sơ", "thủ tục", "người dân", "cải cách hành chính", "xã", "trong"]
MIDDLE = ["hộ tịch", "đất đai", "chuyển đổi số", "họp báo", "khen thưởng"]
ORDERS = ["1", "-1", "2", "-2", "3", "-3", "4", "-4", "5", "-5", "6", "-6"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--seed", type=int, default=1, help="which words, which author")
    parser.add_argument("--only", default="", help="lists in whose name this stands")
    options = parser.parse_args()
    users = {"editor": editor(), "writer": writer()}
    print(f"{Article.objects.count():,} articles; {conditions()}")
    asked = {name: query for name, query in questions(options.seed).items() if options.only in name}
    missed = [
        measure_list(users[role], role, name, query, options.times) for role in users for name, query in asked.items()
    ]
    print(f"{sum(missed)} of {len(missed)} lists over {TARGET_MS} ms of processor time; {conditions()}")


def editor():
    """Somebody who may know every article, and who is not stored."""
    return User(pk=1, username="bench", is_staff=True, is_active=True, is_superuser=True)


def writer():
    """Somebody who began articles, with the rights of a writer; not stored either."""
    found = (
        Article.objects.exclude(created_by=None).values_list("created_by", flat=True).order_by("created_by").first()
    )
    user = User(pk=found or 1, username="writer", is_staff=True, is_active=True)
    user._perm_cache = {"articles.view_article", "articles.change_article", "articles.add_article"}
    return user


def questions(seed):
    """{name: query} of every filter, the widest value that it has, some together, and every order."""
    chance = random.Random(seed)
    newest = Article.objects.order_by("-published_at").first()
    some = {"category__id__exact": newest.category_id}
    week = {"published_at_from": format_date(timezone.localdate() - timedelta(days=7))}
    signed = Article.authors.through.objects.values_list("author").annotate(number=Count("pk"))
    authors = [author for author, _ in signed.order_by("-number", "author")] or [0]
    widest, anybody = authors[0], chance.choice(authors)
    frequent, middle = chance.sample(FREQUENT, 2), chance.choice(MIDDLE)
    return {
        "no filter": {},
        **{status: {"trang_thai": status} for status in OUT_OF_THE_BIN},
        "mine": {"cua": "toi"},
        "mine and shown": {"cua": "toi", "trang_thai": "shown"},
        "category": some,
        "author of most": {"authors__id__exact": widest},
        "some author": {"authors__id__exact": anybody},
        "author and status": {"authors__id__exact": widest, "trang_thai": "draft"},
        "author and category": some | {"authors__id__exact": anybody},
        "creator": {"created_by__id__exact": newest.created_by_id or 0},
        "creator and status": {"created_by__id__exact": newest.created_by_id or 0, "trang_thai": "draft"},
        "a week": week,
        "featured": {"is_featured__exact": 1},
        "ticker": {"in_ticker__exact": 1},
        "category and status": some | {"trang_thai": "shown"},
        "category, withdrawn": some | {"trang_thai": "withdrawn"},
        "search, frequent words": {"q": frequent[0]},
        "search, middling words": {"q": middle},
        "search, rare words": {"q": "khongcotunay"},
        "category and search": some | {"q": frequent[1]},
        "author and search": {"authors__id__exact": widest, "q": frequent[0]},
        "drafts and search": {"trang_thai": "draft", "q": frequent[1]},
        "search by title": {"q": frequent[1], "o": "1"},
        "search, page 20": {"q": frequent[0], "p": 20},
        "page 2": {"p": 2},
        "page 1,000": {"p": 1000},
        "page 3,000": {"p": 3000},
        "author, page 300": {"authors__id__exact": widest, "p": 300},
        "category, page 100": some | {"p": 100},
        **{f"by column {order}": {"o": order} for order in ORDERS},
        "category by title": some | {"o": "1"},
        "by title, page 1,000": {"o": "1", "p": 1000},
    }


def measure_list(user, role, name, query, times):
    """Print one line; returns whether it missed the target."""
    address = reverse("admin:articles_article_changelist")
    request = RequestFactory().get(address, query)
    request.user, request.session, view = user, SessionStore(), resolve(address)
    request._messages = []

    def ask():
        answer = view.func(request, *view.args, **view.kwargs)
        if answer.status_code == HTTPStatus.OK:
            answer.render()
        return answer

    found = ask()
    rows = found.context_data["cl"].result_list if found.status_code == HTTPStatus.OK else []
    taken = measure(ask, times)
    missed = taken.processor > TARGET_MS
    by = f"{role:6} {name:24} {found.status_code} {len(rows):2} rows"
    print(f"{by}   {taken}{'   MISSED' if missed else ''}", flush=True)
    return missed


if __name__ == "__main__":
    main()
