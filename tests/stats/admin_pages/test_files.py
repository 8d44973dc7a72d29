"""The tables of the admin as files, opened by others: formulas are text, numbers numbers, days days."""

import csv
import io
import shutil
import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse

from stats.imports.history import add_days
from stats.models import DayChecksum, Dimension, Minute
from stats.rollup import ledger
from tests.factories import WEBMASTER, make_article, make_category, make_event, make_user
from tests.stats.factories import local

pytestmark = pytest.mark.django_db

NOON = local(2026, 3, 12, 12)
TODAY, YESTERDAY = date(2026, 3, 12), date(2026, 3, 11)
HOSTILE = ["=1+1", "+84 200", "-5 độ", "@sonoivu", "＝1+1", "  =HYPERLINK(1)", "|calc", "%0A", "'=1", "https://x.vn"]


@pytest.fixture
def webmaster(client, time_machine):
    time_machine.move_to(NOON, tick=False)
    client.force_login(make_user(WEBMASTER, username="web"))
    return client


def rows_of_csv(client, table, **asked):
    response = client.get(reverse("stats:export", args=[table, "csv"]), asked)
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def book_of(client, table, **asked):
    response = client.get(reverse("stats:export", args=[table, "xlsx"]), asked)
    assert "no-store" in response["Cache-Control"]
    return openpyxl.load_workbook(io.BytesIO(response.content)), response


@pytest.mark.parametrize("title", [title for title in HOSTILE if title[0] not in "'h"])
def test_in_csv_what_looks_like_a_formula_gets_an_apostrophe(webmaster, title):
    article = make_article(title=title)
    add_days(articles=[(YESTERDAY, article.pk, 3, 3)])

    rows = rows_of_csv(webmaster, "bai")

    assert rows[1] == [str(article.pk), f"'{article.title}", article.get_absolute_url(), "3", "0", ""]


@pytest.mark.parametrize("delimiter", [",", "\t", "|"])
def test_no_cell_begins_with_a_formula_where_cells_are_parted_elsewhere(webmaster, delimiter):
    add_days(dimensions=[(YESTERDAY, Dimension.SEARCH, f"1 hộ{delimiter}=1+1{delimiter}+2", 9)])
    response = webmaster.get(reverse("stats:export", args=["tu-tim-kiem", "csv"]))

    rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=delimiter)

    assert [cell for row in rows for cell in row if cell.startswith(("=", "+"))] == []


def test_titles_with_semicolons_and_quotes_stay_one_cell(webmaster):
    article = make_article(title='Nghị quyết 60; "một cửa"')
    add_days(articles=[(YESTERDAY, article.pk, 3, 3)])

    assert rows_of_csv(webmaster, "bai")[1][1] == article.title


@pytest.mark.parametrize("title", HOSTILE)
def test_in_a_workbook_such_text_is_text(webmaster, title):
    article = make_article(title=title)
    add_days(articles=[(YESTERDAY, article.pk, 3, 3)])

    book, _ = book_of(webmaster, "bai")

    number, name, address, views, *_ = book.worksheets[0][6]
    assert (name.value, name.data_type) == (article.title, "s")
    assert (number.value, address.value, views.value) == (article.pk, article.get_absolute_url(), 3)
    assert name.hyperlink is None


def test_search_words_are_text_in_both(webmaster):
    add_days(
        dimensions=[
            (YESTERDAY, Dimension.SEARCH, "4 =cmd|'/c calc'!A1", 9),
            (YESTERDAY, Dimension.SEARCH, "2 \t+1", 3),
        ]
    )

    book, _ = book_of(webmaster, "tu-tim-kiem")
    rows = rows_of_csv(webmaster, "tu-tim-kiem")

    assert [book.worksheets[0].cell(line, 1).data_type for line in (6, 7)] == ["s", "s"]
    assert [row[0][0] for row in rows[1:]] == ["'", "'"]


def test_a_workbook_says_what_it_holds(webmaster):
    add_days(site=[(YESTERDAY, 1800, 525, 450)])

    book, response = book_of(webmaster, "ngay", ky="7")

    sheet, words = book.worksheets
    assert response["Content-Disposition"] == 'attachment; filename="thong-ke-ngay-2026-03-05-2026-03-11.xlsx"'
    assert sheet["A1"].value == "Từng ngày"
    assert sheet["A2"].value.startswith("Số liệu từ 05/03/2026 đến hết 11/03/2026.")
    assert [cell.value for cell in sheet[5]] == ["Ngày", "Lượt truy cập", "Lượt xem trang", "Khách", "Ghi chú"]
    assert [cell.value for cell in sheet[12]] == [datetime(2026, 3, 11), 525, 1800, 450, None]
    assert sheet["A12"].is_date
    assert sheet["B12"].number_format == "#,##0"
    assert words.title == "Định nghĩa"
    assert "Lượt truy cập" in [row[0].value for row in words.rows]


def test_shares_and_changes_are_numbers(webmaster):
    week = timedelta(days=7)
    add_days(
        dimensions=[
            (YESTERDAY, Dimension.DEVICE, "mobile", 75),
            (YESTERDAY, Dimension.DEVICE, "desktop", 25),
            (YESTERDAY - week, Dimension.DEVICE, "mobile", 100),
        ]
    )

    book, _ = book_of(webmaster, "thiet-bi", ky="7")
    rows = rows_of_csv(webmaster, "thiet-bi", ky="7")

    assert [cell.value for cell in book.worksheets[0][6]] == ["Điện thoại", 75, 75, 100, -25]
    assert rows[1:] == [["Điện thoại", "75", "75,0", "100", "-25,0"], ["Máy tính", "25", "25,0", "0", ""]]


