"""What the statistics desk shows: complete days, compared with as many before, and today apart."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.utils import timezone

from articles.models import Article

from . import counters
from .models import ArticleDay, Baseline, Excluded, Reason, SiteDay
from .visitors import local_day

EXPLANATIONS = {
    Reason.BOT: "Nhận ra theo tên mà chương trình tự khai (User-Agent): Googlebot, GPTBot, curl…",
    Reason.STAFF: "Tài khoản đang đăng nhập vào trang quản trị.",
    Reason.PREFETCH: "Trình duyệt đoán và tải sẵn trang mà người đọc chưa mở.",
    Reason.WEBDRIVER: "Trình duyệt thật nhưng do phần mềm kiểm thử hoặc thu thập điều khiển.",
    Reason.FOREIGN: "Một trang web khác gọi vào bộ đếm của trang này.",
    Reason.UNKNOWN: "Số hiệu bài không có, bài đã gỡ, đã hết hạn hoặc chưa đến giờ hiện.",
    Reason.FLOOD: "Cùng một dấu vết ẩn danh mở quá 120 trang trong một phút; phần vượt không tính.",
    Reason.MALFORMED: "Nội dung gửi đến bộ đếm sai định dạng hoặc quá dài.",
}


@dataclass(frozen=True, slots=True)
class Day:
    day: date
    visits: int = 0
    views: int = 0
    visitors: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """A sum of some days beside the sum of as many days before; `percent` is None when there was nothing before."""

    name: str
    now: int
    before: int

    @property
    def percent(self):
        return 100 * (self.now - self.before) / self.before if self.before else None

    @property
    def drop(self):
        return -self.percent


@dataclass(frozen=True, slots=True)
class TopArticle:
    """`title` and `url` are empty for an article that was deleted."""

    article_id: int
    title: str
    url: str
    views: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    reason: str
    name: str
    explanation: str
    count: int


class Report:
    """`length` complete local days that end with yesterday, and the day of `at` (aware; default now) so far."""

    def __init__(self, length, at=None):
        self.length = length
        self.at = at or timezone.now()
        self.site = counters.site(self.at)
        today = local_day(self.at)
        self.first, self.last = today - timedelta(days=length), today - timedelta(days=1)
        self.today = Day(today, self.site.visits, self.site.views, self.site.visitors)
        both = _days(self.first - timedelta(days=length), self.last)
        self.before, self.days = both[:length], both[length:]
        self.yesterday = self.days[-1]

    def changes(self):
        """Visits, views and visitors a day, compared with the days before."""
        return [
            Change("Lượt truy cập", _sum(self.days, "visits"), _sum(self.before, "visits")),
            Change("Lượt xem trang", _sum(self.days, "views"), _sum(self.before, "views")),
            Change(
                "Khách trung bình mỗi ngày",
                round(_sum(self.days, "visitors") / self.length),
                round(_sum(self.before, "visitors") / self.length),
            ),
        ]

    def total(self):
        """The sums of the complete days. Visitors cannot be summed: one who comes on two days is two."""
        return {"visits": _sum(self.days, "visits"), "views": _sum(self.days, "views")}

    def top_articles(self, count=None):
        """The `count` (default all) articles read most from the first day until now, most first. Two queries."""
        rows = ArticleDay.objects.filter(day__gte=self.first, day__lte=self.today.day).values_list("article_id")
        rows = list(rows.annotate(sum=Sum("views")).order_by("-sum", "-article_id")[:count])
        titles = Article.objects.only("title", "slug").in_bulk([article_id for article_id, _ in rows])
        return [_top_article(article_id, views, titles.get(article_id)) for article_id, views in rows]

    def left_out(self):
        """Every reason with what it left out from the first day until now, most first. One query."""
        counts = dict(self.left_out_by_day().values_list("reason").annotate(sum=Sum("count")))
        rows = [LeftOut(reason, reason.label, EXPLANATIONS[reason], counts.get(reason, 0)) for reason in Reason]
        return sorted(rows, key=lambda row: -row.count)

    def left_out_by_day(self):
        return Excluded.objects.filter(day__gte=self.first, day__lte=self.today.day).order_by()

    def baseline(self):
        """The carried-over visits in force, with who entered them; None when there are none. One query."""
        return Baseline.objects.select_related("entered_by").first()


def _days(first, last):
    """One Day for each day, zeros where nothing was counted. One query."""
    rows = SiteDay.objects.filter(day__range=(first, last))
    known = {row.day: Day(row.day, row.visits, row.views, row.visitors) for row in rows}
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [known.get(day, Day(day)) for day in days]


def _sum(days, name):
    return sum(getattr(day, name) for day in days)


def _top_article(article_id, views, article):
    title, url = (article.title, article.get_absolute_url()) if article else ("", "")
    return TopArticle(article_id, title, url, views)
