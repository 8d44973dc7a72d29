"""The moderators' rules: what they hold, put aside as spam or reject at once."""

from django.conf import settings
from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from comments.references import REFERENCE
from vietnamese.fields import CleanCharField, CleanTextField, MomentField, Within
from vietnamese.order import AlphabetKeyField

NOTE_HITS = """
WITH met AS (SELECT id FROM comments_rule WHERE id = ANY(%(pks)s) ORDER BY id FOR NO KEY UPDATE)
UPDATE comments_rule SET hits = hits + 1, last_hit_at = %(at)s FROM met WHERE comments_rule.id = met.id
"""


class RuleQuerySet(models.QuerySet):
    def in_force(self, at=None):
        """Switched on and not expired at `at` (aware; default now)."""
        at = at or timezone.now()
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), is_active=True)

    def about_address(self, address):
        """Rules that look for this one e-mail address."""
        return self.filter(kind="email", pattern__iexact=address) if address else self.none()

    def note_hits(self, pks, at=None):
        """Count one hit for each of `pks`. One query; it locks in the order of keys, so that two posts which meet the
        same two rules cannot wait for each other.
        """
        with connection.cursor() as cursor:
            cursor.execute(NOTE_HITS, {"pks": list(pks), "at": at or timezone.now()})


class Rule(models.Model):
    """A pattern to look for in comments, and what follows when it is met."""

    class Kind(models.TextChoices):
        PHRASE = "phrase", "Từ, cụm từ"
        EMAIL = "email", "Địa chỉ email"
        DOMAIN = "domain", "Tên miền"
        NAME = "name", "Tên người gửi"
        SENDER = "sender", "Người gửi"
        NUMBER = "number", "Số điện thoại, dãy số"
        NEAR = "near", "Các từ đứng gần nhau"

    class Effect(models.TextChoices):
        HOLD = "hold", "Nhắc người duyệt xem kỹ"
        SPAM = "spam", "Đưa vào mục bình luận rác"
        REJECT = "reject", "Từ chối ngay"

    kind = models.CharField("loại", max_length=10, choices=Kind, default=Kind.PHRASE)
    pattern = CleanCharField("tìm gì", max_length=120)
    ignores_marks = models.BooleanField(
        "cả khi viết không dấu",
        default=False,
        help_text="“nhà cái” khớp cả “nha cai”. Chỉ dùng khi chữ không dấu không còn nghĩa khác.",
    )
    effect = models.CharField("làm gì", max_length=10, choices=Effect, default=Effect.HOLD)
    note = CleanTextField("ghi chú", blank=True, help_text="Vì sao có quy tắc này.")
    is_active = models.BooleanField("đang dùng", default=True)
    expires_at = MomentField("hết hạn lúc", null=True, blank=True, help_text="Để trống: không hết hạn.")
    hits = models.PositiveBigIntegerField("số lần khớp", default=0, editable=False)
    last_hit_at = models.DateTimeField("khớp lần cuối", null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="người lập",
    )
    created_at = models.DateTimeField("lập lúc", default=timezone.now, editable=False)

    sort_key = AlphabetKeyField(of="pattern")

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = "quy tắc lọc"
        verbose_name_plural = "quy tắc lọc"
        ordering = ["kind", "sort_key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "pattern"],
                name="rule_once",
                violation_error_message="Đã có quy tắc này.",
            ),
            models.CheckConstraint(
                name="rule_looks_for_something",
                condition=~Q(pattern=""),
                violation_error_message="Xin cho biết cần tìm gì.",
            ),
            Within("expires_at", name="rule_expiry_within"),
        ]

    def __str__(self):
        return self.looks_for if self.kind == self.Kind.SENDER else f"{self.get_kind_display()}: {self.pattern}"

    @property
    def looks_for(self):
        """The pattern for people: of a sender not the key but the number of a comment, which is in the note."""
        if self.kind != self.Kind.SENDER:
            return self.pattern
        named = REFERENCE.search(self.note)
        return f"Người gửi của {named[0]}" if named else "Người gửi một bình luận cũ"
