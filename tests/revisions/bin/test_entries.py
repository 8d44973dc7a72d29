"""One entry of the bin: what it was, and the way back."""

from http import HTTPStatus

import pytest
from django.contrib.admin.models import LogEntry

from articles.models import Event, Page, Tag
from revisions.models import SavedRow
from tests.factories import (
    EDITOR,
    WEBMASTER,
    WRITER,
    make_article,
    make_event,
    make_image,
    make_user,
)
from tests.newsroom.forms_in_admin import make_draft
from tests.revisions.saves import address, words

from .bins import LIST, bin_as, delete, entry_address, said

pytestmark = pytest.mark.django_db


def test_an_entry_shows_what_it_was_field_by_field_and_what_hung_on_it(client, hoa):
    event = make_event(name="Ngày hội", summary="Ở sân UBND.", place="Bến Lam", picture=make_image(alt="Sân khấu"))
    make_article(title="Bến Lam nhận hồ sơ tại nhà", event=event)
    entry = bin_as(hoa, event)
    client.force_login(make_user(EDITOR))

    shown = words(client.get(entry_address(entry)))

    for text in ("Tóm tắt Ở sân UBND.", "Địa điểm Bến Lam", "Tình trạng Theo lịch", "Bến Lam nhận hồ sơ tại nhà"):
        assert text in shown


def test_a_page_is_read_as_text_without_tags(client, hoa):
    page = Page.objects.create(title="Giới thiệu", body="<h2>Ai làm</h2><p>Sở <b>Nội vụ</b>.</p>")
    entry = bin_as(hoa, page)
    client.force_login(make_user(WEBMASTER))

    answer = client.get(entry_address(entry))

    assert "Nội dung Ai làm Sở Nội vụ." in words(answer)
    assert "<b>Nội vụ" not in answer.content.decode()


def test_articles_that_are_not_public_are_counted_for_those_who_may_not_know_them(client, nhung, hoa):
    tag = Tag.objects.create(name="sáp nhập")
    make_draft(nhung, title="Phương án sắp xếp", tags=[tag])
    make_article(title="Ai cũng đọc", tags=[tag])
    entry = bin_as(hoa, tag)

    client.force_login(make_user(WRITER))
    others = words(client.get(entry_address(entry)))
    client.force_login(nhung)
    own = words(client.get(entry_address(entry)))

    assert "Phương án sắp xếp" in own
    assert "Phương án sắp xếp" not in others
    assert "Ai cũng đọc Và 1 bài viết khác" in others


def test_coming_back_is_said_with_what_did_not_come_back(client, boss, hoa):
    event, other = make_event(name="Ngày hội"), make_event(name="Hội nghị")
    article = make_article(event=event)
    entry, _ = delete(client, event)
    article.event = other
    article.save()

    answer = client.post(entry_address(entry))

    assert said(answer)[-2:] == [
        "Đã khôi phục sự kiện “Ngày hội”. Mở",
        "“Ngày hội”: 1 bài viết nay có sự kiện khác nên giữ như hiện nay.",
    ]
    assert answer.headers["Location"] == address(event, "change")
    assert LogEntry.objects.filter(object_id=str(event.pk)).first().change_message == "Khôi phục từ thùng rác."
    assert SavedRow.objects.of(event).first().what == "Khôi phục từ thùng rác"


def test_an_address_taken_meanwhile_is_asked_for_and_what_is_typed_stays(client, boss):
    entry, _ = delete(client, make_event(name="Ngày hội", slug="ngay-hoi"))
    make_event(name="Ngày hội khác", slug="ngay-hoi")

    refused = client.post(entry_address(entry))
    wrong = client.post(entry_address(entry), {"duong_dan": "Ngày hội!"})
    long = client.post(entry_address(entry), {"duong_dan": "a" * 205})
    client.post(entry_address(entry), {"duong_dan": "ngay-hoi-2025"})

    assert "“ngay-hoi” nay là đường dẫn của sự kiện “Ngày hội khác”" in words(refused)
    assert 'name="duong_dan" value="ngay-hoi"' in refused.content.decode()
    assert wrong.status_code == HTTPStatus.CONFLICT
    assert 'name="duong_dan" value="Ngày hội!"' in wrong.content.decode()
    assert f"Xin bớt {205 - Event._meta.get_field('slug').max_length} ký tự." in words(long)
    assert f'name="duong_dan" value="{"a" * 205}"' in long.content.decode()
    assert Event.objects.get(pk=entry.object_id).slug == "ngay-hoi-2025"


def test_a_name_of_two_hundred_signs_is_shown_whole(client, boss):
    name = "Giới thiệu " * 14
    entry, _ = delete(client, Page.objects.create(title=name.strip(), body="<p>Trang.</p>"))

    assert name.strip() in words(client.get(entry_address(entry)))
    assert name.strip() in words(client.get(LIST))


def test_whoever_is_second_reads_who_was_first_and_gets_to_the_row(client, boss, nhung, hoa):
    event = make_event(name="Ngày hội")
    entry, _ = delete(client, event)
    client.post(entry_address(entry))

    again = client.post(entry_address(entry))

    assert said(again)[-1].startswith("“Ngày hội” đã được khôi phục lúc ")
    assert again.headers["Location"] == address(event, "change")
    assert Event.objects.count() == 1
