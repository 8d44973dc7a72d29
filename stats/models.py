from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from vietnamese.fields import CleanCharField
from vietnamese.numbers import format_number

from .fields import TimeSpansField


class Reason(models.TextChoices):
    """Why something that reached the counter is not a view. The first that fits is taken, in this order."""

    FOREIGN = "foreign", "Gửi từ trang web khác"
    BOT = "bot", "Máy tìm kiếm và chương trình tự động"
    PREFETCH = "prefetch", "Trình duyệt tải trước, chưa ai xem"
    MALFORMED = "malformed", "Dữ liệu gửi đến không hợp lệ"
    WEBDRIVER = "webdriver", "Trình duyệt do phần mềm điều khiển"
    STAFF = "staff", "Người làm việc trên trang"
    UNKNOWN = "unknown", "Bài không có hoặc không còn hiện"
    FLOOD = "flood", "Quá nhiều lần trong một phút"


class Hit(models.Model):
    """What a browser reported, until the rollup adds it to the day. Rows are only ever added and taken away whole.

    `reason` is empty for a view of a reader; only those name their article, so what waits for an article is one
    small index away.
    """

    at = models.DateTimeField()
    article_id = models.BigIntegerField(null=True)
    visitor = models.BigIntegerField()
    reason = models.CharField(max_length=10, choices=Reason, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(name="stats_hit_views_have_no_reason", condition=Q(reason="") | Q(article_id=None))
        ]
        indexes = [
            models.Index(fields=["article_id"], name="stats_hit_waiting", condition=Q(article_id__isnull=False))
        ]

    def __str__(self):
        return f"{self.at:%H:%M:%S} {self.article_id or '–'} {self.reason}"


class Seen(models.Model):
    """Somebody read this article on this day; kept while the day can still grow (see `retention`)."""

    pk = models.CompositePrimaryKey("day", "article_id", "visitor")
    day = models.DateField()
    article_id = models.BigIntegerField()
    visitor = models.BigIntegerField()

    def __str__(self):
        return f"{self.day} {self.article_id}"


class Activity(models.Model):
    """When a visitor was here on one day. The same person has another `visitor` the next day.

    `spans` runs from each view to 30 minutes after it, melted together: each piece is one visit. `visits` is their
    number; `visits_before` what it was before the last rollup, so that the rollup learns the difference.
    """

    pk = models.CompositePrimaryKey("day", "visitor")
    day = models.DateField()
    visitor = models.BigIntegerField()
    spans = TimeSpansField()
    visits = models.IntegerField()
    visits_before = models.IntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="stats_activity_last_at")]

    def __str__(self):
        return f"{self.day} {self.visits}"


class ArticleDay(models.Model):
    """Views and distinct visitors of one article on one local day. Stays when the article is deleted."""

    pk = models.CompositePrimaryKey("day", "article_id")
    day = models.DateField("ngày")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+", verbose_name="bài viết"
    )
    views = models.BigIntegerField("lượt xem")
    visitors = models.BigIntegerField("khách")

    class Meta:
        verbose_name = "số liệu ngày của bài"
        verbose_name_plural = "số liệu ngày của bài"
        constraints = [
            models.CheckConstraint(name="stats_articleday_counts", condition=Q(views__gte=0, visitors__gte=0))
        ]

    def __str__(self):
        return f"{self.day} {self.article_id}"


class ArticleTotal(models.Model):
    """All views of one article: what its page shows, at the price of one row. Equals the sum of its days."""

    article_id = models.BigIntegerField(primary_key=True)
    views = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="stats_articletotal_counts", condition=Q(views__gte=0))]

    def __str__(self):
        return f"{self.article_id} {self.views}"


class MostRead(models.Model):
    """The articles read most in the last `days` days, as the worker found them last (`ranking`); published or not."""

    pk = models.CompositePrimaryKey("days", "article_id")
    days = models.PositiveSmallIntegerField()
    article = models.ForeignKey("articles.Article", on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    views = models.BigIntegerField()

    def __str__(self):
        return f"{self.article_id} {self.views}"


class SiteDay(models.Model):
    """Views, visits and distinct visitors of the whole portal on one local day."""

    day = models.DateField("ngày", primary_key=True)
    views = models.BigIntegerField("lượt xem")
    visits = models.BigIntegerField("lượt truy cập")
    visitors = models.BigIntegerField("khách")

    class Meta:
        verbose_name = "số liệu ngày"
        verbose_name_plural = "số liệu ngày"
        constraints = [
            # Not of visits: a late view that joins two of them is rolled up as one less, and PostgreSQL checks the
            # row that it proposes before it adds it to the one that is there.
            models.CheckConstraint(name="stats_siteday_counts", condition=Q(views__gte=0, visitors__gte=0))
        ]

    def __str__(self):
        return f"{self.day}"


class Excluded(models.Model):
    """How many reports of one day were not counted, by reason: so that what is left out can be seen."""

    pk = models.CompositePrimaryKey("day", "reason")
    day = models.DateField("ngày")
    reason = models.CharField("lý do", max_length=10, choices=Reason)
    count = models.BigIntegerField("số lần")

    class Meta:
        verbose_name = "phần không tính"
        verbose_name_plural = "phần không tính"

    def __str__(self):
        return f"{self.day} {self.get_reason_display()}"


class DaySalt(models.Model):
    """The secret of a day that makes visitors distinct and nobody known. Deleted after 48 hours (see `retention`)."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self):
        return f"{self.day}"


class Spooled(models.Model):
    """A spool file whose lines are in the database: neither it nor a copy of it is ever loaded again."""

    name = models.CharField(max_length=120, primary_key=True)
    digest = models.BinaryField(max_length=32, unique=True)
    hits = models.IntegerField()
    loaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.name


class Baseline(models.Model):
    """Visits carried over from an older counter. The newest row counts; the others show what was there before."""

    visits = models.BigIntegerField("số lượt truy cập mang sang", help_text="Viết liền các chữ số, ví dụ 312343234.")
    note = CleanCharField(
        "nguồn của con số",
        max_length=300,
        help_text="Ví dụ: Bộ đếm của trang cũ, đọc lúc 17:00 ngày 31/12/2025, biên bản số 12/BB-STTTT.",
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="người nhập",
    )
    entered_at = models.DateTimeField("nhập lúc", default=timezone.now, editable=False)

    class Meta:
        verbose_name = "số mang sang từ bộ đếm cũ"
        verbose_name_plural = "số mang sang từ bộ đếm cũ"
        ordering = ["-pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(
                name="stats_baseline_counts",
                condition=Q(visits__gte=0),
                violation_error_message="Số lượt truy cập không thể là số âm.",
            )
        ]

    def __str__(self):
        return f"{format_number(self.visits)} lượt"
