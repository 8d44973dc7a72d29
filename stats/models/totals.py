"""Sums of days, which are kept for ever."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from .hit import Reason


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
    """All views of one article, the sum of its days: its page reads one row."""

    article_id = models.BigIntegerField(primary_key=True)
    views = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="stats_articletotal_counts", condition=Q(views__gte=0))]

    def __str__(self):
        return f"{self.article_id} {self.views}"


class ArticleYear(models.Model):
    """Views of one article in one year up to each day that is signed, so that any range is a difference: the third
    number is the views from 1 to 3 January. It ends with the last signed day that had views. Numbers have four bytes,
    so that a year fits into its row: PostgreSQL stores longer rows elsewhere and reads them four times slower.
    """

    pk = models.CompositePrimaryKey("year", "article_id")
    year = models.SmallIntegerField()
    article_id = models.BigIntegerField()
    up_to_day = ArrayField(models.IntegerField())

    def __str__(self):
        return f"{self.year} {self.article_id}"


class Minute(models.Model):
    """Views of one minute, of one article or (0) of all other pages; kept for a day: the live view."""

    pk = models.CompositePrimaryKey("at", "article_id")
    at = models.DateTimeField()
    article_id = models.BigIntegerField()
    views = models.BigIntegerField()

    def __str__(self):
        return f"{self.at:%H:%M} {self.article_id}"


class Dimension(models.TextChoices):
    """Dimensions of a day's figures. They count views; the last six count what readers did besides."""

    HOUR = "hour", "Giờ trong ngày"
    CATEGORY = "category", "Chuyên mục"
    AUTHOR = "author", "Tác giả"
    EVENT = "event", "Sự kiện"
    PAGE = "page", "Trang khác"
    SOURCE = "source", "Nguồn"
    REFERRER = "referrer", "Trang dẫn đến"
    DEVICE = "device", "Thiết bị"
    BROWSER = "browser", "Trình duyệt"
    SYSTEM = "system", "Hệ điều hành"
    LANGUAGE = "language", "Ngôn ngữ"
    SEARCH = "search", "Từ tìm kiếm"
    DOWNLOAD = "download", "Tệp tải về"
    OUTBOUND = "outbound", "Liên kết ra ngoài"
    BANNER = "banner", "Bảng liên kết được bấm"
    DEPTH = "depth", "Mức cuộn trang"
    READING = "reading", "Thời gian đọc"


class DimensionDay(models.Model):
    """How often a value of a dimension occurred on a local day. What a value is: `stats.collect.dimensions`."""

    pk = models.CompositePrimaryKey("kind", "day", "value")
    kind = models.CharField("loại", max_length=10, choices=Dimension)
    day = models.DateField("ngày")
    value = models.CharField("giá trị", max_length=120)
    count = models.BigIntegerField("số lần")

    class Meta:
        db_table = "stats_facetday"  # of the model's first name; the last release reads and writes it too
        verbose_name = "số liệu ngày theo loại"
        verbose_name_plural = "số liệu ngày theo loại"
        constraints = [models.CheckConstraint(name="stats_facetday_counts", condition=Q(count__gte=0))]

    def __str__(self):
        return f"{self.day} {self.kind} {self.value}"


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
    """How many views of a day were excluded, by reason."""

    pk = models.CompositePrimaryKey("day", "reason")
    day = models.DateField("ngày")
    reason = models.CharField("lý do", max_length=10, choices=Reason)
    count = models.BigIntegerField("số lần")

    class Meta:
        verbose_name = "phần không tính"
        verbose_name_plural = "phần không tính"

    def __str__(self):
        return f"{self.day} {self.get_reason_display()}"
