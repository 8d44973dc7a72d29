"""Challenges that were used: each is good for one comment."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, models
from django.utils import timezone

from database.prepared import Statement

RETENTION = timedelta(days=1)
# $1 number, $2 sender, $3 whether the answer is right, $4 how many wrong ones are too many, $5 since when, $6 now
SPEND = Statement(
    "uuid, uuid, boolean, integer, timestamptz, timestamptz",
    """
INSERT INTO comments_spentchallenge (number, sender, at, was_solved)
VALUES ($1, $2, $6, $3 AND $4 > (
    SELECT count(*) FROM comments_spentchallenge
    WHERE sender = $2 AND NOT was_solved AND at > $5))
ON CONFLICT DO NOTHING RETURNING was_solved
""",
)


class SpentChallengeQuerySet(models.QuerySet):
    def spend(self, number: UUID, *, sender: UUID, is_right: bool, most_failures: int, since: datetime) -> bool:
        """Use up the challenge `number` (a uuid), and return whether to believe that it is solved. One query.

        It must be `is_right`, not used before, and `sender` (a uuid) must have answered fewer than `most_failures`
        wrongly after `since`.
        """
        with connection.cursor() as cursor:
            SPEND.execute(cursor, number, sender, is_right, most_failures, since, timezone.now())
            row = cursor.fetchone()
        return row is not None and row[0]

    def forget_old(self, at: datetime | None = None) -> int:
        """Delete those of more than a day before `at`: long past their ten minutes. Returns how many."""
        return self.filter(at__lt=(at or timezone.now()) - RETENTION).delete()[0]


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
