"""What a reader said about an article, and the answer of the office."""

import textwrap
import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Upper
from django.db.models.lookups import LessThanOrEqual
from django.urls import reverse
from django.utils import timezone

from comments.references import reference_number
from vietnamese.fields import CleanCharField, CleanTextField

from .deadlines import deadline_of
from .public_state import public_state
from .queryset import CommentQuerySet

NAME_MAX = 80
EMAIL_MAX = 254
BODY_MAX = 2_000
OFFICIAL_BODY_MAX = 5_000
MASKED_BODY_MAX = 8_000  # of a reader's words with sentences in the place of numbers, which are longer
EXCERPT_LENGTH = 140


class Comment(models.Model):
    """A reader's words are shown, or not shown with a reason; nobody edits them. Of shown words personal data alone is
    hidden, by a fixed sentence in its place (moderation/masking.py), and readers are told so.
    """

    class State(models.TextChoices):
        PENDING = "pending", "Chờ duyệt"
        APPROVED = "approved", "Đã duyệt"
        REJECTED = "rejected", "Từ chối"
        SPAM = "spam", "Bình luận rác"
        WITHDRAWN = "withdrawn", "Người gửi rút"

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="+", verbose_name="bài viết"
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name="trả lời",
        help_text="Bình luận gốc; câu trả lời chỉ có một cấp.",
    )
    in_reply_to = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="trả lời riêng",
        help_text="Khi trả lời một câu trả lời: chính câu đó, để hiện “@Tên”.",
    )
    name = CleanCharField("tên", max_length=NAME_MAX)
    email = models.EmailField("email", max_length=EMAIL_MAX, blank=True)
    body = CleanTextField("nội dung")
    is_official = models.BooleanField("trả lời chính thức", default=False)

    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.PENDING)
    reason = CleanTextField("lý do", blank=True)
    decided_at = models.DateTimeField("xử lý lúc", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người xử lý",
    )
    version = models.PositiveIntegerField("lần xử lý", default=0, editable=False)
    due_at = models.DateTimeField("hạn xử lý", null=True, blank=True, editable=False)
    first_decided_at = models.DateTimeField("xử lý lần đầu lúc", null=True, blank=True, editable=False)
    review_due_at = models.DateTimeField(
        "hạn xử lý lại", null=True, editable=False, help_text="Khi đã xử lý rồi lại về hàng chờ."
    )
    masked_at = models.DateTimeField(
        "che dữ liệu cá nhân lúc", null=True, editable=False, help_text="Bạn đọc thấy bản có chỗ bị che từ lúc này."
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="người được giao",
    )
    was_recalled = models.BooleanField(
        "đã đưa lại hàng chờ", default=False, editable=False, help_text="Vì bạn đọc báo cáo."
    )
    likes = models.PositiveIntegerField("lượt thích", default=0, editable=False)

    findings = models.JSONField("điều phát hiện", default=list, blank=True)
    score = models.PositiveSmallIntegerField("điểm nghi ngờ", default=0)
    kinds = ArrayField(
        models.CharField(max_length=20),
        verbose_name="loại điều phát hiện",
        default=list,
        db_default=[],
        editable=False,
    )
    urgency = models.PositiveSmallIntegerField("mức gấp", default=0, db_default=0, editable=False)
    submission_id = models.UUIDField("mã lần gửi", unique=True, default=uuid.uuid4, editable=False)
    # Of the network; the last release limits by it, and takes it for the sender.
    sender_key = models.UUIDField("khóa mạng", null=True, blank=True, editable=False)
    browser_key = models.UUIDField("khóa người gửi", null=True, blank=True, editable=False)
    digest = models.UUIDField("dấu nội dung", null=True, blank=True, editable=False)
    consent_version = models.CharField("bản đồng ý", max_length=20, blank=True)
    consented_at = models.DateTimeField("đồng ý lúc", null=True, blank=True)
    wants_mail = models.BooleanField("muốn nhận email thông báo", default=False)
    email_confirmed_at = models.DateTimeField("xác nhận email lúc", null=True, blank=True, editable=False)
    erased_at = models.DateTimeField("xóa dữ liệu cá nhân lúc", null=True, blank=True, editable=False)
    created_at = models.DateTimeField("gửi lúc", default=timezone.now)

    article_title: str  # of `with_article_title`
    open_reports: dict[str, Any] | None  # of `with_open_reports`
    reported_at: datetime | None
    note_count: int  # of `with_work_of_colleagues`, as the next
    unit_answer_waits: bool

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "bình luận"
        verbose_name_plural = "bình luận"
        ordering = ["created_at", "pk"]
        permissions = [("handle_personal_data", "Được tra cứu, xuất và xóa dữ liệu cá nhân")]
        constraints = [
            models.CheckConstraint(
                name="comment_state_known",
                condition=Q(state__in=["pending", "approved", "rejected", "spam", "withdrawn"]),
                violation_error_message="Trạng thái bình luận không hợp lệ.",
            ),
            models.CheckConstraint(
                name="comment_has_name_and_body",
                condition=~Q(name="") & ~Q(body=""),
                violation_error_message="Bình luận phải có tên và nội dung.",
            ),
            models.CheckConstraint(
                name="comment_body_length",
                condition=LessThanOrEqual(Length("body"), BODY_MAX)
                | (Q(is_official=True) & LessThanOrEqual(Length("body"), OFFICIAL_BODY_MAX))
                | (Q(masked_at__isnull=False) & LessThanOrEqual(Length("body"), MASKED_BODY_MAX)),
                violation_error_message="Nội dung bình luận dài quá mức cho phép.",
            ),
            models.CheckConstraint(
                name="comment_pending_is_undecided",
                condition=Q(state="pending", decided_at=None, decided_by=None)
                | (~Q(state="pending") & Q(decided_at__isnull=False)),
                violation_error_message="Bình luận chờ duyệt thì chưa có người xử lý, đã xử lý thì phải có giờ.",
            ),
            models.CheckConstraint(
                name="comment_rejection_has_reason",
                condition=~Q(state="rejected") | ~Q(reason=""),
                violation_error_message="Từ chối bình luận phải có lý do.",
            ),
            models.CheckConstraint(
                name="comment_not_its_own_parent",
                condition=Q(parent=None) | ~Q(parent=F("id")),
                violation_error_message="Bình luận không thể trả lời chính nó.",
            ),
            models.CheckConstraint(
                name="comment_reply_hangs_on_root",
                condition=Q(in_reply_to=None) | Q(parent__isnull=False),
                violation_error_message="Câu trả lời phải thuộc về một bình luận gốc.",
            ),
            models.CheckConstraint(
                name="comment_reader_consented",
                condition=Q(is_official=True) | (~Q(consent_version="") & Q(consented_at__isnull=False)),
                violation_error_message="Bình luận của bạn đọc phải kèm sự đồng ý lưu dữ liệu.",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "created_at", "id"], name="comment_thread", condition=Q(state="approved")),
            models.Index(fields=["-created_at", "-id"], name="comment_newest", condition=Q(state="approved")),
            models.Index(fields=["created_at", "id"], name="comment_queue", condition=Q(state="pending")),
            models.Index(fields=["sender_key", "created_at"], name="comment_of_sender"),
            models.Index(fields=["browser_key", "created_at"], name="comment_of_browser"),
            models.Index(
                Upper("email"), "created_at", name="comment_of_address", condition=Q(email_confirmed_at__isnull=False)
            ),
            models.Index(fields=["digest", "created_at"], name="comment_duplicates"),
            # The queue: what is put aside, of one article, of one colleague, what is late, and the share kept.
            models.Index(
                fields=["state", "-created_at", "-id"],
                name="comment_aside",
                condition=Q(state__in=["rejected", "spam", "withdrawn"]),
            ),
            # The newest decision first; what was published at once and is still to be looked at; all of any state.
            models.Index(
                fields=["state", "-decided_at", "-id"], name="comment_decided", condition=~Q(state="pending")
            ),
            models.Index(
                fields=["created_at", "id"],
                name="comment_unseen",
                condition=Q(state="approved", decided_by=None, is_official=False),
            ),
            models.Index(fields=["-created_at", "-id"], name="comment_newest_of_all"),
            models.Index(Upper("email"), F("created_at").desc(), name="comment_by_address", condition=~Q(email="")),
            models.Index(
                fields=["article", "created_at", "id"], name="comment_queue_of_article", condition=Q(state="pending")
            ),
            models.Index(
                fields=["assigned_to", "created_at", "id"],
                name="comment_queue_of_colleague",
                condition=Q(state="pending", assigned_to__isnull=False),
            ),
            models.Index(fields=["due_at"], name="comment_late", condition=Q(state="pending")),
            models.Index(
                fields=["review_due_at"],
                name="comment_review_late",
                condition=Q(state="pending", review_due_at__isnull=False),
            ),
            models.Index(
                fields=["-urgency", "created_at", "id"], name="comment_queue_urgent", condition=Q(state="pending")
            ),
            GinIndex(fields=["kinds"], name="comment_queue_kinds", condition=Q(state="pending") & ~Q(kinds=[])),
            models.Index(
                fields=["due_at"],
                include=["first_decided_at"],
                name="comment_share",
                condition=Q(due_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.name}: {self.excerpt}"

    def get_absolute_url(self):
        """The permanent link, which leads to its place however long the thread has grown."""
        return reverse("comments:comment", args=[self.article_id, self.pk])

    @property
    def anchor(self):
        return f"binh-luan-{self.pk}"

    @property
    def excerpt(self):
        """The first words, on one line, cut at a word end."""
        line = " ".join(self.body.split())
        short = textwrap.shorten(line, EXCERPT_LENGTH, placeholder="…")
        return line[:EXCERPT_LENGTH] + "…" if short == "…" else short

    @property
    def reference(self):
        return reference_number(self.submission_id)

    @property
    def root(self):
        return self.parent or self

    @property
    def public_state(self):
        """What readers and its sender see of it: a PublicState."""
        return public_state(self)

    @property
    def deadline(self):
        """By when it is to be decided while it waits, or None."""
        return deadline_of(self)

    @property
    def charged_unit(self):
        """The unit that owes an answer; "" if none does. No query for rows of `for_queue`."""
        question = getattr(self, "question", None)
        return question.unit if question and question.answered_at is None else ""

    @property
    def is_unseen(self):
        """Whether it was published at once and no moderator has looked at it yet (`published_unseen`)."""
        return self.state == self.State.APPROVED and self.decided_by_id is None and not self.is_official

    @property
    def may_be_decided(self):
        """Whether moderators have a say: not over what its sender withdrew, nor over what has lost its words."""
        return self.state != self.State.WITHDRAWN and self.erased_at is None

    @property
    def may_be_masked(self):
        """Whether personal data in it may be hidden: a reader's words that wait, or that readers see."""
        is_open = self.state in {self.State.PENDING, self.State.APPROVED}
        return is_open and not self.is_official and self.erased_at is None

    @property
    def may_be_answered(self):
        """Whether the office may answer: a reader's comment waits, or readers see it."""
        return not self.is_official and self.state in {self.State.PENDING, self.State.APPROVED}
