"""How the office moderates: one row beside that of Policy, whose columns the last release reads by name."""

from datetime import date, datetime
from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from comments.working_time import add_hours

from .policy import Policy


class ModerationPolicyManager(models.Manager["ModerationPolicy"]):
    def current(self) -> "ModerationPolicy":
        """The row, or unsaved defaults while nobody has saved one. One query."""
        return self.first() or ModerationPolicy()

    def review_due_at(self, moment: datetime | None = None) -> datetime:
        """When a comment that comes back to wait at `moment` (aware; default now) is to be decided. Two queries."""
        return self.current().review_due_at(moment or timezone.now(), Policy.objects.current().days_off)


class ModerationPolicy(models.Model):
    reported_hours = models.PositiveSmallIntegerField(
        "hạn xử lý khi bạn đọc báo cáo",
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(400)],
        help_text="Số giờ làm việc, cho bình luận bị báo cáo hoặc được đưa về chờ duyệt.",
    )
    writes_of_urgent_reports = models.BooleanField(
        "gửi thư ngay khi có báo cáo gấp",
        default=True,
        help_text="Khi bạn đọc báo lộ thông tin cá nhân, người duyệt nhận email ngay.",
    )
    trusts_after = models.PositiveSmallIntegerField(
        "người gửi quen",
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text="Số bình luận đã duyệt để bình luận sau của người đã xác nhận email được đăng ngay. Hệ thống nhận "
        "ra người ấy theo email và máy: ai biết email ấy, dùng máy cùng loại trên cùng mạng (đồng nghiệp, người "
        "nhà) thì cũng được coi là người ấy. Điều bộ lọc không nhận ra cũng được đăng ngay. Để trống: mọi bình luận "
        "đều chờ duyệt.",
    )
    appeal_days = models.PositiveSmallIntegerField(
        "hạn đề nghị xem lại",
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text="Số ngày người gửi có thể đề nghị xem lại một lần; hết hạn thì bản gốc của chỗ đã che bị xóa.",
    )

    objects = ModerationPolicyManager()

    class Meta:
        verbose_name = "thiết lập duyệt bình luận"
        verbose_name_plural = "thiết lập duyệt bình luận"
        default_permissions = ()
        constraints = [models.CheckConstraint(name="moderation_policy_single", condition=Q(pk=1))]

    def __str__(self) -> str:
        return "Thiết lập duyệt bình luận"

    @classmethod
    def settings(cls) -> "list[models.Field[Any, Any]]":
        """The fields that the office sets, as the page lists them."""
        return [field for field in cls._meta.concrete_fields if field.editable and not field.primary_key]

    def review_due_at(self, moment: datetime, days_off: frozenset[date]) -> datetime:
        """The same, where the row and the days off are at hand."""
        return add_hours(moment, self.reported_hours, days_off)

    def save(self, **kwargs: Any) -> None:
        self.pk = 1
        super().save(**kwargs)
