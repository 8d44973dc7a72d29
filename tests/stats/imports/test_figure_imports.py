"""An import in the admin: looked at, and added when it is confirmed."""

import gzip
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from stats.imports import figure_imports
from stats.imports.history import add_days
from stats.imports.report import Told, Unusable
from stats.models import FigureImport, ImportedDay, SiteDay
from stats.rollup import retention
from tests.commands import run
from tests.factories import EDITOR, WEBMASTER, make_article, make_user
from tests.stats.rollup.races import in_threads

from .figures import FIRST, SECOND, SERIES, checked, log, upload, words

pytestmark = pytest.mark.django_db


def test_a_file_is_shown_as_it_was_understood_and_added_only_when_confirmed(client, webmaster):
    text = "# cũ\nday;views;visits;lạ\n2025-03-01;1.234;5;x\n2025-03-02;8;4;y\nTổng;1242;9;\n"

    answer = upload(client, text)
    row = FigureImport.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("stats:import", args=[row.pk])
    shown = words(client.get(answer.headers["Location"]))
    for part in (
        "Chờ xác nhận",
        "01/03/2025 đến 02/03/2025",
        "1.242",
        "views Lượt xem",
        "lạ Không dùng",
        "“1.234” là 1234",
        "Dòng ghi chú 1 Dòng 1: # cũ",
        "Dòng cộng, không phải một ngày 1 Dòng 5: Tổng | 1242 | 9",
    ):
        assert part in shown
    assert not SiteDay.objects.exists()

    answer = client.post(answer.headers["Location"], {"seen": row.checked_at.isoformat()}, follow=True)
    assert "Đã nhập 2 ngày từ tệp “cu.csv”." in words(answer)
    assert list(SiteDay.objects.order_by("day").values_list("views", "visits")) == [(1234, 5), (8, 4)]
    row.refresh_from_db()
    assert (row.by, row.views, row.visits, row.day_count) == (webmaster, 1242, 9, 2)
    assert (row.first_day, row.last_day, len(bytes(row.digest))) == (FIRST, SECOND, 32)


def test_a_packed_log_is_known_by_what_is_in_it(client, webmaster):
    article = make_article()

    upload(client, gzip.compress(log(article, count=3).encode()), "nhat-ky.gz")

    row = FigureImport.objects.get()
    assert (row.kind, row.views, row.visitors, row.excluded) == ("log", 3, 1, 1)
    shown = words(client.get(reverse("stats:import", args=[row.pk])))
    assert "Công cụ tìm kiếm và chương trình tự động 1" in shown
    assert "Nhật ký bắt đầu lúc 09:00, 01/03/2025" in shown
    assert "203.0.113" not in str(row.report)


def test_confirming_twice_adds_once(client, webmaster):
    upload(client, SERIES)
    address = reverse("stats:import", args=[FigureImport.objects.get().pk])

    for _ in range(2):
        assert client.post(address).status_code == 302
    assert SiteDay.objects.get(day=FIRST).views == 9


@pytest.mark.django_db(transaction=True)
def test_two_confirmations_at_once_add_once():
    user = make_user(WEBMASTER)
    row = figure_imports.wait(checked(SERIES), user)

    in_threads(*[lambda: figure_imports.add(row.pk, user)] * 2)

    assert SiteDay.objects.get(day=FIRST).views == 9


def test_the_same_file_again_is_read_anew_and_the_old_table_confirms_nothing(client, webmaster):
    text = "day;views\n01/02/2025;9\n"
    upload(client, text)
    seen = FigureImport.objects.get().checked_at.isoformat()
    upload(client, text, order="month-first")  # in another tab
    row = FigureImport.objects.get()

    answer = client.post(reverse("stats:import", args=[row.pk]), {"seen": seen})

    assert "Tệp vừa được đọc lại ở tab khác" in words(answer)
    assert row.first_day == date(2025, 1, 2)
    assert not SiteDay.objects.exists()


def test_the_same_file_of_two_people_comes_in_once(client, webmaster):
    other = figure_imports.wait(checked(SERIES), make_user(WEBMASTER))
    upload(client, SERIES)
    own = FigureImport.objects.get(by=webmaster)
    assert client.get(reverse("stats:import", args=[other.pk])).status_code == 404

    client.post(reverse("stats:import", args=[own.pk]))

    with pytest.raises(Unusable, match="2025-03-01 has figures already"):
        figure_imports.add(other.pk, other.by)
    answer = client.post(reverse("stats:import", args=[other.pk]))
    assert answer.status_code == 404
    assert SiteDay.objects.get(day=FIRST).views == 9


