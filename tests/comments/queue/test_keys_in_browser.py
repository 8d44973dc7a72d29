"""A moderator's own letters, and what a screen reader is told, in Chromium."""

import pytest

from comments.models import Comment

from .moderating import QUEUE
from .pressing import many_waiting, press, settled, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def heard(page):
    """Name and description of what has the focus, as the accessibility tree of Chromium has them."""
    session = page.context.new_cdp_session(page)
    found = session.send("Runtime.evaluate", {"expression": "document.activeElement"})
    tree = session.send("Accessibility.getPartialAXTree", {"objectId": found["result"]["objectId"]})
    node = tree["nodes"][0]
    return node["name"]["value"], node.get("description", {}).get("value", "")


def test_own_letters_act_and_everything_is_said_aloud(admin_page):
    first, second, third = many_waiting(3)
    finding = {"code": "rule", "matched": "một cửa", "weight": 5, "words": ["một cửa"]}
    Comment.objects.filter(pk=second.pk).update(findings=[finding], score=5)
    page = admin_page
    page.goto(QUEUE)
    shown(page, first.pk)

    press(page, "?")
    dialog = page.locator("dialog[open]")
    assert heard(page)[0] == "Phím tắt"
    dialog.get_by_text("Tắt hoặc đổi phím").click()
    dialog.get_by_label("Duyệt").fill("1")
    dialog.get_by_role("button", name="Lưu").click()
    dialog.get_by_text("chữ số dành để chọn lý do từ chối").wait_for()
    dialog.get_by_label("Duyệt").fill("d")
    dialog.get_by_role("button", name="Lưu").click()
    dialog.get_by_text("Đã lưu phím tắt.").wait_for()
    dialog.get_by_role("button", name="Đóng").click()

    press(page, "aj")
    shown(page, second.pk)
    name, description = heard(page)
    assert (second.name in name, "2 trên 3" in name) == (True, True)
    assert (second.body in description, "Vì sao cần xem kỹ" in description, "+5" in description) == (True, True, True)
    assert page.locator("[data-queue-key=a] kbd").text_content() == "d"

    press(page, "d")
    settled(page, f"{second.name}: đã duyệt")
    settled(page, "Bấm z để hoàn tác.")
    shown(page, third.pk)
    assert Comment.objects.state_counts() == {"approved": 1, "pending": 2}

    page.get_by_role("link", name="Phím tắt").click()
    dialog.get_by_label("Dùng phím tắt một chữ").uncheck()
    dialog.get_by_role("button", name="Lưu").click()
    dialog.get_by_text("Đã tắt phím tắt một chữ.").wait_for()
    page.keyboard.press("Escape")
    press(page, "dszjk?")
    page.locator("[data-queue-key=a] kbd").wait_for(state="hidden")
    assert page.locator("[data-queue-key=a]").get_attribute("aria-keyshortcuts") is None
    page.locator("[data-queue-key=a]").click()

    settled(page, f"{third.name}: đã duyệt")
    settled(page, "bấm nút Hoàn tác")
    assert Comment.objects.state_counts() == {"approved": 2, "pending": 1}
