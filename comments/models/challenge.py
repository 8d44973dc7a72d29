"""Challenges that were used: each is good for one comment."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

KEPT = timedelta(days=1)


class SpentChallengeQuerySet(models.QuerySet):
    def spend(self, number, *, sender, was_solved):
        """Whether the challenge `number` (a uuid) was not used before; from now on it is. One query."""
        _, is_new = self.get_or_create(number=number, defaults={"sender": sender, "was_solved": was_solved})
        return is_new

    def failures(self, sender, since):
        """How many challenges `sender` answered wrongly since `since`. One query."""
        return self.filter(sender=sender, was_solved=False, at__gt=since).count()

    def forget_old(self, at=None):
        """Delete those of more than a day before `at`: long past their ten minutes. Returns how many."""
        return self.filter(at__lt=(at or timezone.now()) - KEPT).delete()[0]


class SpentChallenge(models.Model):
    number = models.UUIDField("số", unique=True)
    sender = models.UUIDField("khóa người gửi")
    was_solved = models.BooleanField("giải đúng")
    at = models.DateTimeField("lúc", default=timezone.now)

    objects = SpentChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = "câu hỏi kiểm tra đã dùng"
        verbose_name_plural = "câu hỏi kiểm tra đã dùng"
        indexes = [models.Index(fields=["sender", "at"], name="challenge_of_sender")]

    def __str__(self):
        return str(self.number)
