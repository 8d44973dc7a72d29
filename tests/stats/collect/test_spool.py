import errno
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from articles.models import Article, Attachment
from stats.collect import recording, spool
from stats.collect.beacon import Beacon
from stats.models import Hit, Reason, Spooled
from tests.factories import make_article
from tests.stats.factories import CHROME, see, send
from tests.stats.rollup.races import in_threads, kill_who_waits_for, second_connection

pytestmark = pytest.mark.django_db
# Where the connection is closed, or threads have connections of their own.
with_commits = pytest.mark.django_db(transaction=True)


@contextmanager
def database_unavailable():
    """No server listens at the database's port."""
    known = connection.settings_dict
    connection.close()
    connection.settings_dict = {**known, "PORT": "1"}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict = known
        recording._is_unavailable.forget()


def spool_files():
    return sorted((Path(settings.VAR_DIR) / "spool").iterdir())


def make_line(visitor=1):
    spool.append(Hit(at=timezone.now(), article_id=None, visitor=visitor, reason=""))


@with_commits
def test_views_of_a_night_without_database_are_counted_in_the_morning(client):
    article = make_article()
    see(client, article)

    with database_unavailable():
        answer = see(client, article)
        see(client, article, address="203.0.113.6")

    assert answer.status_code == 200
    assert answer.json() == {"article_views": None, "today": 1, "total": 1, "online": 1}
    assert Hit.objects.count() == 1
    assert spool.load() == 2
    assert Hit.objects.filter(article_id=article.pk, reason="").count() == 3
    assert Hit.objects.values("visitor").distinct().count() == 2
    assert spool_files() == []


@with_commits
def test_a_process_that_never_saw_the_database_counts_too(client):
    with database_unavailable():
        answer = see(client)

    assert answer.json() == {"article_views": None, "today": None, "total": None, "online": None}
    assert spool.load() == 1


@with_commits
def test_what_could_not_be_looked_up_is_looked_up_by_the_loader(client):
    draft = make_article(status=Article.Status.DRAFT, published_at=None)
    with database_unavailable():
        send(client, '{"article": 999999999}')
        see(client, draft)
        see(client, agent="curl/8.5.0")
        see(client)
    spool.load()

    reasons = list(Hit.objects.order_by("pk").values_list("reason", flat=True))
    assert reasons == [Reason.UNKNOWN, Reason.UNKNOWN, Reason.BOT, ""]


@with_commits
def test_a_browser_with_a_session_is_staff_while_the_database_is_unavailable(rf):
    request = rf.post("/", headers={"User-Agent": CHROME})
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "a session"

    with database_unavailable():
        recording.record(request, Beacon(None))
    spool.load()

    assert Hit.objects.get().reason == Reason.STAFF


@with_commits
def test_dimensions_and_what_readers_do_wait_too(client):
    article = make_article()
    (attachment,) = Attachment.objects.bulk_create([Attachment(article=article, title="Mẫu", file="a.docx", size=1)])

    with database_unavailable():
        see(client, article, referrer="https://coccoc.com/")
        see(client, event="search", words="Khai sinh", results=3)
        see(client, event="download", id=attachment.pk)
        see(client, event="download", id=attachment.pk + 1)
        see(client, event="banner", id=7)
        see(client, article, webdriver=True)
    spool.load()

    view, search, download, no_download, no_banner, driven = Hit.objects.order_by("pk")
    assert (view.is_view, view.article_id) == (True, article.pk)
    assert {"source=search", "referrer=coccoc.com", "browser=Chrome"} <= set(view.dimensions)
    assert (search.is_view, search.reason, search.dimensions) == (False, "", ["search=3 khai sinh"])
    assert (download.is_view, download.dimensions) == (False, [f"download={attachment.pk}"])
    assert [(hit.reason, hit.dimensions) for hit in (no_download, no_banner)] == [(Reason.UNKNOWN, [])] * 2
    assert (driven.reason, driven.dimensions) == (Reason.WEBDRIVER, [])


def test_lines_of_the_version_before_are_loaded():
    make_line()
    line = '["2026-03-02T09:00:00+07:00", null, 5, ""]\n["2026-03-02T09:00:00+07:00", null, 6, "bot"]\n'
    spool_files()[0].write_text(line)

    assert spool.load() == 2
    assert list(Hit.objects.order_by("pk").values_list("visitor", "reason", "is_view", "dimensions")) == [
        (5, "", True, []),
        (6, "bot", True, []),
    ]


@pytest.mark.parametrize("more", ["true", "true, 5", "true, [], 1", 'true, ["download=x"]'])
def test_half_a_line_of_dimensions_is_left_out(more, caplog):
    make_line()
    spool_files()[0].write_text(f'["2026-03-02T09:00:00+07:00", null, 5, "", {more}]\n')

    assert spool.load() == 0
    assert "cannot be read" in caplog.text