def test_a_day_that_was_counted_between_the_steps_is_refused_by_name(client, webmaster):
    upload(client, SERIES)
    add_days(site=[(SECOND, 1, 1, 1)])

    answer = client.post(reverse("stats:import", args=[FigureImport.objects.get().pk]))

    assert "Ngày 02/03/2025 đã có số liệu." in words(answer)
    assert not SiteDay.objects.filter(day=FIRST).exists()


def test_days_of_an_import_are_refused_with_the_import_that_brought_them(client, webmaster, write):
    run("import_daily_series", write(SERIES, "sai.csv"))

    shown = words(upload(client, "day;views\n2025-03-01;99\n"))

    assert "nhập từ tệp “sai.csv”; hoàn tác đợt ấy trước" in shown


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Tệp rỗng (0 byte)."),
        (b"\x00\x01\x02\x03", "Dòng đầu phải có cột “Ngày”"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "Dòng đầu phải có cột “Ngày”"),
        ("ngày;lượt gì\n1;2\n".encode(), "Trong tệp có: “ngày”, “lượt gì”"),
        (b"day;views\n31/02/2025;5\n", "Dòng 2: “31/02/2025” không phải một ngày"),
        (b"day;views\n2025-01-01;-5\n", "Dòng 2: “-5” không phải số nguyên"),
        (b"day;views\n2199-01-01;5\n", "Ngày 01/01/2199 chưa hết."),
        (b"day;views\n1999-01-01;5\n", "01/01/1999 trước năm 2000"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "Lưu lại thành .xlsx"),
        (b"\x1f\x8b" + bytes(100), "Tệp hỏng hoặc không đọc được."),
        (b"BZh9" + bytes(100), "Giải nén trước"),
        (b"PK\x03\x04" + bytes(100), "Hãy"),
    ],
)
def test_each_refusal_is_a_sentence_and_nothing_waits(client, webmaster, content, sentence):
    answer = upload(client, content, order="month-first")

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert 'value="month-first" selected' in answer.text
    assert not FigureImport.objects.exists()


def test_a_missing_file_and_an_unknown_order_are_reported(client, webmaster):
    answer = client.post(reverse("stats:imports"), {"order": "x\x00"})

    assert "Chưa chọn tệp." in words(answer)
    assert "Chọn một trong các thứ tự có sẵn." in words(answer)


