"""A comment that a unit of the office must answer, and until when."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article
from vietnamese.fields import CleanCharField, DayField, Within

from .comment import Comment

# The day of the answer is the local one; an answer on the last day came in time.
ANSWERED_LATE = Q(answered_at__date__gt=F("due_on"))


class QuestionQuerySet(models.QuerySet):
    def open(self):
        """Questions without an answer, the most urgent first; none whose comment was rejected or withdrawn since."""
        return self.filter(answered_at=None, comment__state__in=["pending", "approved"]).order_by("due_on", "pk")

    def late(self, today=None):
        """Open questions whose day is before `today` (local; the default); `Question.is_late` for a row."""
        return self.open().filter(due_on__lt=today or timezone.localdate())

    def for_readers(self):
        """Those whose answer readers may see, the newest answer first, with all that is shown. A question that is gone
        has a sentence in its place (`PublicState`). One query.
        """
        published = Article.objects.published()
        shown = self.filter(answer__state="approved", answered_at__isnull=False, comment__article__in=published)
        return shown.select_related("comment__article__category", "answer").order_by("-answered_at", "-pk")


class Question(models.Model):
    comment = models.OneToOneField(
        Comment, on_delete=models.PROTECT, related_name="question", editable=False, verbose_name="bình luận"
    )
    unit = CleanCharField("đơn vị trả lời", max_length=160, help_text="Ví dụ: UBND xã Tân Phong, Sở Nội vụ.")
    due_on = DayField("hạn trả lời")
    opened_at = models.DateTimeField("giao lúc", default=timezone.now, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        editable=False,
        related_name="+",
        verbose_name="người giao",
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True, editable=False)
    answer = models.OneToOneField(
        Comment, on_delete=models.PROTECT, null=True, editable=False, related_name="+", verbose_name="câu trả lời"
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "câu hỏi"
        verbose_name_plural = "câu hỏi"
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="question_has_unit",
                condition=~Q(unit=""),
                violation_error_message="Xin cho biết đơn vị trả lời.",
            ),
            models.CheckConstraint(
                name="question_answered_with_answer",
                condition=Q(answered_at=None, answer=None) | Q(answered_at__isnull=False, answer__isnull=False),
                violation_error_message="Câu hỏi đã trả lời thì phải có câu trả lời.",
            ),
            Within("due_on", name="question_day_within", days=True),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], name="question_open", condition=Q(answered_at=None)),
            models.Index(
                fields=["-answered_at", "-id"], name="question_answered", condition=Q(answered_at__isnull=False)
            ),
        ]

    def __str__(self):
        return self.comment.reference

    @property
    def is_owed(self):
        """Whether it is open, by the rule of `open`."""
        return self.answered_at is None and self.comment.may_be_answered

    def is_late(self, today=None):
        """The same rule as `QuestionQuerySet.late`."""
        return self.is_owed and self.due_on < (today or timezone.localdate())

    def answers(self):
        """The official answers that readers see, the oldest first."""
        answers = Comment.objects.filter(is_official=True, state="approved").order_by("created_at", "pk")
        return answers.filter(Q(in_reply_to=self.comment_id) | Q(parent=self.comment_id, in_reply_to=None))
