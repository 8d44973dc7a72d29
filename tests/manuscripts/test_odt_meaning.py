"""What an ODT means, is what the text of an article says."""

import pytest

from .docx_files import png
from .odt_files import (
    MERGED,
    NAMESPACES,
    PICTURE,
    cell,
    frame,
    h,
    item,
    list_style,
    listed,
    note,
    odt,
    p,
    span,
    style,
    table,
)
from .readings import left_out_of, manuscript_of, odt_body_of

TRACKED = (
    '<text:tracked-changes><text:changed-region xml:id="c1"><text:deletion><office:change-info/>'
    f"{p('100.000')}</text:deletion></text:changed-region></text:tracked-changes>"
)
REMOTE = '<draw:image xlink:href="https://x.example/a.png" xlink:type="simple"/>'
BOX = f'<draw:frame text:anchor-type="paragraph"><draw:text-box>{p("Trong hộp")}</draw:text-box></draw:frame>'
COMMENT = f"<office:annotation><dc:creator>A</dc:creator>{p('Xem lại')}</office:annotation>"

CASES = {
    "looks stay": (
        odt(
            p(
                span("đậm", "B"),
                span("nghiêng", "I"),
                span("bỏ", "S"),
                span("2", "UP"),
                span("n", "DOWN"),
                span("gạch", "U"),
            )
        ),
        "<p><strong>đậm</strong><em>nghiêng</em><s>bỏ</s><sup>2</sup><sub>n</sub><u>gạch</u></p>",
    ),
    "bold by hand is bold, bold of a named style is not": (
        odt(p("tay", style="PB"), p("kiểu", style="Sapo")),
        "<p><strong>tay</strong></p>\n<p>kiểu</p>",
    ),
    "lists a) and I. in each other": (
        odt(listed(item(p("một"), listed(item(p("con")), look="LA")), item(p("hai")))),
        '<ol type="a"><li>một<ol type="I"><li>con</li></ol></li><li>hai</li></ol>',
    ),
    "a list that goes on goes on": (
        odt(listed(item(p("một"))), p("Giữa"), listed(item(p("hai")), more=' text:continue-numbering="true"')),
        '<ol type="a"><li>một</li></ol>\n<p>Giữa</p>\n<ol start="2" type="a"><li>hai</li></ol>',
    ),
    "a list begins where it says": (
        odt(listed('<text:list-item text:start-value="4">' + p("bốn") + "</text:list-item>")),
        '<ol start="4" type="a"><li>bốn</li></ol>',
    ),
    "a second paragraph of an item is its second line": (
        odt(listed(item(p("một"), p("tiếp")), look="LB")),
        "<ul><li>một<br>tiếp</li></ul>",
    ),
    "a list by its style alone is a list": (
        odt(
            p("một", style="L"),
            p("hai", style="L"),
            automatic=style("L", "paragraph", "Standard").replace(
                'style:family="paragraph"', 'style:family="paragraph" style:list-style-name="N"'
            )
            + list_style("N", "1"),
        ),
        "<ol><li>một</li><li>hai</li></ol>",
    ),
    "headings skip no level": (odt(h("A"), h("B", 3), h("C", 2)), "<h2>A</h2>\n<h3>B</h3>\n<h3>C</h3>"),
    "alignment stays": (
        odt(p("giữa", style="MID"), p("phải", style="END")),
        '<p class="center">giữa</p>\n<p class="right">phải</p>',
    ),
    "merged cells stay merged": (
        odt(MERGED),
        '<table><tbody><tr><td colspan="2">Chỉ tiêu</td></tr><tr><td rowspan="2">Huyện</td><td>Năm Căn</td></tr>'
        "<tr><td>Ngọc Hiển</td></tr></tbody></table>",
    ),
    "the head of a table is its head": (
        odt(
            table(
                cell("2026"),
                head=f"<table:table-header-rows><table:table-row>{cell('Năm')}</table:table-row></table:table-header-rows>",
            )
        ),
        "<table><thead><tr><th>Năm</th></tr></thead><tbody><tr><td>2026</td></tr></tbody></table>",
    ),
    "footnotes stand at the end": (
        odt(p("Một", note("Theo Sở."), " hai", note("Tháng 3.", 2))),
        '<p>Một<sup class="note">1</sup> hai<sup class="note">2</sup></p>\n'
        '<div class="notes"><ol><li>Theo Sở.</li><li>Tháng 3.</li></ol></div>',
    ),
    "deleted text goes": (odt(TRACKED, p("Còn 50.000 đồng")), "<p>Còn 50.000 đồng</p>"),
    "comments and hidden text go": (odt(p("Câu", COMMENT, span(" mật", "HID"))), "<p>Câu</p>"),
    "a hidden section goes": (
        odt(f'<text:section text:name="s" text:display="none">{p("mật")}</text:section>', p("Bài")),
        "<p>Bài</p>",
    ),
    "the words of a box follow": (odt(p("Trước", BOX), p("Sau")), "<p>Trước</p>\n<p>Trong hộp</p>\n<p>Sau</p>"),
    "signs of Wingdings are signs": (odt(p(span("ü", "W"))), "<p>✓</p>"),
    "links, breaks, runs of spaces": (
        odt(
            p(
                '<text:a xlink:href="https://camau.gov.vn/">Cổng</text:a>',
                "<text:line-break/>a",
                '<text:s text:c="3"/>',
                "b",
            )
        ),
        '<p><a href="https://camau.gov.vn/">Cổng</a><br>a   b</p>',
    ),
    "a quotation is a quotation": (odt(p("Lời", style="Quotations")), "<blockquote><p>Lời</p></blockquote>"),
    "a table of contents goes": (
        odt(
            f"<text:table-of-content><text:index-body>{p('Mục 1')}</text:index-body></text:table-of-content>", p("Bài")
        ),
        "<p>Bài</p>",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_text_says_what_the_file_says(case):
    content, said = CASES[case]

    assert odt_body_of(content) == said


@pytest.mark.parametrize(
    ("content", "kind", "example"),
    [
        (odt(TRACKED, p("A")), "tracked", ["100.000"]),
        (odt(p("A", COMMENT)), "comments", ["Xem lại"]),
        (odt(p("A", span("mật", "HID"))), "hidden", ["mật"]),
        (odt(p("A", BOX)), "text-boxes", ["Trong hộp"]),
        (odt(p("A", frame(REMOTE, "Ảnh xa"))), "remote_picture", ["Ảnh xa"]),
        (
            odt(
                p("A"),
                parts={
                    "styles.xml": f"<office:document-styles {NAMESPACES}><office:master-styles><style:master-page>"
                    f"<style:header>{p('Báo Cà Mau')}</style:header></style:master-page></office:master-styles>"
                    "</office:document-styles>"
                },
            ),
            "page-furniture",
            ["Báo Cà Mau"],
        ),
    ],
)
def test_what_is_left_out_is_said(content, kind, example):
    assert left_out_of(content, "odt")[kind] == (1, example)


def test_a_picture_with_its_caption_in_one_frame():
    inner = p(frame(PICTURE, "Bà Hạnh"), "Ở Một cửa. Ảnh: Nhung", style="Caption")
    box = f'<draw:frame text:anchor-type="paragraph"><draw:text-box>{inner}</draw:text-box></draw:frame>'

    manuscript = manuscript_of(odt(p("Trước"), p(box), p("Sau"), parts={"Pictures/a.png": png()}), "odt")

    [picture] = manuscript.pictures
    assert (picture.part, picture.alt) == ("Pictures/a.png", "Bà Hạnh")
    assert (picture.caption, picture.credit) == ("Ở Một cửa.", "Ảnh: Nhung")


def test_the_title_by_its_style():
    manuscript = manuscript_of(odt(p("Tên bài", style="Title"), p("Sapo", style="Sapo"), p("Thân")), "odt")

    guess = manuscript.guess()

    assert (manuscript.text(guess.title), manuscript.text(guess.summary)) == ("Tên bài", "Sapo")
