"""Tables of daily figures as counters and spreadsheets write them: what each is read as, and what is asked."""

import io
from datetime import date, datetime, timedelta

import pytest
import xlsxwriter
from django.core.management import CommandError
from django.urls import reverse
from django.utils import timezone

from stats.imports import cells
from stats.imports.daily_series import read, read_file
from stats.imports.history import add_days
from stats.imports.report import Told, Unusable
from stats.imports.sheets import MOST_ROWS
from stats.models import DayChecksum, SiteDay
from stats.rollup import ledger
from tests.commands import run
from tests.factories import WEBMASTER, make_user

NEW_YEAR = date(2025, 1, 1)
DAY = timedelta(days=1)


def told(report):
    return Told.of(report.as_json())


def codes(report):
    return {code for code, _ in report.notes}


# Headers and one row of other counters; each becomes (views, visits, visitors).
COUNTERS = {
    "the portal": ('"Ngày";"Lượt truy cập";"Lượt xem trang";"Khách";"Ghi chú"\n2025-01-01;5;9;3;""\n', (9, 5, 3)),
    "GA4": ("# Tên\n# Ngày bắt đầu: 20250101\n\nDate,Views,Sessions,Active users\n20250101,9,5,3\n", (9, 5, 3)),
    "GA4 in Vietnamese": ("Ngày,Số lượt xem,Số phiên,Người dùng đang hoạt động\n20250101,9,5,3\n", (9, 5, 3)),
    "Universal Analytics": ("ga:date,ga:pageviews,ga:sessions,ga:users\n20250101,9,5,3\n", (9, 5, 3)),
    "Matomo": ("date,nb_uniq_visitors,nb_visits,nb_actions,nb_pageviews\n2025-01-01,3,5,12,9\n", (9, 5, 3)),
    "Matomo's names": ("Date\tUnique visitors\tVisits\tActions\tPageviews\n2025-01-01\t3\t5\t12\t9\n", (9, 5, 3)),
    "Plausible": (
        "date,visitors,pageviews,visits,views_per_visit,bounce_rate\n2025-01-01,3,9,5,1.80,50.0\n",
        (9, 5, 3),
    ),
    "Umami": ("date,pageviews,sessions\n2025-01-01T00:00:00Z,9,5\n", (9, 5, 0)),
    "Jetpack": ('"Period","Views","Visitors","Likes"\n"2025-01-01","9","3","1"\n', (9, 0, 3)),
    "AWStats": ("Day;Number of visits;Pages;Hits;Bandwidth\n01/01/2025;5;9;200;1.2\n", (9, 5, 0)),
    "NukeViet": ("Ngày tháng;Số lượt truy cập\n01/01/2025;5\n", (0, 5, 0)),
    "two kinds of users": ("date,pageviews,users,Total users\n2025-01-01,9,7,3\n", (9, 0, 3)),
}


@pytest.mark.parametrize(("text", "figures"), COUNTERS.values(), ids=COUNTERS)
def test_columns_of_other_counters_are_known(text, figures):
    rows, _ = read(text)

    assert rows == [(NEW_YEAR, *figures)]


def test_a_column_that_is_not_known_is_named_and_not_taken_for_zero():
    rows, report = read("date,visits,pageviews,lượt gì đó\n2025-01-01,5,9,4\n")

    assert rows == [(NEW_YEAR, 9, 5, 0)]
    assert ("lượt gì đó", "Không dùng") in told(report).columns
    assert any("“lượt gì đó”" in note for note in told(report).notes)


def test_a_file_without_any_column_that_is_known_names_those_that_it_has():
    with pytest.raises(Unusable) as refused:
        read("date,hits,bytes\n2025-01-01,5,9\n")

    assert "“hits”, “bytes”" in refused.value.problems[0].vietnamese()


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(Unusable, match="Two columns"):
        read("date,views,Views\n2025-01-01,5,9\n")


DAYS = ["2025-01-01", "2025/1/1", "01/01/2025", "1.1.2025", "01-01-2025", "20250101", "45658", "2025-01-01 00:00:00"]
DAYS += ["2025-01-01T00:00:00+07:00", "Jan 1, 2025", "1 January 2025", "Wednesday, January 1, 2025"]
DAYS += ["Thứ Tư, 01/01/2025", "1 tháng 1, 2025", "ngày 1 tháng 1 năm 2025", "1 thg 1, 2025"]


