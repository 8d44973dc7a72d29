"""An address that a category, a tag, an author, an event or a page once had leads to the one it has today."""

from http import HTTPStatus

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Author, Category, Event, FormerSlug, Page, Tag
from links.inside import judged
from links.state import State
from tests.factories import make_article, make_category, make_event, make_site
from tests.portal.serving.workers import Worker, committed

pytestmark = pytest.mark.django_db


def named_by_an_article(row):
    """`row`, a tag or an author: readers find it as long as they see an article of its."""
    row.articles.add(make_article(byline=""))
    return row


MAKE = {
    Category: lambda slug: make_category("Chuyên mục", slug=slug),
    Tag: lambda slug: named_by_an_article(Tag.objects.create(name="Thẻ", slug=slug)),
    Author: lambda slug: named_by_an_article(Author.objects.create(name="Thùy Nhung", slug=slug)),
    Event: lambda slug: make_event(slug=slug),
    Page: lambda slug: Page.objects.create(title="Giới thiệu", slug=slug, body="<p>Về chúng tôi</p>"),
}
NAMES = {
    "articles:category": Category,
    "articles:category_feed": Category,
    "articles:tag": Tag,
    "articles:byline": Author,
    "articles:event": Event,
    "articles:page": Page,
}
every_address = pytest.mark.parametrize("name", NAMES)
every_kind = pytest.mark.parametrize("kind", MAKE)


def address_of(name, slug):
    return reverse(name, args=[slug])


def name_of(kind):
    return next(name for name, each in NAMES.items() if each is kind)


def rename(row, slug):
    row.slug = slug
    row.save()


def leads_to(client, kind, slug):
    """The slug to which the old address redirects; None for a 404."""
    answer = client.get(address_of(name_of(kind), slug), follow=True)
    if answer.status_code == HTTPStatus.NOT_FOUND:
        return None
    assert len(answer.redirect_chain) <= 1
    path = answer.redirect_chain[-1][0] if answer.redirect_chain else address_of(name_of(kind), slug)
    return path.rstrip("/").rpartition("/")[2]


@every_address
def test_the_old_address_leads_to_the_new_one(client, name):
    make_site()
    row = MAKE[NAMES[name]]("ten-cu")
    rename(row, "ten-moi")

    answer = client.get(address_of(name, "ten-cu") + "?trang=2&utm_source=zalo")

    assert answer.status_code == HTTPStatus.MOVED_PERMANENTLY
    assert answer["Location"] == address_of(name, "ten-moi") + "?trang=2&utm_source=zalo"
    assert client.get(address_of(name, "ten-moi")).status_code == HTTPStatus.OK


@every_kind
def test_each_name_of_a_chain_leads_straight_to_the_last(client, kind):
    row = MAKE[kind]("mot")
    for slug in ("hai", "ba", "bon"):
        rename(row, slug)

    assert {leads_to(client, kind, slug) for slug in ("mot", "hai", "ba", "bon")} == {"bon"}


@every_kind
def test_a_name_that_comes_back_is_shown_and_the_one_between_leads_to_it(client, kind):
    row = MAKE[kind]("mot")
    rename(row, "hai")
    rename(row, "mot")

    assert leads_to(client, kind, "mot") == leads_to(client, kind, "hai") == "mot"
    assert [former.slug for former in FormerSlug.objects.all()] == ["hai"]


@every_kind
def test_a_row_that_takes_the_old_name_wins_and_keeps_it_when_it_is_renamed_too(client, kind):
    first = MAKE[kind]("chung")
    rename(first, "rieng")
    second = MAKE[kind]("chung")
    assert leads_to(client, kind, "chung") == "chung"

    rename(second, "cua-hai")

    assert leads_to(client, kind, "chung") == "cua-hai"
    assert leads_to(client, kind, "rieng") == "rieng"


