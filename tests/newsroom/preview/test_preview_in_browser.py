"""The preview follows the typing: in frames beside the form, and in a tab of its own."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from newsroom.preview import preview_links
from tests.axe import DARK_PHONE, LIGHT_WIDE, problems, problems_in, settle
from tests.factories import EDITOR, make_article, make_site, make_user
from tests.newsroom.copies.test_lost_pages import desk, ready, type_into_body
from tests.newsroom.forms_in_admin import page_of
from tests.waiting import wait_until

__all__ = ["desk"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESKTOP = "Bài như bạn đọc sẽ thấy trên điện thoại", "Bài như bạn đọc sẽ thấy trên máy tính"
NOTE_VIOLATIONS = """
window.refused = [];
addEventListener("securitypolicyviolation", ({ effectiveDirective }) => window.refused.push(effectiveDirective));
"""


@pytest.fixture
def article():
    hoa = make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    paragraphs = "".join(f"<p>Đoạn {number}. {'Bà Hạnh cười. ' * 20}</p>" for number in range(40))
    return make_article(title="Bến Lam", body=paragraphs, status="draft", published_at=None, created_by=hoa)


def frame_of(page, title):
    return page.frame_locator(f'iframe[title="{title}"]')


def test_frames_and_a_tab_follow_what_is_typed_and_stay_where_one_reads(desk, article):
    page = desk("hoa", page_of(article), viewport={"width": 1920, "height": 1080})
    page.context.add_init_script(NOTE_VIOLATIONS)
    page.get_by_role("button", name="Khung điện thoại, máy tính").click()
    for title in (PHONE, DESKTOP):
        expect(frame_of(page, title).get_by_role("heading", name="Bến Lam", level=1)).to_be_visible()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Xem như bạn đọc").click()
    tab = opened.value
    expect(tab.get_by_text("Bản xem trước", exact=True)).to_be_visible()
    tab.evaluate("scrollTo(0, 2000)")
    page.bring_to_front()

    page.get_by_label("Tiêu đề").fill("Bến Lam Hạ")
    type_into_body(page, " Rồi bà về.")

    for place in (frame_of(page, PHONE), frame_of(page, DESKTOP), tab):
        expect(place.get_by_text("Rồi bà về.")).to_be_attached()
        expect(place.locator("h1")).to_have_text("Bến Lam Hạ")
    assert tab.evaluate("scrollY") > 1000
    assert tab.evaluate("refused") == []
    frames = [frame for frame in page.frames if "/xem-truoc/" in frame.url]
    assert [frame.evaluate("[innerWidth, refused.length]") for frame in frames] == [[390, 0], [1366, 0]]
    with page.context.expect_page() as followed:
        frame_of(page, PHONE).locator(".kicker a").first.click()
    assert "/chuyen-muc/" in followed.value.url

    page.reload()
    ready(page)
    expect(frame_of(page, PHONE).get_by_text("Rồi bà về.")).to_be_attached()


def test_on_a_phone_the_preview_is_a_page_of_its_own(desk, article):
    page = desk("hoa", page_of(article), viewport={"width": 390, "height": 844})

    expect(page.get_by_role("button", name="Khung điện thoại, máy tính")).to_be_hidden()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Xem như bạn đọc").click()
    expect(opened.value.get_by_role("heading", name="Bến Lam", level=1)).to_be_visible()


def test_a_link_is_made_over_the_form_and_read_without_an_account(desk, article, open_window):
    page = desk("hoa", page_of(article))
    type_into_body(page, " Đang gõ dở.")
    page.get_by_role("link", name="Gửi người ngoài xem trước").click()
    dialog = page.get_by_role("dialog", name="Liên kết xem trước")
    dialog.get_by_role("button", name="3 ngày").click()
    address = dialog.get_by_label("Địa chỉ của liên kết").input_value()

    reader = open_window()
    reader.goto(address[address.index("/xem-truoc/") :])
    expect(reader.get_by_text("Bản xem trước, chưa đăng")).to_be_visible()
    expect(reader.locator(".prose")).not_to_contain_text("Đang gõ dở.")

    dialog.get_by_role("button", name="Thu hồi").click()
    expect(dialog.get_by_text("đã thu hồi lúc")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("Liên kết đã được thu hồi.")).to_be_visible()
    dialog.get_by_role("button", name="Đóng").click()
    expect(page.locator(".cke_wysiwyg_div")).to_contain_text("Đang gõ dở.")


def test_a_tab_whose_session_has_ended_says_so_and_keeps_what_it_shows(desk, article):
    page = desk("hoa", page_of(article))
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Xem như bạn đọc").click()
    tab = opened.value
    expect(tab.get_by_role("heading", name="Bến Lam", level=1)).to_be_visible()
    page.context.clear_cookies()

    def is_told():
        """Looks again: a tab whose script is on its way hears nothing of the first look."""
        tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        return tab.get_by_text("Không cập nhật được nữa").is_visible()

    wait_until(is_told, seconds=15)
    expect(tab.get_by_role("heading", name="Bến Lam", level=1)).to_be_visible()


def test_axe_finds_nothing_to_mend(desk, article):
    make_site()
    link = preview_links.make(article, by=article.created_by, days=1, form_key=uuid4())
    page = desk("hoa", page_of(article), viewport=LIGHT_WIDE.size, reduced_motion="reduce")
    page.get_by_role("button", name="Khung điện thoại, máy tính").click()
    expect(frame_of(page, PHONE).locator("h1")).to_be_visible()
    for part in (".desk-preview", ".desk-frame-phone", ".desk-frame-desktop"):
        assert not problems_in(page, [LIGHT_WIDE, DARK_PHONE], lambda page, part=part: problems(page, part)), part
    page.get_by_role("link", name="Gửi người ngoài xem trước").click()
    expect(page.get_by_label("Địa chỉ của liên kết")).to_be_visible()
    assert not problems_in(page, [LIGHT_WIDE, DARK_PHONE], lambda page: problems(page, ".desk-links-dialog"))

    page.on("dialog", lambda dialog: dialog.accept())
    for address in (f"/xem-truoc/{link.token}/", "/xem-truoc/sai/"):
        page.goto(address)
        settle(page)
        assert not problems_in(page, [LIGHT_WIDE, DARK_PHONE]), address
