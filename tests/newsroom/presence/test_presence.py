"""Who has an article open is known to those who may open it, and to nobody else."""

from http import HTTPStatus

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from newsroom.models import Presence
from newsroom.presence.presence import ALIVE, ALIVE_OUT_OF_SIGHT, MAX_PAGES
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_user
from tests.newsroom.copies.test_working_copies import send as send_copy
from tests.newsroom.copies.test_working_copies import sending
from tests.newsroom.forms_in_admin import LIST, make_draft, page_of
from vietnamese.dates import format_clock

from .open_pages import ADDRESS, TAKE, OpenPage, clock, let_pass, refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(nhung):
    return make_draft(nhung)


def test_each_learns_of_the_other_since_when_and_of_text_that_is_not_saved(open_page, nhung, hoa, article):
    writer = open_page(nhung, article, unsaved=True)
    editor = open_page(hoa, article)

    assert editor.beat()["lines"] == [f"Thùy Nhung đang mở bài này từ {clock(writer)}, có chữ chưa lưu."]
    assert writer.beat(unsaved=True)["lines"] == [f"Minh Hòa đang mở bài này từ {clock(editor)}."]
    writer.beat(unsaved=False)
    assert "chưa lưu" not in editor.beat()["lines"][0]


def test_a_page_alone_hears_of_nobody(open_page, nhung, article):
    assert open_page(nhung, article).beat() == {"lines": [], "taken": None, "offer": ""}


def test_the_form_says_it_as_it_is_rendered_without_a_script(open_page, sit_down, nhung, hoa, article):
    open_page(nhung, article, unsaved=True)

    assert "Thùy Nhung đang mở bài này từ" in sit_down(hoa).get(page_of(article)).content.decode()
    assert "đang mở bài này từ" not in sit_down(nhung).get(page_of(article)).content.decode()
    assert "đang mở bài này từ" not in sit_down(hoa).get(f"{LIST}add/").content.decode()


def test_a_page_that_is_closed_is_gone_at_once(open_page, nhung, hoa, article):
    writer, editor = open_page(nhung, article), open_page(hoa, article)
    writer.beat(leaves=True)

    assert editor.beat()["lines"] == []


@pytest.mark.parametrize(("is_hidden", "life"), [(False, ALIVE), (True, ALIVE_OUT_OF_SIGHT)])
def test_a_page_that_dies_is_gone_after_a_while(open_page, nhung, hoa, article, is_hidden, life):
    writer, editor = open_page(nhung, article, hidden=is_hidden), open_page(hoa, article)
    let_pass(seconds=life.total_seconds() - 5)
    assert len(editor.beat()["lines"]) == 1
    let_pass(seconds=6)

    assert editor.beat()["lines"] == []
    writer.beat()  # a machine that slept, or a page that came back from behind others
    assert len(editor.beat()["lines"]) == 1


def test_ones_own_other_page_is_named_as_oneself(open_page, nhung, article):
    first, second = open_page(nhung, article), open_page(nhung, article)

    expected = f"Bạn cũng đang mở bài này ở tab hoặc máy khác từ {clock(first)}."
    assert second.beat()["lines"] == [expected]
    first.beat(leaves=True)
    assert second.beat()["lines"] == []


def test_a_colleague_with_several_pages_is_one_colleague(open_page, nhung, hoa, article):
    first = open_page(nhung, article)
    open_page(nhung, article, unsaved=True)

    assert open_page(hoa, article).beat()["lines"] == [
        f"Thùy Nhung đang mở bài này từ {clock(first)}, có chữ chưa lưu."
    ]


def test_a_reload_or_a_save_does_not_begin_anew(open_page, nhung, hoa, article):
    writer = open_page(nhung, article)
    let_pass(seconds=10)
    before = writer.row.opened_at
    writer.beat(leaves=True)

    assert open_page(nhung, article).row.opened_at == before


