"""The glossary's rows: short forms, what they stand for, and on which days."""

import re

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Now
from django.urls import reverse

from vietnamese.dates import format_date
from vietnamese.fields import CleanCharField, CleanTextField, DayField, Within
from vietnamese.lexemes import query_words
from vietnamese.order import AlphabetKeyField
from vietnamese.slugs import slugify
from vietnamese.text import canonical

SHORT_MAX, LONG_MAX, NOTE_MAX = 20, 200, 500

_SHORT = re.compile(r"[^\W_](?:[\w .,&/-]*[\w.])?")
_LETTER = re.compile(r"[^\W\d_]")


def _equal(field):
    """A text as a range that holds it alone: ranges can be compared and overlap in one index, without an extension."""
    return Func(F(field), F(field), Value("[]"), function="articles_wordrange"), RangeOperators.OVERLAPS


_IN_FORCE = (
    Func(F("since"), F("until"), Value("[]"), function="daterange", output_field=DateRangeField()),
    RangeOperators.OVERLAPS,
)


class Abbreviation(models.Model):
    """What a short form stands for: one of its readings. Of those that are explained to readers, one is in force on a
    day; of those that only help to find words there may be several.
    """

    short = CleanCharField(
        "chữ viết tắt",
        max_length=SHORT_MAX,
        help_text="Đúng như trong bài, kể cả chữ hoa, chữ thường, dấu chấm, gạch nối: TTHC, KT-XH, Tp., Q.1.",
    )
    long = CleanCharField(
        "viết đầy đủ",
        max_length=LONG_MAX,
        help_text="Chữ thường, trừ tên riêng: “thủ tục hành chính”, “Ủy ban nhân dân”. Không ghi phần giải thích.",
    )
    note = CleanTextField(
        "ghi chú cho bạn đọc",
        blank=True,
        max_length=NOTE_MAX,
        help_text="Hiện ở trang “Từ viết tắt”. Ví dụ: “Từ 01/03/2025 thay Sở Kế hoạch và Đầu tư”.",
    )
    explains = models.BooleanField(
        "giải thích cho bạn đọc",
        default=True,
        help_text="Bỏ chọn nếu chữ này còn nghĩa khác (KH: kế hoạch, khách hàng): khi ấy nó chỉ giúp tìm kiếm, không "
        "hiện trong bài, không được đọc thành tiếng và không có ở trang “Từ viết tắt”.",
    )
    since = DayField(
        "dùng từ ngày",
        null=True,
        blank=True,
        help_text="Bài đăng trước ngày này không được giải thích như vậy. Để trống: từ trước đến nay.",
    )
    until = DayField(
        "dùng đến hết ngày",
        null=True,
        blank=True,
        help_text="Ví dụ khi cơ quan đổi tên. Bài đăng trước đó vẫn được giải thích như cũ. Để trống: đến nay.",
    )
    sort_key = AlphabetKeyField(of="short")
    long_key = AlphabetKeyField(of="long")

    class Meta:
        verbose_name = "từ viết tắt"
        verbose_name_plural = "từ viết tắt"
        ordering = ["sort_key", "since", "pk"]
        constraints = [
            models.CheckConstraint(
                name="abbreviation_has_both_forms",
                condition=~Q(short="") & ~Q(long=""),
                violation_error_message="Xin ghi cả chữ viết tắt và chữ viết đầy đủ.",
            ),
            models.CheckConstraint(
                name="abbreviation_ends_after_start",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                violation_error_message="“Dùng đến hết ngày” không được trước “Dùng từ ngày”.",
            ),
            Within("since", "until", name="abbreviation_days_within", days=True),
            ExclusionConstraint(
                name="abbreviation_explained_once",
                expressions=[_equal("short"), _IN_FORCE],
                condition=Q(explains=True),
                violation_error_message="Chữ viết tắt này đang được giải thích theo nghĩa khác trong cùng thời gian.",
            ),
            ExclusionConstraint(
                name="abbreviation_once",
                expressions=[_equal("short"), _equal("long"), _IN_FORCE],
                violation_error_message="Đã có mục này trong cùng thời gian.",
            ),
        ]
        indexes = [models.Index(fields=["sort_key", "since", "id"], name="abbreviation_in_order")]

    def __str__(self):
        return f"{self.short}: {self.long}"

    def clean(self):
        self.check_forms()
        if self.since and self.until and self.until < self.since:
            raise ValidationError({"until": "“Dùng đến hết ngày” không được trước “Dùng từ ngày”."})
        if self.short and self.long:
            lock_glossary()
            self.check_beside(Abbreviation.objects.filter(short=self.short).exclude(pk=self.pk))

    def check_forms(self):
        """Raises ValidationError for what can be no abbreviation of anything."""
        _check_short(self.short)
        _check_long(self.long, self.short)

    def check_beside(self, others):
        """Raises ValidationError for what one of `others`, of the same short form, says of the same days. The
        constraints say the same without names; of two saved at once, the lock lets the second read the first.
        """
        for other in others:
            if not self.overlaps(other):
                continue
            if canonical(other.long) == canonical(self.long):
                raise ValidationError({"long": f"Đã có “{other}”{other.days_in_words}. Hãy sửa mục ấy."})
            if self.explains and other.explains:
                raise ValidationError(
                    {
                        "short": f"“{other}”{other.days_in_words} đang giải thích chữ này cho bạn đọc. Hãy ghi ngày "
                        "để hai nghĩa không trùng thời gian, hoặc bỏ chọn “Giải thích cho bạn đọc” ở một mục."
                    }
                )

    def is_in_force(self, day):
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def overlaps(self, other):
        """Whether both are in force on some day."""
        return not (
            (self.until and other.since and self.until < other.since)
            or (other.until and self.since and other.until < self.since)
        )

    @property
    def days_in_words(self):
        """ " (từ 01/03/2025 đến hết 31/12/2025)", or nothing without bounds."""
        since = f"từ {format_date(self.since)}" if self.since else ""
        until = f"đến hết {format_date(self.until)}" if self.until else ""
        words = " ".join(filter(None, (since, until)))
        return f" ({words})" if words else ""

    @property
    def anchor(self):
        return anchor_of(self.short)

    def get_absolute_url(self):
        return f"{reverse('articles:glossary')}#{self.anchor}"


