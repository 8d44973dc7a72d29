"""An article is read aloud as people say it."""

import pytest

from tests.factories import make_glossary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

VIETNAMESE_VOICE = """
window.said = [];
speechSynthesis.getVoices = () => [{ lang: "vi-VN" }];
window.SpeechSynthesisUtterance = function (text) { this.text = text; };
speechSynthesis.speak = (utterance) => { said.push(utterance.text); setTimeout(() => utterance.onend?.(), 0); };
"""


@pytest.fixture(autouse=True)
def abbreviations():
    make_glossary()
    make_glossary(("Tp.", "thành phố"), ("Q.1", "Quận 1"), ("R&D", "nghiên cứu"), ("P.", "phường"))


def test_every_abbreviation_is_said_in_full_in_title_sapo_and_text(visitor, portal):
    portal.title = "UBND tỉnh họp về CCHC"
    portal.summary = "HĐND và UBND cùng dự."
    portal.body = "<p>UBND tỉnh giao KT-XH. Rồi UBND xã báo cáo UBND tỉnh theo 60-NQ/TU, SUBNDX.</p>"
    portal.save()
    reader = visitor()
    reader.add_init_script(VIETNAMESE_VOICE)
    reader.goto(portal.get_absolute_url())

    reader.get_by_role("button", name="Nghe bài").click()
    reader.wait_for_function("() => said.some((text) => text.includes('SUBNDX'))")
    said = " ".join(reader.evaluate("said"))

    assert "Ủy ban nhân dân tỉnh họp về cải cách hành chính" in said
    assert "Hội đồng nhân dân và Ủy ban nhân dân cùng dự." in said
    assert "Rồi Ủy ban nhân dân xã báo cáo Ủy ban nhân dân tỉnh theo 60-NQ/TU, SUBNDX." in said
    assert "kinh tế - xã hội" in said


def test_short_forms_with_dots_and_other_signs_are_said_in_full_too(visitor, portal):
    portal.title = "Tp. Huế, Tp.Vinh và Q.1"
    portal.body = "<p>Tp.Vinh. R&amp;D ở Q.10, P. Bến Lam; P.S. hết. TpX</p>"
    portal.save()
    reader = visitor()
    reader.add_init_script(VIETNAMESE_VOICE)
    reader.goto(portal.get_absolute_url())

    reader.get_by_role("button", name="Nghe bài").click()
    reader.wait_for_function("() => said.some((text) => text.includes('TpX'))")
    said = " ".join(reader.evaluate("said"))

    assert "thành phố Huế, thành phố Vinh và Quận 1" in said
    assert "thành phố Vinh. nghiên cứu ở Q.10, phường Bến Lam; P.S. hết." in said
