"""The display status of an article: its four states, with "published" divided into three by its two moments, and the
bin, whatever the state; seven in all.

This rule is here alone, in three forms: `conditions` for the ORM, `shown_sql` for statements of our own,
`display_status_of` for a row at hand. A test compares them at every border.
"""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from .article import Article


class DisplayStatus(models.TextChoices):
    DRAFT = "draft", "Bản nháp"
    REVIEW = "review", "Chờ duyệt"
    SCHEDULED = "scheduled", "Hẹn giờ"
    SHOWN = "shown", "Đang hiện"
    EXPIRED = "expired", "Hết hạn"
    WITHDRAWN = "withdrawn", "Đã gỡ"
    BINNED = "binned", "Trong thùng rác"


# In the order of the states; the lists of the desk know no others.
OUT_OF_THE_BIN = [status for status in DisplayStatus if status != DisplayStatus.BINNED]


def not_binned(to_article: str = "") -> Q:
    """The Q of articles that are not in the bin; `to_article` ("articles__") leads to them from another model."""
    return Q(**{f"{to_article}binned_at": None})


# Publication is decided; the two moments alone say whether readers see the article now.
RELEASED = not_binned() & Q(status="published")


def begun(at: datetime, to_article: str = "") -> Q:
    """The Q of articles that readers could see at `at` or before, expired ones too; `to_article` ("articles__") leads
    to them from another model.
    """
    return not_binned(to_article) & Q(**{f"{to_article}status": "published", f"{to_article}published_at__lte": at})


def conditions(at: datetime | None = None) -> dict[DisplayStatus, Q]:
    """`{DisplayStatus: Q}` at the moment `at` (aware; default now); every article meets exactly one."""
    at = at or timezone.now()
    return {
        DisplayStatus.DRAFT: not_binned() & Q(status="draft"),
        DisplayStatus.REVIEW: not_binned() & Q(status="review"),
        DisplayStatus.SCHEDULED: RELEASED & Q(published_at__gt=at),
        DisplayStatus.SHOWN: begun(at) & (Q(expires_at=None) | Q(expires_at__gt=at)),
        DisplayStatus.EXPIRED: begun(at) & Q(expires_at__lte=at),
        DisplayStatus.WITHDRAWN: not_binned() & Q(status="withdrawn"),
        DisplayStatus.BINNED: Q(binned_at__isnull=False),
    }


def shown_sql(at: str = "%(now)s", alias: str = "articles_article") -> str:
    """The condition of SHOWN, at the moment that the SQL `at` gives, for the row of `articles_article` AS `alias`."""
    return (
        f"{alias}.binned_at IS NULL AND {alias}.status = 'published' AND {alias}.published_at <= {at} "
        f"AND ({alias}.expires_at IS NULL OR {alias}.expires_at > {at})"
    )


def shown_row_sql(key: str, at: str) -> str:
    """A SELECT for EXISTS: a row, without columns, if readers see the article `key` at `at` (both SQL)."""
    return f"SELECT FROM articles_article WHERE articles_article.id = {key} AND {shown_sql(at)}"


def display_status_of(article: "Article", at: datetime | None = None) -> DisplayStatus:
    """The DisplayStatus of `article` at `at` (aware; default now). No query."""
    at = at or timezone.now()
    if article.binned_at is not None:
        return DisplayStatus.BINNED
    if article.status != "published":
        return DisplayStatus(article.status)
    # A constraint guarantees that a published article has its moment.
    if cast(datetime, article.published_at) > at:
        return DisplayStatus.SCHEDULED
    is_expired = article.expires_at is not None and article.expires_at <= at
    return DisplayStatus.EXPIRED if is_expired else DisplayStatus.SHOWN
