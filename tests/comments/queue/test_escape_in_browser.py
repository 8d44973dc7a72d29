"""Esc leaves a field of the open comment, in Chromium, and what is written in it stays."""

import pytest

from .moderating import QUEUE
from .pressing import many_waiting, press, settled, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_escape_frees_the_keys_from_a_field_and_a_note_is_what_z_takes_back(admin_page):
    first, second = many_waiting(2)
    page = admin_page
    page.goto(QUEUE)
    shown(page, first.pk)
    assert " · 1 trên 2" in page.locator(".queue-comment header").text_content()

    for label, around in (("Nội dung trả lời", "Phản hồi của cơ quan"), ("Chỉ người duyệt đọc được", "Viết ghi chú")):
        page.locator(".queue-comment summary", has_text=around).click()
        field = page.get_by_label(label)
        field.fill("Đã gọi xã")
        press(page, ["Escape", "j"])
        shown(page, second.pk)
        press(page, "k")
        shown(page, first.pk)
        assert page.get_by_label(label).input_value() == "Đã gọi xã"

    page.get_by_role("button", name="Lưu ghi chú").click()
    settled(page, "Đã lưu ghi chú.")
    assert "Đã lưu ghi chú về bình luận của" in page.locator("[data-queue-bar]").text_content()
    page.locator(".queue-comment", has_text="Đã gọi xã").wait_for()  # it is shown anew, with the note
    page.get_by_label("Nội dung trả lời").focus()
    press(page, ["Escape", "z"])
    settled(page, "đã được xóa")
