"""Columns of a daily series that whoever imports chooses; and all that is wrong with a file, at once."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError
from django.urls import reverse
from lxml import html

from stats.imports.daily_series import read
from stats.imports.history import add_days
from stats.imports.report import Unusable
from stats.models import FigureImport, SiteDay
from tests.commands import run
from tests.factories import EDITOR, make_user

from .figures import FIRST, SERIES, upload, words

pytestmark = pytest.mark.django_db

UNKNOWN = "date,hits,lượt gì\n2025-03-01,9,5\n2025-03-02,8,4\n"


def form_of(response):
    """{name: value} of the form that asks what the columns are."""
    (form,) = html.fromstring(response.text).xpath("//section[@aria-labelledby='stats-choose']/form")
    return form.action, {name: value for name, value in form.fields.items() if name != "file"}


def send_again(client, response, content, **changed):
    action, fields = form_of(response)
    file = SimpleUploadedFile("cu.csv", content.encode())
    return client.post(action, {**fields, "file": file, **changed})


def test_a_file_whose_columns_nobody_knows_is_read_when_they_are_chosen(client, webmaster):
    refused = upload(client, UNKNOWN, order="day-first")
    assert "“hits”, “lượt gì”" in words(refused)
    assert form_of(refused)[1]["order"] == "day-first"

    answer = send_again(client, refused, UNKNOWN, **{"column-1": "views", "column-2": "visits"})
    client.post(answer.headers["Location"])

    assert list(SiteDay.objects.order_by("day").values_list("views", "visits")) == [(9, 5), (8, 4)]


def test_a_column_that_was_understood_wrongly_is_chosen_anew_while_the_file_waits(client, webmaster):
    text = "date,views,hits\n2025-03-01,9,90\n"
    page = client.get(upload(client, text).headers["Location"])
    assert form_of(page)[1]["column-1"] == "views"

    answer = send_again(client, page, text, **{"column-1": "", "column-2": "views"})

    row = FigureImport.objects.get()  # the same file, read anew
    assert answer.headers["Location"] == reverse("stats:import", args=[row.pk])
    assert row.views == 90
    assert "views Không dùng" in words(client.get(answer.headers["Location"]))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"column-1": "views", "column-2": "views"}, "cột thứ hai là “lượt gì”"),
        ({"column-0": "", "column-1": "views"}, "Dòng đầu phải có cột “Ngày”"),
        ({"column-1": "", "column-2": ""}, "Dòng đầu phải có cột “Ngày”"),
        ({"column-1": "tiền"}, "chọn một trong các mục có sẵn"),
        ({"column-1": "views\x00"}, "chọn một trong các mục có sẵn"),
        ({"name-1": "khác", "column-1": "views"}, "không có cột “khác”"),
        ({"column-1": "day", "column-2": "views"}, "cột thứ hai là “hits”"),
    ],
)
def test_a_choice_that_cannot_be_is_refused_in_words(client, webmaster, changed, sentence):
    answer = send_again(client, upload(client, UNKNOWN), UNKNOWN, **changed)

    assert sentence in words(answer)
    assert not FigureImport.objects.exists()


def test_the_columns_chosen_stay_chosen_when_the_file_is_refused_for_more(client, webmaster):
    wrong = UNKNOWN.replace("8", "x")

    answer = send_again(client, upload(client, wrong), wrong, **{"column-1": "views"})

    assert "Dòng 3: “x” không phải số nguyên" in words(answer)
    assert form_of(answer)[1]["column-1"] == "views"


def test_a_thousand_columns_ask_no_more_than_a_form_may(client, webmaster):
    text = "date," + ",".join(f"c{n}" for n in range(1000)) + "\n2025-03-01" + ",1" * 1000 + "\n"

    assert len(form_of(upload(client, text))[1]) <= 210


def test_nobody_chooses_columns_of_what_is_added_or_of_a_log(client, webmaster):
    page = upload(client, SERIES).headers["Location"]
    client.post(page)

    assert "stats-choose" not in client.get(page).text
    client.force_login(make_user(EDITOR))
    assert client.post(reverse("stats:imports"), {"name-0": "a", "column-0": "day"}).status_code == 403


def test_the_command_is_told_what_columns_are(write):
    path = write(UNKNOWN)
    with pytest.raises(CommandError, match="must name the columns"):
        run("import_daily_series", path)

    said = run("import_daily_series", path, "--column", "hits=views", "--column", "lượt gì=visits")

    assert "2 days added, 2025-03-01 to 2025-03-02: 17 views, 9 visits." in said


@pytest.mark.parametrize("text", ["hits", "=views", "hits=money"])
def test_the_command_refuses_a_choice_that_is_none(write, text):
    with pytest.raises(CommandError, match="write NAME=day"):
        run("import_daily_series", write(UNKNOWN), "--column", text)


def test_the_command_names_a_column_that_is_not_there(write):
    with pytest.raises(CommandError, match="no column “pages”"):
        run("import_daily_series", write(UNKNOWN), "--column", "hits=views", "--column", "pages=visits")


# All at once


def problems_of(text):
    with pytest.raises(Unusable) as refused:
        read(text)
    return [(problem.code, problem.line) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("day,views,Views\nx,1,1\n2025-01-02,y,1\n", [("same_columns", 0), ("no_date", 2), ("no_number", 3)]),
        ("day,hits\nx,1\n2025-01-02,1\n", [("no_columns", 0), ("no_date", 2)]),
        ("views,visits\n1,y\nz,1\n", [("no_columns", 0), ("no_number", 2), ("no_number", 3)]),
        ("day,views\n13/01/2025,1\n01/13/2025,y\n", [("both_orders", 0), ("no_number", 3)]),
        ("day,views,visits\nx,y,z\n", [("no_date", 2), ("no_number", 2), ("no_number", 2)]),
        ("day,views\n2025-01-01\n2025-01-02,1\n2025-01-02,1\n", [("no_cell", 2), ("twice", 4)]),
    ],
)
def test_all_that_is_wrong_is_said_in_one_round(text, problems):
    assert problems_of(text) == problems


def test_days_that_are_counted_are_said_together_with_lines_that_are_wrong(client, webmaster):
    add_days(site=[(FIRST, 1, 1, 1)])

    shown = words(upload(client, "day;views;Views\n2025-03-01;9;9\nx;8;8\n2199-01-01;5;5\n"))

    for sentence in (
        "cột thứ hai là “Views”",
        "Dòng 3: “x” không phải một ngày",
        "Ngày 01/03/2025 đã có số liệu",
        "Ngày 01/01/2199 chưa hết",
    ):
        assert sentence in shown


# What a page says in each state


ADVICE = "Sai thì tải lại"


def test_a_page_says_what_is_true_in_each_state(client, webmaster):
    text = "day;views;lạ\n02/01/2025;9;1\n"
    page = upload(client, text).headers["Location"]
    number = int(re.search(r"\d+", page)[0])
    undo = reverse("stats:undo_import", args=[number])

    waiting = words(client.get(page))
    added = words(client.post(page, follow=True))
    again = words(client.post(page, follow=True))
    dropped = words(client.post(reverse("stats:discard_import", args=[number]), follow=True))
    asked = words(client.get(undo))
    undone = words(client.post(undo, follow=True))
    undone_again = words(client.post(undo, follow=True))
    asked_again = words(client.get(undo))
    added_again = words(client.post(page))

    assert ADVICE in waiting
    assert "thì chọn ở “Các cột trong tệp”" in waiting
    for later in (added, again, asked, undone, asked_again):
        assert "đọc “02/01/2025” là ngày 02/01/2025." in later
        assert ADVICE not in later
        assert "thì chọn ở" not in later
    assert "Đã nhập 1 ngày từ tệp “cu.csv”." in added
    assert "Những con số này đang nằm trong thống kê." in added
    assert "Tệp này đã nhập từ trước, lần này không nhập thêm gì." in again
    assert "Không bỏ được: tệp này đã nhập." in dropped
    assert "Hoàn tác cả đợt nhập này?" in asked
    assert "số liệu của tệp “cu.csv” không còn trong thống kê." in undone
    assert "đã được hoàn tác từ trước, lần này không thay đổi gì." in undone_again
    for page_of_undone in (undone, asked_again):
        assert "Những con số này không còn trong thống kê. Muốn nhập lại thì đọc lại tệp" in page_of_undone
        assert "Hoàn tác cả đợt nhập này?" not in page_of_undone
    assert "Đợt nhập này đã hoàn tác, không nhập lại từ đây được." in added_again
    assert not SiteDay.objects.exists()
