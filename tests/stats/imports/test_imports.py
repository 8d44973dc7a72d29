"""Imports of the figures of an older counter and of the server's own logs."""

import gzip
from datetime import date, timedelta

import pytest
from django.core.management import CommandError
from django.utils import timezone

from stats.collect import dimensions
from stats.models import ArticleDay, DayChecksum, DimensionDay, Excluded, SiteDay
from tests.commands import run
from tests.factories import make_article, make_category, make_event
from tests.stats.factories import CHROME, FIREFOX

pytestmark = pytest.mark.django_db

ZALO = "Mozilla/5.0 (Linux; Android 14; SM-A556E) AppleWebKit/537.36 Chrome/141.0 Mobile Safari/537.36 Zalo android/1"
SERIES = "\ufeffNgày;Lượt xem;Lượt truy cập\n31/12/2024;1.234;567\n2025-01-01;2000;1 000\n\n"


def days():
    return list(SiteDay.objects.order_by("day").values_list("day", "views", "visits", "visitors"))


def test_the_series_of_an_old_counter_is_added_and_signed(write):
    said = run("import_daily_series", write(SERIES))

    assert days() == [(date(2024, 12, 31), 1234, 567, 0), (date(2025, 1, 1), 2000, 1000, 0)]
    assert said == "2 days added, 2024-12-31 to 2025-01-01: 3,234 views, 1,567 visits.\n"
    assert list(DayChecksum.objects.values_list("agreed", flat=True)) == [None, None]


def test_a_dry_run_changes_nothing(write):
    assert "2 days would be added" in run("import_daily_series", write(SERIES), "--dry-run")
    assert not SiteDay.objects.exists()


def test_a_series_comes_in_once(write):
    run("import_daily_series", write(SERIES))

    with pytest.raises(CommandError, match="2024-12-31 has figures already\n2025-01-01 has figures already"):
        run("import_daily_series", write(SERIES))
    assert days()[0][1] == 1234


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "first line must name"),
        ("2024-12-30,1\n", "first line must name"),
        ("Ngày\n31/12/2024\n", "first line must name"),
        ("Lượt xem\n5\n", "first line must name"),
        ("day,views\n", "no day in the file"),
        ("day,views\n31/02/2024,5\n", "line 2: “31/02/2024” is no date"),
        ("day,views\n2024-12-31,-5\n", "line 2: “-5” is no whole number"),
        ("day,views\n2024-12-31,1.5\n", "line 2: “1.5” is no whole number"),
        ("day,views\n2024-12-31,1234567890123\n", "is no whole number"),
        ("day,views\n2024-12-31\n", "line 2"),
        ("day,views\n2024-12-31,1\n2024-12-31,2\n", "line 3: 2024-12-31 comes twice"),
        ("day,views\n2999-12-31,1\n", "2999-12-31 is not over"),
    ],
)
def test_a_file_that_is_wrong_adds_nothing(write, text, problem):
    with pytest.raises(CommandError, match=problem):
        run("import_daily_series", write(text))
    assert not SiteDay.objects.exists()


def test_all_that_is_wrong_is_reported_at_once(write):
    with pytest.raises(CommandError) as refused:
        run("import_daily_series", write("day,views\nx,1\n2024-01-02,y\n"))

    assert "line 2" in str(refused.value)
    assert "line 3" in str(refused.value)


def test_a_file_that_is_missing_or_not_text_is_reported(tmp_path):
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("a.csv", "b.csv"):
        with pytest.raises(CommandError, match="cannot be read"):
            run("import_daily_series", tmp_path / name)


def line(at, target, *, address="203.0.113.5", agent=CHROME, status=200, method="GET", referrer="-"):
    return f'{address} - - [{at} +0700] "{method} {target} HTTP/1.1" {status} 512 "{referrer}" "{agent}" "extra"\n'


def test_pages_in_a_log_become_views_visits_and_visitors(write, tmp_path):
    article = make_article()
    address = article.get_absolute_url()
    log = [
        line("01/Mar/2025:09:00:00", address),
        line("01/Mar/2025:09:29:00", "/"),
        line("01/Mar/2025:10:00:00", f"{address}?utm=1"),
        line("01/Mar/2025:09:00:00", address, agent=FIREFOX),
        line("01/Mar/2025:09:00:00", address, address="2001:db8::1"),
        line("01/Mar/2025:23:59:59", "/tim-kiem/?q=khai+sinh", address="2001:db8::2"),
        line("02/Mar/2025:00:00:00", "/"),
        line("01/Mar/2025:09:00:00", address, agent="Googlebot/2.1"),
        line("01/Mar/2025:09:00:00", address, agent="-"),
        line("01/Mar/2025:09:00:00", address, status=304),
        line("01/Mar/2025:09:00:00", address, method="POST"),
        line("01/Mar/2025:09:00:00", "/static/js/site.js"),
        line("01/Mar/2025:09:00:00", "/rss/"),
        line("01/Mar/2025:09:00:00", "/quan-tri/"),
        line("01/Mar/2025:09:00:00", "/bai-viet/khong-co-99999/"),
        line("no time", "/"),
        "nonsense\n",
        'x" \\x22 [\n',
    ]
    packed = tmp_path / "access.log.2.gz"
    packed.write_bytes(gzip.compress("".join(log[9:]).encode()))

    said = run("import_access_logs", write("".join(log[:9]), "access.log"), packed)

    assert days() == [(date(2025, 3, 1), 8, 5, 3), (date(2025, 3, 2), 1, 1, 1)]
    assert list(ArticleDay.objects.values_list("article_id", "views", "visitors")) == [(article.pk, 5, 3)]
    assert Excluded.objects.values_list("reason", "count").get() == ("bot", 2)
    assert DimensionDay.objects.get(kind="hour", value="09").count == 6
    assert "2 days added; 3 of 18 lines unreadable." in said


