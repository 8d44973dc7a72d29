"""Stored HTML becomes blocks by the rule that `proofreading/html.py` states."""

import pytest

from proofreading.document import Block, Kind, Link, Picture
from proofreading.html import document_of_html
from richtext.sanitize import sanitize_html
from richtext.text import html_to_text
from sample.source import read_articles


def blocks(html):
    return [(block.kind.value, block.text) for block in document_of_html(html).blocks]


def test_each_paragraph_is_a_block_and_what_stands_between_them_none():
    assert blocks("<p>Một.</p>\n<p>Hai <strong>ba</strong>.</p>\n<p> \xa0 </p>") == [("p", "Một."), ("p", "Hai ba.")]


def test_text_stays_character_for_character_and_a_line_of_the_source_is_a_space():
    assert blocks("<p>\xa0 Một\xa0\xa0hai\n  ba &lt;bốn&gt; &amp; năm</p>") == [
        ("p", "\xa0 Một\xa0\xa0hai   ba <bốn> & năm")
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A</h2><h4>B</h4>", [("heading", "A"), ("heading", "B")]),
        ("<ul><li>A<ul><li>B</li></ul> C</li></ul>", [("item", "A"), ("item", "B"), ("item", " C")]),
        ("<blockquote><p>A</p><footer>B</footer></blockquote>", [("quote", "A"), ("quote", "B")]),
        ("<pre>\nA\n  B</pre>", [("code", "A\n  B")]),
        ("<p>A<br>B</p>", [("p", "A\nB")]),
        ("A<div>B</div>C", [("p", "A"), ("p", "B"), ("p", "C")]),
        ("<blockquote><ul><li>A</li></ul><h3>B</h3></blockquote>", [("item", "A"), ("heading", "B")]),
    ],
)
def test_the_kind_is_that_of_the_nearest_element_that_has_one(html, expected):
    assert blocks(html) == expected


def test_headings_have_their_level():
    assert [block.level for block in document_of_html("<h2>A</h2><p>B</p><h5>C</h5>").blocks] == [2, 0, 5]


def test_tables_are_numbered_and_known_by_their_headings():
    document = document_of_html(
        "<table><caption>Bảng</caption><tr><td>1</td><td><p>2</p></td></tr></table><p>Sau</p>"
        "<table><tr><th>3</th></tr><tr><td>4</td></tr></table>"
    )
    assert [(block.kind.value, block.text, block.table) for block in document.blocks] == [
        ("caption", "Bảng", 0),
        ("cell", "1", 0),
        ("cell", "2", 0),
        ("p", "Sau", None),
        ("header", "3", 1),
        ("cell", "4", 1),
    ]
    assert document.tables_with_headings == {1}
    assert [block.cell for block in document.blocks] == [None, (0, 0), (0, 1), None, (0, 0), (1, 0)]


def test_a_cell_keeps_its_place_beside_empty_and_wide_cells_and_a_table_within_it():
    document = document_of_html(
        '<table><tr><th colspan="2">A</th><th></th><th>B</th></tr><tr><td>1</td><td></td><td><p>2</p><p>3</p>'
        "<table><tr><td>4</td></tr></table></td><td>5</td></tr></table>"
    )
    assert [(block.text, block.table, block.cell) for block in document.blocks] == [
        ("A", 0, (0, 0)),
        ("B", 0, (0, 3)),
        ("1", 0, (1, 0)),
        ("2", 0, (1, 2)),
        ("3", 0, (1, 2)),
        ("4", 1, (0, 0)),
        ("5", 0, (1, 3)),
    ]


def test_links_keep_their_place_and_address():
    document = document_of_html('<p>Xem <a href="/a/?x=1&amp;y=2">bài <em>này</em></a><a href="/b/">kia</a>.</p>')
    assert document.blocks[0].links == (Link(4, 11, "/a/?x=1&y=2"), Link(11, 14, "/b/"))


def test_a_link_over_two_blocks_is_one_in_each():
    document = document_of_html('<a href="/a/">một<p>hai</p></a>')
    assert [block.links for block in document.blocks] == [(Link(0, 3, "/a/"),), (Link(0, 3, "/a/"),)]


def test_code_other_languages_and_explained_abbreviations_are_skipped():
    document = document_of_html(
        '<p>Gõ <code>ls -l</code>, <span lang="en">one <em lang="vi">hai</em> three</span>, '
        '<abbr title="x">CCHC</abbr></p>'
        '<p lang="fr">Bonjour</p><p lang="vi-VN">Chào</p>'
    )
    text = document.blocks[0].text
    assert [text[start:end] for start, end in document.blocks[0].skipped] == ["ls -l", "one ", " three", "CCHC"]
    assert [block.skipped for block in document.blocks[1:]] == [((0, 7),), ()]


def test_numbers_of_notes_are_no_text_and_notes_are_items():
    html = '<p>Một đồng<sup class="note">1</sup>.</p><div class="notes"><ol><li>Ghi chú.</li></ol></div>'
    assert blocks(html) == [("p", "Một đồng."), ("item", "Ghi chú.")]


def test_an_exponent_is_text():
    assert blocks("<p>12 m<sup>2</sup></p>") == [("p", "12 m2")]


def test_pictures_stand_before_a_block_and_credits_are_captions_of_their_own():
    document = document_of_html(
        '<p>Đầu</p><figure class="image"><img src="/media/a.jpg" alt="Cầu"><figcaption>Cầu mới. '
        '<span class="credit">Ảnh: Hà</span></figcaption></figure><img src="/media/b.jpg">'
    )
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("p", "Đầu"),
        ("caption", "Cầu mới. "),
        ("caption", "Ảnh: Hà"),
    ]
    assert document.pictures == (Picture("/media/a.jpg", "Cầu", 1), Picture("/media/b.jpg", "", 3))


def test_a_recording_is_nothing_but_its_caption():
    html = (
        '<p class="audio"><a href="/am-thanh/abcdefghjk/">Phát thanh</a></p>'
        '<figure class="video"><a href="/video/abcdefghjk/"><img src="/media/a.jpg" alt=""> Tên</a>'
        "<figcaption>Chú thích</figcaption></figure><p>Sau</p>"
    )
    assert blocks(html) == [("caption", "Chú thích"), ("p", "Sau")]


def test_fields_stand_before_the_body_and_empty_ones_nowhere():
    document = document_of_html("<p>Bài</p><img src='/media/a.jpg'>", {"title": "Tên", "summary": " ", "sapo": "Tóm"})
    assert document.blocks == (
        Block("Tên", Kind.FIELD, "title"),
        Block("Tóm", Kind.FIELD, "sapo"),
        Block("Bài"),
    )
    assert document.pictures == (Picture("/media/a.jpg", "", 3),)


@pytest.mark.parametrize("html", ["", "<", "<p", "<p>", "</p>", "a < b", "<!-- x -->", "&", "&#0;", "<p>\ud800</p>"])
def test_no_text_is_too_odd(html):
    document_of_html(html)


@pytest.mark.parametrize("article", read_articles(), ids=lambda article: article["title"][:30])
def test_articles_keep_every_word(article):
    body = sanitize_html(article["body"])
    lines = "\n".join(block.text for block in document_of_html(body).blocks)
    assert lines.split() == html_to_text(body).split()
