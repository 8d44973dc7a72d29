"""A menu leads to a page that somebody deletes: they are told before, and readers are not led to what is gone."""

from datetime import timedelta
from http import HTTPStatus

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Page
from layout.models import Link
from layout.site_context import load_site_context
from revisions.bin.gone import binned_at, gone_among
from revisions.models import BinEntry
from tests.articles.test_renamed import MAKE as MAKE_RENAMED
from tests.articles.test_renamed import every_kind, rename
from tests.factories import EDITOR, make_article, make_event, make_site, make_user
from tests.portal.serving.workers import Worker, committed
from tests.revisions.bin.bins import bin_as, return_as
from tests.revisions.bin.test_gone import MAKE
from tests.revisions.saves import address

from .test_site_context import make_banner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_site()


@pytest.fixture
def boss(client):
    user = make_user(is_superuser=True)
    client.force_login(user)
    return user


def make_link(url, label="Giới thiệu", menu="main", **fields):
    return Link.objects.create(menu=menu, label=label, url=url, **fields)


def shown():
    return [link.label for links in load_site_context().menu.values() for link in links]


def text_of(answer):
    return " ".join(answer.content.decode().split())


@every_kind
def test_a_link_is_hidden_while_its_page_is_in_the_bin(boss, kind):
    row = MAKE[kind]("mot")
    make_link(row.get_absolute_url())
    make_link("/", label="Trang chủ")

    entry = bin_as(boss, row)
    hidden = shown()
    return_as(boss, entry)

    assert hidden == ["Trang chủ"]
    assert shown() == ["Giới thiệu", "Trang chủ"]


def test_so_is_one_to_an_article(boss):
    article = make_article()
    make_link(article.get_absolute_url())

    bin_as(boss, article)

    assert shown() == []


@pytest.mark.parametrize("form", ["{}", "{}#lien-he", "{}?a=1", "{}?a=1#b", "{site}{}", "{site}{}#lien-he"])
def test_an_address_is_known_however_it_is_typed(boss, settings, form):
    make_link(form.format("/trang/mot/", site=settings.SITE_URL))

    bin_as(boss, MAKE[Page]("mot"))

    assert shown() == []


@pytest.mark.parametrize("url", ["https://example.com/trang/mot/", "/trang/mot-hai/", "/trang/", "/?a=/trang/mot/"])
def test_other_addresses_stay(boss, url):
    make_link(url)

    bin_as(boss, MAKE[Page]("mot"))

    assert shown() == ["Giới thiệu"]


@pytest.mark.parametrize("kind", MAKE_RENAMED)
def test_a_link_to_a_former_address_is_hidden_too(boss, kind):
    row = MAKE[kind]("mot")
    make_link(row.get_absolute_url())
    rename(row, "hai")

    bin_as(boss, row)

    assert shown() == []


@every_kind
def test_a_link_to_what_has_taken_the_address_is_shown(boss, kind):
    row = MAKE[kind]("mot")
    make_link(row.get_absolute_url())
    bin_as(boss, row)

    MAKE[kind]("mot")

    assert shown() == ["Giới thiệu"]


def test_a_banner_keeps_its_picture_and_leads_nowhere(boss):
    event = make_event(slug="mot")
    make_banner(url=event.get_absolute_url())

    bin_as(boss, event)

    [banner] = load_site_context().banners["side"]
    assert banner.url == ""
    assert banner.image.url


def test_only_where_something_leads_into_the_bin_it_costs_more(boss, django_assert_num_queries):
    make_link("/trang/mot/")
    bin_as(boss, MAKE[Page]("hai"))
    with django_assert_num_queries(1):
        load_site_context()

    bin_as(boss, MAKE[Page]("mot"))

    with CaptureQueriesContext(connection) as asked:
        load_site_context()
    assert len(asked) <= 5
    with django_assert_num_queries(0):
        assert gone_among([]) == set()


def test_whoever_deletes_reads_before_which_links_lead_there(client, boss):
    page = MAKE[Page]("mot")
    link = make_link("/trang/mot/#a", label="Giới <thiệu>")
    banner = make_banner(url="/trang/mot/", label="Tuyên truyền", starts_at=timezone.now() + timedelta(days=9))
    make_link("/trang/hai/", label="Khác")

    asked = text_of(client.get(address(page, "delete")))

    assert f'<a href="{address(link, "change")}">liên kết “Giới &lt;thiệu&gt;” (Danh mục chính)</a>' in asked
    assert f'<a href="{address(banner, "change")}">banner “Tuyên truyền” (Cột bên)</a>' in asked
    assert "bạn đọc không thấy liên kết ấy" in asked
    assert "Khác" not in asked


@pytest.mark.parametrize("make", [make_event, make_article])
def test_an_editor_reads_by_name_what_readers_see_and_nothing_of_the_rest(client, make):
    row = make()
    make_link(row.get_absolute_url(), label="Ngày hội")
    make_link(row.get_absolute_url(), label="Chưa hiện", is_shown=False)
    client.force_login(make_user(EDITOR))

    asked = text_of(client.get(address(row, "delete")))

    assert "dẫn đến" in asked
    assert "liên kết “Ngày hội” (Danh mục chính)" in asked
    assert "/quan-tri/layout/link/" not in asked.partition("<main")[2].partition("liên kết “Ngày hội”")[0][-80:]
    assert "Chưa hiện" not in asked


def test_nothing_is_said_where_nothing_leads_there(client, boss):
    assert "dẫn đến" not in text_of(client.get(address(make_event(), "delete")))


def test_of_many_links_some_are_named(client, boss):
    event = make_event()
    for number in range(14):
        make_link(event.get_absolute_url(), label=f"Mục {number}")

    assert "và 4 chỗ khác" in text_of(client.get(address(event, "delete")))


@pytest.mark.parametrize("make", [make_event, make_article])
def test_it_is_said_of_rows_that_are_chosen_together(client, boss, make):
    row = make()
    make_link(row.get_absolute_url(), label="Ngày hội")
    chosen = {"action": "delete_selected", "_selected_action": [row.pk]}

    answer = client.post(f"/quan-tri/{row._meta.app_label}/{row._meta.model_name}/", chosen)

    assert answer.status_code == HTTPStatus.OK
    assert "liên kết “Ngày hội”" in text_of(answer)


@committed
def test_pages_in_memory_hear_of_both(boss):
    page, worker = MAKE[Page]("mot"), Worker()
    make_link("/trang/mot/", label="Về cổng thông tin")
    worker.cache.watch.expire()
    assert "Về cổng thông tin" in worker.get("/").text

    entry = bin_as(boss, page)
    worker.cache.watch.expire()
    hidden = worker.get("/").text
    return_as(boss, entry)
    worker.cache.watch.expire()

    assert "Về cổng thông tin" not in hidden
    assert "Về cổng thông tin" in worker.get("/").text


def test_looking_for_them_does_not_grow_with_the_bin():
    content_type = ContentType.objects.get_for_model(Page)
    BinEntry.objects.bulk_create(
        BinEntry(content_type=content_type, object_id=number, readers_saw=True, addresses=[f"/trang/{number}/"])
        for number in range(3000)
    )
    for number in range(30):
        make_link(f"/trang/x{number}/")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE revisions_binentry")

    plan = Link.objects.annotate(binned=binned_at("url")).explain()

    assert "bin_addresses" in plan
    assert "Seq Scan on revisions_binentry" not in plan
