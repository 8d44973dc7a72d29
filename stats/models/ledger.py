"""The proof of the totals: what each rollup added, and the signed checksum of each day that is over."""

from django.db import models
from django.utils import timezone


class LedgerEntry(models.Model):
    """The sums that one rollup or several added to a local day, kept beside the totals.

    `added` is an object of objects: `site` {views, visits, visitors}, `articles` {pk: views}, `readers` {pk:
    visitors}, `excluded` {reason: count} and `facets` {"kind=value": count of a dimension}. Rows are added, compacted
    (`ledger.compact`), and deleted when their day is signed.
    """

    day = models.DateField()
    at = models.DateTimeField(default=timezone.now)
    added = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["day"], name="stats_ledger_day")]

    def __str__(self):
        return f"{self.day} {self.at:%H:%M:%S}"


class DayChecksum(models.Model):
    """The digest of all totals of a day that can no longer grow, signed with a key of this portal.

    `late` views came after an earlier checksum, from a spool that waited for days. Days that `generate_load` made up
    have a row without digest.
    """

    day = models.DateField("ngày", primary_key=True)
    digest = models.CharField("dấu số liệu", max_length=64)
    signature = models.CharField("chữ ký", max_length=64)
    agreed = models.BooleanField("khớp với sổ", null=True, help_text="Trống: số liệu mang từ nơi khác, không có sổ.")
    late = models.BigIntegerField("lượt đến muộn", default=0, db_default=0)
    signed_at = models.DateTimeField("đóng lúc", default=timezone.now, db_column="sealed_at")

    class Meta:
        db_table = "stats_dayseal"  # of the model's first name; the last release reads and writes it too
        verbose_name = "dấu của một ngày"
        verbose_name_plural = "dấu của các ngày"

    def __str__(self):
        return f"{self.day} {self.digest[:12]}"
