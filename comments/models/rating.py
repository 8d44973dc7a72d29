"""How useful readers find an article: one to five points, without a name."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Avg, Count, F, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from articles.models.visible_to import title_for
from comments.locks import one_at_a_time, refuse_crowd
from vietnamese.fields import CleanTextField

REASON_MAX = 500


@dataclass(frozen=True)
class Rater:
    """Somebody who rates, likes or reports (`senders`). `key` stands for one browser on one connection on one day,
    `network` for the connection.
    """

    key: UUID
    network: UUID


@dataclass(frozen=True, slots=True)
class RatingSummary:
    """The ratings of an article: the sum of their points, their number, and the average, if any."""

    points: int
    count: int
    average: float | None


class RatingQuerySet(models.QuerySet["Rating"]):
    def summary(self, article: Article) -> RatingSummary:
        """The RatingSummary of one article; one query."""
        totals = self.filter(article=article).aggregate(points=Sum("score"), count=Count("pk"), average=Avg("score"))
        return RatingSummary(totals["points"] or 0, totals["count"], totals["average"])

    @transaction.atomic
    def rate(self, article: Article, score: int, *, sender: Rater, reason: str = "") -> "Rating":
        """Keep `score` as today's rating of `sender`; a second one that day replaces the first.

        `reason` is for the editors; without one, an earlier one of that day stays. Raises TooManyFromHere.
        """
        one_at_a_time(sender.network)
        key: dict[str, Any] = {"article": article, "day": timezone.localdate(), "rater": sender.key}
        refuse_crowd(self.filter(article=article, day=key["day"]).exclude(rater=sender.key), sender.network)
        kept: dict[str, Any] = {"score": score, "network": sender.network} | ({"reason": reason} if reason else {})
        return self.update_or_create(**key, defaults=kept)[0]

    def between(self, first: date, last: date) -> Self:
        """Those of the local days from `first` to `last`."""
        return self.filter(day__range=(first, last))

    def by_article(self, fewest: int = 1, viewer: User | None = None) -> "models.QuerySet[Rating, Any]":
        """`{article, title, slug, count, average}` of each article with at least `fewest`, the best first; `title` is
        "" where `viewer` (None: anybody) may not know it.
        """
        named = self.values("article", title=title_for(viewer, to_article="article__"), slug=F("article__slug"))
        rated = _figures(named).filter(count__gte=fewest)  # type: ignore[misc]  # mypy does not see `count`
        return rated.order_by("-average", "-count", "article")

    def by_category(self) -> "models.QuerySet[Rating, Any]":
        """`{name, count, average}` of each category, the most rated first."""
        return _figures(self.values(name=F("article__category__name"))).order_by("-count", "name")

    def by_month(self) -> "models.QuerySet[Rating, Any]":
        """`{month, count, average}`, the latest month first; `month` is its first day."""
        return _figures(self.values(month=TruncMonth("day"))).order_by("-month")

    def with_reasons(self, viewer: User | None = None) -> Self:
        """Ratings with a reason, the latest first, each with its article and `article_title`, "" where `viewer` may
        not know it. The raters' keys are not even loaded.
        """
        ratings = self.exclude(reason="").select_related("article").order_by("-day", "-pk")
        ratings = ratings.only("day", "score", "reason", "article__slug")
        return ratings.annotate(article_title=title_for(viewer, to_article="article__"))


def _figures(groups: "models.QuerySet[Rating, Any]") -> "models.QuerySet[Rating, Any]":
    return groups.annotate(count=Count("pk"), average=Avg("score"))


class Rating(models.Model):
    """One visitor's opinion of one article on one day. Keys change every day, so no two ratings can be linked to one
    person.
    """

    class Score(models.IntegerChoices):
        ONE = 1, "rất không hài lòng"
        TWO = 2, "chưa hài lòng"
        THREE = 3, "bình thường"
        FOUR = 4, "hài lòng"
        FIVE = 5, "rất hài lòng"

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name="bài viết"
    )
    day = models.DateField("ngày", help_text="Ngày theo giờ Việt Nam.")
    rater = models.UUIDField("khóa người đánh giá")
    network = models.UUIDField("khóa mạng")
    score = models.PositiveSmallIntegerField("điểm", choices=Score)
    reason = CleanTextField("góp ý", max_length=REASON_MAX, blank=True, help_text="Chỉ Ban Biên tập đọc.")

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = "đánh giá"
        verbose_name_plural = "đánh giá"
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "rater"],
                name="rating_once_a_day",
                violation_error_message="Mỗi người đánh giá một bài một lần trong ngày.",
            ),
            models.CheckConstraint(
                name="rating_score_1_to_5",
                condition=Q(score__range=(1, 5)),
                violation_error_message="Điểm đánh giá từ 1 đến 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.score} điểm"
