"""Sixty days of visits to the sample portal, as the rollup would have left them.

The figures are not only random: each weekday has its size, each hour its share, and an article is read most on its
first day. What readers see adds up: an article's total is the sum of its days, and no day of the portal has fewer
views than its articles together.
"""

import math
import random
from datetime import datetime, time, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles.models import Article
from stats.imports.history import add_days
from stats.models import Baseline, Reason
from stats.rollup import ranking

from .habits import dimensions_of

DAYS = 60
SEED = 60
OF_WEEKDAY = (1.06, 1.04, 1.02, 1.0, 0.94, 0.58, 0.46)  # Monday first
OF_HOUR = (9, 5, 3, 2, 3, 9, 22, 45, 78, 86, 80, 55, 42, 52, 76, 82, 74, 52, 34, 38, 52, 50, 34, 18)
VISITS_BEFORE, VISITS_NOW = 1_650, 2_750  # on a plain day, sixty days ago and today
OTHER_PAGES = 1.2  # home, lists and search, for each visit
FIRST_DAY_VIEWS = 330
EXCLUDED = {  # for each thousand views
    Reason.BOT: 410,
    Reason.PREFETCH: 26,
    Reason.STAFF: 19,
    Reason.WEBDRIVER: 6,
    Reason.MALFORMED: 3,
    Reason.FOREIGN: 2,
    Reason.UNKNOWN: 2,
    Reason.FLOOD: 1,
}
CARRIED_OVER = 1_284_360
NOTE = "Số mang sang của trang mẫu: con số giả định, để trang mẫu trông như một trang đã chạy nhiều năm."


class Visits:
    """Writes the days up to `now` (aware); today holds the hours that have passed."""

    def __init__(self, now: datetime):
        self.now = now
        self.today = timezone.localtime(now).date()
        self.days = [self.today - timedelta(days=ago) for ago in reversed(range(DAYS))]
        self.chance = random.Random(SEED)
        self.swing = {day: self.chance.uniform(0.93, 1.07) * OF_WEEKDAY[day.weekday()] for day in self.days}

    def load(self, articles, carried_over_by):
        """Days and totals for `articles` and the portal; returns {(day, article pk): visitors}."""
        prefetch_related_objects(list(articles), "authors")
        read = {day: [] for day in self.days}
        for article in articles:
            for day, views in self._days_of(article) if article.published_at else ():
                read[day].append((article, views))
        site = [self._site_day(day, sum(views for _, views in read[day])) for day in self.days]
        readers = {(day, article.pk): max(1, round(views * 0.86)) for day in read for article, views in read[day]}
        add_days(
            site=site,
            articles=[
                (day, article.pk, views, readers[day, article.pk]) for day in read for article, views in read[day]
            ],
            excluded=[row for day, views, *_ in site for row in self._excluded(day, views)],
            dimensions=[
                row for day, views, *_ in site for row in dimensions_of(day, views, read[day], self._hours(day))
            ],
        )
        Baseline.objects.create(
            visits=CARRIED_OVER, note=NOTE, entered_by=carried_over_by, entered_at=self.now - timedelta(days=DAYS)
        )
        ranking.refresh(self.now)
        return readers

    def _days_of(self, article):
        appeal = FIRST_DAY_VIEWS * math.exp(self.chance.gauss(0, 0.45)) * (1.9 if article.is_featured else 1)
        until = self._end_of(article)
        for day in self.days:
            share = self._share(day, article.published_at, until)
            age = max((day - timezone.localtime(article.published_at).date()).days, 0)
            interest = 0.9 * math.exp(-age / 1.9) + 0.1 / (1 + age / 9)
            views = self._about(appeal * interest * share * self.swing[day])
            if views:
                yield day, views

    def _end_of(self, article):
        """The moment from which readers could no longer open `article`."""
        if article.status == Article.Status.WITHDRAWN:
            return min(article.published_at + timedelta(days=0.5), self.now)
        return min(article.expires_at or self.now, self.now)

    def _site_day(self, day, article_views):
        growth = 1 - (self.today - day).days / DAYS
        plain = VISITS_BEFORE + (VISITS_NOW - VISITS_BEFORE) * growth
        visits = self._about(plain * self.swing[day] * self._share(day, None, self.now))
        visitors = round(visits * self.chance.uniform(0.8, 0.86))
        return day, article_views + round(visits * OTHER_PAGES), visits, visitors

    def _excluded(self, day, views):
        for reason, per_thousand in EXCLUDED.items():
            count = self._about(views * per_thousand / 1000)
            if count:
                yield day, reason, count

    def _hours(self, day):
        """{hour: weight} of the hours of `day` that have passed."""
        now = timezone.localtime(self.now)
        return {hour: weight for hour, weight in enumerate(OF_HOUR) if day < now.date() or hour <= now.hour}

    def _share(self, day, since, until):
        """Which part of the readers of `day` comes between two moments (aware; None is the day's beginning)."""
        midnight = timezone.make_aware(datetime.combine(day, time.min))
        first = (since - midnight).total_seconds() / 3600 if since else 0
        last = (until - midnight).total_seconds() / 3600
        seen = (max(0.0, min(last, hour + 1) - max(first, hour)) * part for hour, part in enumerate(OF_HOUR))
        return sum(seen) / sum(OF_HOUR)

    def _about(self, expected):
        """A random whole number near `expected`."""
        return max(0, round(self.chance.gauss(expected, math.sqrt(expected))))
