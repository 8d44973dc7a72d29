"""Work on what pages of the desk send grows with its length, never with its square (tests/test_growth.py)."""

import json

import pytest

from articles.models.readiness import undescribed
from copyediting.asked import read_asked
from copyediting.dismissals import sent_with_form
from copyediting.words import read_word
from tests.test_growth import HTML, LINEAR, WORDS, growth, without_collector


def asked(text):
    sent = {"kind": "article", "fields": {"title": text}, "blocks": [{"kind": "p", "text": text}]}
    return read_asked(json.dumps(sent).encode())


OF_TEXT = {
    "text to proofread": asked,
    "JSON to proofread": lambda given: read_asked(given.encode()),
    "house word": read_word,
    "dismissed findings": sent_with_form,
}


@pytest.mark.parametrize("name", OF_TEXT)
def test_work_on_words_grows_with_their_number(name):
    with without_collector():
        too_much = {unit: round(times) for unit in WORDS if (times := growth(OF_TEXT[name], unit)) > LINEAR}

    assert not too_much


def test_looking_for_pictures_without_a_description_grows_with_the_text():
    with without_collector():
        measured = {unit: growth(undescribed, unit) for unit in [*HTML, "<img ", '<img src="a">']}

    assert not {unit: round(times) for unit, times in measured.items() if times > LINEAR}
