"""An address that readers knew answers 410 while its row is in the bin; of what they never saw nobody is told."""

from http import HTTPStatus

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from articles.models import Author, Page, Tag
from revisions.models import BinEntry
from revisions.saving import keep, saved_by
from tests.articles.test_renamed import MAKE as MAKE_ANY
from tests.articles.test_renamed import NAMES, address_of, every_address, every_kind, name_of, rename
from tests.factories import make_article, make_site
from tests.newsroom.bin.binned import bin_it as bin_article
from tests.newsroom.forms_in_admin import make_draft
from tests.portal.serving.workers import Worker, committed

from .bins import bin_as, return_as

pytestmark = pytest.mark.django_db


def make_author(slug):
    make_article(byline=slug.title())
    return Author.objects.get(slug=slug)


MAKE = MAKE_ANY | {Author: make_author}


@pytest.fixture(autouse=True)
def site():
    make_site()


@every_address
def test_the_address_is_gone_while_the_row_is_in_the_bin_and_shown_again_after(client, hoa, name):
    entry = bin_as(hoa, MAKE[NAMES[name]]("mot"))

    gone = client.get(address_of(name, "mot"))
    return_as(hoa, entry)

    assert gone.status_code == HTTPStatus.GONE
    assert "Trang này không còn nữa" in gone.content.decode()
    assert client.get(address_of(name, "mot")).status_code == HTTPStatus.OK


@every_kind
def test_so_are_the_addresses_that_it_had_before(client, hoa, kind):
    row = MAKE[kind]("mot")
    rename(row, "hai")
    entry = bin_as(hoa, row)

    gone = client.get(address_of(name_of(kind), "mot"))
    return_as(hoa, entry)

    assert gone.status_code == HTTPStatus.GONE
    assert client.get(address_of(name_of(kind), "mot")).status_code == HTTPStatus.MOVED_PERMANENTLY


@every_kind
def test_whatever_takes_the_address_is_shown(client, hoa, kind):
    bin_as(hoa, MAKE[kind]("mot"))
    MAKE[kind]("mot")

    assert client.get(address_of(name_of(kind), "mot")).status_code == HTTPStatus.OK


def make_hidden_page(nhung):
    page = Page(title="Nháp", slug="mot", is_published=False, body="<p>Chưa xong.</p>")
    with saved_by(nhung):
        keep(page)
        page.save()
    return page


def make_tag_of_a_draft(nhung):
    tag = Tag.objects.create(name="Sáp nhập", slug="mot")
    make_draft(nhung, tags=[tag])
    return tag


def make_author_of_a_draft(nhung):
    make_draft(nhung, byline="Mot")
    return Author.objects.get()


@pytest.mark.parametrize("make", [make_hidden_page, make_tag_of_a_draft, make_author_of_a_draft])
def test_what_readers_never_saw_is_not_found_as_before(client, nhung, hoa, make):
    row = make(nhung)
    assert row.slug == "mot"

    bin_as(hoa, row)

    assert client.get(address_of(name_of(type(row)), "mot")).status_code == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("kind", [Tag, Author])
def test_the_address_is_gone_too_when_the_articles_that_readers_saw_went_first(client, hoa, kind):
    row = MAKE[kind]("mot")
    for article in row.articles.all():
        bin_article(article, hoa)

    bin_as(hoa, row)

    assert client.get(address_of(name_of(kind), "mot")).status_code == HTTPStatus.GONE


def test_it_says_nothing_of_what_was_there(client, hoa):
    row = MAKE[Page]("mot")
    row.title = "Phương án nhân sự"
    row.save()
    bin_as(hoa, row)

    assert "Phương án nhân sự" not in client.get("/trang/mot/").content.decode()


@every_address
def test_a_hit_costs_nothing_and_a_miss_one_query_by_an_index(client, hoa, name, django_assert_num_queries):
    bin_as(hoa, MAKE[NAMES[name]]("hai"))
    client.get(address_of(name, "khong-co"))

    with django_assert_num_queries(4):  # no row of that name; who was called so; who was there; the site's name
        client.get(address_of(name, "khong-co"))


def test_the_lookup_does_not_grow_with_the_bin():
    content_type = ContentType.objects.get_for_model(Page)
    BinEntry.objects.bulk_create(
        BinEntry(content_type=content_type, object_id=number, readers_saw=True, addresses=[f"/trang/{number}/"])
        for number in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE revisions_binentry")

    plan = BinEntry.objects.open().filter(readers_saw=True, addresses__contains=["/trang/7/"]).explain()

    assert "bin_addresses" in plan


@committed
def test_pages_in_memory_hear_of_both(hoa):
    row, worker = MAKE[Page]("mot"), Worker()
    assert worker.get("/trang/mot/").status == HTTPStatus.OK

    entry = bin_as(hoa, row)
    worker.cache.watch.expire()
    assert worker.get("/trang/mot/").status == worker.get("/trang/mot/").status == HTTPStatus.GONE
    return_as(hoa, entry)
    worker.cache.watch.expire()

    assert worker.get("/trang/mot/").status == HTTPStatus.OK
