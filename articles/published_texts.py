"""Articles, pages and events that readers see, as proofreading reads them (copyediting/published.py)."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.utils import timezone

from copyediting.published import PublishedText, Source, register
from proofreading.html import document_of_html


def register_all(model: Callable[[str], Any]) -> None:
    """`model` answers with a model of this package by its name: this module is loaded before they are."""
    register(Source("article", "Bài viết", partial(_articles, model("Article")), teaches=True))
    register(Source("page", "Trang tĩnh", partial(_pages, model("Page"))))
    register(Source("event", "Sự kiện", partial(_events, model("Event"))))


def _articles(model: Any, after: int, count: int) -> list[PublishedText]:
    """Two queries."""
    rows = model.objects.published().filter(pk__gt=after).order_by("pk")
    rows = rows.select_related("cover").prefetch_related("attachments")
    needed = (
        "title",
        "slug",
        "summary",
        "body",
        "cover_caption",
        "byline",
        "source",
        "source_url",
        "published_at",
        "cover__file",
    )
    return [_of_article(row) for row in rows.only(*needed)[:count]]


def _of_article(row: Any) -> PublishedText:
    fields = {"title": row.title, "sapo": row.summary, "caption": row.cover_caption}
    document = document_of_html(row.body, fields | {"attachment": "\n".join(map(str, row.attachments.all()))})
    facts = {"byline": row.byline, "source": row.source, "source_url": row.source_url}
    facts["cover"] = row.cover.url if row.cover else ""
    return PublishedText(
        row.pk, row.title, row.get_absolute_url(), document, facts | _moments(published_at=row.published_at)
    )


def _pages(model: Any, after: int, count: int) -> list[PublishedText]:
    rows = model.objects.filter(is_published=True, pk__gt=after).order_by("pk")
    return [
        PublishedText(
            row.pk,
            row.title,
            row.get_absolute_url(),
            document_of_html(row.body, {"title": row.title, "sapo": row.summary}),
        )
        for row in rows[:count]
    ]


def _events(model: Any, after: int, count: int) -> list[PublishedText]:
    rows = model.objects.filter(pk__gt=after).order_by("pk")
    return [
        PublishedText(
            row.pk,
            row.name,
            row.get_absolute_url(),
            document_of_html("", {"title": row.name, "sapo": row.summary, "place": row.place}),
            _moments(starts_at=row.starts_at, ends_at=row.ends_at),
        )
        for row in rows[:count]
    ]


def _moments(**moments: datetime | None) -> dict[str, str]:
    """As forms send them: ISO text of local time."""
    return {name: timezone.localtime(moment).isoformat() for name, moment in moments.items() if moment}
