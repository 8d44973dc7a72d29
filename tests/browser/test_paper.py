"""What pages are on paper: A4 in portrait, black on white, everything on the sheet and nothing that is pressed."""

import pytest
from django.utils import timezone

from articles.models import Article
from stats.imports.history import add_days
from stats.models import Reason
from tests.comments.factories import make_comment
from tests.factories import WEBMASTER, WRITER, make_article, make_user
from tests.signing_in import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHEET = {"width": 680, "height": 1000}  # 18 cm of A4 between its margins
TITLE = "Danh sách 46 điểm hỗ trợ nộp hồ sơ trực tuyến miễn phí tại các xã, phường trong toàn tỉnh"
PRESSED = "button, input, select, textarea, nav, summary, [accesskey='2'], [popover]"
SEEN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((each) => each.checkVisibility() && each.getBoundingClientRect().width > 1)
  .map((each) => each.outerHTML.slice(0, 90))"""
# What sticks out of the sheet, or is cut inside a frame of its own.
CUT = """() => [...document.querySelectorAll(":is(main, #content) *")].filter((each) => {
  const box = each.getBoundingClientRect();
  return box.width > 1 && each.checkVisibility() && getComputedStyle(each).position !== "absolute"
    && (box.right > innerWidth + 1 || box.left < -1
      || (getComputedStyle(each).overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1));
}).map((each) => `${each.tagName}.${each.className}`)"""
LINES = """(element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return [...range.getClientRects()].map((line) => line.width / element.parentElement.clientWidth);
}"""
INK = """(selectors) => selectors.map((selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  return [style.color, style.backgroundColor];
})"""
NONE = "rgba(0, 0, 0, 0)"


def table_of(columns):
    head = "".join(f'<th scope="col">Lĩnh vực {n}</th>' for n in range(columns))
    row = '<th scope="row">Bưu điện xã Tân Phong</th><td>30/11/2026</td>' + "<td>12.486</td>" * (columns - 2)
    return f"<table><caption>{columns} cột</caption><thead><tr>{head}</tr></thead><tr>{row}</tr><tr>{row}</tr></table>"


@pytest.fixture
def article(portal):
    long = "".join(
        f"<p>Gọi số 0200 000 018, nhánh {n}, để tổ công nghệ hẹn đến tận nhà trong tuần.</p>" for n in range(9)
    )
    wide = "".join(table_of(columns) for columns in (3, 6, 9, 12))
    address = '<p><a href="https://dichvucong.songlam.example/rat-dai">Cổng dịch vụ công</a></p>'
    Article.objects.filter(pk=portal.pk).update(title=TITLE, body=f"{portal.body}{long}{wide}{address}")
    return portal


@pytest.fixture
def sheet(visitor):
    """A window as wide as the sheet of somebody whose screen is dark and whose letters are huge."""
    page = visitor(viewport=SHEET, color_scheme="dark", reduced_motion="reduce")
    page.add_init_script("localStorage.setItem('display-text', 'huge')")
    page.emulate_media(media="print", color_scheme="dark")
    return page


def test_each_page_lies_whole_on_the_sheet_without_what_is_pressed(sheet, article):
    for path in [
        "/",
        article.get_absolute_url(),
        article.category.get_absolute_url(),
        "/su-kien/",
        article.event.get_absolute_url(),
        "/trang/gioi-thieu/",
        "/tim-kiem/?q=ket+qua",
        "/thong-ke/",
        "/hoi-dap/",
        "/hoi-dap/tra-cuu/",
        f"/binh-luan/{article.pk}/",
    ]:
        sheet.goto(path)

        assert sheet.locator(":is(main, #content) h1, #content h2, .desk-read").count(), path
        assert sheet.evaluate(CUT) == [], path
        assert sheet.evaluate(SEEN, PRESSED) == [], path
        assert sheet.evaluate(INK, ["body", "h1", ".footer", ".masthead"]) == [["rgb(0, 0, 0)", NONE]] * 4, path


def test_an_article_fills_the_width_and_its_comments_follow_it(sheet, article):
    make_comment(article, name="Trần Văn Sửu")
    sheet.goto(article.get_absolute_url())

    assert max(sheet.locator("h1").evaluate(LINES)) > 0.85
    widths = sheet.locator(".prose > p").evaluate_all(
        "(all) => all.map((p) => p.clientWidth / p.parentElement.clientWidth)"
    )
    assert min(widths) > 0.95
    with_answers = sheet.locator(".comment:has(.comment)").first
    assert with_answers.evaluate("(each) => getComputedStyle(each).breakInside") == "auto"
    link = sheet.get_by_text("Cổng dịch vụ công")
    assert "rat-dai" in link.evaluate("(each) => getComputedStyle(each, '::after').content")


def test_the_answer_of_a_look_up_is_printed_and_its_form_is_not(sheet, article):
    comment = make_comment(article, body="Xin gọi lại cho tôi.")
    sheet.goto("/hoi-dap/tra-cuu/")
    sheet.emulate_media(media="screen")
    sheet.get_by_label("Số tiếp nhận").fill(comment.reference)
    sheet.get_by_label("Email").fill(comment.email)
    with sheet.expect_navigation():
        sheet.get_by_role("button", name="Tra cứu").click()
    sheet.emulate_media(media="print")

    assert sheet.get_by_text("Xin gọi lại cho tôi.").is_visible()
    assert sheet.evaluate(SEEN, PRESSED) == []


@pytest.mark.parametrize("width", [320, 390, 680])
def test_a_telephone_number_is_never_broken_on_screen_or_paper(visitor, article, width):
    page = visitor(viewport={"width": width, "height": 900})
    make_article(title="Gọi 0200 000 018 trước khi đến các điểm hỗ trợ, số 0200 000 018 trực suốt ngày đêm")
    for path in [article.get_absolute_url(), "/"]:
        page.goto(path)
        for media in ("screen", "print"):
            page.emulate_media(media=media)
            numbers = page.locator(".unbroken, a[href^='tel:']").filter(has_text="0200")
            lines = numbers.evaluate_all("(all) => all.map((each) => each.getClientRects().length)")
            assert lines, path
            assert set(lines) <= {0, 1}, (path, media)


def test_pages_of_the_admin_lie_whole_on_the_sheet_too(sheet, article):
    make_user(WEBMASTER, username="web")
    make_user(WRITER, username="viet")
    add_days(site=[(timezone.localdate(), 9, 4, 4)], excluded=[(timezone.localdate(), reason, 5) for reason in Reason])
    for name, path in [
        ("web", "/quan-tri/thong-ke/?ky=thang-nay"),
        ("web", "/quan-tri/thong-ke/khong-tinh/?ky=thang-nay"),
        ("web", f"/quan-tri/thong-ke/bao-cao/{timezone.localdate().year}/"),
        ("viet", f"/quan-tri/articles/article/{article.pk}/change/"),
    ]:
        let_in(sheet, name, path)

        assert sheet.locator(":is(main, #content) h1, #content h2, .desk-read").count(), path
        assert sheet.evaluate(CUT) == [], path
        assert sheet.evaluate(SEEN, ":is(main, #content) :is(button, input, select, textarea)") == [], path
        assert sheet.evaluate(INK, ["h2, h1"])[0][1] == NONE, path
    numbers = sheet.locator(".desk-read .unbroken")
    assert set(numbers.evaluate_all("(all) => all.map((each) => each.getClientRects().length)")) == {1}
