"""What the pages of deletion say of the bin, and the address of what lies there."""

from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Tag
from comments.models import Rule
from revisions.bin.binning import put_many
from revisions.models import BinEntry, SavedRow
from revisions.saving import saved_by
from tests.factories import (
    EDITOR,
    make_article,
    make_event,
    make_user,
)
from tests.newsroom.forms_in_admin import make_draft
from tests.revisions.saves import address, words

from .bins import bin_as, delete, entry_address, said

pytestmark = pytest.mark.django_db


def test_the_question_says_how_long_it_is_kept_and_what_hangs_on_it(client, boss):
    event = make_event(name="Ngày hội")
    for number in range(3):
        make_article(title=f"Bài {number}", event=event)
    rule = Rule.objects.create(pattern="tài xỉu trá hình")

    of_event = " ".join(client.get(address(event, "delete")).content.decode().split())
    of_rule = " ".join(client.get(address(rule, "delete")).content.decode().split())

    assert "Đưa sự kiện “Ngày hội” vào thùng rác?" in of_event
    assert "Bạn đọc có thể đã xem sự kiện này nên thùng rác giữ lâu dài, không tự xóa." in of_event
    assert "3 bài viết đang gắn với sự kiện này vẫn còn nguyên, và được gắn lại khi khôi phục." in of_event
    assert "Thùng rác giữ 60 ngày rồi xóa hẳn." in of_rule
    assert "không lấy lại được" not in of_event + of_rule


def test_what_is_done_is_said_with_the_way_back(client, boss):
    event = make_event(name="Ngày <hội>")

    answer = client.post(address(event, "delete"), {"post": "yes"})

    [message] = get_messages(answer.wsgi_request)
    assert answer.headers["Location"] == "/quan-tri/articles/event/"
    assert "Đã đưa sự kiện “Ngày &lt;hội&gt;” vào thùng rác." in str(message)
    assert f'href="{entry_address(BinEntry.objects.get())}"' in str(message)


def test_many_go_at_once_and_each_has_its_entry(client, boss):
    tags = [Tag.objects.create(name=f"thẻ {n}", slug=f"the-{n}") for n in range(3)]
    chosen = {"action": "delete_selected", "_selected_action": [tag.pk for tag in tags], "post": "yes"}

    answer = client.post("/quan-tri/articles/tag/", chosen)

    assert said(answer) == ["Đã đưa 3 thẻ vào thùng rác. Mở thùng rác"]
    assert not Tag.objects.exists()
    assert set(BinEntry.objects.values_list("object_id", flat=True)) == {tag.pk for tag in tags}


def test_a_double_click_on_the_deletion_says_where_it_is(client, boss):
    event = make_event(name="Ngày hội")
    delete(client, event)

    again = client.post(address(event, "delete"), {"post": "yes"})

    assert again.status_code == HTTPStatus.GONE
    assert "Sự kiện “Ngày hội” đang ở trong thùng rác Chính bạn đã xóa lúc" in words(again)
    assert BinEntry.objects.count() == 1


@pytest.mark.parametrize("page", ["change", "delete", "history", "revisions"])
def test_the_address_of_what_is_in_the_bin_says_who_and_when_and_leads_there(client, hoa, page):
    event = make_event(name="Ngày hội")
    entry = bin_as(hoa, event)
    client.force_login(make_user(EDITOR))

    answer = client.get(address(event, page))

    assert answer.status_code == HTTPStatus.GONE
    assert "Minh Hòa đã xóa lúc" in words(answer)
    assert entry_address(entry) in answer.content.decode()


@pytest.mark.parametrize("key", ["999999", "9" * 40, "x", "0"])
def test_an_address_of_nothing_is_as_before(client, boss, key):
    assert client.get(f"/quan-tri/articles/event/{key}/change/").status_code == HTTPStatus.FOUND


def test_what_somebody_uses_since_the_question_stays(client, boss, monkeypatch):
    """The deletion is asked about while nothing uses the category, and an article comes before it is confirmed."""
    article = make_article()
    monkeypatch.setattr(
        "database.deletion_pages.NamesKnownRows.get_deleted_objects", lambda self, rows, request: ([], {}, set(), [])
    )

    answer = client.post(address(article.category, "delete"), {"post": "yes"})

    assert answer.status_code == HTTPStatus.FOUND
    assert said(answer)[0].startswith("Chưa xóa gì vì vừa có mục khác bắt đầu dùng chuyên mục này")
    assert not BinEntry.objects.exists()
    assert not LogEntry.objects.exists()
    assert not SavedRow.objects.exists()


def test_the_price_for_many_is_that_for_one_and_what_their_package_asks_of_each(hoa):
    def price(count):
        tags = [Tag.objects.create(name=f"thẻ {count} {n}", slug=f"the-{count}-{n}") for n in range(count)]
        make_draft(hoa, tags=tags)
        with CaptureQueriesContext(connection) as asked, saved_by(hoa):
            put_many(tags, hoa)
        return len(asked)

    price(1)

    of_one, of_two, of_twelve = price(1), price(2), price(12)
    assert (of_two - of_one, of_twelve - of_two) == (2, 20)


def test_many_have_each_what_hung_on_it(hoa):
    one, two, none = (Tag.objects.create(name=f"thẻ {n}", slug=f"the-{n}") for n in range(3))
    first = make_draft(hoa, tags=[one, two])
    second = make_draft(hoa, tags=[two])

    with saved_by(hoa):
        put_many([one, two, none], hoa)

    hung = {entry.object_id: entry.hung for entry in BinEntry.objects.all()}
    tags = "articles.article.tags"
    assert hung == {one.pk: {tags: [first.pk]}, two.pk: {tags: [first.pk, second.pk]}, none.pk: {}}


def test_of_many_those_that_are_gone_are_passed_over(hoa):
    one, two = (Tag.objects.create(name=f"thẻ {n}", slug=f"the-{n}") for n in range(2))
    bin_as(hoa, Tag.objects.get(pk=one.pk))

    with saved_by(hoa):
        put_many([one, two], hoa)
        put_many([one, two], hoa)
        put_many([], hoa)

    assert BinEntry.objects.count() == SavedRow.objects.count() == 2
