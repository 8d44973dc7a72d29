"""Days of the statistics: local days, ranges of them, and when a visit ends. No queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

FIRST_YEAR = 2000  # nothing is counted before
# A view and what follows within 30 minutes is one visit. Spans that touch melt together: hence the microsecond.
VISIT = timedelta(minutes=30) - timedelta(microseconds=1)


def local_day(at: datetime) -> date:
    """The local day of `at` (aware): statistics count by local days."""
    return timezone.localtime(at).date()


def months_back(day: date, count: int) -> date:
    """The first day of the month `count` months before that of `day`."""
    number = day.year * 12 + day.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class DateRange:
    """Local days from `first` to `last`, both included."""

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

    def before(self) -> "DateRange":
        """As many days, right before."""
        return DateRange(self.first - timedelta(days=len(self)), self.first - timedelta(days=1))


def days_in(*date_ranges: DateRange) -> Q:
    """The Q of rows whose `day` lies in one of `date_ranges` (DateRange)."""
    asked = Q()
    for date_range in date_ranges:
        asked |= Q(day__range=(date_range.first, date_range.last))
    return asked
