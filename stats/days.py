"""Days of the statistics: local days, runs of them, and when a visit ends. No queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

FIRST_YEAR = 2000  # nothing is counted before
# A view and what follows within 30 minutes is one visit. Stretches that touch melt together: hence the microsecond.
VISIT = timedelta(minutes=30) - timedelta(microseconds=1)


def local_day(at: datetime) -> date:
    """The day that `at` (aware) belongs to: statistics have local days."""
    return timezone.localtime(at).date()


def months_back(day: date, count: int) -> date:
    """The first day of the month `count` months before that of `day`."""
    number = day.year * 12 + day.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Range:
    """Local days from `first` to `last`, both with."""

    first: date
    last: date

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def days(self) -> list[date]:
        return [self.first + timedelta(days=n) for n in range(len(self))]

    @property
    def since(self) -> datetime:
        """Its first moment (aware)."""
        return timezone.make_aware(datetime.combine(self.first, time.min))

    @property
    def until(self) -> datetime:
        """The first moment after it (aware)."""
        return timezone.make_aware(datetime.combine(self.last + timedelta(days=1), time.min))

    def before(self) -> "Range":
        """As many days, right before."""
        return Range(self.first - timedelta(days=len(self)), self.first - timedelta(days=1))


def days_in(*stretches: Range) -> Q:
    """The Q of rows whose `day` lies in one of `stretches` (Range)."""
    asked = Q()
    for stretch in stretches:
        asked |= Q(day__range=(stretch.first, stretch.last))
    return asked
