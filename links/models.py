"""Which addresses stand in the texts of the portal, where, and what they answered.

No save of a text writes here: triggers of the tables that hold texts note what changed (`TextChange`), and the worker
reads those rows (links/keeping.py). So an update of many rows counts too, and what the last release saves.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Now
from django.utils import timezone

from vietnamese.fields import CleanTextField

from .state import State

REASON_MAX = 300


class AddressQuerySet(models.QuerySet["Address"]):
    def standing(self) -> "AddressQuerySet":
        """Those that stand in some text."""
        return self.filter(Exists(Place.objects.filter(address=OuterRef("pk"))))

    def due(self, at: datetime | None = None) -> "AddressQuerySet":
        """Those whose next look at is due at `at` (aware; default now); one that is looked at just now has a later
        hour.
        """
        return self.filter(next_check_at__lte=at or timezone.now())

    def inside(self) -> "AddressQuerySet":
        return self.filter(host="")

    def outside(self) -> "AddressQuerySet":
        return self.exclude(host="")

    def ask_again(self) -> int:
        """Let the worker look at them next, before all others. One query."""
        return self.update(next_check_at=Now(), is_asked_for=True)


class Address(models.Model):
    """An address that texts lead to, in one spelling (addresses.py): of the portal a path, elsewhere whole.

    `target` names the row of the portal behind an inside one ("article:12"), so that its changes are heard of.
    `failures` counts looks in vain one after the other, since `failing_since`. `answer` is the code of the last
    answer: "404", "dns" (answers.py says it in words).
    """

    address = models.CharField("địa chỉ", max_length=2000, unique=True)
    host = models.CharField("máy chủ", max_length=255, blank=True)
    target = models.CharField(max_length=150, blank=True)
    state = models.CharField("tình trạng", max_length=6, choices=State, default=State.NEW)
    answer = models.CharField(max_length=12, blank=True)
    moved_to = models.CharField("địa chỉ mới", max_length=2000, blank=True)
    failing_since = models.DateTimeField("hỏng từ", null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    checked_at = models.DateTimeField("kiểm tra lúc", null=True)
    next_check_at = models.DateTimeField(default=timezone.now, db_default=Now())
    is_asked_for = models.BooleanField(default=False, db_default=False, help_text="Somebody waits for the next look.")
    unused_since = models.DateTimeField(null=True, help_text="When the worker first found it in no text.")
    ignored_at = models.DateTimeField("bỏ qua lúc", null=True)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="người bỏ qua"
    )
    ignored_because = CleanTextField("lý do bỏ qua", max_length=REASON_MAX, blank=True)

    objects = AddressQuerySet.as_manager()

    class Meta:
        verbose_name = "địa chỉ trong bài"
        verbose_name_plural = "địa chỉ trong bài"
        default_permissions = ("view", "change")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="link_ignored_with_reason",
                condition=Q(ignored_at=None, ignored_because="")
                | Q(Q(ignored_at__isnull=False), ~Q(ignored_because="")),
                violation_error_message="Xin ghi lý do bỏ qua để người khác biết.",
            ),
            models.CheckConstraint(
                name="link_failing_since_first_failure",
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                violation_error_message="Địa chỉ hỏng phải có giờ bắt đầu hỏng.",
            ),
        ]
        indexes = [
            models.Index(F("is_asked_for").desc(), F("next_check_at"), name="link_due"),
            models.Index(fields=["host", "next_check_at"], name="link_due_of_host"),
            models.Index(fields=["target"], name="link_of_target", condition=~Q(target="")),
            models.Index(
                fields=["state", "failing_since", "id"],
                name="link_to_mend",
                condition=Q(state__in=["moved", "closed", "shaky", "broken"]),
            ),
            models.Index(fields=["unused_since"], name="link_unused", condition=Q(unused_since__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def is_inside(self) -> bool:
        return not self.host

    @property
    def href(self) -> str:
        """Where a click leads, from any page of the portal."""
        return self.address


class Place(models.Model):
    """A field of a row in which an address stands: how it is written there, and the words that lead to it.

    `kind` and `row_id` name the row (registry.py); no foreign key, since the last release deletes rows without knowing
    of this table: the trigger tells of it.
    """

    address = models.ForeignKey(Address, on_delete=models.CASCADE, related_name="places")
    kind = models.CharField(max_length=12)
    row_id = models.BigIntegerField()
    field = models.CharField(max_length=40)
    written = models.CharField(max_length=2000)
    words = models.CharField(max_length=200, blank=True)
    number = models.PositiveIntegerField(default=1, help_text="How often the field says so.")

    class Meta:
        verbose_name = "chỗ có liên kết"
        verbose_name_plural = "chỗ có liên kết"
        default_permissions = ()
        ordering = ["kind", "-row_id", "pk"]
        indexes = [models.Index(fields=["kind", "row_id"], name="link_place_of_row")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}: {self.written}"

    @property
    def held(self) -> tuple[Any, ...]:
        """What tells it from other places of its row."""
        return (self.address_id, self.field, self.written, self.words, self.number)


class TextChange(models.Model):
    """A row was written or deleted and not read since. Triggers add these; a row may have several."""

    kind = models.CharField(max_length=12)
    row_id = models.BigIntegerField()

    class Meta:
        verbose_name = "bài vừa đổi"
        verbose_name_plural = "bài vừa đổi"
        default_permissions = ()
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class Outlook(models.Model):
    """One row: whether this machine reaches other hosts. Without the Internet every address would look broken."""

    cut_off_since = models.DateTimeField(null=True)
    last_answer_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "đường ra mạng ngoài"
        verbose_name_plural = "đường ra mạng ngoài"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="link_outlook_is_one_row", condition=Q(pk=1), violation_error_message="Chỉ có một dòng."
            )
        ]

    def __str__(self) -> str:
        return "đường ra mạng ngoài"
