"""What the first of a month ends: the keys of browsers and networks change then, and with them all that knows a sender
by them. It is said before and after, so that nothing empties without a word.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from comments.models import Rule, SenderStop
from comments.screening.patterns import end_of_sender_keys
from vietnamese.dates import format_date

SAID_BEFORE, SAID_AFTER = timedelta(days=5), timedelta(days=5)


@dataclass(frozen=True)
class MonthTurn:
    """At `at` so many stops by browser and rules by sender end, or ended (`is_over`); 0 where nobody counted."""

    at: datetime
    is_over: bool
    stops: int
    rules: int

    @property
    def sentence(self) -> str:
        day = format_date(timezone.localtime(self.at).date())
        what = " và ".join(
            f"{count} {name}"
            for count, name in (
                (self.stops, "tạm dừng theo trình duyệt"),
                (self.rules, "quy tắc lọc theo người gửi"),
            )
            if count
        )
        if self.is_over:
            ended = f" {what.capitalize()} đã hết tác dụng." if what else ""
            return (
                f"Mã mạng và trình duyệt đã đổi ngày {day}: bình luận tháng trước của người chưa xác nhận email không "
                f"còn nối được với bình luận mới.{ended} Email đã xác nhận thì vẫn nhận ra."
            )
        ends = f" {what.capitalize()} sẽ hết tác dụng." if what else ""
        return (
            f"Ngày {day} mã mạng và trình duyệt đổi: phần “Người gửi này” của người chưa xác nhận email bắt đầu lại "
            f"từ đầu.{ends} Tạm dừng theo email đã xác nhận thì vẫn còn."
        )


def month_turn(at: datetime | None = None, *, counts: bool = False) -> MonthTurn | None:
    """The turn that is near at `at` (aware; default now), or None. One that `counts` says how much it ends, and is the
    next one where none is near; two queries, otherwise none.
    """
    now = at or timezone.now()
    following = end_of_sender_keys(now)
    last = timezone.localtime(now).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    if now - last < SAID_AFTER:
        return _turn(last, is_over=True, counts=counts)
    return _turn(following, is_over=False, counts=counts) if counts or following - now <= SAID_BEFORE else None


def _turn(moment: datetime, *, is_over: bool, counts: bool) -> MonthTurn:
    if not counts:
        return MonthTurn(moment, is_over, stops=0, rules=0)
    stops = SenderStop.objects.filter(until=moment, email="", lifted_at=None).count()
    rules = Rule.objects.filter(kind=Rule.Kind.SENDER, is_active=True, expires_at=moment).count()
    return MonthTurn(moment, is_over, stops, rules)