class GlossaryEdition(models.Model):
    """One row: another number after each change of the glossary. Triggers write it (0018_glossary.py)."""

    number = models.BigIntegerField()

    class Meta:
        verbose_name = "lần sửa từ viết tắt"
        verbose_name_plural = "lần sửa từ viết tắt"
        default_permissions = ()

    def __str__(self):
        return str(self.number)


class PhraseToIndex(models.Model):
    """A long form whose short forms changed: articles up to the key `reached` are found by those of today. Triggers
    write it (0018_glossary.py), `articles/reindexing.py` works it off.
    """

    phrase = models.CharField(max_length=LONG_MAX)
    reached = models.BigIntegerField(default=0, db_default=0)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = "cụm từ chờ lập chỉ mục"
        verbose_name_plural = "cụm từ chờ lập chỉ mục"
        default_permissions = ()

    def __str__(self):
        return self.phrase


def anchor_of(short):
    """The name of an entry's place on readers' page: "kt-xh"."""
    return slugify(short) or "khac"


def lock_glossary():
    """In a transaction, wait until no other one has changed the glossary and not ended. One query."""
    if connection.in_atomic_block:
        list(GlossaryEdition.objects.select_for_update().values_list("pk"))


def _check_short(short):
    if short and not (_SHORT.fullmatch(short) and _LETTER.search(short)):
        raise ValidationError(
            {
                "short": "Chữ viết tắt bắt đầu bằng chữ cái hoặc chữ số, có ít nhất một chữ cái, và chỉ có chữ cái, "
                "chữ số, dấu cách và các dấu . , & / - (TTHC, KT-XH, Tp., Q.1)."
            }
        )


def _check_long(long, short):
    if long and not query_words(long):
        raise ValidationError({"long": "Chữ viết đầy đủ phải có ít nhất một chữ cái hoặc chữ số."})
    if long and canonical(long) == canonical(short):
        raise ValidationError({"long": "Chữ viết đầy đủ trùng với chữ viết tắt."})
