"""What the portal's own published texts teach: counted every night, the same on every machine."""

import os
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from cchc_portal.worker import JOBS
from copyediting import archive, archive_counts
from copyediting.archive_counts import ArchiveError, packed
from copyediting.models import StoredArchive
from copyediting.published import sources, walk
from proofreading.lexicon import LexiconError
from tests.factories import make_article

pytestmark = pytest.mark.django_db

BODY = "<p>Bà con nộp hồ sơ và nhận kết quả ngay.</p>"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    archive._count.forget()
    archive._opened.cache_clear()


def publish(count, body=BODY, **fields):
    return [make_article(body=body, **fields) for _ in range(count)]


def count_all():
    """A night: as many turns of the worker as it takes."""
    StoredArchive.objects.all().delete()
    while not archive.count_some():
        pass
    archive.fetch()
    return archive.current()


def pair(*syllables):
    return archive.current().pair(*syllables)


def test_pairs_of_published_articles_count():
    publish(5)
    counts = count_all()
    assert counts.pair("hồ", "sơ") == counts.pair("kết", "quả") == 5
    assert counts.pair("sơ", "hồ") == 0


def test_nothing_that_readers_do_not_see_counts():
    publish(4)
    later, past = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=1)
    publish(1, status=Article.Status.DRAFT)
    publish(1, published_at=later)
    publish(1, published_at=past - timedelta(days=1), expires_at=past)
    assert count_all().pair("hồ", "sơ") == 0


def test_a_withdrawn_article_teaches_nothing_from_the_next_night_on():
    articles = publish(5)
    count_all()
    Article.objects.filter(pk=articles[0].pk).update(status=Article.Status.WITHDRAWN)
    count_all()
    assert pair("hồ", "sơ") == 0


def test_one_article_cannot_teach_its_slip_however_often_it_has_it():
    publish(1, body="<p>Nộp hồ xơ.</p>" * 100)
    publish(5)
    count_all()
    assert pair("hồ", "xơ") == 0


def test_a_word_that_no_list_knows_stays_unknown_however_many_articles_have_it():
    publish(9, body="<p>Bà con nộp hồ sơờ.</p>")
    count_all()
    assert pair("hồ", "sơờ") == 0
    assert pair("nộp", "hồ") == 9


def test_a_slip_that_five_authors_make_teaches_nothing_while_far_more_texts_have_it_right(monkeypatch):
    monkeypatch.setattr(archive_counts, "SLIP_FROM", 2)
    publish(5, body="<p>Công cuộc cải các hành chính.</p>")
    publish(10, body="<p>Công cuộc cải cách hành chính.</p>")
    count_all()
    assert pair("cải", "cách") == 10
    assert pair("cải", "các") == 0


def test_titles_and_summaries_count_too():
    publish(5, title="Đề nghị trả lời công dân", summary="Các xã sẵn sàng phục vụ.")
    count_all()
    assert pair("trả", "lời") == pair("sẵn", "sàng") == 5


def test_counting_goes_on_where_it_stopped_and_stores_nothing_before_its_end():
    publish(5)
    turns = 0
    while not archive.count_some(seconds=0):
        turns += 1
        assert not StoredArchive.objects.exists()
    assert turns > 5
    assert StoredArchive.objects.get().texts == 5


def test_a_worker_that_was_killed_half_way_begins_anew():
    publish(5)
    archive.count_some(seconds=0)
    archive.count_some(seconds=0)
    archive._count.forget()
    assert archive.count_some()
    archive.fetch()
    assert pair("hồ", "sơ") == 5


def test_two_workers_that_count_at_once_store_the_same():
    publish(5)
    first, second = archive._counting(), archive._counting()
    for _ in range(10):
        next(first, None)
        next(second, None)
    assert StoredArchive.objects.get().texts == 5


