"""Footnotes of a text: one list at its end, numbers in the order of the text; and what readers get of them."""

import random

import pytest
from lxml import html as lxml_html

from articles.presentation import present_body
from revisions.compare import joined, merge
from richtext import sanitize
from richtext.sanitize import sanitize_html
from richtext.text import html_to_text


def number(n):
    return f'<sup class="note">{n}</sup>'


def notes(*words):
    return f'<div class="notes"><ol>{"".join(f"<li>{each}</li>" for each in words)}</ol></div>'


STORED = (
    f"<p>Thu 50.000 đồng{number(1)}, miễn cho hộ nghèo{number(2)}.</p>\n{notes('Nghị quyết 12.', 'Theo chuẩn mới.')}"
)


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        (STORED, STORED),
        # The list goes to the end, the numbers follow the text
        (
            f"<p>a{number(2)} b{number(1)}</p>{notes('một', 'hai')}<p>c</p>",
            f"<p>a{number(1)} b{number(2)}</p>\n<p>c</p>\n{notes('hai', 'một')}",
        ),
        # Two pastes, each with a list of its own
        (
            f"<p>a{number(1)}</p>{notes('của a')}<p>b{number(1)}</p>{notes('của b')}",
            f"<p>a{number(1)}</p>\n<p>b{number(2)}</p>\n{notes('của a', 'của b')}",
        ),
        # A note that is named twice is there once
        (f"<p>a{number(1)} b{number(1)}</p>{notes('chung')}", f"<p>a{number(1)} b{number(1)}</p>\n{notes('chung')}"),
        # Nothing is lost where a number or a note stands alone
        (f"<p>a{number(3)}</p>{notes('một')}", f"<p>a<sup>3</sup></p>\n{notes('một')}"),
        (f"<p>m{number('2')}</p>", "<p>m<sup>2</sup></p>"),
        (f"<p>a{number('x')}</p>{notes('một')}", f"<p>a<sup>x</sup></p>\n{notes('một')}"),
        (
            f"<p>a{number(1)}</p><div class=notes><ol><li>một</li></ol><p>gõ thêm</p></div>",
            f"<p>a{number(1)}</p>\n<p>gõ thêm</p>\n{notes('một')}",
        ),
        ("<p>a</p><div class=notes><ol><li> </li></ol></div>", "<p>a</p>"),
        # A note in the place of its number
        (
            f"<p>a{number('* của <em>a</em>')} b{number(1)}</p>{notes('của b')}",
            f"<p>a{number(1)} b{number(2)}</p>\n{notes('của <em>a</em>', 'của b')}",
        ),
        # What nothing names stands behind the others
        (
            f"<p>a{number(2)} b{number(3)}</p>{notes('x', 'y', 'z')}",
            f"<p>a{number(1)} b{number(2)}</p>\n{notes('y', 'z', 'x')}",
        ),
        # In the middle of a text whose own notes stand at its end
        (
            f"<p>a{number(1)}</p><p>b{number(2)}</p><div class=notes><ol start=2><li>của b</li></ol></div>"
            f"<p>c</p>{notes('của a')}",
            f"<p>a{number(1)}</p>\n<p>b{number(2)}</p>\n<p>c</p>\n{notes('của a', 'của b')}",
        ),
    ],
)
def test_notes_are_put_in_order(given, stored):
    assert sanitize_html(given) == stored
    assert sanitize_html(stored) == stored


def test_readers_get_from_the_number_to_the_note_and_back():
    page = lxml_html.fragment_fromstring(str(present_body(STORED)), create_parent="div")

    to_note, to_text = page.xpath(".//sup/a")[0], page.xpath(".//li/a[@class='back']")[0]
    assert (to_note.get("href"), to_note.get("role"), to_note.get("aria-label")) == (
        "#ghi-chu-1", "doc-noteref", "Ghi chú 1",
    )  # fmt: skip
    assert (to_text.get("href"), to_text.get("role"), to_text.get("aria-label")) == (
        "#goi-ghi-chu-1", "doc-backlink", "Về chỗ có ghi chú 1",
    )  # fmt: skip
    assert page.xpath("string(.//li[@id='ghi-chu-2'])") == "Theo chuẩn mới. ↩"
    assert {found.get("class") for found in page.iter("sup")} == {"reference"}
    assert [found.get("id") for found in page.iter("sup")] == ["goi-ghi-chu-1", "goi-ghi-chu-2"]
    assert page.xpath(".//div[@role='doc-endnotes']/@aria-label") == ["Ghi chú"]


