"""Hits that wait for the rollup, and what distinguishes visitors until then."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from stats.fields import TimeSpansField


class Reason(models.TextChoices):
    """Why something that reached the counter is not a view. The first that fits is taken, in this order."""

    FOREIGN = "foreign", "Gửi từ trang web khác"
    BOT = "bot", "Công cụ tìm kiếm và chương trình tự động"
    PREFETCH = "prefetch", "Trình duyệt tải trước, chưa ai xem"
    MALFORMED = "malformed", "Dữ liệu gửi đến không hợp lệ"
    WEBDRIVER = "webdriver", "Trình duyệt do phần mềm điều khiển"
    STAFF = "staff", "Người của Ban Biên tập"
    UNKNOWN = "unknown", "Bài không có hoặc không còn hiện"
    FLOOD = "flood", "Quá nhiều lần trong một phút"


class Hit(models.Model):
    """The row of a beacon, until the rollup adds it to its day. Rows are inserted and deleted, never updated.

    `reason` is empty for what a reader did. `is_view` is false for searches, clicks and the like. Only views name
    their article, so a small index finds what waits for one. `dimensions` are pieces "kind=value" (`totals.Dimension`)
    in which the row counts once each.
    """

    at = models.DateTimeField()
    article_id = models.BigIntegerField(null=True)
    visitor = models.BigIntegerField()
    reason = models.CharField(max_length=10, choices=Reason, blank=True, default="", db_default="")
    is_view = models.BooleanField(default=True, db_default=True)
    dimensions = ArrayField(models.TextField(), default=list, blank=True, db_default=[], db_column="facets")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stats_hit_views_have_no_reason", condition=Q(reason="", is_view=True) | Q(article_id=None)
            )
        ]
        indexes = [
            models.Index(fields=["article_id"], name="stats_hit_waiting", condition=Q(article_id__isnull=False))
        ]

    def __str__(self):
        return f"{self.at:%H:%M:%S} {self.article_id or '–'} {self.reason}"


class Seen(models.Model):
    """A visitor read this article on this day; kept while the day can still grow (see `retention`)."""

    pk = models.CompositePrimaryKey("day", "article_id", "visitor")
    day = models.DateField()
    article_id = models.BigIntegerField()
    visitor = models.BigIntegerField()

    def __str__(self):
        return f"{self.day} {self.article_id}"


class Activity(models.Model):
    """When a visitor was here on one day. The same person has another `visitor` the next day.

    `spans` run from each view to 30 minutes after it, joined where they touch: each is one visit. `visits` is their
    number.
    """

    pk = models.CompositePrimaryKey("day", "visitor")
    day = models.DateField()
    visitor = models.BigIntegerField()
    spans = TimeSpansField()
    visits = models.IntegerField()
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="stats_activity_last_at")]

    def __str__(self):
        return f"{self.day} {self.visits}"


class DaySalt(models.Model):
    """The secret of a day that distinguishes visitors and identifies nobody. Deleted after 48 hours (`retention`)."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self):
        return f"{self.day}"


class Spooled(models.Model):
    """A spool file that was loaded: neither it nor a copy is loaded again."""

    name = models.CharField(max_length=120, primary_key=True)
    digest = models.BinaryField(max_length=32, unique=True)
    hits = models.IntegerField()
    loaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.name