def test_the_days_of_one_article_and_one_category(webmaster):
    article = make_article()
    category = str(article.category_id)
    add_days(articles=[(YESTERDAY, article.pk, 30, 20)], dimensions=[(YESTERDAY, Dimension.CATEGORY, category, 33)])

    of_article = rows_of_csv(webmaster, f"bai-{article.pk}", ky="7")
    of_category = rows_of_csv(webmaster, f"chuyen-muc-{category}", ky="90", so_voi="nam-truoc")

    assert of_article[:2] == [["Ngày", "Lượt xem", "Khách"], ["2026-03-11", "30", "20"]]
    assert (len(of_category), of_category[1]) == (91, ["2026-03-11", "33"])
    assert webmaster.get(reverse("stats:export", args=["chuyen-muc-999999", "csv"])).status_code == 404


@pytest.mark.parametrize("kind", ["chuyen-muc", "tac-gia", "su-kien"])
def test_the_articles_of_one_category_author_and_event(webmaster, kind):
    article = make_article(event=make_event(), byline="Quang Hậu")
    other = make_article(category=make_category("Khác"))
    add_days(articles=[(YESTERDAY, article.pk, 30, 20), (YESTERDAY - timedelta(days=7), article.pk, 15, 9)])
    add_days(articles=[(YESTERDAY, other.pk, 9, 9)])
    pk = {"chuyen-muc": article.category_id, "tac-gia": article.authors.get().pk, "su-kien": article.event_id}[kind]

    rows = rows_of_csv(webmaster, f"bai-cua-{kind}-{pk}", ky="7")
    book, _ = book_of(webmaster, f"bai-cua-{kind}-{pk}", ky="7")

    assert rows[0] == ["Số bài", "Bài viết", "Địa chỉ", "Lượt xem", "Kỳ so sánh", "Thay đổi"]
    assert rows[1:] == [[str(article.pk), article.title, article.get_absolute_url(), "30", "15", "100,0"]]
    assert book.worksheets[0]["A3"].value.startswith("Lượt xem bài của ")


def test_the_export_of_now_names_its_moment(webmaster):
    article = make_article()
    Minute.objects.bulk_create(
        Minute(at=NOON - timedelta(minutes=ago), article_id=pk, views=views)
        for ago, pk, views in ((1, article.pk, 3), (29, article.pk, 4), (30, article.pk, 50), (2, 0, 9))
    )
    add_days(dimensions=[(day, Dimension.HOUR, "09", 30) for day in (TODAY, YESTERDAY)])

    minutes = rows_of_csv(webmaster, "tung-phut")
    pages = rows_of_csv(webmaster, "dang-doc")
    hours = rows_of_csv(webmaster, "gio-hom-nay", ky="90")
    book, response = book_of(webmaster, "dang-doc")

    assert (len(minutes), minutes[:3]) == (31, [["Phút", "Lượt xem"], ["12:00", "0"], ["11:59", "3"]])
    assert pages == [
        ["Trang", "Địa chỉ", "Lượt xem"],
        ["Trang chủ, chuyên mục, tìm kiếm và các trang khác", "", "9"],
        [article.title, article.get_absolute_url(), "7"],
    ]
    assert hours[0] == ["Giờ", "Hôm nay", "Hôm qua", "Cùng thứ tuần trước"]
    assert (len(hours), hours[10]) == (25, ["9 giờ", "30", "30", "0"])
    assert response["Content-Disposition"] == 'attachment; filename="thong-ke-dang-doc-2026-03-12-12-00.xlsx"'
    assert book.worksheets[0]["A2"].value == "Số liệu lúc 12:00, 12/03/2026."


def test_all_that_is_read_now_is_in_the_file(webmaster):
    Minute.objects.bulk_create(Minute(at=NOON, article_id=number, views=1) for number in range(1, 31))

    assert len(rows_of_csv(webmaster, "dang-doc")) == 31


def test_signed_digests_are_exported(webmaster, time_machine):
    add_days(site=[(date(2026, 3, 5), 10, 5, 5)])
    ledger.sign_days()

    rows = rows_of_csv(webmaster, "dau-so-lieu", ky="7")

    checksum = DayChecksum.objects.get()
    assert rows[0] == ["Ngày", "Lượt xem trang", "Đến muộn", "Khớp với sổ", "Dấu số liệu", "Chữ ký", "Đóng lúc"]
    assert rows[1] == [
        "2026-03-05",
        "10",
        "0",
        "Không có sổ",
        checksum.digest,
        checksum.signature,
        "12:00, 12/03/2026",
    ]


def spreadsheet_program():
    """LibreOffice's path; skips the test where it is not installed, or without Calc, its part for spreadsheets."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if not office:
        pytest.skip("LibreOffice is not installed; on Debian: apt-get install libreoffice-calc")
    if not list(Path(office).resolve().parent.glob("libsclo.*")):
        pytest.skip("LibreOffice is installed without Calc; on Debian: apt-get install libreoffice-calc")
    return office


def test_libreoffice_opens_the_workbook(webmaster, tmp_path):
    office = spreadsheet_program()
    article = make_article(title="=1+1")
    add_days(articles=[(YESTERDAY, article.pk, 1234, 3)])
    file = tmp_path / "bai.xlsx"
    file.write_bytes(webmaster.get(reverse("stats:export", args=["bai", "xlsx"])).content)

    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = [office, home, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76", file]
    subprocess.run([*command, "--outdir", tmp_path], check=True, capture_output=True, timeout=120)

    rows = list(csv.reader(io.StringIO((tmp_path / "bai.csv").read_text(encoding="utf-8")), delimiter=";"))
    assert rows[5][1] == "=1+1"
