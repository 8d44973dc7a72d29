"""How this portal takes comments: one row that the webmaster edits."""

import json
from datetime import date, datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from comments.working_time import add_hours, read_days
from vietnamese.dates import InvalidDate
from vietnamese.fields import CleanTextField


def validate_days(text: str) -> None:
    try:
        read_days(text)
    except InvalidDate as error:
        raise ValidationError(str(error)) from error


class DaysField(CleanTextField):
    """Dates and ranges of dates as `read_days` reads them, a line each. Its check is no part of migrations."""

    default_validators = [validate_days]


# The row as JSON, for statements of our own; `Policy.from_json` reads it.
POLICY_AS_JSON = "(SELECT to_jsonb(comments_policy) FROM comments_policy)"


class PolicyManager(models.Manager["Policy"]):
    def current(self) -> "Policy":
        """The row, or unsaved defaults while nobody has saved one. One query."""
        return self.first() or Policy()


class Policy(models.Model):
    is_open = models.BooleanField(
        "nhận bình luận", default=True, help_text="Tắt: không bài nào nhận bình luận mới; bình luận đã đăng vẫn hiện."
    )
    closes_after_days = models.PositiveSmallIntegerField(
        "tự đóng sau", null=True, blank=True, help_text="Số ngày kể từ khi đăng bài. Để trống: không tự đóng."
    )
    target_hours = models.PositiveSmallIntegerField(
        "hạn xử lý",
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(400)],
        help_text="Số giờ làm việc (thứ Hai đến thứ Sáu, 8 giờ mỗi ngày).",
    )
    free_days = DaysField(
        "ngày nghỉ thêm",
        blank=True,
        help_text="Mỗi dòng một ngày hoặc một đợt: 13/02/2027 - 19/02/2027. Thứ Bảy, Chủ Nhật, 1/1, 30/4, 1/5, 2/9 "
        "và 3/9 đã được tính là ngày nghỉ.",
    )
    shows_share_on_time = models.BooleanField(
        "công khai tỷ lệ đúng hạn",
        default=False,
        help_text="Hiện “Tỷ lệ bình luận được xử lý đúng hạn” dưới khung bình luận.",
    )
    keeps_refused_days = models.PositiveSmallIntegerField(
        "giữ bình luận không đăng",
        default=180,
        validators=[MinValueValidator(7)],
        help_text="Số ngày giữ bình luận bị từ chối và bình luận rác, sau đó xóa tên, email và nội dung.",
    )
    keeps_emails_days = models.PositiveSmallIntegerField(
        "giữ email của bình luận đã đăng",
        default=730,
        validators=[MinValueValidator(7)],
        help_text="Số ngày; sau đó xóa email.",
    )

    objects = PolicyManager()

    class Meta:
        verbose_name = "thiết lập bình luận"
        verbose_name_plural = "thiết lập bình luận"
        constraints = [models.CheckConstraint(name="comment_policy_single", condition=Q(pk=1))]

    def __str__(self) -> str:
        return "Thiết lập bình luận"

    @classmethod
    def from_json(cls, text: str | None) -> Self:
        """The Policy of what `POLICY_AS_JSON` returned; unsaved defaults for None."""
        return cls.from_row(json.loads(text) if text else None)

    @classmethod
    def from_row(cls, row: dict[str, Any] | None) -> Self:
        """The Policy of a row by column; unsaved defaults for None. Columns of a later release are left alone."""
        names = {field.attname for field in cls._meta.concrete_fields}
        return cls(**{name: value for name, value in (row or {}).items() if name in names})

    def save(self, **kwargs: Any) -> None:
        self.pk = 1
        super().save(**kwargs)

    @property
    def days_off(self) -> frozenset[date]:
        """`free_days` as a frozenset of dates."""
        return read_days(self.free_days)

    def due_at(self, moment: datetime | None = None) -> datetime:
        """When a comment that arrives at `moment` (aware; default now) is to be decided."""
        return add_hours(moment or timezone.now(), self.target_hours, self.days_off)
