"""Writing an article as a journalist does, in a real browser: editor, tags, moment, the button of the next step."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Tag
from tests.factories import EDITOR, WRITER, make_article, make_category, make_event, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long password"


@pytest.fixture
def desk(page):
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


def test_a_writer_writes_tags_and_hands_in(desk):
    make_category("Một cửa")
    Tag.objects.create(name="một cửa")
    desk.reload()

    desk.get_by_label("Tiêu đề").fill("Bến Lam nhận hồ sơ tại nhà")
    desk.get_by_label("Sapo").fill("Từ tháng 12, cán bộ xã đến tận nhà.")
    desk.locator(".cke_wysiwyg_div").click()
    desk.keyboard.type("Bà Lò Thị Hạnh không phải ra xã nữa.")
    desk.get_by_label("Chuyên mục").select_option(label="Một cửa")
    choose_tag(desk, "mot cua", "một cửa")
    choose_tag(desk, "tại nhà", "tại nhà (thẻ mới)")
    desk.get_by_role("button", name="Gửi duyệt").click()

    expect(desk.get_by_text("Đang chờ biên tập viên duyệt, bạn đọc chưa thấy.")).to_be_visible()
    article = Article.objects.get()
    assert article.status == "review"
    assert article.body == "<p>Bà Lò Thị Hạnh không phải ra xã nữa.</p>"
    assert {tag.name for tag in article.tags.all()} == {"một cửa", "tại nhà"}


def test_the_calendar_writes_the_moment_as_vietnamese_readers_write_it(desk):
    desk.wait_for_load_state("networkidle")
    field = desk.get_by_label("Xuất bản lúc")
    picker = desk.locator(".field-published_at [data-moment-picker]")

    picker.evaluate("(picker) => { picker.value = '2026-11-04T08:30'; picker.dispatchEvent(new Event('input')); }")

    expect(field).to_have_value("04/11/2026 08:30")


def test_an_article_with_its_event_fits_a_window_made_narrow(page):
    make_user(EDITOR, username="hoa")
    article = make_article(event=make_event("Ngày hội Công dân số tỉnh Sông Lam lần thứ hai tại xã Tân Phong"))
    sign_in(page, "hoa", f"/quan-tri/articles/article/{article.pk}/change/")
    expect(page.locator(".cke_wysiwyg_div")).to_be_visible()

    page.set_viewport_size({"width": 390, "height": 844})

    page.wait_for_function("document.documentElement.scrollWidth <= 390")


def test_the_panel_stands_beside_the_story_and_below_it_on_a_phone(desk):
    def left_of_panel():
        story, panel = (desk.locator(f".desk-{part}").bounding_box() for part in ("story", "side"))
        return story["x"] + story["width"] <= panel["x"]

    expect(desk.locator(".desk-side")).to_be_visible()
    assert left_of_panel()
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.wait_for_function("document.documentElement.scrollWidth <= 390")  # a window made narrow
    desk.reload(wait_until="networkidle")
    assert not left_of_panel()
    desk.wait_for_function("document.documentElement.scrollWidth <= 390")
