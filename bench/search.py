"""Measures searches and lists in a portal of very many articles; makes no HTTP connection.

    manage.py generate_load --articles 100000 --comments 20000 --days 60
    .venv/bin/python bench/search.py

Prints two tables: searches by kind of question (finding, fetching twelve articles, excerpts), and whole pages
rendered without any cache.
"""

# ruff: noqa: E402 – Django must be set up before the portal is imported
import argparse
import os
import statistics
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cchc_portal.settings")

import django

django.setup()

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Author, Category, Tag
from articles.pagination import PER_PAGE
from articles.search.query import BEST, NEWEST, search
from articles.templatetags.article_tags import excerpt_of, highlighted
from richtext.text import html_to_text
from sample.prose import Prose
from vietnamese.lexemes import document_numbers
from vietnamese.text import fold

FREQUENT = ["hành chính", "thủ tục", "người dân", "hồ sơ", "tỉnh", "công chức", "xã phường", "một cửa", "trực tuyến"]
MIDDLE = ["đo đạc", "hợp tác xã", "chìa khóa", "bưu tá", "nguồn", "chữ ký số", "học phí", "kho lưu trữ", "máy quét"]
QUESTIONS = {
    "frequent, with marks": FREQUENT,
    "frequent, without marks": [fold(text) for text in FREQUENT],
    "middle, with marks": MIDDLE,
    "middle, without marks": [fold(text) for text in MIDDLE],
    "one letter or digit": ["a", "b", "o", "ở", "2"],
    "abbreviations": ["CCHC", "UBND", "HĐND", "TTHC", "DVC"],
    "spelled out": ["cải cách hành chính", "ủy ban nhân dân", "dịch vụ công trực tuyến", "thu tuc hanh chinh"],
    "sentences": ["người dân không phải đi lại lần thứ hai", "nộp hồ sơ trực tuyến ở đâu", "vì sao hồ sơ đất trễ hẹn"],
    "not there": ["xyzzy", "quỷnh quắng", "99999-NQ/TU"],
}


def rare(seed):
    """Names that are ever rarer in the generated articles, and numbers of their documents."""
    newest = Article.objects.published().newest_first()
    step = max(1, newest.count() // 10)
    texts = [html_to_text(newest[place].body) for place in range(step // 2, step * 9, step)]
    numbers = [number.text for text in texts for number in document_numbers(text)[-1:]]
    return {
        "rare words": Prose(seed).names[300::400],
        "document numbers": [*numbers, *(fold(number).replace("/", "").replace("-", "") for number in numbers[:3])],
    }


def measured(text, *, page=1, **options):
    """(milliseconds, matches) of one search with all queries of its page."""
    started = time.perf_counter()
    results = search(Article.objects.published(), text, **options)
    for article in results.articles(results.pks[(page - 1) * PER_PAGE : page * PER_PAGE]):
        highlighted(article.title, results.query_words)
        excerpt_of(article, results.query_words)
    return (time.perf_counter() - started) * 1000, len(results.pks)


def row(kind, questions, rounds, **options):
    """Prints the figures of one kind; each question is asked once before it is measured."""
    samples, matches = [], []
    for text in questions:
        matches.append(measured(text, **options)[1])
        samples += [measured(text, **options)[0] for _ in range(rounds)]
    found = f"{min(matches)}–{max(matches)}" if min(matches) != max(matches) else str(matches[0])
    print(f"| {kind:<28} | {len(questions):>3} | {_figures(samples)} | {found:>8} |", flush=True)
    return samples


def _figures(samples):
    p95 = statistics.quantiles(samples, n=20)[-1] if len(samples) > 1 else samples[0]
    return f"{statistics.median(samples):7.1f} | {p95:7.1f} | {max(samples):7.1f}"


def searches(rounds, seed):
    published, now = Article.objects.published(), timezone.localdate()
    by_size = Category.objects.annotate(size=Count("articles")).filter(size__gt=0).order_by("size")
    print("| search                       |   n |  p50 ms |  p95 ms |  max ms |  matches |\n|---|---|---|---|---|---|")
    samples = []
    for kind, questions in (QUESTIONS | rare(seed)).items():
        samples += row(kind, questions, rounds)
    mixed = FREQUENT[:3] + MIDDLE[:3]
    choices = {
        "in the smallest section": {"articles": published.in_category(by_size.first())},
        "in the largest section": {"articles": published.in_category(by_size.last())},
        "of one week": {"articles": published.published_between(now - timedelta(days=7), now)},
        "of one year": {"articles": published.published_between(now - timedelta(days=365), now)},
        "of one author": {"articles": published.by_author_named(Author.objects.first().name)},
        "newest first": {"sort": NEWEST},
        "page 2": {"page": 2, "sort": BEST},
        "page 40": {"page": 40, "sort": BEST},
    }
    for kind, options in choices.items():
        samples += row(kind, mixed, rounds, **options)
    print(f"| {'all':<28} | {len(samples) // rounds:>3} | {_figures(samples)} |          |")


def pages(rounds):
    client = Client(headers={"host": settings.ALLOWED_HOSTS[0]})
    category = (
        Category.objects.filter(parent=None).annotate(size=Count("children__articles")).order_by("-size").first()
    )
    article = Article.objects.published().newest_first()[500]
    listed = {
        "home": reverse("articles:home"),
        "article": article.get_absolute_url(),
        "category": category.get_absolute_url(),
        "category, page 40": f"{category.get_absolute_url()}?trang=40",
        "category, page 4000 (the last)": f"{category.get_absolute_url()}?trang=4000",
        "tag": Tag.objects.annotate(size=Count("articles")).order_by("-size").first().get_absolute_url(),
        "author": Author.objects.annotate(size=Count("articles")).order_by("-size").first().get_absolute_url(),
        "search, frequent": f"{reverse('articles:search')}?q=hành+chính",
        "search, rare": f"{reverse('articles:search')}?q=2517/QĐ-UBND",
        "feed": reverse("articles:feed"),
    }
    print("\n| page, rendered each time       |  p50 ms |  p95 ms |  max ms |\n|---|---|---|---|")
    for name, address in listed.items():
        samples = []
        for turn in range(rounds * 5 + 1):
            started = time.perf_counter()
            answer = client.get(address)
            if answer.status_code != 200:
                raise SystemExit(f"{address} answers {answer.status_code}")
            samples += [(time.perf_counter() - started) * 1000] if turn else []
        print(f"| {name:<30} | {_figures(samples)} |", flush=True)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5, help="how often each question is asked")
    options.add_argument("--seed", type=int, default=1, help="of generate_load")
    options.add_argument("--only", choices=["searches", "pages"])
    chosen = options.parse_args()
    with connection.cursor() as cursor:
        cursor.execute("SELECT version()")
        print(f"{Article.objects.count():,} articles, {cursor.fetchone()[0].split(' on ')[0]}\n")
    if chosen.only != "pages":
        searches(chosen.rounds, chosen.seed)
    if chosen.only != "searches":
        pages(chosen.rounds)


if __name__ == "__main__":
    main()
