"""What every page shows of the site: identity, menus, banners by their dates, in one query."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from layout.models import Banner, Indicator, Link, SiteSettings
from layout.site_context import load_site_context
from layout.templatetags.layout_tags import current_links
from tests.factories import make_image, make_site

pytestmark = pytest.mark.django_db


def make_banner(**fields):
    fields.setdefault("place", "side")
    fields.setdefault("starts_at", timezone.now() - timedelta(days=1))
    return Banner.objects.create(image=fields.pop("image", None) or make_image(), **fields)


def test_the_site_context_costs_one_query(django_assert_num_queries):
    make_site()
    for menu in Link.Menu:
        Link.objects.create(menu=menu, label="Trang chủ", url="/")
    make_banner(narrow_image=make_image())
    Indicator.objects.create(label="Hồ sơ đúng hạn", value="98,23%")

    with django_assert_num_queries(1):
        site_context = load_site_context()
        shown = [site_context.site.name, site_context.menu["main"][0].label, site_context.banners["side"][0].image.url]

    assert all(shown)
    assert site_context.banners["side"][0].narrow_image.width > 0
    assert site_context.agencies[0].label == "Trang chủ"
    assert site_context.indicators[0].value == "98,23%"


@pytest.mark.parametrize("has_logo", [True, False])
def test_the_identity_comes_whole_with_its_logo(django_assert_num_queries, has_logo):
    logo = make_image() if has_logo else None
    kept = make_site(name="Trang tin", phone="0200 000 018", quiet_days=12, logo=logo)

    with django_assert_num_queries(1):
        site = load_site_context().site
        shown = site.logo and (site.logo.pk, site.logo.srcset, site.logo.alt)

    columns = [column.attname for column in SiteSettings._meta.concrete_fields]
    assert [getattr(site, name) for name in columns] == [getattr(kept, name) for name in columns]
    assert shown == (logo and (logo.pk, logo.srcset, logo.alt))


def test_a_portal_without_identity_still_has_a_site_context():
    site_context = load_site_context()

    assert site_context.site.name
    assert site_context.menu == {}


def test_links_stand_in_their_order_and_hidden_ones_do_not():
    make_site()
    for position, label in [(2, "Hai"), (1, "Một"), (3, "Ba")]:
        Link.objects.create(menu="main", label=label, url="/", position=position)
    Link.objects.create(menu="main", label="Ẩn", url="/", is_shown=False)

    assert [link.label for link in load_site_context().menu["main"]] == ["Một", "Hai", "Ba"]


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown", "runs"),
    [
        (-1, None, True, True),
        (-1, 1, True, True),
        (1, None, True, False),
        (-2, -1, True, False),
        (-1, 1, False, False),
    ],
)
def test_a_banner_runs_between_its_moments(starts, ends, is_shown, runs):
    now = timezone.now()
    make_site()
    make_banner(
        starts_at=now + timedelta(days=starts),
        ends_at=now + timedelta(days=ends) if ends is not None else None,
        is_shown=is_shown,
    )

    assert bool(load_site_context().banners) is runs


def test_there_is_one_identity():
    make_site(name="Một")
    SiteSettings(
        **dict.fromkeys(("agency", "description", "responsible", "address", "phone", "copyright"), "x")
    ).save()

    assert SiteSettings.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        SiteSettings.objects.bulk_create([SiteSettings(pk=2)])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//ngoai.vn/", "trang-chu", "data:text/html,x", ""])
def test_a_link_leads_into_the_portal_or_to_a_web_address(url):
    with pytest.raises(ValidationError):
        Link(menu="main", label="Sai", url=url).full_clean()


@pytest.mark.parametrize("url", ["/", "/chuyen-muc/mot-cua/", "https://dichvucong.example/"])
def test_right_addresses_pass(url):
    Link(menu="main", label="Đúng", url=url).full_clean()


@pytest.mark.parametrize(
    ("phone", "uri"),
    [
        ("0200 000 018", "tel:+84200000018"),
        ("+84 200 000 018", "tel:+84200000018"),
        ("(0200) 3.822.000", "tel:+842003822000"),
    ],
)
def test_a_phone_number_can_be_called_from_abroad(phone, uri):
    assert SiteSettings(phone=phone).phone_uri == uri


def test_the_menu_marks_where_the_reader_is():
    menu = [Link(url="/"), Link(url="/su-kien/"), Link(url="https://dichvucong.gov.vn/")]

    assert current_links(menu, "/su-kien/ngay-hoi/") == [("/su-kien/", "true")]
    assert current_links(menu, "/su-kien/") == [("/su-kien/", "page")]
    assert current_links(menu, "/") == [("/", "page")]
    assert current_links(menu, "/bai-viet/mot-cua-7/") == []
    assert current_links(None, "/") == []