@every_kind
def test_two_rows_may_change_names(client, kind):
    first, second = MAKE[kind]("mot"), MAKE[kind]("hai")
    rename(first, "tam")
    rename(second, "mot")
    rename(first, "hai")

    assert [leads_to(client, kind, slug) for slug in ("mot", "hai", "tam")] == ["mot", "hai", "hai"]


@every_kind
def test_nothing_leads_to_a_row_that_is_deleted(client, kind):
    row = MAKE[kind]("mot")
    rename(row, "hai")
    row.delete()

    assert leads_to(client, kind, "mot") is None
    assert not FormerSlug.objects.exists()


@every_kind
def test_a_name_of_one_kind_is_none_of_another(client, kind):
    for make in MAKE.values():
        make("mot")
    rename(kind.objects.get(slug="mot"), "hai")

    assert [each for each in MAKE if leads_to(client, each, "mot") == "hai"] == [kind]


@every_kind
def test_many_rows_renamed_at_once_and_by_a_release_that_knows_nothing_of_it(client, kind):
    row, other = MAKE[kind]("mot"), MAKE[kind]("khac")
    kind.objects.filter(pk=row.pk).update(slug="hai")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {kind._meta.db_table} SET slug = 'ba' WHERE id = %s", [other.pk])  # noqa: S608
    assert (leads_to(client, kind, "mot"), leads_to(client, kind, "khac")) == ("hai", "ba")

    if kind in {Tag, Author}:  # their links would keep the row
        row.articles.clear()
    with connection.cursor() as cursor:
        if kind is not Page:  # their links would keep the row
            cursor.execute(f"DELETE FROM {kind._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608
            assert leads_to(client, kind, "mot") is None


def test_a_renaming_that_fails_leaves_nothing(client):
    row = make_category(slug="mot")
    with transaction.atomic():
        rename(row, "hai")
        transaction.set_rollback(True)

    assert not FormerSlug.objects.exists()
    assert leads_to(client, Category, "mot") == "mot"


@every_kind
def test_a_form_of_the_admin_renames_so_too(client, kind):
    row = MAKE[kind]("mot")
    client.force_login(get_user_model().objects.create_superuser("sep", password="a long password"))
    address = reverse(f"admin:articles_{kind._meta.model_name}_change", args=[row.pk])
    form = client.get(address).context["adminform"].form
    data = {}
    for name, value in form.initial.items():
        if hasattr(value, "strftime"):
            data[f"{name}_0"], data[f"{name}_1"] = value.strftime("%d/%m/%Y"), value.strftime("%H:%M")
        elif value is not None and value is not False:
            data[name] = value

    answer = client.post(address, data | {"slug": "hai"})

    assert answer.status_code == HTTPStatus.FOUND, answer.context["errors"]
    client.logout()
    assert leads_to(client, kind, "mot") == "hai"


def test_the_former_slug_of_a_page_that_is_not_shown_reveals_nothing(client):
    page = MAKE[Page]("mot")
    rename(page, "hai")
    page.is_published = False
    page.save()

    assert leads_to(client, Page, "mot") is None


@every_address
def test_only_what_is_not_found_costs_a_query_more(client, name, django_assert_num_queries):
    kind = NAMES[name]
    rename(MAKE[kind]("mot"), "hai")

    with django_assert_num_queries(2):  # no row of that name; who was called so
        client.get(address_of(name, "mot"))
    with CaptureQueriesContext(connection) as found:
        client.get(address_of(name, "hai"))
    assert not any("formerslug" in query["sql"] for query in found)


def test_a_hundred_former_names_cost_no_more_than_one(client, django_assert_num_queries):
    row = make_category(slug="ten")
    for number in range(100):
        rename(row, f"ten-{number}")

    with django_assert_num_queries(2):
        assert client.get("/chuyen-muc/ten-0/")["Location"] == "/chuyen-muc/ten-99/"


@committed
def test_kept_pages_hear_of_it_and_no_browser_keeps_the_way():
    make_site()
    category, worker = make_article().category, Worker()
    old = category.get_absolute_url()
    assert worker.get(old).status == worker.get(old).status == HTTPStatus.OK

    rename(category, "ten-moi")
    worker.cache.watch.expire()
    moved = worker.get(old, "utm_source=x")

    assert (moved.status, moved.headers["location"]) == (HTTPStatus.MOVED_PERMANENTLY, "/chuyen-muc/ten-moi/")
    assert "max-age=0" in moved.headers["cache-control"]  # or a name that comes back would send them round and round
    assert worker.get("/chuyen-muc/ten-moi/").status == HTTPStatus.OK
    rename(category, old.split("/")[2])
    worker.cache.watch.expire()
    assert worker.get(old).status == HTTPStatus.OK
    assert worker.get("/chuyen-muc/ten-moi/").headers["location"] == old


@committed
def test_the_way_to_a_renamed_article_is_not_kept_by_browsers_either():
    make_site()
    article, worker = make_article(), Worker()

    moved = worker.get(f"/bai-viet/ten-khac-{article.pk}/")

    assert moved.status == HTTPStatus.MOVED_PERMANENTLY
    assert "max-age=0" in moved.headers["cache-control"]
    assert not worker.cache.pages


def test_a_search_among_articles_of_a_renamed_category_goes_on(client):
    make_site()
    make_category(slug="khac")
    for number in (1, 2):
        rename(make_category(slug=f"mot-{number}"), f"hai-{number}")

    answer = client.get("/tim-kiem/", {"q": "một cửa", "chuyen_muc": ["mot-1", "khac", "mot-2", "hai-1"], "tu": "x"})

    assert answer.status_code == HTTPStatus.FOUND
    asked = QueryDict(answer["Location"].partition("?")[2])
    assert asked.getlist("chuyen_muc") == ["hai-1", "khac", "hai-2"]
    assert (asked["q"], asked["tu"]) == ("một cửa", "x")
    assert client.get(answer["Location"]).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "slugs", [["khong-co"], ["\0"], ["x" * 500], ["a\0b", ""], [str(number) for number in range(500)]]
)
def test_a_search_in_a_category_that_never_was_says_so(client, slugs):
    make_site()

    answer = client.get("/tim-kiem/", {"q": "một cửa", "chuyen_muc": slugs})

    assert answer.status_code == HTTPStatus.OK


