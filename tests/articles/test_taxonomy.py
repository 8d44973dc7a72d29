"""Categories, tags, events and pages: their names, slugs and levels."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from articles.models import Author, Category, Event, Page, Tag
from tests.factories import WEBMASTER, make_category, make_event, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Tag, Category, Author])
def test_a_slug_is_made_from_the_name(model):
    row = model.objects.create(name="Đẩy mạnh cải cách")

    assert row.slug == "day-manh-cai-cach"


@pytest.mark.parametrize("name", ["!!!", "   ", "…"])
def test_a_name_without_letters_is_refused(name):
    with pytest.raises(ValidationError):
        Tag(name=name).full_clean()


def test_the_same_name_twice_is_refused_in_words():
    Tag.objects.create(name="Một cửa")

    with pytest.raises(ValidationError, match="Đã có tên này"):
        Tag(name="mot cua").full_clean()


def test_two_pages_of_one_title_get_an_answer_and_no_error_page(client):
    Page.objects.create(title="Giới thiệu", body="<p>Một</p>")
    client.force_login(make_user(WEBMASTER))

    answer = client.post("/quan-tri/articles/page/add/", {"title": "Giới thiệu", "body": "<p>Hai</p>", "slug": ""})

    assert answer.status_code == 200
    assert "Đã có trang mang tiêu đề này" in answer.content.decode()
    assert Page.objects.count() == 1


def test_categories_have_two_levels():
    top = make_category("Thủ tục")
    child = make_category("Một cửa", parent=top)

    with pytest.raises(ValidationError, match="hai cấp"):
        Category(name="Cấp ba", parent=child).full_clean()
    top.parent = make_category("Khác")
    with pytest.raises(ValidationError, match="chuyên mục con"):
        top.full_clean()


def test_no_category_is_its_own_parent():
    category = make_category()
    category.parent = category

    with pytest.raises(IntegrityError):
        category.save()


def test_an_event_ends_after_it_begins():
    now = timezone.now()

    with pytest.raises(IntegrityError):
        make_event(starts_at=now, ends_at=now - timedelta(hours=1))


def test_events_are_upcoming_until_they_end():
    now = timezone.now()
    running = make_event("Đang diễn ra", starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    coming = make_event("Sắp tới", starts_at=now + timedelta(days=1))
    over = make_event("Đã qua", starts_at=now - timedelta(days=2))

    assert list(Event.objects.upcoming(now)) == [running, coming]
    assert list(Event.objects.past(now)) == [over]
    assert running.is_live(now)
    assert over.is_past(now)
