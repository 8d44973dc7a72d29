"""An editor takes an open article over: the other is told, goes on reading, and may take it back."""

from http import HTTPStatus

import pytest

from articles.workflow import PUBLISHED
from tests.factories import EDITOR, make_article, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, page_of, save
from vietnamese.dates import format_clock

from .open_pages import ADDRESS, TAKE, clock, let_pass, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(nhung):
    return make_draft(nhung)


@pytest.fixture
def lan():
    return make_user(EDITOR, username="lan", pen_name="Ngọc Lan")


def taken_at(page):
    return format_clock(page.row.taken_at)


def test_whom_an_editor_takes_it_over_from_is_told_by_name_and_may_take_it_back(open_page, nhung, hoa, article):
    writer, editor = open_page(nhung, article), open_page(hoa, article)
    assert (editor.beat()["offer"], writer.beat()["offer"]) == ("take", "")

    answer = editor.ask(TAKE).json()
    at = taken_at(writer)
    assert answer["offer"] == ""
    assert answer["lines"] == [
        f"Thùy Nhung đang mở bài này từ {clock(writer)}; bạn đã tiếp quản lúc {at}, đang báo cho người này."
    ]
    told = writer.beat(unsaved=True)
    assert (told["taken"]["by"], told["taken"]["at"], told["offer"]) == ("Minh Hòa", at, "back")
    assert told["lines"][0] == (
        f"Minh Hòa đã tiếp quản bài này lúc {at}. Bạn vẫn đọc và lưu được; chữ bạn gõ vẫn được giữ làm bản nháp."
    )
    assert editor.beat()["lines"][0].endswith(
        "có chữ chưa lưu; bạn đã tiếp quản lúc " + at + ", đã báo cho người này."
    )

    assert writer.ask(TAKE).json()["taken"] is None
    assert editor.beat()["taken"]["by"] == "Thùy Nhung"


def test_a_button_that_is_pressed_twice_takes_over_once(open_page, nhung, hoa, article):
    writer, editor = open_page(nhung, article), open_page(hoa, article)
    editor.ask(TAKE)
    moment = writer.row.taken_at
    assert editor.ask(TAKE).status_code == HTTPStatus.OK
    assert writer.row.taken_at == moment

    for _ in range(2):
        assert writer.ask(TAKE).json()["taken"] is None


def test_a_writer_takes_over_nothing_that_was_not_taken_from_them(open_page, nhung, hoa, article):
    open_page(hoa, article)
    writer = open_page(nhung, article)

    answer = writer.ask(TAKE)
    assert refusal(answer) == (HTTPStatus.FORBIDDEN, "not_editor")
    assert answer.json()["error"]["message"].startswith("Chỉ biên tập viên tiếp quản được")


def test_a_third_colleague_reads_who_took_it_from_whom(open_page, nhung, hoa, lan, article):
    writer = open_page(nhung, article)
    open_page(hoa, article).ask(TAKE)

    lines = open_page(lan, article).beat()["lines"]
    assert f"{clock(writer)}; Minh Hòa đã tiếp quản lúc {taken_at(writer)}." in lines[0]


def test_of_two_editors_who_take_it_over_the_later_has_it(open_page, nhung, hoa, lan, article):
    writer, first, second = open_page(nhung, article), open_page(hoa, article), open_page(lan, article)
    first.ask(TAKE)
    second.ask(TAKE)

    assert first.beat()["taken"]["by"] == writer.beat()["taken"]["by"] == "Ngọc Lan"
    assert second.beat()["taken"] is None


def test_ones_own_other_page_is_not_taken_over(open_page, nhung, hoa, article):
    open_page(nhung, article)
    first, second = open_page(hoa, article), open_page(hoa, article)
    first.ask(TAKE)

    assert second.beat()["taken"] is None


def test_a_new_page_knows_that_the_article_was_taken_over(open_page, nhung, hoa, article):
    writer = open_page(nhung, article)
    open_page(hoa, article).ask(TAKE)
    writer.beat(leaves=True)

    assert open_page(nhung, article).beat()["taken"]["by"] == "Minh Hòa"


def test_when_whoever_took_it_over_has_left_it_is_free_again(open_page, nhung, hoa, article):
    writer, editor = open_page(nhung, article), open_page(hoa, article)
    editor.ask(TAKE)
    editor.beat(leaves=True)

    assert writer.beat() == {"lines": [], "taken": None, "offer": ""}
    let_pass(seconds=5)
    editor.beat()
    assert writer.beat()["taken"] is None


def test_a_page_that_only_reads_takes_nothing_over_and_loses_nothing(open_page, nhung, hoa, lan):
    published = make_article(created_by=nhung, status=PUBLISHED)
    reader, editor = open_page(nhung, published), open_page(hoa, published)
    open_page(lan, published)
    editor.ask(TAKE)

    assert reader.beat()["taken"] is None
    assert refusal(reader.ask(TAKE)) == (HTTPStatus.FORBIDDEN, "not_editor")
    assert editor.row.taken_by is None


def test_nothing_is_locked_a_save_meets_the_same_check_as_ever(open_page, sit_down, nhung, hoa, article):
    opened = fields_of(sit_down(nhung).get(page_of(article)), "article_form")
    open_page(nhung, article)
    open_page(hoa, article).ask(TAKE)

    sit_down(nhung).post(page_of(article), opened | {"title": "Bến Lam Hạ"})
    article.refresh_from_db()
    assert article.title == "Bến Lam Hạ"

    save(sit_down(hoa), article, title="Bến Lam Thượng")
    answer = sit_down(nhung).post(page_of(article), opened | {"title": "Bến Lam Trung"})
    assert "Minh Hòa vừa lưu bài này" in answer.content.decode()


def test_no_right_to_edit_any_more_ends_what_was_taken(open_page, nhung, hoa, article):
    writer, editor = open_page(nhung, article), open_page(hoa, article)
    hoa.groups.clear()

    assert editor.ask(TAKE).status_code == HTTPStatus.FORBIDDEN
    assert writer.ask(ADDRESS).json()["taken"] is None
