"""What places of a text are called, and what is shown around them."""

from datetime import date

import pytest

from copyediting.texts import excerpt, names_of, place_of
from proofreading import structure
from proofreading.document import Document
from proofreading.findings import Finding
from proofreading.html import document_of_html
from proofreading.known import Known


def names(html, fields=None):
    return names_of(document_of_html(html, fields or {}), {"title": "Tiêu đề"})


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (
            "<p>a</p><ul><li>b</li><li>c</li></ul><p>d</p>",
            ["Đoạn 1", "Mục 1 của danh sách", "Mục 2 của danh sách", "Đoạn 2"],
        ),
        (
            "<ul><li>a</li></ul><p>b</p><ol><li>c</li><li>d</li></ol><blockquote><p>e</p></blockquote>",
            ["Mục 1 của danh sách 1", "Đoạn 1", "Mục 1 của danh sách 2", "Mục 2 của danh sách 2", "Đoạn 2"],
        ),
        (
            "<ul><li>a<figure><img src='x' alt=''><figcaption>b</figcaption></figure></li><li>c</li></ul>",
            ["Mục 1 của danh sách", "Chú thích 1", "Mục 2 của danh sách"],
        ),
        ("<h2>a</h2><p>b</p><table><tr><td>c</td></tr></table>", ["Tiêu đề mục 1", "Đoạn 1", "Bảng 1"]),
    ],
)
def test_blocks_are_called_as_people_count_them(html, expected):
    assert names(html) == expected


def test_a_field_is_called_by_its_label():
    assert names("<p>a</p>", {"title": "b"}) == ["Tiêu đề", "Đoạn 1"]


def test_a_picture_is_called_by_its_number_and_shown_by_its_description():
    picture = "<figure><img src='/a.webp' alt='Bà con ở chợ'></figure>"
    document = document_of_html(f"<p>Đầu bài.</p>{picture}{picture}<p>Cuối bài.</p>", {})
    (twice,) = structure.find(document, Known(date(2026, 11, 30)), ())
    assert place_of(twice, names_of(document, {})) == "Ảnh 2"
    assert excerpt(document, twice, 36) == ("", "Bà con ở chợ", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tuần qua ở Tả Lé. Nay thì thôi.", ("Tuần ", "qua", " ở Tả Lé. …")),
        ("Tuần qua ở Tả Lé! Nay thì thôi.", ("Tuần ", "qua", " ở Tả Lé! …")),
        ("Tuần qua ở Tả Lé nay thì thôi.", ("Tuần ", "qua", " ở Tả Lé…")),
        ("Tuần qua ở xã.", ("Tuần ", "qua", " ở xã.")),
        ("Suốt mấy tuần qua.", ("…mấy tuần ", "qua", ".")),
    ],
)
def test_dots_show_what_is_cut_and_stand_apart_from_a_full_stop(text, expected):
    start = text.index("qua")
    finding = Finding("unknown", 0, start, start + 3, "qua", None, "")
    assert excerpt(document_of_html(f"<p>{text}</p>", {}), finding, 12) == expected


def test_an_empty_text_has_no_names():
    assert names_of(Document(()), {}) == []
