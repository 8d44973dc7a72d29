"""The pages of revisions in Chromium: by the keyboard, on a telephone, dark, on paper, without JavaScript."""

import pytest
from django.urls import reverse

from articles.models import Tag
from revisions.models import SavedRow
from tests.axe import DARK_PHONE, LIGHT_WIDE, look_at, problems, problems_in, settle
from tests.factories import EDITOR, make_image, make_user
from tests.revisions.saves import save_as
from tests.signing_in import let_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRAME = {"landmark-one-main", "region"}  # of the admin theme around every page of the admin
OPTIONS = {"viewport": LIGHT_WIDE.size, "reduced_motion": "reduce", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture
def revised(portal):
    """The article, with a revision of every kind of change: words, a moved paragraph, a row, a picture, tags."""
    editor = make_user(EDITOR, username="hoa", pen_name="Minh Hòa")
    first, *others = portal.body.strip().split("\n")
    body = "\n".join([*others, first]).replace("4.212", "4.310").replace("thứ Bảy", "Chủ Nhật")
    body = body.replace(portal.cover.url, make_image().url)
    save_as(editor, portal, body=body, cover=make_image(), tags=[Tag.objects.create(name="thông tư")])
    save_as(editor, portal, title="Sáng nộp, trưa nhận: xã Tân Phong trả kết quả trong buổi", note="Theo góp ý của xã")
    return portal


@pytest.fixture
def open_page(visitor, revised):
    """Opens a page of the article's revisions for an editor who is signed in."""

    def open_page(word, *further, query="", **options):
        page = visitor(**OPTIONS | options)
        let_in(page, "hoa")
        page.goto(reverse(f"admin:articles_article_{word}", args=[revised.pk, *further]) + query)
        return page

    return open_page


def first_of(article):
    return SavedRow.objects.of(article).order_by("pk").first()


def problems_in_admin(page):
    return [problem for problem in problems(page) if problem[0] not in FRAME]


def test_axe_finds_nothing_to_mend_in_list_comparison_and_look(open_page, revised):
    first = first_of(revised)
    for word, further, query in [
        ("revisions", [], ""),
        ("comparison", [], f"?tu={first.pk}"),
        ("revision", [first.pk], ""),
    ]:
        page = open_page(word, *further, query=query)
        settle(page)

        assert not problems_in(page, [LIGHT_WIDE, DARK_PHONE], problems_in_admin)
        look_at(page, DARK_PHONE)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.close()


def test_two_revisions_are_chosen_and_compared_by_the_keyboard_alone(open_page):
    page = open_page("revisions")

    page.get_by_role("radio", name="Bản trước").nth(1).focus()
    page.keyboard.press("ArrowDown")
    page.get_by_role("button", name="So sánh hai bản").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.get_by_text("Đoạn văn này chuyển từ chỗ khác tới").count() == 1
    assert page.locator("ins", has_text="4.310").count() == 1
    assert page.locator("del", has_text="4.212").count() == 1


def test_it_all_works_without_javascript(open_page, revised):
    before = revised.title
    page = open_page("revisions", java_script_enabled=False)
    with page.expect_navigation():
        page.get_by_role("link", name="Xem, khôi phục").last.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Khôi phục bản này").click()

    revised.refresh_from_db()
    assert revised.title != before
    assert page.url.endswith("/change/")
    assert revised.tags.count() == 2


def test_on_paper_stand_the_texts_and_no_buttons(open_page, revised):
    page = open_page("revision", first_of(revised).pk)

    page.emulate_media(media="print")

    assert not page.get_by_role("button", name="Khôi phục bản này").is_visible()
    gone = page.locator("del", has_text="4.310")
    assert gone.is_visible()
    assert gone.evaluate("element => getComputedStyle(element).textDecorationLine") == "line-through"
