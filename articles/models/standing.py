"""Where an article stands for its readers: the four states, with "published" told apart by its two moments."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Standing(models.TextChoices):
    DRAFT = "draft", "Bản nháp"
    REVIEW = "review", "Chờ duyệt"
    SCHEDULED = "scheduled", "Hẹn giờ"
    SHOWN = "shown", "Đang trên trang"
    EXPIRED = "expired", "Hết hạn"
    WITHDRAWN = "withdrawn", "Đã gỡ"


def conditions(at=None):
    """`{standing: Q}` at the moment `at` (aware; default now); every article meets exactly one."""
    at = at or timezone.now()
    begun = Q(status="published", published_at__lte=at)
    return {
        Standing.DRAFT: Q(status="draft"),
        Standing.REVIEW: Q(status="review"),
        Standing.SCHEDULED: Q(status="published", published_at__gt=at),
        Standing.SHOWN: begun & (Q(expires_at=None) | Q(expires_at__gt=at)),
        Standing.EXPIRED: begun & Q(expires_at__lte=at),
        Standing.WITHDRAWN: Q(status="withdrawn"),
    }


# The rule of Standing.SHOWN at the moment `%(now)s`, for statements of our own; tests hold it to the one above.
SHOWN = "status = 'published' AND published_at <= %(now)s AND (expires_at IS NULL OR expires_at > %(now)s)"
