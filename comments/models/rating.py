"""How useful readers find an article: one to five points, without a name."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Avg, Case, Count, F, Min, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import TruncMonth
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from articles.models.visible_to import title_for
from comments.locks import is_crowded, one_at_a_time
from vietnamese.fields import CleanTextField

REASON_MAX = 500
SCORE_NAMES = ("one", "two", "three", "four", "five")


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
    def counted(self) -> Self:
        """Those that make up the figures: not those that were set aside, unless an editor took them in."""
        return self.filter(standing__in=COUNTED)

    def summary(self, article: Article) -> RatingSummary:
        """The RatingSummary of one article, of what counts; one query."""
        totals = (
            self.counted()
            .filter(article=article)
            .aggregate(points=Sum("score"), count=Count("pk"), average=Avg("score"))
        )
        return RatingSummary(totals["points"] or 0, totals["count"], totals["average"])

    @transaction.atomic
    def rate(self, article: Article, score: int, *, sender: Rater, reason: str = "") -> "Rating":
        """Keep `score` as today's rating of `sender`; a second one that day replaces the first.

        `reason` is for the editors; without one, an earlier one of that day stays. What exceeds the ratings that count
        of one network and day is set aside. Raises TooManyFromHere when it is not even kept.
        """
        one_at_a_time(sender.network)
        key: dict[str, Any] = {"article": article, "day": timezone.localdate(), "rater": sender.key}
        others = self.filter(article=article, day=key["day"]).exclude(rater=sender.key)
        standing = Rating.Standing.ASIDE if is_crowded(others, sender.network) else Rating.Standing.COUNTED
        kept: dict[str, Any] = {"score": score, "network": sender.network} | ({"reason": reason} if reason else {})
        return self.update_or_create(**key, defaults=kept, create_defaults=kept | {"standing": standing})[0]

    def crowds(self, viewer: User | None = None) -> "models.QuerySet[Rating, Any]":
        """What was set aside, by article, day and network: first what waits for an editor, then the newest.

        `{article, title ("" where `viewer` may not know it), slug, day, handle, number, average, waiting, taken, one …
        five, counted}`: `handle` is the pk of one of them, by which a form names them all; `number` were set aside, of
        which `waiting` are not decided and `taken` count now; `one` to `five` say how often each score was given;
        `counted` came before them.
        """
        named = self.exclude(standing=Rating.Standing.COUNTED).values(
            "article", "day", "network", title=title_for(viewer, to_article="article__"), slug=F("article__slug")
        )
        earlier = Rating.objects.filter(
            article=OuterRef("article"), day=OuterRef("day"), network=OuterRef("network"), standing="counted"
        )
        of_scores = {name: Count("pk", filter=Q(score=score)) for score, name in enumerate(SCORE_NAMES, 1)}
        crowds = named.annotate(
            handle=Min("pk"),
            number=Count("pk"),
            average=Avg("score"),
            waiting=Count("pk", filter=Q(standing=Rating.Standing.ASIDE)),
            taken=Count("pk", filter=Q(standing=Rating.Standing.TAKEN)),
            counted=Subquery(earlier.order_by().values("network").annotate(n=Count("pk")).values("n")),
            **of_scores,
        )
        is_decided = Case(When(waiting=0, then=1), default=0, output_field=models.IntegerField())
        return crowds.order_by(is_decided, "-day", "-handle")

    @transaction.atomic
    def settle(self, handle: int, *, is_taken: bool, viewer: User | None = None) -> "tuple[Rating, int] | None":
        """Take in, or leave out, all ratings that were set aside with the one of pk `handle`.

        Returns one of them with `article_title` ("" where `viewer` may not know it), and how many changed (0: somebody
        decided so before); None when there is no such one. At most four queries. One is saved as a row, so that kept
        pages hear of it.
        """
        aside = self.exclude(standing=Rating.Standing.COUNTED)
        found = aside.filter(pk=handle).values_list("article", "day", "network").first()
        if found is None:
            return None
        one_at_a_time(found[2])
        standing = Rating.Standing.TAKEN if is_taken else Rating.Standing.LEFT
        together = aside.filter(article=found[0], day=found[1], network=found[2])
        changed = together.exclude(standing=standing).update(standing=standing)
        one = self.annotate(article_title=title_for(viewer, to_article="article__")).get(pk=handle)
        if changed:
            one.save(update_fields=["standing"])
        return one, changed

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

    def best_and_worst(
        self, fewest: int, most: int, viewer: User | None = None
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """The first `most` rows of `by_article` from each end, the outermost first. One query for both."""
        compared = self.by_article(fewest, viewer)
        best = compared.annotate(is_best=Value(value=True))[:most]
        worst = compared.reverse().annotate(is_best=Value(value=False))[:most]
        rows = sorted(best.union(worst, all=True), key=lambda row: (-row["average"], -row["count"], row["article"]))
        return [row for row in rows if row["is_best"]], [row for row in reversed(rows) if not row["is_best"]]

    def by_category(self) -> "models.QuerySet[Rating, Any]":
        """`{name, count, average}` of each category, the most rated first."""
        return _figures(self.values(name=F("article__category__name"))).order_by(
            "-count", "article__category__sort_key"
        )

    def by_month(self) -> "models.QuerySet[Rating, Any]":
        """`{month, count, average}`, the latest month first; `month` is its first day."""
        return _figures(self.values(month=TruncMonth("day"))).order_by("-month")

    def with_reasons(self, viewer: User | None = None) -> Self:
        """Ratings with a reason, the latest first, each with its article and `article_title`, "" where `viewer` may
        not know it. The raters' keys are not even loaded.
        """
        ratings = self.exclude(reason="").select_related("article").order_by("-day", "-pk")
        ratings = ratings.only("day", "score", "reason", "standing", "article__slug")
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

    class Standing(models.TextChoices):
        """Whether it counts. The last release knows no standing: what it stores counts."""

        COUNTED = "counted", "Được tính"
        ASIDE = "aside", "Để riêng"
        TAKEN = "taken", "Được tính sau khi xem"
        LEFT = "left", "Không tính"

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name="bài viết"
    )
    day = models.DateField("ngày", help_text="Ngày theo giờ Việt Nam.")
    rater = models.UUIDField("khóa người đánh giá")
    network = models.UUIDField("khóa mạng")
    score = models.PositiveSmallIntegerField("điểm", choices=Score)
    reason = CleanTextField("góp ý", max_length=REASON_MAX, blank=True, help_text="Chỉ Ban Biên tập đọc.")
    standing = models.CharField(
        "được tính", max_length=7, choices=Standing, default=Standing.COUNTED, db_default=Standing.COUNTED.value
    )

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
            models.CheckConstraint(
                name="rating_standing_known",
                condition=Q(standing__in=["counted", "aside", "taken", "left"]),
                violation_error_message="Không rõ đánh giá này có được tính hay không.",
            ),
        ]
        indexes = [models.Index(fields=["day"], name="rating_set_aside", condition=~Q(standing="counted"))]

    def __str__(self) -> str:
        return f"{self.score} điểm"

    @property
    def is_counted(self) -> bool:
        return self.standing in COUNTED


COUNTED = (Rating.Standing.COUNTED, Rating.Standing.TAKEN)
# The same for statements of our own, of a row of comments_rating.
COUNTED_SQL = "standing IN ('counted', 'taken')"
