"""Whatever changes, every web process shows it within two seconds; what changed nothing renders nothing anew."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from cchc_portal.serving import content_version
from comments.models import Comment
from comments.moderation import decisions
from layout.models import Banner
from tests.comments.factories import make_comment
from tests.factories import EDITOR, MODERATOR, make_article, make_image, make_site, make_user
from tests.newsroom.bin.binned import bin_it, take_out_of_bin
from tests.waiting import wait_until

from .workers import Worker, committed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_site()


@committed
def test_an_edit_shows_in_every_worker():
    article, workers = make_article(), [Worker(), Worker()]
    for worker in workers:
        worker.get(article.get_absolute_url())

    article.title = "Xã Tân Phong sửa lại tiêu đề"
    article.save()

    for worker in workers:
        wait_until(lambda worker=worker: "sửa lại tiêu đề" in worker.get(article.get_absolute_url()).text)


@committed
def test_a_withdrawn_article_is_gone_from_every_worker():
    article, workers = make_article(), [Worker(), Worker()]
    for worker in workers:
        worker.get(article.get_absolute_url())

    article.status = Article.Status.WITHDRAWN
    article.save()

    for worker in workers:
        wait_until(lambda worker=worker: worker.get(article.get_absolute_url()).status == HTTPStatus.GONE)


@committed
def test_an_article_in_the_bin_is_gone_from_every_worker_and_comes_back():
    editor, article, workers = make_user(EDITOR), make_article(title="Bến Lam nhận hồ sơ"), [Worker(), Worker()]
    for worker in workers:
        assert article.title in worker.get("/").text
        worker.get(article.get_absolute_url())

    bin_it(article, editor)
    for worker in workers:
        wait_until(lambda worker=worker: worker.get(article.get_absolute_url()).status == HTTPStatus.GONE)
        for path in ("/", "/rss/", "/sitemap-tin.xml", article.category.get_absolute_url()):
            assert article.title not in worker.get(path).text

    take_out_of_bin(article, editor)
    for worker in workers:
        wait_until(lambda worker=worker: worker.get(article.get_absolute_url()).status == HTTPStatus.OK)
        assert article.title in worker.get("/").text


@committed
def test_an_approved_comment_shows_in_every_worker_and_a_waiting_one_renders_nothing_anew():
    moderator, article, workers = make_user(MODERATOR), make_article(), [Worker(), Worker()]
    for worker in workers:
        worker.get(article.get_absolute_url())
    before = content_version.watch().get().stamp
    comment = make_comment(article, state=Comment.State.PENDING, body="Cảm ơn bộ phận một cửa xã.")
    assert content_version.watch().get().stamp == before

    decisions.decide(comment, Comment.State.APPROVED, by=moderator)

    for worker in workers:
        wait_until(lambda worker=worker: "Cảm ơn bộ phận một cửa xã." in worker.get(article.get_absolute_url()).text)


@committed
def test_an_article_appears_at_its_hour_and_goes_at_its_hour(time_machine):
    nine = timezone.now() + timedelta(hours=5)
    article = make_article(title="Bài hẹn giờ", published_at=nine, expires_at=nine + timedelta(hours=1))
    workers = [Worker(), Worker()]

    def shown():
        return ["Bài hẹn giờ" in worker.get("/").text for worker in workers]

    time_machine.move_to(nine - timedelta(seconds=2), tick=True)
    assert shown() == [False, False]
    wait_until(lambda: shown() == [True, True], seconds=4)

    time_machine.move_to(article.expires_at - timedelta(seconds=1), tick=True)
    wait_until(lambda: shown() == [False, False], seconds=3)


@pytest.mark.usefixtures("nothing_expires")
def test_a_reading_ends_when_the_next_hour_comes(time_machine, let_pass):
    nine = timezone.now() + timedelta(hours=5)
    make_article(published_at=nine)
    watch = content_version.watch(seconds=60)
    time_machine.move_to(nine - timedelta(seconds=0.2), tick=False)
    before = watch.get()
    assert before.changes_at == nine

    time_machine.move_to(nine, tick=False)
    assert watch.get().stamp == before.stamp
    let_pass(0.25)

    assert watch.get().stamp != before.stamp


def test_a_banner_ends_by_itself(time_machine):
    ends_at = timezone.now() + timedelta(days=1)
    Banner.objects.create(place="home", image=make_image(), ends_at=ends_at)
    before = content_version.watch().get().stamp

    time_machine.move_to(ends_at + timedelta(seconds=1))

    assert content_version.watch().get().stamp != before


@committed
def test_a_change_that_is_rolled_back_renders_nothing_anew():
    article = make_article()
    before = content_version.watch().get().stamp

    with transaction.atomic():
        article.save()
        transaction.set_rollback(True)

    assert content_version.watch().get().stamp == before


@committed
def test_many_changes_in_one_transaction_advance_the_version_once(django_assert_num_queries):
    before = content_version.watch().get().stamp[0]

    with django_assert_num_queries(3), transaction.atomic():  # BEGIN, COMMIT and one more
        for _ in range(50):
            content_version.advance()

    assert content_version.watch().get().stamp[0] == before + 1


@committed
def test_an_advance_in_a_lost_savepoint_does_not_hide_a_later_one():
    before = content_version.watch().get().stamp

    with transaction.atomic():
        with transaction.atomic():
            content_version.advance()
            transaction.set_rollback(True)
        content_version.advance()

    assert content_version.watch().get().stamp != before