def test_what_a_request_may_take_is_bounded(client, webmaster, monkeypatch):
    article = make_article()
    for name, most, content, sentence in (
        ("MOST_UNPACKED", 1000, gzip.compress(bytes(5000)), "Tệp lớn hơn 0 MB"),
        ("MOST_LINES", 3, log(article, count=5), "Tệp có hơn 3 dòng."),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(f"stats.admin_pages.imports.{name}", most)
            assert sentence in words(upload(client, content))
    assert "quá giới hạn 10" in words(upload(client, bytes(10 * 1024**2 + 1)))


def test_few_files_wait_and_not_for_long(client, webmaster):
    for number in range(figure_imports.MOST_WAITING):
        assert upload(client, f"day;views\n2025-03-0{number + 1};5\n").status_code == 302
    assert "Bạn đang có 5 tệp chờ xác nhận." in words(upload(client, SERIES))

    oldest = FigureImport.objects.last()
    FigureImport.objects.filter(pk=oldest.pk).update(checked_at=timezone.now() - timedelta(hours=25))
    retention.prune()

    assert not FigureImport.objects.filter(pk=oldest.pk).exists()
    assert ImportedDay.objects.count() == FigureImport.objects.count() == figure_imports.MOST_WAITING - 1
    answer = client.post(reverse("stats:import", args=[oldest.pk]), follow=True)
    assert "Tệp chờ này không còn" in words(answer)
    assert upload(client, SERIES).status_code == 302


def test_what_was_added_is_never_forgotten(webmaster):
    row = figure_imports.add_at_once(checked(SERIES))
    FigureImport.objects.filter(pk=row.pk).update(checked_at=timezone.now() - timedelta(days=900))

    retention.prune()

    assert FigureImport.objects.filter(pk=row.pk).exists()


def test_what_waits_can_be_dropped_twice(client, webmaster):
    upload(client, SERIES)
    address = reverse("stats:discard_import", args=[FigureImport.objects.get().pk])

    for _ in range(2):
        assert "Đã bỏ tệp chờ, không nhập gì." in words(client.post(address, follow=True))
    assert not FigureImport.objects.exists()


def test_a_log_of_which_no_day_can_be_taken_says_why_and_has_no_button(client, webmaster):
    article = make_article()
    add_days(site=[(FIRST, 1, 1, 1)])

    shown = client.get(upload(client, log(article, count=2), "a.log").headers["Location"])

    assert "Ngày đã có số liệu: 01/03/2025 2" in words(shown)
    assert "Nhập số liệu</button>" not in shown.text
    answer = client.post(reverse("stats:import", args=[FigureImport.objects.get().pk]))
    assert "Không có ngày nào nhập được." in words(answer)


def test_an_editor_sees_what_was_imported_and_may_change_nothing(client, webmaster):
    row = figure_imports.add_at_once(checked(SERIES))
    client.force_login(make_user(EDITOR))

    assert "cu.csv" in words(client.get(reverse("stats:imports")))
    page = client.get(reverse("stats:import", args=[row.pk]))
    assert "Hoàn tác" not in words(page)
    for name in ("import", "discard_import", "undo_import"):
        assert client.post(reverse(f"stats:{name}", args=[row.pk])).status_code == 403
    assert upload(client, SERIES).status_code == 403


def test_the_pages_cost_the_same_however_many_there_are(client, webmaster, django_assert_num_queries):
    rows = [figure_imports.add_at_once(checked(f"day;views\n2025-03-0{n};5\n")) for n in range(1, 4)]
    client.get(reverse("stats:imports"))

    with django_assert_num_queries(5):  # session, user, permissions of the user and of the groups; the imports
        client.get(reverse("stats:imports"))
    figure_imports.undo(rows[0].pk, webmaster)
    with django_assert_num_queries(5):
        client.get(reverse("stats:imports"))
    with django_assert_num_queries(5):
        client.get(reverse("stats:import", args=[rows[0].pk]))


def test_ten_years_cost_no_query_more_than_ten_days(webmaster):
    costs = []
    for first, count in ((date(2010, 1, 1), 10), (date(2012, 1, 1), 3650)):
        text = "day;views;visits\n" + "".join(f"{first + n * timedelta(days=1)};{n + 1};{n}\n" for n in range(count))
        with CaptureQueriesContext(connection) as queries:
            row = figure_imports.wait(checked(text), webmaster)
            figure_imports.add(row.pk, webmaster)
            figure_imports.undo(row.pk, webmaster)
        # Rows are written a thousand or five thousand at a time.
        costs.append(len([query for query in queries if not query["sql"].startswith("INSERT")]))

    assert costs[0] == costs[1] < 60


# Limits of a file


@pytest.mark.parametrize(
    "line",
    [
        '{"remote_addr":"203.0.113.5","time":"2025-03-01T09:00:00Z","status":"\\ud800","request":"GET / HTTP/1.1"}',
        '{"remote_addr":"203.0.113.5","time":"2025-03-01T09:00:00Z","status":"200","method":"\\udc00","uri":"/\\u0000"}',
        '{"remote_addr":"203.0.113.5","time":"2025-03-01T09:00:00Z","status":"200","method":"GET","uri":"/",'
        '"host":"\\ud800\\u0000.example","http_user_agent":"Mozilla/5.0 Firefox/143.0 \\ud800"}',
        '203.0.113.5 - - [01/Mar/2025:09:00:00 +0700] "POST /\x00\u202e HTTP/1.1" 200 1 "-" "x"',
        "\x00\u202e\ufffe nonsense",
    ],
)
def test_signs_that_no_database_keeps_do_not_stop_an_import(client, webmaster, line):
    article = make_article()
    answer = upload(client, log(article) + line + "\n", "\u202ea\x00.log")

    page = client.get(answer.headers["Location"])

    assert page.status_code == 200
    assert not {"\x00", "\u202e"} & set(words(page))
    assert client.post(answer.headers["Location"]).status_code == 302


def test_a_log_of_made_up_methods_and_years_of_counted_days_fills_no_page(client, webmaster):
    article = make_article()
    days = [FIRST + timedelta(days=n) for n in range(100)]
    add_days(site=[(day, 1, 1, 1) for day in days])
    view = log(article).splitlines()[0]
    lines = [view.replace("01/Mar/2025", f"{day:%d/%b/%Y}") for day in days]
    lines += [view.replace("GET", f"X{'ABCDEFGHIJ'[n // 10]}{'ABCDEFGHIJ'[n % 10]}") for n in range(100)]

    upload(client, "\n".join(lines))

    report = FigureImport.objects.get().report
    assert len(report["left_out"]) == 101  # the days, and one for all methods
    told = Told.of(report).left_out
    assert (len(told), sum(row.count for row in told), told[-1].reason) == (61, 200, "41 lý do hoặc ngày khác")