def test_loading_again_loads_nothing(client):
    make_line()
    content = spool_files()[0].read_bytes()
    name = spool_files()[0].name

    assert spool.load() == 1
    (Path(settings.VAR_DIR) / "spool" / name).write_bytes(content)  # the loader died before it deleted the file
    assert spool.load() == 0
    (Path(settings.VAR_DIR) / "spool" / "hits-copy.jsonl").write_bytes(content)  # somebody restored a copy
    assert spool.load() == 0

    assert Hit.objects.count() == 1
    assert spool_files() == []
    assert Spooled.objects.get().hits == 1


@with_commits
def test_a_loader_that_dies_half_way_loads_all_the_next_time():
    for visitor in range(3):
        make_line(visitor)

    def load():
        with pytest.raises(OperationalError):
            spool.load()

    with second_connection() as cursor:
        cursor.execute("LOCK TABLE stats_hit IN SHARE MODE")
        in_threads(load, lambda: kill_who_waits_for(cursor))

    assert not Spooled.objects.exists()
    assert spool.load() == 3
    assert Hit.objects.count() == 3


@with_commits
def test_two_loaders_load_a_file_once():
    for visitor in range(50):
        make_line(visitor)

    loaded = in_threads(spool.load, spool.load, spool.load)

    assert sum(loaded) == 50
    assert Hit.objects.count() == 50


@with_commits
def test_writers_go_on_while_the_loader_takes_their_file_away():
    writing = threading.Event()

    def write(first):
        for n in range(40):
            make_line(first + n)

    def write_all():
        try:
            in_threads(lambda: write(0), lambda: write(1000), lambda: write(2000))
        finally:
            writing.set()

    def load():
        while not writing.is_set():
            spool.load()

    in_threads(write_all, load)
    spool.load()

    assert Hit.objects.count() == 120
    assert Hit.objects.values("visitor").distinct().count() == 120


def test_half_a_line_at_the_end_was_never_acknowledged():
    make_line()
    with spool_files()[0].open("ab") as file:
        file.write(b'["2026-03-02T09:00:00+07:00", nul')

    assert spool.load() == 1


def test_a_line_that_cannot_be_read_does_not_stop_the_others(caplog):
    make_line()
    with spool_files()[0].open("ab") as file:
        file.write(b"?\n")
    make_line()

    assert spool.load() == 2
    assert "line 2 cannot be read" in caplog.text


@pytest.mark.parametrize(
    "line",
    [
        '"2026-03-02T09:00:00+07:00", null, 9223372036854775808, "", true, []',
        '"2026-03-02T09:00:00+07:00", 9223372036854775808, 5, "", true, []',
        '"2026-03-02T09:00:00+07:00", null, 5, "another", true, []',
    ],
)
def test_a_line_that_no_table_takes_does_not_hold_the_others(line, caplog):
    make_line()
    with spool_files()[0].open("a") as file:
        file.write(f"[{line}]\n")

    assert spool.load() == 1
    assert "line 2 cannot be read" in caplog.text


def test_a_disk_that_is_full_is_not_filled_with_empty_files(monkeypatch):
    def full(descriptor, line):
        raise OSError(errno.ENOSPC, "No space left on device")

    make_line()
    with monkeypatch.context() as patch:
        patch.setattr(spool, "_write_all", full)
        for _ in range(5):
            with pytest.raises(OSError, match="No space"):
                make_line()
    make_line()

    assert len(spool_files()) == 2
    assert spool.load() == 2


def test_a_full_file_is_followed_by_another(monkeypatch):
    monkeypatch.setattr(spool, "FILE_MAX_BYTES", 100)
    for visitor in range(6):
        make_line(visitor)

    assert len(spool_files()) == 3
    assert spool.load() == 6


@with_commits
def test_a_full_disk_is_not_acknowledged(client, monkeypatch, caplog):
    monkeypatch.setattr(spool, "SPOOL_MAX_BYTES", 0)

    with database_unavailable():
        response = see(client)

    assert response.status_code == 503
    assert "the spool is full" in caplog.text


def test_nobody_else_on_the_machine_reads_the_spool():
    make_line()

    assert spool_files()[0].stat().st_mode & 0o777 == 0o600
    assert spool_files()[0].parent.stat().st_mode & 0o777 == 0o700


def test_waiting_files_are_reported():
    assert spool.waiting() == 0
    make_line()
    assert spool.waiting() == 1
    shutil.rmtree(Path(settings.VAR_DIR) / "spool")
    assert spool.waiting() == 0
