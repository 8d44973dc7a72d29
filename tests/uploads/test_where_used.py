"""The page that lists where a picture is used: kinds, fields, pages, the bin, earlier revisions, parts of it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.in_the_bin import put_into_bin
from articles.models import Page
from layout.models import Banner
from revisions.bin.binning import put
from revisions.saving import keep, saved_by
from tests.factories import (
    EDITOR,
    MODERATOR,
    WEBMASTER,
    WRITER,
    make_article,
    make_event,
    make_image,
    make_site,
    make_user,
)
from uploads.boxes import Box
from uploads.cropping import crop

pytestmark = pytest.mark.django_db


@pytest.fixture
def image():
    return make_image()


@pytest.fixture
def editor(client):
    client.force_login(make_user(EDITOR), backend="django.contrib.auth.backends.ModelBackend")
    return client


def uses_of(image):
    return reverse("admin:uploads_image_uses", args=[image.pk])


def figure(image, size=1280):
    return f'<figure class="image"><img src="{image.url_for(size)}" alt=""></figure>'


def rows_in(page):
    """[(kind, name, fields)] of the table."""
    cells = re.findall(r"<td>(.*?)</td><td>(.*?)</td><td>(.*?)</td>", page, re.DOTALL)
    return [(kind, re.sub("<[^>]+>", "", name), fields) for kind, name, fields in cells]


def listed(client, image, query=""):
    return rows_in(client.get(uses_of(image) + query).content.decode())


def test_every_kind_of_use_stands_in_one_list_with_its_field(editor, image):
    make_article(title="Bài có cả hai", cover=image, body=figure(image))
    make_article(title="Bài có ảnh nhỏ", body=figure(image, 640))
    make_event(name="Ngày hội", picture=image)
    Page.objects.create(title="Giới thiệu", body=figure(image))
    Banner.objects.create(place=Banner.Place.values[0], image=image, narrow_image=image)
    make_site(logo=image)
    make_article(title="Bài khác", cover=make_image())

    rows = listed(editor, image)

    assert {name: fields for kind, name, fields in rows if kind == "Bài viết"} == {
        "Bài có cả hai": "Ảnh đại diện, nội dung",
        "Bài có ảnh nhỏ": "Nội dung",
    }
    assert {kind for kind, _, _ in rows} >= {"Bài viết", "Sự kiện", "Trang tĩnh", "Banner", "Thông tin chung"}
    assert len(rows) == 6


def test_each_leads_to_its_form(editor, image):
    article = make_article(cover=image)

    page = editor.get(uses_of(image)).content.decode()

    assert f'<a href="{reverse("admin:articles_article_change", args=[article.pk])}">' in page


def test_a_picture_that_nothing_uses(editor, image):
    page = editor.get(uses_of(image)).content.decode()

    assert "Chưa dùng ở đâu." in page
    assert "<table" not in page


def test_many_uses_are_paged_and_cost_the_same(editor, image):
    def cost(query=""):
        with CaptureQueriesContext(connection) as asked:
            editor.get(uses_of(image) + query)
        return len(asked)

    first = make_article(cover=image)
    cost()
    for_one = cost()
    for _ in range(64):
        make_article(cover=image, category=first.category)

    page = editor.get(uses_of(image)).content.decode()
    assert "65 nơi." in page
    assert "Trang 1 trên 3" in page
    assert [len(listed(editor, image, f"?trang={number}")) for number in (1, 2, 3, 99)] == [30, 30, 5, 5]
    names = [name for number in (1, 2, 3) for _, name, _ in listed(editor, image, f"?trang={number}")]
    assert len(set(names)) == 65
    assert cost() == cost("?trang=2") == for_one


def test_more_than_the_list_takes_are_not_counted(editor, image, monkeypatch):
    monkeypatch.setattr("uploads.uses_page.MAX_PLACES", 3)
    for _ in range(5):
        make_article(cover=image)

    page = editor.get(uses_of(image)).content.decode()

    assert "Hơn 3 nơi." in page
    assert len(rows_in(page)) == 3


def test_a_draft_of_somebody_else_is_named_by_its_number(client, image):
    draft = make_article(title="Phương án nhân sự", status="draft", published_at=None, cover=image)
    later = make_article(title="Hẹn giờ", published_at=timezone.now() + timedelta(days=1), body=figure(image))

    seen = {}
    for role in (WRITER, EDITOR, WEBMASTER):
        client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
        seen[role] = client.get(uses_of(image)).content.decode()

    for title, row in (("Phương án nhân sự", draft), ("Hẹn giờ", later)):
        assert [title in seen[role] for role in (WRITER, EDITOR, WEBMASTER)] == [False, True, False]
        assert f"Bài viết số {row.pk} (chưa đăng" in seen[WRITER]


def test_what_lies_in_the_bin_is_named_apart(editor, image):
    event = make_event(name="Ngày hội", picture=image)
    article = make_article(title="Bài bỏ", cover=image)
    with saved_by(None):
        put(event, None)
        put_into_bin(article, make_user(EDITOR))

    page = editor.get(uses_of(image)).content.decode()

    assert "Trong thùng rác" in page
    assert "Ngày hội" in page
    assert [name for _, name, _ in rows_in(page)] == ["Bài bỏ (trong thùng rác)"]


@pytest.fixture
def replaced(image):
    """An article that showed `image` once, and another picture today."""
    article = make_article(title="Bài đã thay ảnh", cover=image)
    with saved_by(None):
        keep(article)
        article.cover = make_image()
        article.save()
    return article


def test_what_showed_it_once_is_named_with_its_revisions(editor, image, replaced):
    page = editor.get(uses_of(image)).content.decode()

    assert rows_in(page) == []
    assert "Trước đây, trong các bản đã lưu" in page
    assert f'<a href="{reverse("admin:articles_article_revisions", args=[replaced.pk])}">' in page


def test_what_shows_it_today_is_not_named_twice(editor, image, replaced):
    with saved_by(None):
        keep(replaced)
        replaced.cover = image
        replaced.save()

    page = editor.get(uses_of(image)).content.decode()

    assert [name for _, name, _ in rows_in(page)] == ["Bài đã thay ảnh"]
    assert "Trước đây" not in page


def test_an_earlier_use_that_nobody_may_know_is_a_number(client, image, replaced):
    replaced.status = "draft"
    replaced.save()
    client.force_login(make_user(WRITER), backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(uses_of(image)).content.decode()

    assert "Bài đã thay ảnh" not in page
    assert f"Bài viết số {replaced.pk} (chưa đăng" in page


def test_a_picture_knows_its_parts_and_a_part_its_picture(editor, image):
    part = crop(image, Box(0, 0, 400, 300), alt="Bà Hạnh", credit="Ảnh: Lan").image

    assert "Ảnh cắt: <a" in editor.get(uses_of(image)).content.decode()
    assert "Cắt từ: <a" in editor.get(uses_of(part)).content.decode()
    form = editor.get(reverse("admin:uploads_image_change", args=[part.pk])).content.decode()
    assert f'<a href="{reverse("admin:uploads_image_change", args=[image.pk])}">{image.alt}</a>' in form

    image.delete()

    form = editor.get(reverse("admin:uploads_image_change", args=[part.pk])).content.decode()
    assert "Ảnh gốc không còn trong thư viện." in form
    assert "Cắt từ" not in editor.get(uses_of(part)).content.decode()


def test_a_part_does_not_keep_its_picture_from_being_deleted(client, image):
    crop(image, Box(0, 0, 400, 300), alt="Bà Hạnh", credit="Ảnh: Lan")
    client.force_login(make_user(WEBMASTER), backend="django.contrib.auth.backends.ModelBackend")

    page = client.get(reverse("admin:uploads_image_delete", args=[image.pk])).content.decode()

    assert "đang dùng" not in page


def test_the_form_leads_to_the_list(editor, image):
    form = editor.get(reverse("admin:uploads_image_change", args=[image.pk])).content.decode()

    assert form.count(f'href="{uses_of(image)}"') == 2


@pytest.mark.parametrize(("role", "status"), [(WRITER, 200), (EDITOR, 200), (WEBMASTER, 200), (MODERATOR, 403)])
def test_whoever_sees_the_library_sees_it(client, image, role, status):
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(uses_of(image)).status_code == status
    assert client.post(uses_of(image)).status_code == 405
    assert client.get(reverse("admin:uploads_image_uses", args=[999])).status_code == 302