def test_only_a_search_that_is_refused_costs_a_query_more(client):
    make_site()
    category = make_category(slug="mot")
    with CaptureQueriesContext(connection) as found:
        client.get("/tim-kiem/", {"q": "một cửa", "chuyen_muc": category.slug})
    assert not any("formerslug" in query["sql"] for query in found)

    with CaptureQueriesContext(connection) as refused:
        client.get("/tim-kiem/", {"q": "một cửa", "chuyen_muc": ["a", "b", "c"]})
    assert sum("formerslug" in query["sql"] for query in refused) == 1


def test_a_page_of_abbreviations_stays_until_it_is_taken_away_then_its_address_leads_to_the_glossary(client):
    make_site()
    page = Page.objects.create(slug="bang-chu-viet-tat", title="Bảng chữ viết tắt", body="<p>TTHC</p>")
    address = "/trang/bang-chu-viet-tat/"
    assert client.get(address).status_code == HTTPStatus.OK
    assert judged([address], None)[0].state == State.FINE

    Page.objects.filter(pk=page.pk).update(is_published=False)
    for take_away in (lambda: None, page.delete):
        take_away()
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (HTTPStatus.MOVED_PERMANENTLY, "/tu-viet-tat/")
        assert judged([address], None)[0].moved_to == "/tu-viet-tat/"


def test_a_page_of_abbreviations_that_was_renamed_leads_to_its_name(client):
    make_site()
    page = Page.objects.create(slug="bang-chu-viet-tat", title="Bảng chữ viết tắt", body="<p>TTHC</p>")
    page.slug = "chu-tat"
    page.save()

    assert client.get("/trang/bang-chu-viet-tat/")["Location"] == "/trang/chu-tat/"
