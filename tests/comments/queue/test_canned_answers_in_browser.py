"""A canned answer goes to the caret, takes nothing that is written, and is taken back like typing."""

import pytest

from comments.models import CannedAnswer, Comment
from tests.factories import make_site
from tests.signing_in import let_in

from .moderating import QUEUE
from .pressing import many_waiting, press, settled, shown

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Bộ phận Một cửa làm việc từ 7 giờ 30.\nThứ Bảy nghỉ."


def test_a_canned_answer_goes_to_the_caret_and_is_taken_back_like_typing(transactional_db, page, moderator):
    make_site()
    CannedAnswer.objects.create(title="Giờ làm việc", body=WORDS)
    let_in(page, "anh")
    first, second = many_waiting(2)
    page.goto(QUEUE)
    shown(page, first.pk)
    page.get_by_text("Phản hồi của cơ quan").click()
    text, button = page.locator("form[action$='/tra-loi/'] textarea"), page.get_by_role("button", name="Chèn")

    button.click()
    settled(page, "Xin chọn một câu trả lời mẫu")
    assert text.input_value() == ""

    text.fill("Chào bác Năm,\nTrân trọng.")
    text.evaluate("(field) => field.setSelectionRange(0, 13)")
    page.get_by_label("Câu trả lời mẫu").select_option("Giờ làm việc")
    button.dblclick()
    page.wait_for_function("() => document.querySelector('[name=canned]').value === ''")
    assert text.input_value() == f"Chào bác Năm,\n{WORDS}\nTrân trọng."
    assert text.evaluate("(field) => field === document.activeElement")

    page.keyboard.press("Control+z")
    assert text.input_value() == "Chào bác Năm,\nTrân trọng."

    page.get_by_label("Câu trả lời mẫu").select_option("Giờ làm việc")
    button.press("Enter")
    page.wait_for_function("() => document.querySelector('[name=canned]').value === ''")
    then = text.input_value()
    text.blur()
    press(page, ["Escape", "j"])
    shown(page, second.pk)
    press(page, "k")
    shown(page, first.pk)
    assert text.input_value() == then
    assert WORDS in then
    assert Comment.objects.state_counts() == {"pending": 2}