def test_many_colleagues_take_no_more_than_five_lines(open_page, hoa, article):
    for number in range(7):
        open_page(make_user(EDITOR, pen_name=f"Biên tập {number}"), article)

    lines = open_page(hoa, article).beat()["lines"]
    assert len(lines) == 5
    assert lines[-1] == "Và 3 người khác cũng đang mở bài này."


def test_whoever_only_reads_is_no_writer(open_page, sit_down, nhung, hoa):
    published = make_article(created_by=nhung)
    reader = open_page(nhung, published)
    editor = open_page(hoa, published)

    answer = editor.beat()
    assert answer["lines"] == [f"Thùy Nhung đang xem bài này từ {clock(reader)}."]
    assert answer["offer"] == ""
    assert "đang mở:" not in sit_down(hoa).get(LIST).content.decode()
    assert reader.beat()["offer"] == ""
    assert "Thùy Nhung đang xem bài này" in sit_down(hoa).get(page_of(published)).content.decode()


@pytest.mark.parametrize("role", [WRITER, MODERATOR])
def test_who_may_not_open_an_article_learns_nothing_of_it(open_page, sit_down, nhung, article, role):
    open_page(nhung, article, unsaved=True)
    stranger = OpenPage(sit_down, make_user(role), article)

    for address in (ADDRESS, TAKE):
        answer = stranger.ask(address)
        assert refusal(answer) == (HTTPStatus.FORBIDDEN, "no_right")
        assert "Nhung" not in answer.content.decode()
    assert Presence.objects.count() == 1


def test_a_right_that_is_taken_away_ends_it(open_page, nhung, hoa, article):
    open_page(nhung, article)
    editor = open_page(hoa, article)
    hoa.groups.clear()

    assert refusal(editor.ask(ADDRESS)) == (HTTPStatus.FORBIDDEN, "no_right")


def test_without_the_right_to_see_articles_one_learns_nothing_of_published_ones(open_page, sit_down, nhung):
    article = make_article(created_by=nhung)
    open_page(nhung, article)
    clerk = make_user()
    clerk.user_permissions.set(Permission.objects.filter(codename="view_image"))

    assert refusal(OpenPage(sit_down, clerk, article).ask(ADDRESS)) == (HTTPStatus.FORBIDDEN, "no_right")


def test_nobody_signed_out_is_answered(client, article):
    signed_out = OpenPage(lambda user: client, None, article)

    for address in (ADDRESS, TAKE):
        assert refusal(signed_out.ask(address)) == (HTTPStatus.UNAUTHORIZED, "signed_out")


def test_an_article_that_is_deleted_says_so(open_page, nhung, hoa, article):
    writer = open_page(nhung, article)
    article.delete()

    assert not Presence.objects.exists()
    answer = writer.ask(ADDRESS)
    assert refusal(answer) == (HTTPStatus.GONE, "deleted")
    assert "Bản nháp của tôi" in answer.json()["error"]["message"]


def test_the_last_release_deletes_articles_and_users_beside_us(open_page, nhung, hoa, article):
    published = make_article()
    open_page(hoa, article)
    taken = open_page(nhung, article)
    lan = make_user(EDITOR)
    open_page(lan, article).ask(TAKE)
    open_page(hoa, published)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM accounts_user_groups WHERE user_id = %s", [lan.pk])
        cursor.execute("DELETE FROM accounts_user WHERE id = %s", [lan.pk])
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert taken.row.taken_by is None
    assert Presence.objects.count() == 3
    published.delete()
    assert Presence.objects.count() == 2


