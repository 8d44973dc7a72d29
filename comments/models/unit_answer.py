"""What a unit answered by its link; a moderator publishes it, or sends it back."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from vietnamese.fields import CleanCharField, CleanTextField

from .comment import NAME_MAX, OFFICIAL_BODY_MAX, Comment
from .question import Question

RETURNED_WHY_MAX = 500


class UnitAnswerQuerySet(models.QuerySet):
    def waiting(self):
        """What no moderator has published or sent back; each question has one at most."""
        return self.filter(outcome="")

    def owed(self):
        """Those of `waiting` whose question still is (`Question.is_owed`): none about what was taken down since."""
        return self.waiting().filter(
            question__answered_at=None, question__comment__state__in=[Comment.State.PENDING, Comment.State.APPROVED]
        )

    def forget_old(self, moment):
        """Delete what was settled before `moment` (aware): what was published stands under its comment; returns how
        many.
        """
        return self.filter(settled_at__lt=moment).delete()[0]


class UnitAnswer(models.Model):
    class Outcome(models.TextChoices):
        PUBLISHED = "published", "Đã đăng"
        RETURNED = "returned", "Đã gửi lại đơn vị"

    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="unit_answers", verbose_name="câu hỏi"
    )
    signed_by = CleanCharField("người trả lời", max_length=NAME_MAX)
    body = CleanTextField("nội dung", max_length=OFFICIAL_BODY_MAX)
    at = models.DateTimeField("gửi lúc", default=timezone.now)
    outcome = models.CharField("kết quả", max_length=10, choices=Outcome, blank=True)
    settled_at = models.DateTimeField("xử lý lúc", null=True, editable=False)
    returned_why = CleanTextField("vì sao gửi lại", max_length=RETURNED_WHY_MAX, blank=True, db_default="")

    objects = UnitAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "trả lời của đơn vị"
        verbose_name_plural = "trả lời của đơn vị"
        default_permissions = ()
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question"], condition=Q(outcome=""), name="unit_answer_one_waits"),
            models.CheckConstraint(
                name="unit_answer_settled_with_outcome",
                condition=Q(outcome="", settled_at=None) | (~Q(outcome="") & Q(settled_at__isnull=False)),
                violation_error_message="Trả lời đã xử lý thì phải có kết quả và giờ.",
            ),
        ]

    def __str__(self):
        return f"Trả lời của đơn vị {self.pk}"
