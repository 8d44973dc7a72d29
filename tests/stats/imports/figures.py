"""Files of the imports' tests, and what pages and tables show of them."""

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from lxml import html

from stats.imports import figure_imports
from stats.models import ArticleDay, ArticleTotal, ArticleYear, DimensionDay, Excluded, SiteDay
from stats.rollup import ledger
from tests.stats.factories import CHROME

FIRST, SECOND = date(2025, 3, 1), date(2025, 3, 2)
SERIES = "day;views;visits\n2025-03-01;9;5\n2025-03-02;8;4\n"
TOTALS = (SiteDay, ArticleDay, ArticleTotal, ArticleYear, Excluded, DimensionDay)


def log(article, day=1, address="203.0.113.5", count=1):
    line = f'[0{day}/Mar/2025:09:00:00 +0700] "GET {article.get_absolute_url()} HTTP/1.1" 200 9 "-" "{CHROME}"'
    return (
        f"{address} - - {line}\n" * count
        + f'{address} - - [0{day}/Mar/2025:09:00:00 +0700] "GET / HTTP/1.1" 304 0 "-" "curl"\n'
    )


def totals():
    """Everything that the tables of totals hold."""
    return {model.__name__: sorted(map(str, model.objects.values_list())) for model in TOTALS}


def verdicts(*days):
    return [ledger.verify(day).agreed for day in days]


def upload(client, content, name="cu.csv", **fields):
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    return client.post(reverse("stats:imports"), {"file": file, **fields})


def words(response):
    return " ".join(" ".join(html.fromstring(response.text).itertext()).split())


def checked(text):
    return figure_imports.check(io.BytesIO(text.encode()), "cu.csv")
