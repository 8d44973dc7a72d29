"""Whatever stands in a text: nothing is raised, places lie within their block, and there is an end to findings."""

import random
import unicodedata

import pytest

from proofreading.document import Block, Document, Kind, document_of_text
from proofreading.figures.finder import MAX_FINDINGS, find_figures
from proofreading.figures.sentences import sentences_of
from proofreading.known import Known
from proofreading.proofreader import proofread

from .statements import TODAY, statements

KNOWN = Known(today=TODAY)
WRONG = "Có 42 trên tổng số 9.078 hồ sơ, đạt 0,64%."


def found(document):
    findings = list(find_figures(document, KNOWN, range(len(document.blocks))))
    for one in findings:
        assert document.blocks[one.block].text[one.start : one.end] == one.text != ""
    return findings


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "9",
        "9" * 5000,
        "9" * 5000 + "/" + "8" * 5000 + " hồ sơ, đạt 5%",
        "1." * 4000 + "000",
        "0,64%" * 900,
        "Có 0 trên tổng số 0 hồ sơ, đạt 0%.",
        "từ 0 lên 0, tăng 0%; từ 0 ngày xuống 5 ngày, giảm 100%; gấp 0 lần so với 0",
        "٤٢ trên tổng số ٩٠٧٨ hồ sơ, đạt ０,６４%; ½ số hộ; 5² mét; Ⅻ chương; 四十二",
        "ngày 0/0/0000, ngày 99/99/9999, ngày 1/1/0001, từ ngày 31/12/9999 đến 01/01/0001, thứ hai ngày 1/1/9999",
        "sinh năm 0000, 999 tuổi; 9999 năm (0000-9999); quý 0/2026; năm học 2000-2099",
        "một " * 500 + "phần " * 500 + "trăm " * 500,
        "N W P T F D Y X N/N, đạt P",
        "İ" * 300 + " có 5/6 hồ sơ, đạt 5%",
        "\x00\ud800 5% \U0001f600 42/9.078 hồ sơ, đạt 0,64% \n\n\n",
        "Cã 42 trªn tæng sè 9.078 hå s¬, ®¹t 0,64%",
        unicodedata.normalize("NFD", WRONG + " Họp vào thứ Hai, ngày 3-3-2026."),
    ],
)
def test_any_text_has_an_answer(text):
    found(document_of_text(text))


def test_random_figures_and_words_have_an_answer():
    words = "từ đến lên xuống giảm tăng gồm trong đó trên tổng số đạt chiếm so với còn lại và xã hồ sơ ngày tháng"
    words += " , . ; : ( ) % / -"
    chance = random.Random(7)

    def some():
        return chance.choice(
            [*words.split(), f"{chance.randint(0, 12000)}", f"{chance.random() * 99:.1f}%".replace(".", ",")]
        )

    for _ in range(60):
        found(document_of_text(" ".join(some() for _ in range(300))))


def test_decomposed_letters_hide_nothing_wrong_and_find_nothing_wrongly():
    true = "\n".join(unicodedata.normalize("NFD", one.text()) for one in statements(6))
    assert found(document_of_text(true)) == []


def test_findings_end():
    assert len(found(Document((Block(f"{WRONG} " * 900),)))) == MAX_FINDINGS
    assert len(proofread(document_of_text(f"{WRONG}\n" * 900), KNOWN)) <= MAX_FINDINGS


def test_a_table_of_thousands_of_cells_and_cells_without_a_place_have_an_answer():
    chance = random.Random(8)
    labels = ("Tổng", "Cộng", "Xã", "Tỷ lệ")
    cells = [
        Block(
            chance.choice(labels) if not number % 10 else f"{chance.randint(0, 99)}{chance.choice(['', '%', ',5'])}",
            Kind.CELL,
            table=0,
            cell=(number // 10, number % 10),
        )
        for number in range(5000)
    ]
    found(Document(tuple(cells)))
    found(Document(tuple(Block("9", Kind.CELL, table=0) for _ in range(5000))))
    found(Document(tuple(Block("9", Kind.CELL, table=0, cell=(0, number)) for number in range(5000))))
    found(Document((Block("9", Kind.CELL, table=0, cell=(0, 10**9)),) * 8))


def test_a_long_text_is_read_in_sentences_that_cover_it():
    text = " ".join(one.text() for one in statements(7))
    sentences = sentences_of(text)
    assert "".join(text[one.start : one.end] for one in sentences) == text
    assert sum(len(one.figures) + len(one.days) for one in sentences) > 1000