@pytest.mark.parametrize("text", DAYS)
def test_a_day_is_known_however_it_is_written(text):
    rows, _ = read(f'day;views\n"{text}";9\n')

    assert rows == [(NEW_YEAR, 9, 0, 0)]


@pytest.mark.parametrize(
    "text", ["2025-01-01 09:00", "2025010109", "01/2025", "2025", "Q1", "32/01/2025", "2025-02-30", "٢٠٢٥-٠١-٠١"]
)
def test_what_is_no_day_is_refused(text):
    with pytest.raises(Unusable, match="line 2"):
        read(f"day;views\n{text};9\n")


@pytest.mark.parametrize(
    ("days", "order", "first", "note"),
    [
        (["13/01/2025", "14/01/2025"], cells.AUTO, date(2025, 1, 13), "day_first"),
        (["01/13/2025", "01/14/2025"], cells.AUTO, date(2025, 1, 13), "month_first"),
        (["03/01/2025", "01/13/2025"], cells.AUTO, date(2025, 1, 13), "month_first"),
        (["02/01/2025", "03/01/2025"], cells.AUTO, date(2025, 1, 2), "either_order"),
        (["02/01/2025"], cells.AUTO, date(2025, 1, 2), "either_order"),
        (["02/01/2025"], cells.MONTH_FIRST, date(2025, 2, 1), "month_first"),
        (["01/02/2025", "01/03/2025"], cells.MONTH_FIRST, date(2025, 1, 2), "month_first"),
        (["01/02/2025", "01/03/2025"], cells.DAY_FIRST, date(2025, 2, 1), "day_first"),
    ],
)
def test_whether_the_day_or_the_month_comes_first_is_found_in_the_file_or_asked(days, order, first, note):
    rows, report = read("day;views\n" + "".join(f"{day};9\n" for day in days), order)

    assert rows[0][0] == first
    assert note in codes(report)


@pytest.mark.parametrize(
    ("days", "why"),
    [
        (["13/01/2025", "01/13/2025"], "others month/day"),
        (["01/02/2025", "01/03/2025", "01/04/2025"], "--dates"),  # days in a row only as month/day
    ],
)
def test_ambiguous_days_are_not_guessed(days, why):
    with pytest.raises(Unusable, match=why):
        read("day;views\n" + "".join(f"{day};9\n" for day in days))


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1.234"], [1234]),
        (["1,234"], [1234]),
        (["1.234.567", "12"], [1234567, 12]),
        (["1 234", "1\u00a0234", "1\u202f234", "1'234"], [1234] * 4),
        (["1234.0", "5.0"], [1234, 5]),
        (["1234,00"], [1234]),
        (["1.234,00", "1,234.00"], [1234, 1234]),
        (["0"], [0]),
    ],
)
def test_numbers_are_read_with_or_without_separators(texts, numbers):
    lines = "".join(f'2025-01-0{n};"{text}"\n' for n, text in enumerate(texts, 1))
    rows, _ = read(f"day;views\n{lines}")

    assert [row[1] for row in rows] == numbers


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (["1.234", "12.5"], "may be 1234 or a fraction"),
        (["1.234", "1234.0"], "may be 1234 or a fraction"),
        (["1.234", "1,234"], "may be 1234 or a fraction"),
        (["1.23"], "no whole number"),
        (["-5"], "no whole number"),
        (["−5"], "no whole number"),
        (["(5)"], "no whole number"),
        (["5%"], "no whole number"),
        (["1e3"], "no whole number"),
        (["0.123"], "no whole number"),
        (["1.23.456"], "no whole number"),
        (["١٢"], "no whole number"),
        ([""], "no whole number"),
        (["#REF!"], "no whole number"),
    ],
)
def test_a_number_that_may_be_something_else_is_refused(texts, why):
    lines = "".join(f'2025-01-0{n};"{text}"\n' for n, text in enumerate(texts, 1))
    with pytest.raises(Unusable, match=why):
        read(f"day;views\n{lines}")


