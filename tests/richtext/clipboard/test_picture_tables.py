"""Pictures in tables of a paste: a table of pictures becomes pictures with captions, one of data keeps its cells."""

import base64
import re

import pytest
from playwright.sync_api import expect

from richtext.sanitize import sanitize_html
from tests.factories import picture_file
from tests.growth import TIMES

pytestmark = pytest.mark.browser
DATA = f"data:image/png;base64,{base64.b64encode(picture_file(kind='PNG').read()).decode()}"
TABLES = [  # the rows of a table, and what becomes of it; pictures are "#"
    # tables that only hold pictures and captions in place
    ("<tr><td>#</td><td>#</td></tr><tr><td>Một</td><td>Hai</td></tr>", "#<p>Một</p>#<p>Hai</p>"),
    (
        "<thead><tr><th>#</th><th>#</th></tr></thead><tr><td>Một</td><td>Hai</td></tr>",
        "#<p>Một</p>#<p>Hai</p>",
    ),
    ("<tr><td>#<p>Một</p></td><td><p>#</p><p>Hai</p><p>Ảnh: X</p></td></tr>", "#<p>Một</p>#<p>Hai Ảnh: X</p>"),
    ("<tr><td>Một<br>#</td><td>#<br><em>Hai</em></td></tr>", "#<p>Một</p>#<p><em>Hai</em></p>"),
    ("<tr><td>#Một#Hai</td></tr><tr><td>Một#Hai#</td></tr>", "#<p>Một</p>#<p>Hai</p>#<p>Một</p>#<p>Hai</p>"),
    ("<tr><td>#</td><td>#</td></tr><tr><td colspan=2>Hai ảnh</td></tr>", "##<p>Hai ảnh</p>"),
    ("<tr><td colspan=2>Lễ hội</td></tr><tr><td>#</td><td>#</td></tr>", "<p>Lễ hội</p>##"),
    ("<tr><td>#</td></tr><tr><td>Một</td></tr><tr><td>(Ảnh: Nhung)</td></tr>", "#<p>Một (Ảnh: Nhung)</p>"),
    ("<tr><td>#</td><td></td></tr><tr><td>Một</td><td></td></tr><tr><td>#</td></tr>", "#<p>Một</p>#"),
    # tables that say something by themselves
    ("<tr><td>Xã</td><td>#</td></tr>", "<table><tbody><tr><td>Xã</td><td></td></tr></tbody></table>#"),
    (
        "<thead><tr><th>#</th><th>#</th></tr></thead><tr><td>Một</td><td>Hai</td></tr><tr><td>1</td><td>2</td></tr>",
        "<table><tbody><tr><td>Một</td><td>Hai</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>##",
    ),
    (
        "<tr><td>Xã</td><td>Tân</td></tr><tr><td>#</td><td>#</td></tr><tr><td></td><td></td></tr>",
        "<table><tbody><tr><td>Xã</td><td>Tân</td></tr><tr><td></td><td></td></tr></tbody></table>##",
    ),
    (
        "<tr><td rowspan=2>Xã</td><td>#</td></tr><tr><td>#</td></tr>",
        "<table><tbody><tr><td>Xã</td><td></td></tr></tbody></table>##",
    ),
    ("<caption>Bảng 1</caption><tr><td>#</td></tr>", "<p>Bảng 1</p>#"),
    (
        f"<tr><td>#</td></tr><tr><td>{'chữ ' * 90}</td></tr>",
        f"<table><tbody><tr><td>{'chữ ' * 90}</td></tr></tbody></table>#",
    ),
]
PLACED = """(cases) => import("/static/richtext/pasted_pictures.js").then(({ withPlaces }) => {
  const shown = (html) => html.replace(/<div class="picture-place"[^>]*><.div>/g, "#");
  return cases.map((html) => shown(withPlaces(html, { mediaUrl: "/media/" }).html));
})"""


def test_a_table_that_only_holds_pictures_in_place_goes_and_one_that_says_something_stays(editor):
    image = '<img src="https://evil.example/a.png">'
    cases = [f"<p>A</p><table>{rows.replace('#', image)}</table><p>B</p>" for rows, _ in TABLES]

    assert editor.page.evaluate(PLACED, cases) == [f"<p>A</p>{want}<p>B</p>" for _, want in TABLES]