@pytest.mark.parametrize(
    "changes",
    [{"page": "x"}, {"page": None}, {"page": 7}, {"article": None}, {"article": "1"}, {"article": 0},
     {"article": 2**63}, {"article": True}, {"article": []}, {"page": "x" * 3000}],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_refused(open_page, nhung, article, changes):
    assert refusal(open_page(nhung, article).ask(ADDRESS, **changes)) == (HTTPStatus.BAD_REQUEST, "unreadable")


@pytest.mark.parametrize("body", ["", "null", "[]", "{", '"x"', "NaN", "[" * 1900, b"\xff\xfe"])
def test_what_is_no_json_is_refused(sit_down, nhung, body):
    answer = sit_down(nhung).post(ADDRESS, body, content_type="application/json")

    assert refusal(answer) == (HTTPStatus.BAD_REQUEST, "unreadable")


def test_the_page_of_another_is_none_of_ones_own(open_page, sit_down, nhung, hoa, article):
    writer = open_page(nhung, article)
    forged = OpenPage(sit_down, hoa, article)
    forged.told["page"] = writer.told["page"]
    forged.beat()
    forged.beat(leaves=True)

    assert open_page(make_user(EDITOR), article).beat()["lines"] == [
        f"Thùy Nhung đang mở bài này từ {format_clock(Presence.objects.get(user=nhung).opened_at)}."
    ]


def test_one_person_has_only_so_many_rows(open_page, nhung, article):
    for _ in range(MAX_PAGES + 3):
        open_page(nhung, article)

    assert Presence.objects.count() == MAX_PAGES
    assert "tab hoặc máy khác" in open_page(nhung, article).beat()["lines"][0]


def test_a_beat_does_not_keep_the_session_alive_and_taking_over_does(open_page, sit_down, hoa, article):
    client = sit_down(hoa)
    page = OpenPage(lambda user: client, hoa, article)
    session = client.session
    session["used_at"] = used = timezone.now().timestamp() - 600
    session.save()

    page.beat()
    assert client.session["used_at"] == used
    page.ask(TAKE)
    assert client.session["used_at"] > used


def test_a_page_that_sends_its_copy_asks_with_it(open_page, sit_down, nhung, hoa, article):
    editor = open_page(hoa, article)
    client, sent = sit_down(nhung), sending(article)

    assert send_copy(client, sent).json()["presence"] is None
    answer = send_copy(client, sent | {"number": 2, "presence": True}).json()["presence"]
    assert answer["lines"] == [f"Minh Hòa đang mở bài này từ {clock(editor)}."]
    assert Presence.objects.get(user=nhung).has_unsaved
    assert str(Presence.objects.get(user=nhung).page) == sent["page"]
    assert send_copy(client, sending(presence=True)).json()["presence"] is None


def test_a_beat_costs_few_queries(open_page, sit_down, nhung, hoa, article, django_assert_num_queries):
    for _ in range(3):
        open_page(make_user(EDITOR), article)
    client = sit_down(nhung)
    writer = OpenPage(lambda user: client, nhung, article)
    writer.beat()

    with django_assert_num_queries(6):  # session, user, two for rights, the open pages, one's own
        writer.beat()
    with django_assert_num_queries(3):  # session, user, one's own
        writer.beat(leaves=True)


def test_old_rows_go(open_page, nhung, hoa, article):
    open_page(nhung, article)
    let_pass(days=1, minutes=5)
    open_page(hoa, article)

    assert Presence.objects.forget_old() == 1
    assert Presence.objects.get().user == hoa


def test_the_list_names_who_has_an_article_open(
    open_page, sit_down, nhung, hoa, article, django_assert_max_num_queries
):
    others = [make_draft(nhung, title=f"Bài {number}") for number in range(9)]
    for each in (article, *others):
        open_page(nhung, each)
    client = sit_down(hoa)

    with django_assert_max_num_queries(13):
        page = client.get(LIST).content.decode()
    assert page.count("đang mở: Thùy Nhung") == 10
    assert "đang mở:" not in sit_down(nhung).get(LIST).content.decode()
    names = [make_user(EDITOR, first_name="Lan", last_name="Lê Thị"), make_user(EDITOR)]
    for each in names:
        open_page(each, others[0])
    expected = ", ".join(sorted(["Thùy Nhung", *map(str, names)]))
    assert f"đang mở: {expected}" in sit_down(hoa).get(LIST).content.decode()


def test_the_first_page_names_who_has_an_article_open(open_page, sit_down, nhung, hoa, article):
    open_page(nhung, article)

    assert "đang mở: Thùy Nhung" in sit_down(hoa).get(reverse("admin:index")).content.decode()
