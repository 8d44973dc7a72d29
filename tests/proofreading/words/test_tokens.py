"""Syllables with their places, and where their runs end."""

import unicodedata

import pytest

from proofreading.document import Block
from proofreading.tokens import runs


def texts(text, **block):
    return [[token.text for token in run] for run in runs(Block(text, **block))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("một hai, ba", [["một", "hai"], ["ba"]]),
        ("một (hai) ba", [["một"], ["hai"], ["ba"]]),
        ("năm 2026 xã", [["năm"], ["xã"]]),
        ("một\nhai", [["một"], ["hai"]]),
        ("một \xa0 hai", [["một", "hai"]]),
        ("của UBND tỉnh", [["của"], ["tỉnh"]]),
        ("tại http://a.vn/b?c=d nhé", [["tại"], ["nhé"]]),
        ("gửi a.b@c.vn ngay", [["gửi"], ["ngay"]]),
        ("tệp bao-cao.pdf này", [["tệp"], ["này"]]),
        ("số 06/QĐ-TTg này", [["số"], ["này"]]),
        ("xong việc.Người dân", [["xong", "việc"], ["Người", "dân"]]),
        ("so\xadft tay", [["so\xadft", "tay"]]),
        ("", []),
    ],
)
def test_runs_end_at_what_parts_words(text, expected):
    assert texts(text) == expected


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_places_are_those_of_the_text_as_it_stands(form):
    text = unicodedata.normalize(form, "“Hoà giải” ở cơ sở; Thuỷ về.")
    tokens = [token for run in runs(Block(text)) for token in run]
    assert [token.syllable for token in tokens] == ["hòa", "giải", "ở", "cơ", "sở", "thủy", "về"]
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert [token.is_first for token in tokens] == [True, False, False, False, False, True, False]


def test_capitals_mark_names_unless_the_line_is_in_capitals():
    assert [token.is_capital for run in runs(Block("xã Tân Phong")) for token in run] == [False, True, True]
    assert not any(token.is_capital for run in runs(Block("KẾ HOẠCH CẢI CÁCH")) for token in run)


def test_parts_of_a_transcription_are_joined():
    joined = {token.text: token.is_joined for run in runs(Block("tiêm vắc-xin cho người Ê-đê")) for token in run}
    assert joined == {"tiêm": False, "vắc": True, "xin": True, "cho": False, "người": False, "Ê": True, "đê": True}
