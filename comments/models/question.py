"""A comment that a unit of the office must answer, and until when."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.models import Article
from vietnamese.fields import CleanCharField, DayField, MailField, Within
from vietnamese.order import AlphabetKeyField

from .comment import Comment

# The day of the answer is the local one; an answer on the last day came in time.
ANSWERED_LATE = Q(answered_at__date__gt=F("due_on"))
LINK_DAYS = 14  # after that day, for a unit that is late; then a moderator has to charge it anew
OFFERED_FROM = 300  # of so many newest questions, so that what is offered costs the same in ten years


class QuestionQuerySet(models.QuerySet):
    def open(self):
        """Questions without an answer, the most urgent first; none whose comment was rejected or withdrawn since."""
        return self.filter(answered_at=None, comment__state__in=["pending", "approved"]).order_by("due_on", "pk")

    def late(self, today=None):
        """Open questions whose day is before `today` (local; the default); `Question.is_late` for a row."""
        return self.open().filter(due_on__lt=today or timezone.localdate())

    def answered_by_unit(self):
        """Open questions whose unit has sent its answer, which waits for a moderator; the longest wait first."""
        return self.open().filter(unit_answers__outcome="").order_by("unit_answers__at", "pk")

    def known_units(self):
        """`[(unit, e-mail address)]` of the newest questions, each unit once with the address used last, "" for none;
        the unit that was charged last comes first. One query.
        """
        rows = self.order_by("-pk").values_list("unit", "unit_email")[:OFFERED_FROM]
        known = {}
        for unit, email in rows:
            known[unit] = known.get(unit) or email
        return list(known.items())

    def email_of(self, unit):
        """The address last used for `unit`, "" for none. One query."""
        return dict(self.known_units()).get(unit, "")

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
    unit_key = AlphabetKeyField(of="unit")
    unit_email = MailField("email của đơn vị", blank=True, db_default="")
    due_on = DayField("hạn trả lời")
    charged_at = models.DateTimeField(
        "giao lần cuối lúc", null=True, editable=False, help_text="Đường dẫn trả lời của lần giao trước hết tác dụng."
    )
    reminded_on = models.DateField("nhắc lần cuối ngày", null=True, editable=False)
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

    @property
    def link_ends_on(self):
        """The last local day on which the unit may answer by its link."""
        return self.due_on + timedelta(days=LINK_DAYS)

    def days_left(self, today: date | None = None) -> str:
        """In words: "còn 3 ngày", "hạn hôm nay", "quá hạn 2 ngày"; `today` is a local date."""
        left = (self.due_on - (today or timezone.localdate())).days
        if left == 0:
            return "hạn hôm nay"
        return f"còn {left} ngày" if left > 0 else f"quá hạn {-left} ngày"

    def answers(self):
        """The official answers that readers see, the oldest first."""
        return Comment.objects.official_answers_to(self.comment_id)
