"""Places that wait for pictures stand in what is typed, and in no text that is stored."""

from richtext.picture_places import kept
from richtext.sanitize import only_allowed, sanitize_html
from richtext.widgets import RichTextWidget

PLACE = (
    '<div class="picture-place" data-caption="Ảnh: A &amp; B" data-name="a" data-place="k3x9" data-why="emf"></div>'
)
TEXT = f"<p>Một.</p>{PLACE}<p>Hai.</p>"


def test_the_sanitiser_stores_none_and_no_trace_of_one():
    assert sanitize_html(TEXT) == "<p>Một.</p>\n<p>Hai.</p>"
    assert sanitize_html(PLACE) == ""
    assert sanitize_html(f"<ul><li>A{PLACE}</li></ul>") == "<ul><li>A</li></ul>"


def test_the_form_shows_them_again_where_they_stood():
    assert RichTextWidget().format_value(TEXT).replace("\n", "") == TEXT
    assert kept(TEXT, only_allowed) == TEXT
    for around in (
        "<ul><li>A{}</li></ul>",
        "<table><tbody><tr><td>{}</td></tr></tbody></table>",
        "{}{}",
        "<p>A</p>{}",
    ):
        html = around.replace("{}", PLACE)
        assert kept(html, sanitize_html).replace("\n", "") == html


def test_nothing_else_comes_through_with_them():
    hostile = [
        '<div class="picture-place" data-place="k3" data-name="&lt;script&gt;&quot; onload=&quot;x"></div>',
        '<div class="picture-place" data-place="k3" onclick="x()"></div>',
        '<div class="picture-place" data-place="&quot;><script>"></div>',
        '<div class="picture-place" data-name="a.jpg"></div>',
        '<div class="picture-place" data-place="k3"><script>x()</script></div>',
        '<div class="picture-place" data-place="k3" data-other="x"></div>',
    ]
    for html in hostile:
        shown = kept(html, sanitize_html)
        assert "<script" not in shown
        assert "onclick" not in shown
        assert "data-other" not in shown
        assert shown in ("", sanitize_html(html)) or shown.startswith('<div class="picture-place" data-')
    assert kept(hostile[0], sanitize_html) == (
        '<div class="picture-place" data-name="&lt;script&gt;&quot; onload=&quot;x" data-place="k3"></div>'
    )
