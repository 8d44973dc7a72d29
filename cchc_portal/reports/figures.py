"""All figures of a report, from every package."""

from datetime import datetime, timedelta

from comments.moderation.period_figures import handled
from layout.models import SiteSettings
from stats.queries.monthly import CalendarPeriod, PeriodFigures, compared
from stats.queries.newsroom import EditorialOutput
from stats.render.charts import PAPER, THIS_MONTH, Chart, bar_chart

SHOWN = 10


class PeriodReport:
    """The report of `period` (a CalendarPeriod) at `at` (aware; default now). About fourteen queries."""

    def __init__(self, period: CalendarPeriod, at: datetime | None = None) -> None:
        self.period = period
        self.site = SiteSettings.objects.current()
        self.visits = PeriodFigures(period, at)
        self.measures = self.visits.measures()
        self.top_articles = self.visits.top_articles()
        self.newsroom = EditorialOutput(period.date_range, at)
        self.articles_before = [
            compared(self.newsroom.total.articles, _published(other, at)) for other in period.compared_with()
        ]
        self.authors = self.newsroom.authors[:SHOWN]
        self.categories = self.newsroom.categories[:SHOWN]
        self.comments = handled(self.newsroom.since, self.newsroom.until)

    @property
    def title(self) -> str:
        return f"Báo cáo hoạt động {self.period.name}"

    def chart(self) -> Chart:
        """Visits of each day of the month, or of each month of the year; a day counts when it is over."""
        points = self.visits.points()
        labels = [point.name.partition("/")[0] for point in points]
        today = self.visits.yesterday + timedelta(days=1)
        is_year_open = self.visits.is_open and not self.period.month
        unfinished = THIS_MONTH.standing(today.month - 1) if is_year_open else None
        return bar_chart([point.visits for point in points], labels, layout=PAPER, unfinished=unfinished)


def _published(period: CalendarPeriod, at: datetime | None) -> int:
    return EditorialOutput(period.date_range, at).total.articles
