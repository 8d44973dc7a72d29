"""The list of articles as people work with it: filters that they keep, steps with many; by keyboard on a phone, and
where no script runs.
"""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Article
from articles.workflow import DRAFT, PUBLISHED, REVIEW
from newsroom.models import SavedFilter
from tests.axe import DARK_WIDE, LIGHT_PHONE, problems, problems_in
from tests.factories import EDITOR, make_article, make_user
from tests.newsroom.forms_in_admin import LIST

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
RUNS_OVER = "document.documentElement.scrollWidth > innerWidth"


@pytest.fixture
def hoa():
    return make_user(EDITOR, username="hoa", pen_name="Minh Hòa")


@pytest.fixture
def articles(hoa):
    for number in range(3):
        make_article(title=f"Chờ duyệt {number}", status=REVIEW, published_at=None)
    make_article(title="Thiếu nội dung", status=REVIEW, published_at=None, body="")
    make_article(title="Bản nháp", status=DRAFT, published_at=None, created_by=hoa)


@pytest.fixture
def desk(open_window, client, live_server, hoa):
    """A function that opens a window of hoa, who is signed in."""

    def desk(**options):
        client.force_login(hoa, backend="django.contrib.auth.backends.ModelBackend")
        page = open_window(viewport=PHONE, **options)
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.session.session_key, "url": live_server.url}])
        return page

    return desk


def press(page, locator, key="Enter"):
    locator.focus()
    with page.expect_navigation():
        page.keyboard.press(key)


def rows(page):
    return page.locator("#result_list tbody tr")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_filter_is_kept_used_and_deleted_by_keyboard_on_a_phone(desk, articles, hoa, scripts):
    page = desk(java_script_enabled=scripts)
    page.goto(f"{LIST}?trang_thai=review")
    press(page, page.get_by_role("link", name="Lưu bộ lọc này…"))
    page.get_by_label("Tên bộ lọc").fill("Việc sáng nay")
    press(page, page.get_by_label("Tên bộ lọc"))

    kept = page.get_by_role("link", name="Việc sáng nay")
    expect(kept).to_have_attribute("aria-current", "page")
    expect(rows(page)).to_have_count(4)
    page.goto(LIST)
    expect(rows(page)).to_have_count(5)
    press(page, kept)
    expect(rows(page)).to_have_count(4)
    if scripts:
        assert not page.evaluate(RUNS_OVER)
        assert not problems_in(page, [LIGHT_PHONE, DARK_WIDE], lambda page: problems(page, "#content"))
        page.set_viewport_size(PHONE)
    press(page, page.get_by_role("link", name="Sửa bộ lọc"))
    press(page, page.get_by_role("button", name="Xóa bộ lọc “Việc sáng nay”"))
    expect(page.get_by_text("Đã xóa bộ lọc “Việc sáng nay”.")).to_be_visible()
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_many_are_published_by_keyboard_on_a_phone_and_the_rest_says_why_not(desk, articles, scripts):
    page = desk(java_script_enabled=scripts)
    page.goto(f"{LIST}?trang_thai=review")
    for number in range(4):
        box = rows(page).nth(number).get_by_role("checkbox")
        box.focus()
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    page.locator("select[name=action]").select_option(label="Duyệt và xuất bản")
    press(page, page.locator("#changelist-actions [type=submit]"))

    expect(page.get_by_role("heading", name="Làm được: 3 bài")).to_be_visible()
    expect(page.get_by_role("heading", name="Chưa làm được: 1 bài")).to_be_visible()
    if scripts:
        assert not page.evaluate(RUNS_OVER)
        assert not problems_in(page, [LIGHT_PHONE, DARK_WIDE], problems)
        page.set_viewport_size(PHONE)
    press(page, page.get_by_role("button", name="Duyệt và xuất bản 3 bài"))
    expect(page.get_by_text("Đã duyệt và xuất bản 3 bài.")).to_be_visible()
    assert Article.objects.filter(status=PUBLISHED).count() == 3
    assert Article.objects.get(status=REVIEW).title == "Thiếu nội dung"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_an_article_is_duplicated_from_the_list_once_however_often_one_clicks(desk, articles, hoa, scripts):
    page = desk(java_script_enabled=scripts)
    page.goto(f"{LIST}?trang_thai=draft")
    rows(page).get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option(label="Nhân bản…")
    press(page, page.locator("#changelist-actions [type=submit]"))
    button = page.get_by_role("button", name="Nhân bản")
    if scripts:
        assert not page.evaluate(RUNS_OVER)
        assert not problems_in(page, [LIGHT_PHONE, DARK_WIDE], problems)
        page.set_viewport_size(PHONE)
    with page.expect_navigation(url="**/change/"):
        button.dblclick(no_wait_after=True)

    expect(page.get_by_label("Tiêu đề")).to_have_value("Bản nháp")
    assert Article.objects.filter(title="Bản nháp", created_by=hoa, status=DRAFT).count() == 2
