"""Tags and authors are public with an article that readers see: nothing public names those of drafts alone."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.utils import timezone

from articles.models import Author, Category, Tag
from tests.factories import EDITOR, MODERATOR, make_article, make_category, make_site, make_user

pytestmark = pytest.mark.django_db

# Moments are written as they lie from the present one, which is the test's.
HIDDEN = {
    "a draft": {"status": "draft"},
    "in review": {"status": "review"},
    "scheduled": {"published_at": timedelta(days=2)},
    "expired": {"published_at": timedelta(days=-2), "expires_at": timedelta(days=-1)},
    "withdrawn": {"status": "withdrawn"},
}
NAMES = {"tag": "/the/nhan-su-moi/", "author": "/tac-gia/ho-ngoc-an/"}
every_hidden = pytest.mark.parametrize("fields", HIDDEN.values(), ids=HIDDEN)
each_name = pytest.mark.parametrize("kind", NAMES)


@pytest.fixture(autouse=True)
def site():
    make_site()


def make_named(**fields):
    """An article by "Hồ Ngọc An" with the tag "nhân sự mới"; `fields` are of HIDDEN."""
    now = timezone.now()
    fields = {name: now + value if isinstance(value, timedelta) else value for name, value in fields.items()}
    return make_article(byline="Hồ Ngọc An", tags=[Tag.objects.named("nhân sự mới")], **fields)


@each_name
@every_hidden
def test_what_only_articles_name_that_readers_do_not_see_has_no_page(client, kind, fields):
    make_named(**fields)

    answer = client.get(NAMES[kind])

    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "Hồ Ngọc An" not in answer.content.decode()
    assert "nhân sự mới" not in answer.content.decode()


@each_name
def test_one_article_that_readers_see_among_others_makes_it_public(client, kind):
    for fields in (*HIDDEN.values(), {}):
        make_named(**fields)

    answer = client.get(NAMES[kind])

    assert answer.status_code == HTTPStatus.OK
    assert "1 bài" in answer.content.decode()


@each_name
def test_what_no_article_names_has_no_page(client, kind):
    make_named().delete()

    assert Tag.objects.exists()
    assert Author.objects.exists()
    assert client.get(NAMES[kind]).status_code == HTTPStatus.NOT_FOUND


@each_name
def test_an_old_address_does_not_tell_the_new_name_of_what_is_not_public(client, kind):
    make_named(status="draft")
    row = (Tag if kind == "tag" else Author).objects.get()
    row.slug = "ten-moi"
    row.save()

    assert client.get(NAMES[kind]).status_code == HTTPStatus.NOT_FOUND


@each_name
def test_a_colleague_who_reads_the_list_follows_the_links_of_a_preview(client, kind):
    make_named(status="draft")
    client.force_login(make_user(EDITOR))

    assert client.get(NAMES[kind]).status_code == HTTPStatus.OK


@each_name
def test_a_colleague_who_does_not_is_a_reader(client, kind):
    make_named(status="draft")
    client.force_login(make_user(MODERATOR))

    assert client.get(NAMES[kind]).status_code == HTTPStatus.NOT_FOUND


@every_hidden
def test_nothing_public_names_the_author_or_the_tag_of_what_readers_do_not_see(client, fields):
    make_article(title="Bài khác")
    hidden = make_named(title="Kết luận thanh tra", **fields)
    category = Category.objects.get(pk=hidden.category_id)

    for address in (
        *("/", "/so-do-trang/", "/rss/", "/atom/", "/sitemap.xml", "/sitemap-tin.xml", "/su-kien/", "/hoi-dap/"),
        *("/sitemap-bai-viet.xml", "/thong-ke/", category.get_absolute_url(), f"/rss/{category.slug}/"),
        *("/tim-kiem/?q=thanh+tra", "/tim-kiem/?q=tân+phong&tac_gia=hồ+ngọc", "/tim-kiem/?q=hồ+ngọc+an"),
    ):
        text = client.get(address, follow=True).content.decode()
        for word in ("Hồ Ngọc An", "ho-ngoc-an", "nhân sự mới", "nhan-su-moi", "Kết luận thanh tra"):
            assert word not in text, address


def test_an_empty_category_of_the_menu_has_its_page(client):
    category = make_category("Cải cách thể chế")

    answer = client.get(category.get_absolute_url())

    assert answer.status_code == HTTPStatus.OK
    assert "Cải cách thể chế" in answer.content.decode()


def test_the_rule_costs_no_query_of_its_own(client, django_assert_num_queries):
    make_named()
    with django_assert_num_queries(1):
        assert Author.objects.public().get().name == "Hồ Ngọc An"
    with django_assert_num_queries(1):
        assert Tag.objects.visible_to(None).get().name == "nhân sự mới"
