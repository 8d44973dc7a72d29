"""How useful readers find an article: one to five points, without a name."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Self
from uuid import UUID

from django.conf import settings
from django.db import models, transaction
from django.db.models import Avg, Case, Count, F, Min, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, TruncMonth
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from articles.models.visible_to import title_for
from comments.locks import is_crowded, one_at_a_time
from vietnamese.fields import CleanTextField

REASON_MAX = 500
REASON_DAYS = 365  # that a reason is kept
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


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A line of a table of ratings: their number and average, of an article, a category or a month.

    Of an article `article` is the pk, `title` is "" where the viewer may not know it. `name` is that of a category.
    `month` is its first day.
    """

    count: int
    average: float
    article: int | None = None
    title: str = ""
    slug: str = ""
    name: str = ""
    month: date | None = None


@dataclass(frozen=True, slots=True)
class Crowd:
    """The ratings that were set aside of one article, local day and network.

    `title` is "" where the viewer may not know it. `handle` is the pk of one of the ratings: a form names all by it.
    `number` were set aside: `waiting` of them are not decided, `taken` count now. `one` to `five` say how often
    each score was given. `counted` ratings came before them and count.
    """

    article: int
    title: str
    slug: str
    day: date
    handle: int
    number: int
    average: float
    waiting: int
    taken: int
    counted: int
    one: int
    two: int
    three: int
    four: int
    five: int


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
    def rate(
        self,
        article: Article,
        score: int,
        *,
        sender: Rater,
        reason: str = "",
        findings: Sequence[dict[str, Any]] = (),
    ) -> "Rating":
        """Keep `score` as today's rating of `sender`; a second one that day replaces the first.

        `reason` is for the editors, `findings` are the screening's; without one, an earlier one of that day stays, and
        the same one again stays hidden if it was. What exceeds the ratings that count
        of one network and day is set aside. Raises TooManyFromHere when it is not even kept.
        """
        one_at_a_time(sender.network)
        key: dict[str, Any] = {"article": article, "day": timezone.localdate(), "rater": sender.key}
        others = self.filter(article=article, day=key["day"]).exclude(rater=sender.key)
        standing = Rating.Standing.ASIDE if is_crowded(others, sender.network) else Rating.Standing.COUNTED
        kept: dict[str, Any] = {"score": score, "network": sender.network}
        if reason:
            kept |= {"reason": reason, "findings": list(findings)}
            if self.filter(**key, hidden_at__isnull=False).exclude(reason=reason).exists():
                kept |= {"hidden_at": None, "hidden_by": None}
        return self.update_or_create(**key, defaults=kept, create_defaults=kept | {"standing": standing})[0]

    def crowds(self, most: int, viewer: User | None = None) -> list[Crowd]:
        """Up to `most` Crowds: first those that wait for an editor, then the newest. One query.

        Titles are those that `viewer` (None: anybody) may know.
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
            counted=Coalesce(Subquery(earlier.order_by().values("network").annotate(n=Count("pk")).values("n")), 0),
            **of_scores,
        )
        is_decided = Case(When(waiting=0, then=1), default=0, output_field=models.IntegerField())
        rows: Iterable[dict[str, Any]] = crowds.order_by(is_decided, "-day", "-handle")[:most]
        return [Crowd(**{name: value for name, value in row.items() if name != "network"}) for row in rows]

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
        """Dicts of the fields of a RatingRow, one for each article with at least `fewest` ratings, the best first.

        Titles are those that `viewer` (None: anybody) may know.
        """
        named = self.values("article", title=title_for(viewer, to_article="article__"), slug=F("article__slug"))
        rated = _figures(named).filter(count__gte=fewest)  # type: ignore[misc]  # mypy does not see `count`
        return rated.order_by("-average", "-count", "article")

    def best_and_worst(
        self, fewest: int, most: int, viewer: User | None = None
    ) -> tuple[list[RatingRow], list[RatingRow]]:
        """The `most` best and the `most` worst articles, the outermost first: of `by_article`. One query for both."""
        compared = self.by_article(fewest, viewer)
        best = compared.annotate(is_best=Value(value=True))[:most]
        worst = compared.reverse().annotate(is_best=Value(value=False))[:most]
        rows = sorted(best.union(worst, all=True), key=lambda row: (-row["average"], -row["count"], row["article"]))
        ends = [(row.pop("is_best"), RatingRow(**row)) for row in rows]
        return [row for is_best, row in ends if is_best], [row for is_best, row in reversed(ends) if not is_best]

    def by_category(self) -> list[RatingRow]:
        """The ratings of each category, the most rated first. One query."""
        groups = _figures(self.values(name=F("article__category__name")))
        return [RatingRow(**row) for row in groups.order_by("-count", "article__category__sort_key")]

    def by_month(self) -> list[RatingRow]:
        """The ratings of each month, the latest first. One query."""
        return [RatingRow(**row) for row in _figures(self.values(month=TruncMonth("day"))).order_by("-month")]

    def with_reasons(self, viewer: User | None = None, *, are_hidden: bool = False) -> Self:
        """Ratings with a reason that nobody has hidden, or those that somebody has; the latest first.

        Each with its article and `article_title`, "" where `viewer` may not know it. The raters' keys are not even
        loaded.
        """
        ratings = self.exclude(reason="").filter(hidden_at__isnull=not are_hidden)
        ratings = ratings.select_related("article", "hidden_by").order_by("-day", "-pk")
        ratings = ratings.only(
            "day", "score", "reason", "standing", "findings", "hidden_at", "article__slug", "hidden_by__username"
        )
        return ratings.annotate(article_title=title_for(viewer, to_article="article__"))

    def to_look_at(self) -> Self:
        """Those in whose reason the screening has found something."""
        return self.exclude(findings=[])

    def hide_reason(self, pk: int, *, by: User, is_hidden: bool) -> bool | None:
        """Hide the reason of the rating `pk`, or show it again; returns whether that changed anything.

        None when there is no such rating with a reason. Two queries.
        """
        with_reason = self.filter(pk=pk).exclude(reason="")
        now = {"hidden_at": timezone.now(), "hidden_by": by} if is_hidden else {"hidden_at": None, "hidden_by": None}
        if with_reason.filter(hidden_at__isnull=is_hidden).update(**now):
            return True
        return False if with_reason.exists() else None

    def forget_reasons(self, today: date, *, hidden_since: datetime) -> int:
        """Empty the reasons that are older than a year, and those hidden before `hidden_since`; returns how many.

        The points stay. `today` is a local date.
        """
        old = Q(day__lt=today - timedelta(days=REASON_DAYS)) | Q(hidden_at__lt=hidden_since)
        return self.exclude(reason="").filter(old).update(reason="", findings=[], hidden_at=None, hidden_by=None)

    def quoting(self, address: str) -> Self:
        """Those whose reason has this e-mail address in it, in letters of any case; the newest first."""
        whole = rf"(^|[^\w.+-]){re.escape(address)}($|[^\w-])"
        return self.filter(reason__icontains=address, reason__iregex=whole).order_by("-day", "-pk")


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
    findings = models.JSONField("điều phát hiện", default=list, db_default=[], editable=False)
    hidden_at = models.DateTimeField("ẩn góp ý lúc", null=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người ẩn",
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