def test_a_thousands_separator_is_reported_with_an_example():
    _, report = read("day;views\n2025-01-01;1.234\n")

    assert "Số có dấu ngăn hàng nghìn: “1.234” là 1234." in told(report).notes


def test_sums_comments_and_a_further_table_are_left_out_and_counted():
    text = (
        "# GA4\nBáo cáo\nday,views,visits,\n2025-01-01,9,5,\n# giữa\nday,views,visits,\n2025-01-02,1,1,\n"
        ",10,6,Grand total\nTổng cộng,10,6,\nTrung bình,5,3,\n\nPage,Views,Title,\n/,7,x,\n"
    )
    rows, report = read(text)

    assert [row[1] for row in rows] == [9, 1]
    assert {code: count for code, _, count, *_ in report.as_json()["left_out"]} == {
        "comment": 2,
        "before_header": 1,
        "header": 1,
        "total": 3,
        "further": 2,
    }
    assert "total_differs" not in codes(report)


def test_a_sum_of_the_file_that_is_not_that_of_its_days_is_reported():
    _, report = read("day;views;visits\n2025-01-01;9;5\nTổng;10;5\n")

    assert "Dòng cộng của tệp ghi “views” là 10, các ngày cộng lại được 9." in told(report).notes


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("day;views\n2025-01-01;1\n2025-01-04;1\n", "Thiếu 2 ngày ở giữa."),
        ("day;visits\n2025-01-01;1\n", "Không có cột nào là lượt xem"),
        ("day;views\n2025-01-01;0\n", "Mọi con số đều bằng 0."),
        ("day;views;visits\n2025-01-01;1;2\n", "lượt truy cập nhiều hơn lượt xem"),
        ("sep=;\nday;views\n2025-01-01;1\n", "cách nhau bằng “;”"),
        ("day|views\n2025-01-01|1\n", "cách nhau bằng “|”"),
        ("day\tviews\n45658\t1\n", "“45658” là ngày 01/01/2025"),
    ],
)
def test_what_may_be_wrong_is_reported_before_it_is_added(text, note):
    _, report = read(text)

    assert any(note in told_note for told_note in told(report).notes), told(report).notes


VIETNAMESE = "Ngày;Lượt xem;Lượt truy cập\n2025-01-01;9;5\n"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [
        VIETNAMESE.encode("utf-16"),
        VIETNAMESE.encode("utf-16-le"),
        VIETNAMESE.encode("utf-16-be"),
        b"\xfe\xff" + VIETNAMESE.encode("utf-16-be"),
        VIETNAMESE.encode("utf-8-sig"),
        VIETNAMESE.encode("utf-32"),
        VIETNAMESE.replace("\n", "\r\n").encode(),
        VIETNAMESE.replace("\n", "\r").encode(),
        ("sep=;\r\n" + VIETNAMESE).encode(),
        ("\ufeffsep=;\n" + VIETNAMESE).encode("utf-16"),
        "Nga\u0300y;Lươ\u0323t xem;Lươ\u0323t truy câ\u0323p\n2025-01-01;9;5\n".encode("cp1258"),
        "Ngµy;L­ît xem;L­ît truy cËp\n2025-01-01;9;5\n".encode("cp1252"),
        "date;Views;Sessions;Größe\n2025-01-01;9;5;0\n".encode("cp1252"),
    ],
)
def test_a_table_is_read_in_whatever_encoding_it_was_saved(write, content):
    assert "9 views, 5 visits" in run("import_daily_series", write(content), "--dry-run")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16-LE")],
)
def test_an_encoding_is_called_by_its_usual_name(write, encoding, name):
    assert f"Letters: {name}.\n" in run("import_daily_series", write(VIETNAMESE.encode(encoding)), "--dry-run")


def workbook(rows, sheet="Số liệu", before=0):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "dd/mm/yyyy"}) as book:
        book.add_worksheet("Bìa").write(0, 0, "Báo cáo năm")
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows, before):
            for place, cell in enumerate(row):
                page.write(number, place, cell)
    return content.getvalue()


