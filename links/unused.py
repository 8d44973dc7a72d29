"""Addresses that stand in no text any more are forgotten after a month: a text that is changed back finds them again,
with what is known of them and whether somebody ignores them.
"""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from .models import Address, Place

AFTER = timedelta(days=30)
AT_ONCE = 5000


def forget(at: datetime | None = None) -> int:
    """Delete what is unused for AFTER at `at` (aware; default now); returns how many. Three queries; some thousand
    rows at once, the rest the next time.
    """
    now = at or timezone.now()
    stands = Exists(Place.objects.filter(address=OuterRef("pk")))
    Address.objects.filter(stands, unused_since__isnull=False).update(unused_since=None)
    Address.objects.filter(~stands, unused_since=None).update(unused_since=now)
    old = Address.objects.filter(~stands, unused_since__lte=now - AFTER).values_list("pk", flat=True)[:AT_ONCE]
    deleted, _ = Address.objects.filter(pk__in=list(old)).delete()
    return deleted
