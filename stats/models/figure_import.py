"""Figures that came from elsewhere: each import with its record, so that it can be looked at first and undone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from vietnamese.fields import CleanCharField


class FigureImport(models.Model):
    """One import: a file was read (`waiting`), its figures were added, and perhaps taken out again (`undone`).

    `digest` is the SHA-256 of the file unpacked; sums and days are those of what is added. `report` is as
    `stats.imports.report.Report.as_json` gives it. `by` is empty where the command of the server imported.
    """

    class Kind(models.TextChoices):
        LOG = "log", "Nhật ký truy cập"
        SERIES = "series", "Số liệu từng ngày"

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ xác nhận"
        ADDED = "added", "Đã nhập"
        UNDONE = "undone", "Đã hoàn tác"

    kind = models.CharField("loại", max_length=10, choices=Kind)
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.WAITING)
    file_name = CleanCharField("tệp", max_length=200)
    digest = models.BinaryField(max_length=32)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người nhập"
    )
    checked_at = models.DateTimeField("đọc lúc", default=timezone.now)
    added_at = models.DateTimeField("nhập lúc", null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="người hoàn tác"
    )
    undone_at = models.DateTimeField("hoàn tác lúc", null=True)
    first_day = models.DateField("từ ngày", null=True)
    last_day = models.DateField("đến ngày", null=True)
    day_count = models.IntegerField("số ngày")
    views = models.BigIntegerField("lượt xem")
    visits = models.BigIntegerField("lượt truy cập")
    visitors = models.BigIntegerField("khách")
    excluded = models.BigIntegerField("không tính")
    report = models.JSONField(default=dict)

    class Meta:
        verbose_name = "đợt nhập số liệu"
        verbose_name_plural = "đợt nhập số liệu"
        ordering = ["-pk"]
        default_permissions = ("add",)
        constraints = [
            models.UniqueConstraint(
                fields=["by", "digest"],
                condition=Q(state="waiting"),
                name="stats_import_waits_once",
                violation_error_message="Tệp này đang chờ bạn xác nhận.",
            ),
            models.CheckConstraint(
                name="stats_import_times",
                condition=Q(state="waiting", added_at=None) | Q(state__in=["added", "undone"], added_at__isnull=False),
                violation_error_message="Đợt nhập phải có giờ nhập.",
            ),
        ]

    def __str__(self):
        return self.file_name


class ImportedDay(models.Model):
    """What an import adds to a day, in the form of `LedgerEntry.added`; deleted when it is undone."""

    figure_import = models.ForeignKey(FigureImport, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    added = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["figure_import", "day"], name="stats_importedday_once")]

    def __str__(self):
        return f"{self.day}"