def test_a_count_that_fails_begins_anew(monkeypatch):
    publish(5)
    archive.count_some(seconds=0)
    with monkeypatch.context() as broken:
        broken.setattr(archive.PairCounter, "add", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            archive.count_some(seconds=0)
    assert archive.count_some()
    assert StoredArchive.objects.get().texts == 5


def test_without_the_word_lists_nothing_is_counted_and_the_last_counts_stay(monkeypatch):
    publish(5)
    count_all()

    def refuse():
        raise LexiconError("Chưa soát được từ ngữ.")

    monkeypatch.setattr(archive, "lexicon", refuse)
    monkeypatch.setattr(archive, "is_due", lambda: True)
    with pytest.raises(LexiconError):
        archive.count_some()
    assert pair("hồ", "sơ") == 5


@pytest.mark.parametrize(
    ("counted", "now", "due"),
    [
        ("2026-11-29T19:30+00:00", "2026-11-30T12:00+00:00", False),  # at half past two in the morning
        ("2026-11-29T18:30+00:00", "2026-11-30T12:00+00:00", True),  # at half past one
        ("2026-11-29T18:30+00:00", "2026-11-29T18:59+00:00", False),
        ("2026-11-25T19:30+00:00", "2026-11-30T12:00+00:00", True),  # the worker was away for nights
    ],
)
def test_a_count_is_due_every_night(counted, now, due):
    StoredArchive.objects.create(
        pk=1, counted_at=datetime.fromisoformat(counted), texts=0, digest="0" * 64, packed=b""
    )
    assert archive.is_due(datetime.fromisoformat(now)) is due


def test_a_new_portal_is_due_at_once_and_asks_one_query_when_it_is_not(django_assert_num_queries):
    assert archive.is_due()
    count_all()
    with django_assert_num_queries(1):
        assert archive.count_some() is False


def test_articles_are_read_in_batches_with_as_many_queries_for_each():
    def queries():
        with CaptureQueriesContext(connection) as asked:
            [source] = [each for each in sources() if each.teaches]
            assert len(list(walk(source))) == Article.objects.count()
        return len(asked) - 1

    publish(19)
    few = queries()
    publish(40)
    assert queries() - few == 2 * 2


def test_an_article_that_is_withdrawn_while_texts_are_walked_is_not_read():
    articles = publish(25)
    [source] = [each for each in sources() if each.teaches]
    texts = walk(source)
    next(texts)
    Article.objects.filter(pk=articles[-1].pk).update(status=Article.Status.WITHDRAWN)
    assert articles[-1].pk not in {text.key for text in texts}


def test_every_machine_has_a_copy_and_processes_ask_no_database(django_assert_num_queries):
    publish(5)
    count_all()
    with django_assert_num_queries(0):
        assert pair("hồ", "sơ") == 5


def test_a_copy_that_is_the_same_is_not_read_again(django_assert_num_queries):
    publish(5)
    count_all()
    with django_assert_num_queries(1):
        assert archive.fetch() is False


def test_processes_see_a_new_copy():
    articles = publish(6)
    count_all()
    Article.objects.filter(pk=articles[0].pk).update(status=Article.Status.WITHDRAWN)
    count_all()
    assert pair("hồ", "sơ") == 5


def test_who_has_the_old_copy_open_reads_on():
    publish(5)
    old = count_all()
    publish(1)
    count_all()
    assert (old.pair("hồ", "sơ"), pair("hồ", "sơ")) == (5, 6)


@pytest.mark.parametrize("left", [0, 1, 40])
def test_a_copy_that_is_cut_in_place_ends_no_process(left):
    publish(5)
    counts = count_all()
    with archive.path().open("r+b") as file:
        file.truncate(left)
    assert counts.pair("hồ", "sơ") == 5
    assert archive.current() is None


def test_without_a_copy_there_is_no_second_source():
    assert archive.current() is None
    assert archive.fetch() is False


@pytest.mark.parametrize("content", [b"", b"no counts", packed({("hồ", "sơ"): 5})[:-2]])
def test_a_broken_copy_is_no_source_and_comes_anew(content):
    publish(5)
    count_all()
    archive.path().write_bytes(content)
    assert archive.current() is None
    assert archive.fetch() is True
    assert pair("hồ", "sơ") == 5


@pytest.mark.parametrize("broken", [{"packed": b"nothing"}, {"digest": "0" * 64}])
def test_a_broken_row_leaves_the_copy_as_it_is(broken):
    publish(5)
    count_all()
    StoredArchive.objects.update(**{"digest": "1" * 64} | broken)
    with pytest.raises(ArchiveError):
        archive.fetch()
    assert pair("hồ", "sơ") == 5


def test_what_a_killed_worker_left_behind_goes():
    publish(5)
    count_all()
    left = archive.path().with_name("archive.counts.0123.new")
    left.write_bytes(b"half")
    publish(1)
    count_all()
    assert os.listdir(archive.path().parent) == ["archive.counts"]


def test_a_folder_that_nobody_may_write_leaves_the_copy_and_is_told(settings, tmp_path):
    publish(5)
    count_all()
    (tmp_path / "file").touch()
    settings.VAR_DIR = tmp_path / "file"
    with pytest.raises(OSError, match="file"):
        archive.fetch()
    assert archive.current() is None


def test_the_leader_counts_and_every_machine_fetches():
    jobs = {job.name: job for job in JOBS}
    assert not jobs["count archive"].on_every_machine
    assert jobs["fetch archive"].on_every_machine
    jobs["count archive"].run()
    jobs["fetch archive"].run()
    assert StoredArchive.objects.get().counted_at <= datetime.now(UTC)
