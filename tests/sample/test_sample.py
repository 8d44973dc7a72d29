"""The sample portal: whole, consistent, and as if people had worked and read there for sixty days."""

from collections import defaultdict
from datetime import datetime
from io import StringIO
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db.models import F, Sum
from django.test import TestCase, override_settings
from django.utils import timezone

from accounts import roles
from articles.models import Article, Attachment, Category, Page
from articles.search.query import search
from comments.models import Comment, Rating
from layout.models import Banner, Link
from sample.loading import load
from sample.source import document_path, picture_path, read_articles, read_site
from stats.models import ArticleDay, ArticleTotal, Dimension, DimensionDay, Excluded, SiteDay
from stats.queries import live_counts
from stats.rollup.ledger import verify
from tests.factories import make_category
from uploads.models import Image

FRIDAY_AT_TEN = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


class LoadedSample(TestCase):
    """Loaded once, on a Friday at ten: encoding the pictures takes seconds."""

    @classmethod
    def setUpClass(cls):
        folder = cls.enterClassContext(TemporaryDirectory())
        cls.enterClassContext(override_settings(MEDIA_ROOT=folder))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls):
        roles.sync()
        with time_machine.travel(FRIDAY_AT_TEN, tick=False):
            cls.articles = load(now=FRIDAY_AT_TEN)

    def setUp(self):
        clock = time_machine.travel(FRIDAY_AT_TEN, tick=False)
        clock.start()
        self.addCleanup(clock.stop)

    def test_every_written_article_is_there_in_its_state(self):
        written = {row["number"]: row for row in read_articles()}

        assert self.articles.keys() == written.keys()
        assert all(article.status == written[number]["status"] for number, article in self.articles.items())
        assert len(self.articles) >= 40
        assert Article.objects.published().count() >= 38
        assert Category.objects.top().count() >= 8

    def test_every_public_page_opens(self):
        addresses = [article.get_absolute_url() for article in Article.objects.published()]
        addresses += [row.get_absolute_url() for row in (*Category.objects.all(), *Page.objects.all())]
        addresses += [link.url for link in Link.objects.all() if not link.is_external]

        answers = {address: self.client.get(address).status_code for address in addresses}

        assert {address: status for address, status in answers.items() if status != 200} == {}

    def test_every_document_opens_and_is_small(self):
        attachments = list(Attachment.objects.all())

        assert {attachment.kind for attachment in attachments} == {"PDF", "DOCX", "XLSX"}
        assert all(attachment.file.storage.exists(attachment.file.name) for attachment in attachments)
        assert max(attachment.size for attachment in attachments) <= 80_000

    def test_pictures_are_described_and_shared(self):
        assert all(len(image.alt) > 15 for image in Image.objects.all())
        assert not Article.objects.filter(body__contains="data-sample").exists()
        assert Banner.objects.running().count() == 2

    def test_articles_have_the_history_that_led_to_their_state(self):
        for article in self.articles.values():
            steps = list(article.transitions.order_by("at"))

            assert [step.to_status for step in steps][-1:] == [article.status][: len(steps)]
            assert all(step.at <= timezone.now() for step in steps)
            assert article.status != "published" or len(steps) == 2

    def test_articles_are_found(self):
        published = Article.objects.published()

        assert self.articles[1].pk in search(published, "xã Tân Phong trả kết quả ngay").pks
        assert self.articles[8].pk in search(published, "387khubnd").pks

    def test_comments_are_in_every_state_with_their_history(self):
        comments = list(Comment.objects.prefetch_related("events"))

        assert {comment.state for comment in comments} == set(Comment.State) - {Comment.State.WITHDRAWN}
        for comment in comments:
            events = list(comment.events.all())
            assert events[-1].to_state == comment.state
            assert comment.created_at == events[0].at <= events[-1].at <= timezone.now()
            assert comment.created_at > comment.article.published_at

    def test_answers_come_after_what_they_answer_was_approved(self):
        late = Comment.objects.filter(parent__isnull=False, created_at__lt=F("parent__decided_at"))

        assert Comment.objects.filter(is_official=True).count() >= 5
        assert not late.exists()

    def test_what_was_put_aside_as_spam_has_findings(self):
        assert all(comment.findings for comment in Comment.objects.filter(state="spam"))

    def test_the_days_add_up(self):
        of_articles = dict(ArticleDay.objects.values_list("day").annotate(Sum("views")).order_by())
        totals = dict(ArticleDay.objects.values_list("article").annotate(Sum("views")).order_by())

        assert dict(ArticleTotal.objects.values_list("article_id", "views")) == totals
        assert SiteDay.objects.count() == 60
        for day in SiteDay.objects.all():
            assert day.views >= of_articles.get(day.day, 0) + day.visits
            assert day.visits > day.visitors > 0
            assert Excluded.objects.filter(day=day.day, reason="bot").exists()

    def test_each_way_to_part_a_day_gives_the_whole_day(self):
        views = dict(SiteDay.objects.values_list("day", "views"))
        of_articles = dict(ArticleDay.objects.values_list("day").annotate(Sum("views")).order_by())

        for kind in (
            Dimension.HOUR,
            Dimension.DEVICE,
            Dimension.BROWSER,
            Dimension.SYSTEM,
            Dimension.LANGUAGE,
            Dimension.SOURCE,
        ):
            days = DimensionDay.objects.filter(kind=kind).values_list("day")
            assert dict(days.annotate(Sum("count")).order_by()) == views, kind
        categories = DimensionDay.objects.filter(kind=Dimension.CATEGORY).values_list("day")
        assert dict(categories.annotate(Sum("count")).order_by()) == of_articles
        assert verify(timezone.localdate()).agreed

    def test_nobody_read_an_article_before_it_was_there_or_after_it_was_gone(self):
        for day in ArticleDay.objects.select_related("article"):
            assert day.day >= timezone.localdate(day.article.published_at)
            assert day.visitors <= day.views
            assert not day.article.expires_at or day.day <= timezone.localdate(day.article.expires_at)

    def test_a_week_has_its_weekend_and_today_is_not_over(self):
        visits = defaultdict(list)
        for day in SiteDay.objects.exclude(day=timezone.localdate()):
            visits[day.day.weekday()].append(day.visits)
        mean = {weekday: sum(numbers) / len(numbers) for weekday, numbers in visits.items()}

        assert max(mean[5], mean[6]) < 0.75 * min(mean[weekday] for weekday in range(5))
        assert 0.15 * mean[4] < live_counts.load().visits < 0.6 * mean[4]

    def test_ratings_come_from_those_who_read(self):
        readers = dict(ArticleDay.objects.values_list("article").annotate(Sum("visitors")).order_by())

        assert Rating.objects.count() > 100
        for article, summary in ((pk, Rating.objects.summary(pk)) for pk in readers):
            assert summary.count <= readers[article]

    def test_it_goes_into_an_empty_portal_only(self):
        with pytest.raises(CommandError):
            call_command("load_sample")

        call_command("load_sample", if_empty=True)
        assert Article.objects.count() == len(self.articles)


def test_all_that_articles_name_was_drawn_and_written():
    rows, site = read_articles(), read_site()
    pictures = {row["cover"] for row in rows} | {row["picture"] for row in site["event"] + site["banner"]}
    documents = [row for article in rows for row in article.get("attachments", [])]

    assert [key for key in pictures if not picture_path(key).exists()] == []
    assert [row["title"] for row in documents if not document_path(row["title"], row["kind"]).exists()] == []


@pytest.mark.django_db
def test_a_portal_with_only_a_section_is_not_empty():
    make_category()

    with pytest.raises(CommandError):
        call_command("load_sample", stdout=StringIO())