def test_a_note_of_two_paragraphs_leads_back_from_the_last_one():
    html = str(present_body(f"<p>a{number(1)}</p><div class=notes><ol><li><p>b</p><p>c</p></li></ol></div>"))

    assert "<p>b</p><p>c <a " in html


def test_nobody_stores_an_id_or_a_link_within_the_page():
    html = '<p id="ghi-chu-1">a<a href="#ghi-chu-1">b</a></p>'

    assert sanitize_html(html) == "<p>ab</p>"


def test_numbers_of_notes_are_no_part_of_the_words():
    assert html_to_text(STORED, is_stored=True).splitlines()[0] == "Thu 50.000 đồng, miễn cho hộ nghèo."


def test_two_texts_that_are_joined_keep_each_note_with_its_words():
    base = (
        f"<p>Thu 50.000 đồng{number(1)} mỗi bản.</p>\n<p>Đoạn hai{number(2)}.</p>\n"
        f"{notes('Nghị quyết 12.', 'Kế hoạch 55.')}"
    )
    ours = (
        f"<p>Thu 50.000 đồng{number(1)} mỗi bản{number(2)}.</p><p>Đoạn hai{number(3)}.</p>"
        f"{notes('Nghị quyết 12.', 'Của ta.', 'Kế hoạch 55.')}"
    )
    theirs = (
        f"<p>Thu 50.000 đồng{number(1)} mỗi bản.</p><p>Đoạn hai{number(2)}.</p><p>Đoạn ba{number(3)}.</p>"
        f"{notes('Nghị quyết 12.', 'Kế hoạch 55.', 'Của <em>họ</em>.')}"
    )

    assert joined(merge(base, base, base)) == base
    assert joined(merge(base, ours, theirs)) == (
        f"<p>Thu 50.000 đồng{number(1)} mỗi bản{number(2)}.</p>\n<p>Đoạn hai{number(3)}.</p>\n"
        f"<p>Đoạn ba{number(4)}.</p>\n"
        f"{notes('Nghị quyết 12.', 'Của ta.', 'Kế hoạch 55.', 'Của <em>họ</em>.')}"
    )


def test_a_note_that_is_named_twice_is_there_once_in_a_joined_text_too():
    text = f"<p>a{number(1)} b{number(1)}</p>\n{notes('chung')}"

    assert joined(merge(text, text, text)) == text


def test_a_note_of_several_paragraphs_that_is_joined_is_one_of_several_lines():
    text = f"<p>a{number(1)}</p>\n{notes('<p>b</p><p>c</p>', 'không ai gọi')}"

    assert joined(merge(text, text, text)) == f"<p>a{number(1)}</p>\n{notes('b<br>c', 'không ai gọi')}"


def test_numbers_and_notes_in_any_order_come_to_rest(monkeypatch):
    """Else only the words of a text would be kept."""
    monkeypatch.setattr(
        sanitize, "_in_plain_paragraphs", lambda html: pytest.fail(f"It changes with each pass: {html}")
    )
    chance = random.Random(7)
    pieces = [
        number(1),
        number(2),
        number("* a <b>b</b>"),
        number(""),
        notes("x", "y"),
        "<ol start=2>",
        "</ol>",
        "<li>",
    ]
    pieces += ["</li>", "<p>", "</p>", "<div class=notes>", "</div>", "<blockquote>", "<table><tr><td>", "chữ "]

    for _ in range(400):
        stored = sanitize_html("".join(chance.choices(pieces, k=chance.randint(1, 12))))
        assert sanitize_html(stored) == stored
