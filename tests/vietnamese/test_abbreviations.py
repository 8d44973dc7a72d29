"""Abbreviations and the words they stand for, in both directions."""

import pytest

from articles.migrations._first_abbreviations import FIRST, SEVERAL_READINGS
from vietnamese.abbreviations import Synonyms
from vietnamese.lexemes import QueryWord, query_words
from vietnamese.text import canonical, fold

ABBREVIATIONS = dict(FIRST)
SYNONYMS = Synonyms(FIRST)
other_forms = SYNONYMS.other_forms


def expand(words):
    """Other ways to write the whole of `words`: first with every form changed, then with one of them at a time."""
    typed = [word.exact if isinstance(word, QueryWord) else word for word in words]
    forms = other_forms(typed)
    changes = [forms] + ([[form] for form in forms] if len(forms) > 1 else [])
    return [rewritten(typed, change) for change in changes if change]


def rewritten(words, forms):
    words = list(words)
    for form in reversed(forms):
        words[form.start : form.end] = [word.exact for word in query_words(form.text)]
    return words


def expanded(query):
    return [" ".join(words) for words in expand(query_words(query))]


@pytest.mark.parametrize(("short", "full"), ABBREVIATIONS.items())
def test_every_abbreviation_and_its_words_stand_for_each_other(short, full):
    spoken = " ".join(word.exact for word in query_words(full))
    written = " ".join(word.exact for word in query_words(short))

    assert expanded(short) == expanded(fold(short)) == expanded(short.lower()) == [spoken]
    assert expanded(full) == expanded(fold(full)) == expanded(full.upper()) == [written]


def test_no_two_abbreviations_look_alike_without_marks():
    assert len({fold(short) for short in ABBREVIATIONS}) == len(ABBREVIATIONS)
    assert len({canonical(full) for full in ABBREVIATIONS.values()}) == len(ABBREVIATIONS)


def test_the_words_around_an_abbreviation_stay():
    assert expanded("kế hoạch CCHC năm 2026")[0] == "kh cải cách hành chính năm 2026"
    assert expanded("đẩy mạnh CCHC") == ["đẩy mạnh cải cách hành chính"]


def test_several_changes_come_together_and_one_at_a_time():
    assert expanded("CCHC của UBND") == [
        "cải cách hành chính của ủy ban nhân dân",
        "cải cách hành chính của ubnd",
        "cchc của ủy ban nhân dân",
    ]


def test_the_longest_phrase_wins():
    assert expanded("dịch vụ công trực tuyến") == ["dvctt"]
    assert expanded("kiểm soát thủ tục hành chính") == ["kstthc"]


def test_marks_that_were_typed_must_be_right():
    assert expanded("cái cách hành chính") == []
    assert expanded("cai cách hành chính") == ["cchc"]
    assert expanded("ND") == ["nghị định"]


def test_ordinary_words_and_document_numbers_have_no_other_form():
    assert expanded("bà con vùng cao 60-NQ/TU 42/2022/NĐ-CP") == []
    assert expand([]) == []
    assert expanded("") == []


def test_words_may_be_strings():
    assert expand(["CCHC"]) == [["cải", "cách", "hành", "chính"]]
    assert expand(["kinh", "tế", "xã", "hội"]) == [["kt", "xh"]]


def test_other_forms_have_their_place_in_the_query():
    words = query_words("báo cáo CCHC và thủ tục hành chính")

    assert [
        (words[form.start : form.end][0].text, form.end - form.start, form.text) for form in other_forms(words)
    ] == [
        ("CCHC", 1, "cải cách hành chính"),
        ("thủ", 4, "TTHC"),
    ]


def test_what_may_not_be_explained_to_readers_is_in_the_table():
    assert SEVERAL_READINGS.issubset(ABBREVIATIONS)
