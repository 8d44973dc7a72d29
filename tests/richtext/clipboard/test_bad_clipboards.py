"""Clipboards that are too long, that try to run or to fetch something, or that hide."""

import pytest

from richtext.sanitize import sanitize_html
from tests.growth import TIMES
from tests.richtext.clipboard.conftest import SITE
from tests.richtext.hostile import VECTORS

pytestmark = pytest.mark.browser
WORD = "<html xmlns:w='urn:schemas-microsoft-com:office:word'><body>{}</body></html>"
PARAGRAPH = (
    "<p class=MsoNormal style='text-align:justify'><span lang=VI style='font-size:14.0pt;font-family:Arial'>"
    "Ủy ban nhân dân <b>tỉnh</b> rà soát<span class=msoDel><del datetime=2026-11-20>100.000</del></span> 184 thủ tục."
    "<o:p></o:p></span></p>"
)
GROWTH = """async ([shapes, times]) => {
  const { translate } = await import("/static/richtext/clipboard/index.js");
  const { allowedContent: allowed } = CKEDITOR.instances.id_body.config;
  const best = (clipboard) => Math.min(...[1, 2, 3].map(() => {
    const began = performance.now();
    translate(clipboard.html, { allowed, rtf: clipboard.rtf });
    return performance.now() - began;
  }));
  return shapes.map(([head, piece, rtf]) => {
    const long = (letters) => {
      const many = Math.ceil(letters / piece.length);
      return { html: head + piece.repeat(many), rtf: `{\\rtf1 ${rtf.repeat(many)}}` };
    };
    best(long(10_000));
    return best(long(25_000 * times)) / Math.max(best(long(25_000)), 2);
  });
}"""
SHAPES = {
    "paragraphs": PARAGRAPH,
    "list items": "<p class=MsoListParagraph style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.</span>x</p>",
    "lists of one item": "<div class=ListContainerWrapper><ol><li data-aria-level=2><p>x</p></li></ol></div>",
    "headings": "<h1>a</h1><h4 style='mso-outline-level:4'>b</h4>",
    "bold letters": "<b>a</b><i>b</i><span style='font-weight:bold'>c</span> ",
    "deleted": "<p>a<del datetime=x>b<del>c</del></del></p>",
    "hidden": "<p style='display:none'>a<span style='font-size:0'>b</span></p>",
    "comments": "<div class=msocomtxt><p class=MsoCommentText>a</p></div><a class=msocomanchor>[1]</a>",
    "references": "<a href='#_ftn1'>[1]</a><p><a href='#_ftnref1'>[1]</a>x</p>",
    "signs": "<p><span style='font-family:Wingdings'>ü\uf0b7</span>\ue123</p>",
    "closed divisions": "<div>" * 9 + "x" + "</div>" * 9,
    "cells": "<table><tr><td><p>a</p><td>b</table>",
    "quotations": "<p class=MsoQuote>a</p>",
    "rules": "<style>p.a{color:red}</style><p class=a>x</p>",
    "breaks": "<br>a ",
    "text boxes": "<p>a<!--[if gte vml 1]><v:shape id=b><v:textbox><p>c</p></v:textbox></v:shape><![endif]--></p>",
    "text boxes of one paragraph": "<!--[if gte vml 1]><v:textbox>c</v:textbox><![endif]-->",
    "typed lines": "- a<br>",
    "typed paragraphs": "<p>- a</p><p>b<br>1. c<br>2. d</p>",
    "capitals": "<p style='text-transform:uppercase'>a<b>b</b></p>",
}
EXCEL = "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><table>"
WRITER = '<html><meta name="generator" content="LibreOffice 24.2"><p>'
# (what stands once before the pieces, the piece, what stands for it in the RTF)
SHAPES_WITHIN = {
    "hidden rows": (EXCEL, "<tr style='display:none'><td rowspan=3>a<td>b</tr><tr><td>c</tr><tr><td>d</tr>", ""),
    "spans over hidden rows": (EXCEL, "<tr style='display:none'><td rowspan=9999>a<td>b</tr>", ""),
    "letters without a size": ("<span style='font-size:0'>" * 400, "<b class=x>a</b>", ""),
    "nested lists": ("<ul><li>" * 100, "<li>a", ""),
    "lists in lists": ("", "<ul><li>a" * 100 + "</ul>" * 100, ""),
    "raised letters": (f"{WORD.format('')}" + "<span style='mso-text-raise:4pt'>" * 300, "<b>a</b>", ""),
    "deleted ends": (f"{WORD.format('')}<p>a", "<del datetime=x><br></del>", ""),
    "lines of chats": ("<div style='white-space:pre'>" * 300, "<b>a\n b</b>", ""),
    "deletions of LibreOffice": (WRITER, "abc xyz ", "{abc }{\\deleted xyz }"),
}


