"""The challenge in a real Chromium: the browser's own work, and the question by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from comments.posting.challenge import NUMBERS

from .test_reading_and_commenting import SENT

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOUBTFUL = "Xem http://mot.example và http://hai.example, http://ba.example nhé."


def write_doubtful(page):
    for name, text in (("body", DOUBTFUL), ("name", "Vũ Thị Hạnh"), ("email", "hanh.vu@thu.example")):
        page.fill(f"#c-{name}", text)
    page.check("#c-consent")


def the_answer(page):
    words = re.fullmatch(r"(\w+) cộng (\w+) bằng mấy\? \*", page.locator("label[for=c-answer]").inner_text())
    return sum(NUMBERS.index(word.lower()) for word in words.groups())


@pytest.mark.parametrize("own_page", [False, True])
def test_a_browser_does_the_work_by_itself(visitor, portal, own_page):
    reader = visitor()
    reader.goto(f"/binh-luan/{portal.pk}/" if own_page else f"{portal.get_absolute_url()}#nhan-xet")
    reader.locator("#binh-luan-moi").wait_for()
    write_doubtful(reader)

    reader.get_by_role("button", name="Gửi bình luận").click()

    expect(reader.get_by_text(SENT)).to_be_visible(timeout=20_000)
    assert Comment.objects.get(name="Vũ Thị Hạnh").state == "pending"


def test_without_javascript_a_question_is_answered_by_keyboard(visitor, portal):
    reader = visitor(java_script_enabled=False)
    reader.goto(f"/binh-luan/{portal.pk}/")
    write_doubtful(reader)
    reader.keyboard.press("Enter")
    refresh = reader.get_by_role("button", name="Làm mới câu hỏi")
    refresh.wait_for()
    with reader.expect_navigation():
        refresh.click()
    assert reader.input_value("#c-body") == DOUBTFUL
    reader.check("#c-consent")

    reader.fill("#c-answer", str(the_answer(reader)))
    reader.press("#c-answer", "Enter")

    expect(reader.get_by_text(SENT)).to_be_visible()


VIETNAMESE_VOICE = """
window.said = [];
speechSynthesis.getVoices = () => [{ lang: "vi-VN" }];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
speechSynthesis.speak = (utterance) => { said.push(utterance.text); setTimeout(() => utterance.onend?.(), 0); };
Object.defineProperty(crypto, "subtle", { value: undefined });
"""


def test_where_the_browser_cannot_work_the_question_is_read_aloud_and_a_wrong_answer_is_called_wrong(visitor, portal):
    reader = visitor()
    reader.add_init_script(VIETNAMESE_VOICE)
    reader.goto(f"/binh-luan/{portal.pk}/")
    write_doubtful(reader)
    reader.get_by_role("button", name="Gửi bình luận").click()
    reader.get_by_text("Còn một câu hỏi trước khi gửi").wait_for()

    reader.get_by_role("button", name="Nghe câu hỏi").press("Enter")
    reader.wait_for_function("() => said.length === 1")
    assert reader.evaluate("said[0]") + " *" == reader.locator("label[for=c-answer]").inner_text()

    reader.fill("#c-answer", str(the_answer(reader) + 1))
    reader.press("#c-answer", "Enter")
    reader.get_by_text("Câu trả lời chưa đúng").wait_for()
    assert Comment.objects.filter(name="Vũ Thị Hạnh").count() == 0
