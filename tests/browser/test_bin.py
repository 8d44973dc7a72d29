"""The bin in Chromium: by what stands on the screen, by the keyboard, without JavaScript, on a telephone, dark."""

import pytest
from django.conf import settings
from django.urls import reverse

from articles.models import Event
from revisions.models import BinEntry
from sample.management.commands.screenshots import session_of
from tests.axe import DARK_PHONE, LIGHT_WIDE, look_at, problems, problems_in, settle
from tests.factories import EDITOR, make_event, make_image, make_user
from tests.revisions.bin.bins import LIST, bin_as, entry_address, return_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRAME = {"landmark-one-main", "region"}  # of the admin theme around every page of the admin
OPTIONS = {"viewport": LIGHT_WIDE.size, "reduced_motion": "reduce", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture
def hoa():
    return make_user(EDITOR, username="hoa", pen_name="Minh Hòa")


@pytest.fixture
def binned(portal, hoa):
    """The entry of an event with a picture, on which an article hung."""
    event = make_event(name="Ngày hội Công dân số", slug="ngay-hoi", picture=make_image(), summary="Ở sân UBND.")
    portal.event = event
    portal.save()
    return bin_as(hoa, event)


@pytest.fixture
def open_page(visitor, hoa, live_server):
    def open_page(address, **options):
        page = visitor(**OPTIONS | options)
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of("hoa"), "url": live_server.url}
        page.context.add_cookies([cookie])
        page.goto(address)
        return page

    return open_page


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name).click()


def problems_in_admin(page):
    return [problem for problem in problems(page) if problem[0] not in FRAME]


def test_axe_finds_nothing_to_mend(open_page, binned):
    make_event(slug="ngay-hoi")
    for address in (LIST, entry_address(binned), reverse("admin:articles_event_change", args=[binned.object_id])):
        page = open_page(address)
        if address == entry_address(binned):
            press(page, "Khôi phục")  # refused: the address is taken
        settle(page)

        assert not problems_in(page, [LIGHT_WIDE, DARK_PHONE], problems_in_admin)
        look_at(page, DARK_PHONE)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_event_is_deleted_and_brought_back_by_what_the_screen_says(open_page, portal, scripts):
    event = make_event(name="Ngày hội Công dân số")
    page = open_page(reverse("admin:articles_event_delete", args=[event.pk]), java_script_enabled=scripts)

    press(page, "Đưa vào thùng rác")
    assert not Event.objects.filter(pk=event.pk).exists()
    with page.expect_navigation():
        page.get_by_role("link", name="Xem hoặc khôi phục").click()
    press(page, "Khôi phục")

    assert page.get_by_text("Đã khôi phục sự kiện “Ngày hội Công dân số”.").is_visible()
    assert Event.objects.filter(pk=event.pk).exists()


def test_a_reader_who_came_in_vain_finds_what_came_back_without_reloading(visitor, hoa, portal, live_server):
    event = make_event(name="Ngày hội Công dân số", slug="ngay-hoi")
    entry = bin_as(hoa, event)
    reader = visitor(**OPTIONS)
    for address in (event.get_absolute_url(), "/", event.get_absolute_url()):
        reader.goto(live_server.url + address)
    assert reader.get_by_text("Trang này không còn nữa").first.is_visible()

    return_as(hoa, entry)
    reader.goto(live_server.url + "/")
    reader.goto(live_server.url + event.get_absolute_url())

    assert reader.get_by_role("heading", name="Ngày hội Công dân số").first.is_visible()


def test_the_way_back_looks_like_a_link(open_page, portal):
    event = make_event(name="Ngày hội Công dân số")
    page = open_page(reverse("admin:articles_event_delete", args=[event.pk]))
    press(page, "Đưa vào thùng rác")

    link = page.get_by_role("link", name="Xem hoặc khôi phục")

    assert "underline" in link.evaluate("link => getComputedStyle(link).textDecorationLine")


def test_a_taken_address_is_typed_anew_by_the_keyboard(open_page, binned):
    make_event(slug="ngay-hoi")
    page = open_page(entry_address(binned))
    press(page, "Khôi phục")

    page.get_by_label("Đường dẫn").fill("ngay-hoi-2025")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert Event.objects.get(pk=binned.object_id).slug == "ngay-hoi-2025"
    assert not BinEntry.objects.open().exists()