@pytest.mark.django_db
def test_a_workbook_is_read_from_the_sheet_that_has_the_days(write):
    rows = [("Ngày", "Lượt xem", "Tỷ lệ"), (datetime(2025, 1, 1), 1234, 0.5), (45659, 5.0, 1), ("03/01/2025", "7", 1)]

    said = run("import_daily_series", write(workbook(rows, before=4), "a.xlsx"), "--dry-run")

    assert "3 days would be added, 2025-01-01 to 2025-01-03: 1,246 views" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"PK\x03\x04" + bytes(200), "cannot be read"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "save it as .xlsx"),
        (workbook([("Ngày", "Lượt xem"), (datetime(2025, 1, 1), 1.234)]), "“1.2340” is no whole number"),
        (workbook([("Ngày", "Lượt xem"), (datetime(2025, 1, 1, 9), 5)]), "is no date"),
        (workbook([("Trang", "Lượt xem"), ("/", 5)]), "first line must name"),
    ],
)
def test_a_workbook_that_is_none_or_wrong_is_refused_in_words(write, content, why):
    with pytest.raises(CommandError, match=why):
        run("import_daily_series", write(content, "a.xlsx"))


def test_further_sheets_with_days_are_named_and_not_mixed_in():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for year in (2023, 2024):
            page = book.add_worksheet(f"Năm {year}")
            page.write_row(0, 0, ["Ngày", "Lượt xem"])
            page.write_row(1, 0, [f"{year}-01-01", 7])
            page.set_row(MOST_ROWS + 2, 20)  # a sheet that looks longer than what is taken

    rows, report = read_file(content)

    assert [row[0].year for row in rows] == [2023]
    assert any("không đọc: “Năm 2024”" in note for note in told(report).notes)


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_portals_own_file_comes_back_with_the_same_figures(client, write, kind):
    today = timezone.localdate()
    site = [(today - n * DAY, 1000 * n + 234, 100 * n + 5, n + 3) for n in range(1, 40)]
    add_days(site=[*site, (today, 77, 7, 7)])
    ledger.sign_days()
    client.force_login(make_user(WEBMASTER))
    period = {"tu": f"{today - 50 * DAY:%d/%m/%Y}", "den": f"{today:%d/%m/%Y}"}
    content = client.get(reverse("stats:export", args=["ngay", kind]), period).content
    SiteDay.objects.all().delete()
    DayChecksum.objects.all().delete()

    run("import_daily_series", write(content, f"ngay.{kind}"))

    kept = SiteDay.objects.exclude(views=0).order_by("-day").values_list("day", "views", "visits", "visitors")
    assert list(kept) == site


@pytest.mark.django_db
def test_visits_that_came_without_views_do_not_block_the_file_that_has_them(write):
    """Release 0.4.0 did not know the column “pageviews”, and kept no record of what it had imported."""
    add_days(site=[(NEW_YEAR, 0, 5, 0), (NEW_YEAR + DAY, 0, 6, 0)])

    said = run("import_daily_series", write("date;visits;pageviews\n2025-01-01;5;9\n2025-01-02;6;8\n"))

    assert "2 days added" in said
    assert list(SiteDay.objects.order_by("day").values_list("views", "visits")) == [(9, 5), (8, 6)]
    with pytest.raises(CommandError, match="has figures already"):
        run("import_daily_series", write("date;visits;pageviews\n2025-01-01;5;9\n"))


@pytest.mark.django_db
@pytest.mark.parametrize("line", ["2025-01-01;6;9", "2025-01-01;5;0", "2025-01-01;0;9"])
def test_only_what_is_lacking_is_completed(write, line):
    add_days(site=[(NEW_YEAR, 0, 5, 0)])

    with pytest.raises(CommandError, match="has figures already"):
        run("import_daily_series", write(f"date;visits;pageviews\n{line}\n"))


@pytest.mark.parametrize(
    "text",
    [
        "day;views\n" + "2025-01-01;1\n" * 60_000,
        "day;views\n" + ";" * 200_000,
        '"' * 100_000,
        "day;views\n" + "1" * 100_000 + ";" + "1.234" * 10_000,
        "\n" * 100_000,
    ],
)
def test_a_huge_table_is_refused_and_takes_no_longer_than_its_length(text):
    with pytest.raises(Unusable):
        read(text)
