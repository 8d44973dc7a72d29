"""Writing an article as a journalist does, in a real browser: editor, tags, moment, the button of the next step."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Tag
from tests.factories import EDITOR, WRITER, make_article, make_category, make_event, make_user
from tests.signing_in import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long password"


@pytest.fixture
def admin_page(page):
    make_user(WRITER, username="nhung", pen_name="Thùy Nhung")
    sign_in(page, "nhung", "/quan-tri/articles/article/add/")
    return page


def sign_in(page, username, address):
    page.goto(f"/quan-tri/login/?next={address}")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()


def choose_tag(page, typed, offered):
    page.locator(".field-tags .select2-selection").click()
    page.keyboard.type(typed)
    expect(page.locator(".select2-results__option--highlighted")).to_have_text(offered)
    page.keyboard.press("Enter")


def test_a_writer_writes_tags_and_hands_in(admin_page):
    make_category("Một cửa")
    Tag.objects.create(name="một cửa")
    admin_page.reload()

    admin_page.get_by_label("Tiêu đề").fill("Bến Lam nhận hồ sơ tại nhà")
    admin_page.get_by_label("Sapo").fill("Từ tháng 12, cán bộ xã đến tận nhà.")
    admin_page.locator(".cke_wysiwyg_div").click()
    admin_page.keyboard.type("Bà Lò Thị Hạnh không phải ra xã nữa.")
    admin_page.get_by_label("Chuyên mục").select_option(label="Một cửa")
    choose_tag(admin_page, "mot cua", "một cửa")
    choose_tag(admin_page, "tại nhà", "tại nhà (thẻ mới)")
    admin_page.get_by_role("button", name="Gửi duyệt").click()

    expect(admin_page.get_by_text("Đang chờ biên tập viên duyệt, bạn đọc chưa thấy.")).to_be_visible()
    article = Article.objects.get()
    assert article.status == "review"
    assert article.body == "<p>Bà Lò Thị Hạnh không phải ra xã nữa.</p>"
    assert {tag.name for tag in article.tags.all()} == {"một cửa", "tại nhà"}


def test_the_calendar_writes_the_moment_as_vietnamese_readers_write_it(admin_page):
    admin_page.wait_for_load_state("networkidle")
    field = admin_page.get_by_label("Xuất bản lúc")
    picker = admin_page.locator(".field-published_at [data-moment-picker]")

    picker.evaluate("(picker) => { picker.value = '2026-11-04T08:30'; picker.dispatchEvent(new Event('input')); }")

    expect(field).to_have_value("04/11/2026 08:30")


def test_an_article_with_its_event_fits_a_window_made_narrow(page):
    make_user(EDITOR, username="hoa")
    article = make_article(event=make_event("Ngày hội Công dân số tỉnh Sông Lam lần thứ hai tại xã Tân Phong"))
    let_in(page, "hoa", f"/quan-tri/articles/article/{article.pk}/change/")
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})

    page.wait_for_function("document.documentElement.scrollWidth <= 390")


def test_the_panel_stands_beside_the_story_and_below_it_on_a_phone(admin_page):
    def left_of_panel():
        story, panel = (admin_page.locator(f".desk-{part}").bounding_box() for part in ("story", "side"))
        return story["x"] + story["width"] <= panel["x"]

    expect(admin_page.locator(".desk-side")).to_be_visible()
    assert left_of_panel()
    admin_page.set_viewport_size({"width": 390, "height": 844})
    admin_page.wait_for_function("document.documentElement.scrollWidth <= 390")  # a window made narrow
    admin_page.reload(wait_until="networkidle")
    assert not left_of_panel()
    admin_page.wait_for_function("document.documentElement.scrollWidth <= 390")
