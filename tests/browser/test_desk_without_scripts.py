"""The desk in a browser that runs no scripts: what is there can be read and used, what is not says so."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from articles.models import Article, Tag
from comments.models import Comment
from tests.comments.factories import waiting
from tests.factories import make_article, make_site, make_user
from tests.newsroom.forms_in_admin import LIST, page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1366, 390]


@pytest.fixture
def article():
    make_site()
    article = make_article(title="Bến Lam nhận hồ sơ tại nhà", body="<p>Bà Hạnh cười.</p>")
    waiting(article)
    return article


@pytest.fixture
def desk(article, open_window, client, live_server):
    """A page of the chief, who may do all, without scripts; at 1366 px unless the test says otherwise."""
    client.force_login(make_user(is_superuser=True, username="hoa"))
    page = open_window(java_script_enabled=False)
    page.context.add_cookies([{"name": "sessionid", "value": client.session.session_key, "url": live_server.url}])
    return page


def runs_over(page):
    """Whether the page is wider than its window: told by its picture, since no script may be asked."""
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True)))
    return picture.width > page.viewport_size["width"]


def pages(article):
    names = ["delete/", "history/", "cac-ban/"]
    return [
        *("/quan-tri/", LIST, f"{LIST}add/", page_of(article)),
        *(f"{LIST}{article.pk}/{name}" for name in names),
        *(
            "/quan-tri/thong-ke/",
            "/quan-tri/binh-luan/",
            "/quan-tri/password_change/",
            "/quan-tri/articles/event/add/",
        ),
        *("/quan-tri/nhac-viec/", "/quan-tri/toa-soan/ban-nhap/", "/quan-tri/comments/policy/", "/quan-tri/van-hanh/"),
    ]


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_is_there_with_its_menu_and_says_what_is_missing(desk, article, width):
    desk.set_viewport_size({"width": width, "height": 844})
    wrong = {}
    for address in pages(article):
        desk.goto(address)
        seen = {
            "page": desk.locator("#content").is_visible(),
            "note": desk.locator(".desk-plain").is_visible(),
            "menu": desk.locator(f"#nav-sidebar a[href='{LIST}']").is_visible(),
            "way out": desk.get_by_role("button", name="Đăng xuất").is_visible(),
            "nothing over it": desk.locator("dialog:visible, [data-idle-bar]:visible").count() == 0,
            "width": not runs_over(desk),
        }
        if missing := [name for name, is_there in seen.items() if not is_there]:
            wrong[address] = missing

    assert wrong == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_list_is_searched_filtered_and_worked_on(desk, article, width):
    desk.set_viewport_size({"width": width, "height": 844})
    tag = Tag.objects.create(name="một cửa")
    make_article(title="Bài khác", status="draft", published_at=None)
    desk.goto(LIST)
    desk.locator("#searchbar").fill("bến lam")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    desk.goto(LIST)
    with desk.expect_navigation():
        desk.locator("#changelist-filter").get_by_role("link", name="Bản nháp").click()
    expect(desk.locator("#result_list tbody tr")).to_have_count(1)
    expect(desk.locator("#result_list")).to_contain_text("Bài khác")

    desk.goto("/quan-tri/articles/tag/")
    desk.locator("#result_list").get_by_role("checkbox").last.check()
    desk.locator("select[name=action]").select_option("delete_selected")
    with desk.expect_navigation():
        desk.locator("#changelist-actions [type=submit]").click()
    with desk.expect_navigation():
        desk.locator("#content [type=submit]").click()
    assert not Tag.objects.filter(pk=tag.pk).exists()


def test_an_article_is_written_and_its_html_is_cleaned_as_always(desk, article):
    desk.goto(page_of(article))
    expect(desk.get_by_role("link", name="Thêm sự kiện")).to_have_attribute("target", "_blank")
    expect(desk.get_by_text("Đang hiện từ")).to_be_visible()
    body = desk.locator("textarea[name=body]")
    expect(body).to_have_value("<p>Bà Hạnh cười.</p>")
    body.fill('<p onclick="x()">Bà Hạnh <b>cười</b>.</p><script>x()</script><p style="color:red">Rồi bà về.</p>')
    with desk.expect_navigation():
        desk.get_by_role("button", name="Lưu và sửa tiếp").click()

    article.refresh_from_db()
    assert article.body == "<p>Bà Hạnh <strong>cười</strong>.</p>\n<p>Rồi bà về.</p>"


def test_an_article_without_comments_is_deleted(desk):
    draft = make_article(title="Bỏ đi", status="draft", published_at=None)
    desk.goto(f"{LIST}{draft.pk}/delete/")
    with desk.expect_navigation():
        desk.locator("#content [type=submit]").click()

    assert not Article.objects.filter(pk=draft.pk).exists()


def test_a_comment_is_decided(desk, article):
    desk.goto("/quan-tri/binh-luan/")
    with desk.expect_navigation():
        desk.locator("[data-queue-key=a]").click()

    assert not Comment.objects.filter(state=Comment.State.PENDING).exists()


def test_somebody_signs_in_and_out(open_window):
    make_user(username="nhung")
    page = open_window(java_script_enabled=False)
    page.goto("/quan-tri/login/")
    page.get_by_label("Tên đăng nhập").fill("nhung")
    page.get_by_label("Mật khẩu").fill("a long password")
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng nhập").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Đăng xuất").click()

    page.goto("/quan-tri/")
    assert "/login/" in page.url
