"""Words that the office keeps for its moderators: why a comment is refused, and answers given often."""

from typing import Any, NamedTuple

from django.db import models
from django.db.models import Q

from database.recent import Recent
from vietnamese.fields import CleanCharField, CleanTextField

from .comment import Comment

REASON_MAX = 120
ADVICE_MAX = 600
ANSWER_MAX = 5_000
READ_EVERY_SECONDS = 3
OFFERED_MAX = 200  # canned answers that one select can hold
ACCUSATION = "accusation"  # among the kinds of what the screening found

# What a portal whose office has kept no reasons yet goes on with.
REASONS = (
    "Không liên quan đến nội dung bài viết",
    "Lời lẽ xúc phạm hoặc thiếu văn hóa",
    "Lộ thông tin cá nhân của người khác",
    "Thông tin chưa có căn cứ",
    "Quảng cáo, mời chào",
    "Trùng với bình luận đã gửi",
    "Cần gửi đơn, thư đến đúng nơi giải quyết",
    "Lộ thông tin cá nhân của chính người gửi",
    "Lộ thông tin cá nhân của trẻ em",
)


class Reason(NamedTuple):
    """A row of RejectionReason, as a process keeps it."""

    text: str
    advice: str = ""
    is_for_accusations: bool = False
    is_active: bool = True


class _Kept(models.Model):
    """In the order of `position`; one that is not in use stays where it was given, and is offered no more."""

    position = models.PositiveSmallIntegerField("thứ tự", default=0, help_text="Số nhỏ đứng trước.")
    is_active = models.BooleanField("đang dùng", default=True, help_text="Bỏ chọn: không đưa ra cho người duyệt nữa.")

    class Meta:
        abstract = True


class RejectionReasonManager(models.Manager["RejectionReason"]):
    """Its answers are at most `READ_EVERY_SECONDS` behind the database, and cost one query or none."""

    def offered(self) -> list[str]:
        """The reasons that moderators choose from, in their order; `REASONS` while the office has kept none."""
        return [reason.text for reason in _kept.get() if reason.is_active]

    def texts(self) -> frozenset[str]:
        """Every reason of the office, also those that are not in use any more."""
        return frozenset(reason.text for reason in _kept.get())

    def advice_for(self, comment: Comment) -> str:
        """What the sender of `comment`, which is refused, is told beside the reason; "" when there is nothing.

        The advice of its reason; for an accusation, refused for whatever reason, where denunciations go.
        """
        kept = _kept.get()
        advice = next((reason.advice for reason in kept if reason.text == comment.reason), "")
        if advice or ACCUSATION not in comment.kinds:
            return advice
        return next((reason.advice for reason in kept if reason.is_for_accusations and reason.advice), "")

    def expire(self) -> None:
        """Read the rows anew when they are next asked for: after a change in this process."""
        _kept.expire()


class RejectionReason(_Kept):
    text = CleanCharField("lý do", max_length=REASON_MAX, unique=True, error_messages={"unique": "Đã có lý do này."})
    advice = CleanTextField(
        "hướng dẫn thêm cho người gửi",
        max_length=ADVICE_MAX,
        blank=True,
        help_text="Đi kèm lý do trong thư và trên trang tra cứu. Ví dụ: nơi nhận đơn tố cáo, địa chỉ trụ sở tiếp công "
        "dân.",
    )
    is_for_accusations = models.BooleanField(
        "gửi kèm khi bình luận tố cáo",
        default=False,
        help_text="Bình luận mà máy thấy có lời tố cáo, từ chối vì lý do nào không có hướng dẫn riêng, cũng được gửi "
        "kèm hướng dẫn này.",
    )

    objects = RejectionReasonManager()

    class Meta:
        verbose_name = "lý do từ chối"
        verbose_name_plural = "lý do từ chối"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="rejection_reason_says_something",
                condition=~Q(text=""),
                violation_error_message="Xin viết lý do.",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *arguments: Any, **options: Any) -> None:
        """Within a sentence the reason has no full stop."""
        self.text = self.text.removesuffix(".")
        super().save(*arguments, **options)

    @property
    def was_given(self) -> bool:
        """Whether a comment is refused for it now. One query."""
        return bool(Comment.objects.filter(state="rejected", reason=self.text).exists())


def _read() -> list[Reason]:
    rows = RejectionReason.objects.values_list(*Reason._fields)
    return [Reason(*row) for row in rows] or [Reason(text) for text in REASONS]


_kept: Recent[list[Reason]] = Recent(_read, seconds=READ_EVERY_SECONDS)


class CannedAnswerManager(models.Manager["CannedAnswer"]):
    """What it offers is at most `READ_EVERY_SECONDS` behind the database, and costs one query or none."""

    def offered(self) -> list[tuple[int, str]]:
        """`[(pk, title)]` of those in use, in their order; `OFFERED_MAX` at most."""
        return _canned.get()

    def expire(self) -> None:
        """Read the rows anew when they are next asked for: after a change in this process."""
        _canned.expire()


class CannedAnswer(_Kept):
    title = CleanCharField(
        "tên câu trả lời mẫu", max_length=120, unique=True, error_messages={"unique": "Đã có câu trả lời mẫu tên này."}
    )
    body = CleanTextField("nội dung", max_length=ANSWER_MAX)

    objects = CannedAnswerManager()

    class Meta:
        verbose_name = "câu trả lời mẫu"
        verbose_name_plural = "câu trả lời mẫu"
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="canned_answer_says_something",
                condition=~Q(title="") & ~Q(body=""),
                violation_error_message="Xin viết tên và nội dung.",
            )
        ]

    def __str__(self) -> str:
        return self.title


def _read_titles() -> list[tuple[int, str]]:
    return list(CannedAnswer.objects.filter(is_active=True).values_list("pk", "title")[:OFFERED_MAX])


_canned: Recent[list[tuple[int, str]]] = Recent(_read_titles, seconds=READ_EVERY_SECONDS)
