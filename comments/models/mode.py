"""How one article, or the articles of one category, take comments, where it is not as everywhere."""

from typing import Any, NamedTuple

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone


def mode_sql(article: str, category: str, parent: str) -> str:
    """SQL: the mode of an article as JSON, NULL where none is set; of three SQL expressions for keys, `parent` that of
    the category above. The nearest one counts.
    """
    return f"""(
        SELECT jsonb_build_array(mode, slow_minutes) FROM comments_commentmode
        WHERE article_id = {article} OR category_id IN ({category}, {parent})
        ORDER BY article_id NULLS LAST, (category_id = {category}) DESC LIMIT 1)"""  # noqa: S608 (pieces of ours)


SLOW_MOST = 1440  # minutes: a day


class ModeInForce(NamedTuple):
    """How an article takes comments now: a value of CommentMode.Mode, "" as everywhere; minutes of SLOW."""

    mode: str = ""
    slow_minutes: int = 0

    @classmethod
    def read(cls, row: list[Any] | None) -> "ModeInForce":
        """Of what `mode_sql` returned."""
        return cls(*row) if row else cls()

    @property
    def is_closed(self) -> bool:
        return self.mode == "closed"

    @property
    def shows_at_once(self) -> bool:
        """Whether every comment without a finding is shown before a moderator has read it."""
        return self.mode == "after"

    @property
    def waits_always(self) -> bool:
        return self.mode == "first"

    @property
    def is_slow(self) -> bool:
        return self.mode == "slow"


class CommentMode(models.Model):
    """The mode of an article counts before that of its category, and that before the one of the category above."""

    class Mode(models.TextChoices):
        FIRST = "first", "Duyệt rồi mới đăng"
        AFTER = "after", "Đăng ngay, duyệt sau"
        SLOW = "slow", "Nhận chậm"
        CLOSED = "closed", "Không nhận bình luận mới"

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, null=True, blank=True, related_name="+", verbose_name="bài viết"
    )
    category = models.OneToOneField(
        "articles.Category",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="chuyên mục",
    )
    mode = models.CharField("cách nhận bình luận", max_length=6, choices=Mode)
    slow_minutes = models.PositiveSmallIntegerField(
        "nhận chậm: mỗi người một bình luận trong",
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(SLOW_MOST)],
        help_text="Số phút.",
    )
    at = models.DateTimeField("đặt lúc", default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+", verbose_name="người đặt"
    )

    class Meta:
        verbose_name = "cách nhận bình luận"
        verbose_name_plural = "cách nhận bình luận"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="comment_mode_of_one",
                condition=Q(article=None, category__isnull=False) | Q(article__isnull=False, category=None),
                violation_error_message="Xin chọn một bài viết hoặc một chuyên mục.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} ({self.pk})"
