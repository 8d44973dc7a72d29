"""The plain words of a text."""

import pytest

from richtext.text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        (None, ""),
        ("chữ trần", "chữ trần"),
        ("<p>một <strong>hai</strong></p><p>ba</p>", "một hai\nba"),
        ("<p>một<br>hai</p>", "một\nhai"),
        ("<h2>Mục</h2><ul><li>a</li><li>b</li></ul>", "Mục\na\nb"),
        ("<table><tr><th>Lĩnh vực</th><td>99,83%</td></tr><tr><td>x</td></tr></table>", "Lĩnh vực 99,83%\nx"),
        (
            '<figure><img src="/media/a.webp" alt="không phải chữ"><figcaption>Chú thích</figcaption></figure>',
            "Chú thích",
        ),
        ("<p>a &lt;b&gt; &amp; c&nbsp;d</p>", "a <b> & c d"),
        ("<script>alert(1)</script><style>p{}</style><p>a</p>", "a"),
        ("<p>không đóng <b>thẻ", "không đóng thẻ"),
        ("<!-- chú thích --><p>a</p>", "a"),
        ("\0<p>\0</p>", ""),
    ],
)
def test_html_becomes_lines_of_words(html, text):
    assert html_to_text(html) == text


def test_what_is_stored_has_the_same_words():
    html = "<h2>Mục</h2><p>một <strong>hai</strong> &lt;b&gt; &amp; c<br>ba</p><ul><li>a</li></ul>"

    assert html_to_text(html, is_stored=True) == html_to_text(html)


def test_a_broken_and_huge_text_is_read_in_a_moment():
    assert html_to_text("<div><b>" * 50_000 + "chữ") == "chữ"
