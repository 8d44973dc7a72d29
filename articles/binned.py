"""What the bin knows of categories, tags, authors, events and pages. Apps.py registers it, before there are models."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.apps import apps

from vietnamese.slugs import slugify

from .bylines import names_in_byline

FORMER = "former_slugs"


def addresses_of(row: Any) -> list[str]:
    """The address of `row` and those that it had before it was renamed. One query."""
    return [type(row)(slug=slug).get_absolute_url() for slug in (row.slug, *_former_slugs(row))]


def addresses_by_articles(row: Any) -> list[str]:
    """As `addresses_of`, of a tag or an author; none if no article names it that readers see or saw, in the bin or
    not: to them it never was there. Two queries.
    """
    return addresses_of(row) if row.articles(manager="with_binned").visible_to(None).exists() else []


def stands_at(model_name: str) -> Callable[[str], bool]:
    """Whether a row of the model leads somewhere at a path, today's or one of before. Two queries at most."""

    def stands(path: str) -> bool:
        model: Any = apps.get_model("articles", model_name)
        slug = path.rstrip("/").rpartition("/")[2]
        if model(slug=slug).get_absolute_url() != path:
            return False
        former = _former().objects.filter(kind=model_name.lower(), slug=slug)
        return bool(model.objects.filter(slug=slug).exists() or former.exists())

    return stands


def remember_slugs(row: Any) -> dict[str, Any]:
    """Former slugs: a trigger deletes them with their row. One query."""
    return {FORMER: _former_slugs(row)}


def recall_slugs(row: Any, remembered: Mapping[str, Any]) -> Iterable[str]:
    """Let the former slugs lead to `row` again, but for those of which others have made use. Two queries."""
    former = remembered.get(FORMER, [])
    taken = set(type(row)._base_manager.filter(slug__in=former).values_list("slug", flat=True))
    rows = [_former()(kind=_kind(row), slug=slug, row_id=row.pk) for slug in former if slug not in taken]
    _former().objects.bulk_create(rows, ignore_conflicts=True)
    return ()


def recall_author(author: Any, remembered: Mapping[str, Any]) -> Iterable[str]:
    """Leave to `author` only the articles whose byline names it still: it may have been changed. Four queries."""
    own = {author.slug, slugify(author.name), *remembered.get(FORMER, [])}
    bylines = author.articles.model._base_manager.filter(authors=author).values_list("pk", "byline")
    others = [pk for pk, byline in bylines if own.isdisjoint(map(slugify, names_in_byline(byline)))]
    author.articles.through._base_manager.filter(author=author, article__in=others).delete()
    return recall_slugs(author, remembered)


def _former_slugs(row: Any) -> list[str]:
    rows = _former().objects.filter(kind=_kind(row), row_id=row.pk).order_by("-pk")
    return list(rows.values_list("slug", flat=True))


def _kind(row: Any) -> str:
    return str(row._meta.model_name)


def _former() -> Any:
    return apps.get_model("articles.FormerSlug")
