"""The page “Liên kết hỏng” in Chromium: nothing to mend on a phone, in the dark, with large letters; without scripts
an address is replaced everywhere.
"""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Page
from links.keeping import keep_links
from links.models import Address
from tests.axe import DARK_PHONE, LIGHT_WIDE, STRONG, problems_in, settle
from tests.factories import EDITOR, make_article, make_site, make_user
from tests.signing_in import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOST = "https://cu.songlam.example/van-ban/" + "rat-dai-" * 20 + "12.html"
NEW = "https://moi.songlam.example/van-ban/12"
LIST = "/quan-tri/lien-ket/"


@pytest.fixture
def texts():
    make_site()
    make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    body = f'<p>Xem <a href="{LOST}">văn bản số 12</a> và <a href="/trang/khong-co/">trang này</a>.</p>'
    make_article(title="Một cửa ở Tân Phong", body=body)
    make_article(title="Bến Lam trả kết quả trong ngày", body=body)
    Page.objects.create(title="Giới thiệu", body=body)
    keep_links()
    now = timezone.now()
    failing = {"failures": 3, "failing_since": now - timedelta(days=5), "checked_at": now, "answer": "404"}
    Address.objects.update(state="broken", **failing)


def test_the_list_and_the_page_of_a_link_have_nothing_to_mend(open_window, texts):
    page = open_window(reduced_motion="reduce")
    let_in(page, "hoa", LIST)
    link = f"{LIST}{Address.objects.exclude(host='').get().pk}/?moi={NEW}"
    found = []
    for address in (LIST, f"{LIST}?q=khong-co-gi", link):
        page.goto(address)
        settle(page)
        found += problems_in(page, [LIGHT_WIDE, DARK_PHONE, STRONG])
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert (address, overflow) == (address, 0)

    assert not found


def test_without_scripts_an_address_is_replaced_where_it_is_wanted(open_window, texts):
    page = open_window(java_script_enabled=False)
    let_in(page, "hoa", LIST)
    page.get_by_role("link", name=LOST, exact=True).click()
    page.get_by_label("Địa chỉ mới").fill(NEW)
    with page.expect_navigation():
        page.get_by_role("button", name="Xem những chỗ sẽ thay").click()
    page.get_by_label("Thay ở mục này: Trang tĩnh: Giới thiệu").uncheck()
    with page.expect_navigation():
        page.get_by_role("button", name="Thay ở những mục đã chọn").click()

    expect(page.get_by_text("Đã thay liên kết ở 2 mục.")).to_be_visible()
    assert NEW not in Page.objects.get().body


def test_by_keyboard_a_link_is_ignored_with_a_reason(open_window, texts):
    page = open_window()
    let_in(page, "hoa", f"{LIST}{Address.objects.get(host='').pk}/")
    page.get_by_label("Lý do bỏ qua").focus()
    page.keyboard.type("Trang sắp có lại")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Bỏ qua liên kết này")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    expect(page.get_by_text("Minh Hòa bỏ qua lúc")).to_be_visible()