def test_pictures_that_are_ours_stay_in_their_table(editor):
    html = '<table><tbody><tr><td><img src="/media/a.webp"></td></tr><tr><td>Một</td></tr></tbody></table>'

    assert editor.page.evaluate(PLACED, [html]) == [html]


def test_a_row_of_pictures_alone_is_no_head_of_its_columns(editor):
    image = '<img src="/media/a.webp" alt="A">'
    html, _ = editor.paste(f"<table><tr><td>{image}<td>{image}<tr><td>Một<td>Hai</table>")

    assert "<th" not in html
    assert html.count("<td>") == 4


WORD_TABLE = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><p class=MsoNormal>Một.</p>
<table class=MsoTableGrid border=1>
<tr><td width=300><p class=MsoNormal>{0}</p></td><td><p class=MsoNormal>{0}</p></td></tr>
<tr><td><p class=MsoCaption>{1}</p></td><td><p class=MsoNormal>{2}</p></td></tr>{3}</table>
<p class=MsoNormal>Hai.</p></body></html>"""


def test_pictures_of_a_table_with_data_stand_behind_it_and_that_is_said(editor):
    more = "<tr><td><p class=MsoNormal>4.212</p></td><td><p class=MsoNormal>98</p></td></tr>"
    image = "<img src='https://evil.example/a.png'>"
    html, notes = editor.paste(WORD_TABLE.format(image, "Tân Phong", "Bến Lam", more))

    assert notes == ["table-pictures 2"]
    expect(editor.page.locator(".richtext-bar")).to_contain_text("2 ảnh trong bảng nay đứng ngay sau bảng")
    assert sanitize_html(html.split("<div")[0]).replace("\n", "") == (
        "<p>Một.</p><table><tbody><tr><td>Tân Phong</td><td>Bến Lam</td></tr>"
        "<tr><td>4.212</td><td>98</td></tr></tbody></table>"
    )
    assert html.count('class="picture-place"') == 2


TABLES_GROW = """([head, piece, times]) => import("/static/richtext/pasted_pictures.js").then(({ withPlaces }) => {
  const best = (many) => Math.min(...[1, 2].map(() => {
    const began = performance.now();
    withPlaces(`${head}${piece.repeat(many)}</table>`, { mediaUrl: "/media/" });
    return performance.now() - began;
  }));
  best(50);
  return best(200 * times) / Math.max(best(200), 2);
})"""


@pytest.mark.parametrize(
    "shape",
    [
        ("<table>", "<tr><td><img src=a:b><td><img src=a:b><tr><td>a<td>b"),
        ("<table><tr><td>", "<img src=a:b>a"),
        ("<table><tr><td>a<td>b", "<tr><td>a<td><img src=a:b><tr><td><td><img src=a:b>"),
        ("<table>", "<table><tr><td><img src=a:b></table>"),
        ("<p>a", "<p><img src=a:b>a"),
    ],
)
def test_tables_with_pictures_take_time_in_proportion_to_their_length(editor, shape):
    for _ in range(3):  # a machine may be busy once
        times = editor.page.evaluate(TABLES_GROW, [*shape, TIMES])
        if times < 2.5 * TIMES:
            return
    pytest.fail(f"{times:.1f} times as long for {TIMES} times the table")


def test_a_table_of_pictures_of_word_gives_each_its_caption(editor):
    said = ["Bà con nhận quà", "Cổng xã. Ảnh: Thùy Nhung"]
    html, notes = editor.paste(WORD_TABLE.format(f"<img src='{DATA}'>", *said, ""))

    assert notes == []
    assert "<table" not in html
    assert re.findall(r'data-caption="([^"]*)"', html) == said
    captions = editor.page.get_by_role("dialog", name="Ảnh", exact=True).get_by_label("Chú thích", exact=True)
    expect(captions.first).to_have_value("Bà con nhận quà")
    expect(captions.nth(1)).to_have_value("Cổng xã.")
