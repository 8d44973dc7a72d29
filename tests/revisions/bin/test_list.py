"""The desk's page "Thùng rác": what it lists, and many that come back at once."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone

from articles.models import Tag
from comments.models import Rule
from revisions.bin.access import seen_by
from revisions.bin.pages import PER_PAGE
from revisions.bin.registry import binned_of
from revisions.models import BinEntry
from tests.factories import (
    make_category,
    make_event,
    make_user,
)
from tests.revisions.saves import words

from .bins import LIST, bin_as, names_in, said

pytestmark = pytest.mark.django_db


def test_the_list_has_the_newest_first_with_who_when_and_how_long(client, hoa):
    bin_as(hoa, make_event(name="Ngày hội"))
    bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))
    client.force_login(make_user(is_superuser=True))

    page = client.get(LIST)

    assert names_in(page) == ["Từ, cụm từ: tài xỉu trá hình", "Ngày hội"]
    assert "Minh Hòa xóa lúc" in words(page)
    assert "Còn 60 ngày." in words(page)
    assert "Giữ lâu dài: bạn đọc có thể đã xem." in words(page)


def test_the_list_is_narrowed_by_kind_person_and_words_without_marks(client, hoa, nhung, boss):
    bin_as(hoa, make_event(name="Ngày hội Đồ Sơn"))
    bin_as(nhung, make_event(name="Hội nghị"))
    bin_as(hoa, Tag.objects.create(name="Đồ Sơn"))

    assert names_in(client.get(f"{LIST}?q=do+son")) == ["Đồ Sơn", "Ngày hội Đồ Sơn"]
    assert names_in(client.get(f"{LIST}?q=do+son&loai=articles.tag")) == ["Đồ Sơn"]
    assert names_in(client.get(f"{LIST}?nguoi={nhung.pk}")) == ["Hội nghị"]
    assert names_in(client.get(f"{LIST}?loai=comments.rule")) == []
    assert "Không có mục nào như vậy." in words(client.get(f"{LIST}?loai=comments.rule"))


@pytest.mark.parametrize(
    "query", ["?trang=0", "?trang=x", f"?trang={'9' * 30}", "?nguoi=x", "?loai=x", "?q=%00", f"?q={'x' * 5000}"]
)
def test_a_query_that_nobody_can_read_is_answered(client, boss, hoa, query):
    bin_as(hoa, make_event())

    assert client.get(LIST + query).status_code == HTTPStatus.OK


def fill(count, hoa):
    """Entries of rules, without the rules."""
    content_type = ContentType.objects.get_for_model(Rule)
    now = timezone.now()
    BinEntry.objects.bulk_create(
        BinEntry(
            content_type=content_type,
            object_id=10_000 + number,
            name=f"quy tắc {number}",
            search_text=f"quy tac {number}",
            binned_by=hoa,
            binned_at=now - timedelta(minutes=number),
            readers_saw=False,
        )
        for number in range(count)
    )


def test_the_list_has_pages(client, boss, hoa):
    fill(PER_PAGE + 5, hoa)

    first, second, none = (client.get(f"{LIST}?q=quy&trang={number}") for number in (1, 2, 3))

    assert (len(names_in(first)), len(names_in(second)), len(names_in(none))) == (PER_PAGE, 5, 0)
    assert 'href="?q=quy&amp;trang=2" rel="next"' in first.content.decode()
    assert 'href="?q=quy&amp;trang=1" rel="prev"' in second.content.decode()
    assert "Không có mục nào như vậy." in words(none)


def test_the_list_is_read_from_an_index(boss, hoa):
    fill(3000, hoa)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE revisions_binentry")

    of_all = seen_by(boss).open().newest_first()[: PER_PAGE + 1].explain()
    of_one = seen_by(boss, [binned_of(Rule)]).open().newest_first()[: PER_PAGE + 1].explain()

    for plan in (of_all, of_one):
        assert "Index Scan using bin_newest" in plan
        assert "Sort" not in plan


def test_the_price_of_the_list_does_not_grow(client, boss, hoa, django_assert_num_queries):
    fill(3, hoa)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    BinEntry.objects.all().delete()
    fill(PER_PAGE * 3, hoa)

    with django_assert_num_queries(5):
        client.get(LIST)


def test_chosen_entries_come_back_at_once_and_one_that_cannot_stops_no_other(client, boss, hoa):
    entries = [bin_as(hoa, Tag.objects.create(name=f"thẻ {n}", slug=f"the-{n}")) for n in range(3)]
    Tag.objects.create(name="thẻ khác", slug="the-1")

    answer = client.post(LIST, {"muc": [entry.pk for entry in entries]})

    assert set(Tag.objects.values_list("slug", flat=True)) == {"the-0", "the-1", "the-2"}
    told = said(answer)
    assert "Đã khôi phục thẻ “thẻ 0”. Mở" in told
    assert any(line.startswith("“thẻ 1”: “the-1” nay là đường dẫn của thẻ “thẻ khác”") for line in told)


def test_what_waits_for_another_chosen_one_comes_back_after_it(client, boss, hoa):
    parent = make_category("Chuyển đổi số")
    child = make_category("Dữ liệu mở", parent=parent)
    of_child, of_parent = bin_as(hoa, child), bin_as(hoa, parent)
    BinEntry.objects.filter(pk=of_child.pk).update(binned_at=timezone.now() + timedelta(hours=1))

    client.post(LIST, {"muc": [of_child.pk, of_parent.pk]})

    child.refresh_from_db()
    assert child.parent == parent


def test_one_button_brings_back_that_one_alone(client, boss, hoa):
    one, other = (bin_as(hoa, Tag.objects.create(name=f"thẻ {n}", slug=f"the-{n}")) for n in range(2))

    client.post(LIST, {"muc": [one.pk, other.pk], "mot": one.pk})

    assert Tag.objects.get().pk == one.object_id


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "Chưa chọn mục nào"),
        ({"muc": ["999999"]}, "Không có mục"),
        ({"muc": ["x", "1" * 50, "-1"]}, "Không có mục"),
        ({"mot": "\0"}, "Không có mục"),
    ],
)
def test_nothing_or_forged_keys_get_one_sentence(client, boss, fields, sentence):
    [told] = said(client.post(LIST, fields))

    assert told.startswith(sentence)
