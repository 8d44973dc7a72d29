"""How this portal takes comments: one row that the webmaster edits."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q


class PolicyManager(models.Manager):
    def current(self):
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
    shows_share_on_time = models.BooleanField(
        "công khai tỷ lệ đúng hạn",
        default=False,
        help_text="Hiện “Tỷ lệ bình luận được xử lý đúng hạn” dưới khung bình luận.",
    )
    keeps_refused_days = models.PositiveSmallIntegerField(
        "giữ bình luận không đăng",
        default=180,
        validators=[MinValueValidator(7)],
        help_text="Số ngày giữ bình luận bị từ chối và thư rác, sau đó xóa tên, email và nội dung.",
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

    def __str__(self):
        return "Thiết lập bình luận"

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)