def test_views_in_a_log_are_parted_like_those_of_the_counter(write, settings):
    settings.SITE_URL = "https://cchc.example"
    nine, article, category = "01/Mar/2025:09:00:00", make_article(event=make_event()), make_category("Một cửa")
    log = [
        line(nine, article.get_absolute_url(), referrer="https://www.google.com/"),
        line(nine, article.get_absolute_url(), agent=ZALO),
        line(nine, category.get_absolute_url(), agent=FIREFOX, referrer="https://cchc.example/?q=1"),
        line(nine, "/tim-kiem/?q=khai+sinh", agent=FIREFOX, referrer="https://bao.example/bai?email=a@b.vn"),
        line(nine, "/", agent="Googlebot/2.1", referrer="https://www.google.com/"),
    ]

    run("import_access_logs", write("".join(log), "access.log"))

    kept = {}
    for kind, value, count in DimensionDay.objects.values_list("kind", "value", "count"):
        kept.setdefault(kind, {})[value] = count
    assert kept == {
        "hour": {"09": 4},
        "device": {"desktop": 3, "mobile": 1},
        "browser": {"Chrome": 1, "Zalo": 1, "Firefox": 2},
        "system": {"Windows": 1, "Android": 1, "Linux": 2},
        "source": {"search": 1, "social": 1, "inside": 1, "other": 1},
        "referrer": {"google.com": 1, "bao.example": 1},
        "page": {category.get_absolute_url(): 1, "search": 1},
        "category": {str(article.category_id): 2},
        "event": {str(article.event_id): 2},
        "author": {str(article.authors.get().pk): 2},
    }


def test_a_log_full_of_made_up_sites_fills_no_table(write, monkeypatch):
    monkeypatch.setitem(dimensions.LIMITED, "referrer", dimensions.CardinalityLimit(1))
    log = [line("01/Mar/2025:09:00:00", "/", referrer=f"https://trang{n}.example/") for n in range(3)]

    run("import_access_logs", write("".join(log), "access.log"))

    assert set(DimensionDay.objects.filter(kind="referrer").values_list("value", "count")) == {
        ("trang0.example", 1),
        ("other", 2),
    }


def test_days_with_figures_and_today_are_left_alone(write):
    SiteDay.objects.create(day=date(2025, 3, 1), views=3, visits=2, visitors=1)
    today = f"{timezone.localtime():%d/%b/%Y:%H:%M:%S}"
    log = [line("01/Mar/2025:09:00:00", "/"), line("02/Mar/2025:09:00:00", "/"), line(today, "/")]

    said = run("import_access_logs", write("".join(log), "access.log"))
    again = run("import_access_logs", write("".join(log), "access.log"))

    assert days() == [(date(2025, 3, 1), 3, 2, 1), (date(2025, 3, 2), 1, 1, 1)]
    assert "2025-03-01  left alone: has figures already" in said
    assert f"{timezone.localdate()}  left alone: is not over" in said
    assert "0 days added" in again


def test_a_log_can_be_looked_at_first(write):
    said = run("import_access_logs", write(line("01/Mar/2025:09:00:00", "/"), "access.log"), "--dry-run")

    assert "1 days would be added" in said
    assert not SiteDay.objects.exists()


def test_a_missing_log_is_reported(tmp_path):
    (tmp_path / "a.gz").write_bytes(b"not packed")
    for name in ("a.gz", "b.log"):
        with pytest.raises(CommandError, match="cannot be read"):
            run("import_access_logs", tmp_path / name)


def test_a_big_log_is_read_within_its_day_of_local_time(write):
    log = [line("01/Mar/2025:23:30:00", "/", address=f"10.0.{n // 250}.{n % 250}") for n in range(2000)]
    run("import_access_logs", write("".join(log), "access.log"))

    assert days() == [(date(2025, 3, 1), 2000, 2000, 2000)]
    assert SiteDay.objects.get().day + timedelta(days=1) == date(2025, 3, 2)