@pytest.mark.parametrize("name", [*SHAPES, *SHAPES_WITHIN])
def test_the_pass_takes_time_in_proportion_to_the_length(editor, name):
    head = "<html xmlns:w='urn:schemas-microsoft-com:office:word'>"
    shape = SHAPES_WITHIN.get(name) or (head, SHAPES[name], "")
    for _ in range(3):  # a machine may be busy once
        times = editor.page.evaluate(GROWTH, [[shape], TIMES])[0]
        if times < 2.5 * TIMES:
            return
    pytest.fail(f"{times:.1f} times as long for {TIMES} times the text")


COUNT = """async ([html, tag]) => {
  const { translate } = await import("/static/richtext/clipboard/index.js");
  const { allowedContent: allowed } = CKEDITOR.instances.id_body.config;
  return translate(html, { allowed }).html.split(`<${tag}`).length - 1;
}"""


@pytest.mark.parametrize(
    ("head", "piece", "tag"),
    [
        ("<table><tr>", "<td>a", "td"),
        ("<figure><img src=/media/a.webp><figcaption>", "<br>a", "br"),
    ],
)
def test_what_stands_side_by_side_has_no_greatest_number(editor, head, piece, tag):
    many = 140_000  # a call takes fewer arguments
    assert editor.page.evaluate(COUNT, [head + piece * many, tag]) >= many - 1


def test_of_four_megabytes_the_words_are_kept_and_that_is_said(editor):
    paragraph = PARAGRAPH.replace("<o:p>", f"<o:p style='mso-x:{'x' * 9_000}'>")
    many = 4_000_000 // len(paragraph)
    html, notes = editor.paste(WORD.format(paragraph * many))

    assert html.count("<p>") == many
    assert "100.000" not in html
    assert "<strong>" not in html
    assert notes == [f"tracked {many}: 100.000", "truncated 1"]


def test_what_no_article_can_hold_is_refused_with_a_sentence(editor):
    assert editor.paste(WORD.format(f"<p>{'chữ ' * 2_000}" * 400)) == ("", ["refused 1"])


def test_nothing_of_a_clipboard_runs_or_is_fetched(editor):
    editor.page.evaluate("() => { window.ran = () => { document.title = 'ran'; }; }")
    editor.asked.clear()

    for start in range(0, len(VECTORS), 12):
        some = VECTORS[start : start + 12]
        editor.paste(WORD.format("".join(f"<p class=MsoNormal>chữ</p>{vector}" for vector in some)))
        editor.paste("".join(f"{vector}<p>chữ</p>" for vector in some))

    editor.page.evaluate("() => new Promise((resolve) => setTimeout(resolve))")
    assert editor.page.title() != "ran"
    assert [address for address in editor.asked if not address.startswith((SITE, "data:"))] == []


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("<form action=//evil.example><p>Họ tên <input name=ten value='Mão'><script>ran()</script></p></form>",
         "<p>Họ tên Mão</p>"),
        ("<iframe src=//evil.example><p>trong</p></iframe><p>ngoài</p><frame src=x>", "<p>ngoài</p>"),
        ("<p>a<span style='visibility:hidden'>ẩn</span><span hidden>ẩn</span>b</p>", "<p>ab</p>"),
        ("<p style='font-size:0'>ẩn<span style='font-size:14pt'>hiện</span></p>", "<p>ẩnhiện</p>"),
        ("<div style='color:#fff;background:#fff'>chữ trắng</div>", "<p>chữ trắng</p>"),
        ("<link rel=stylesheet href=//evil.example/x><style>@import '//evil.example/y'</style><p>a</p>", "<p>a</p>"),
        ("<p style='background:url(//evil.example/a)'>a</p><table background=//evil.example/b><tr><td>c<td>d</table>",
         "<p>a</p>\n<table><tbody><tr><td>c</td><td>d</td></tr></tbody></table>"),
        ("<p>", ""),
        ("<b>chữ", "<p><strong>chữ</strong></p>"),
        ("<ul>chữ<li>mục</ul>", "<ul><li>chữ</li><li>mục</li></ul>"),
        ("<td>ô</td>", "<p>ô</p>"),
        ("</div></p><!-- <p>a</p> --><![if !x]>b<![endif]>", "<p>b</p>"),
    ],
)  # fmt: skip
def test_what_stands_in_the_clipboard_is_read_and_nothing_else(editor, given, stored):
    pasted, _ = editor.paste(given)

    assert sanitize_html(pasted).replace("</p> <", "</p><") == stored
