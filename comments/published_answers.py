"""Official answers that readers see, as proofreading reads them (copyediting/published.py)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet

from copyediting.published import PublishedText, Source, register
from proofreading.document import Block, Document, Kind


def register_all(model: Any, published: Callable[[], QuerySet[Any]]) -> None:
    """`model` is Comment, `published` answers with the articles that readers see: models are loaded later."""
    register(Source("answer", "Trả lời chính thức", partial(_answers, model, published)))


def _answers(model: Any, published: Callable[[], QuerySet[Any]], after: int, count: int) -> list[PublishedText]:
    """One query."""
    shown = model.objects.visible().filter(is_official=True, article__in=published(), pk__gt=after)
    rows = shown.order_by("pk").only("article_id", "name", "body")
    return [
        PublishedText(
            row.pk,
            row.name,
            row.get_absolute_url(),
            Document(tuple(Block(line, Kind.FIELD, "answer") for line in row.body.split("\n") if line.strip())),
        )
        for row in rows[:count]
    ]
