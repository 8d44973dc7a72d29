"""What Word's own XML means, is what the text of an article says: compared meaning by meaning."""

import pytest

from .docx_files import STYLES, docx, drawing, item, numbering, p, r, strict, styles, table
from .readings import body_of, left_out_of, manuscript_of

LETTERS = numbering(("lowerLetter", "%1)", 1), ("upperRoman", "%2.", 1), ("bullet", "•", 1))
DECIMALS = numbering(("decimal", "%1.", 1), ("decimal", "%1.%2.", 1))


def listed(*body, kinds=LETTERS):
    return docx(*body, parts={"word/numbering.xml": kinds})


def field(code, shown):
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(text):
    inner = f"<wps:txbx><w:txbxContent>{p(text)}</w:txbxContent></wps:txbx>"
    drawn = f"<w:drawing><wp:anchor><a:graphic><a:graphicData><wps:wsp>{inner}</wps:wsp></a:graphicData></a:graphic>"
    old = f"<w:pict><v:shape><v:textbox><w:txbxContent>{p(text)}</w:txbxContent></v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</wp:anchor></w:drawing></mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


DELETED = '<w:del w:id="1" w:author="A"><w:r><w:delText>100.000</w:delText></w:r></w:del>'
INSERTED = '<w:ins w:id="2" w:author="A"><w:r><w:t>50.000</w:t></w:r></w:ins>'
MOVED = (
    '<w:moveFrom w:id="3"><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:moveTo w:id="4"><w:r><w:t>mới</w:t></w:r></w:moveTo>'
)
MERGED = table(
    [("Chỉ tiêu", '<w:gridSpan w:val="2"/>')],
    [("Huyện", '<w:vMerge w:val="restart"/>'), "Năm Căn"],
    [("", "<w:vMerge/>"), "Ngọc Hiển"],
)
CHART = '<w:r><w:drawing><wp:inline><a:graphic><c:chart r:id="rId8"/></a:graphic></wp:inline></w:drawing></w:r>'
GAP = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>'
SHIFTED = GAP.join(table(["A", "B"], ["D"]).rsplit("<w:tr>", 1))
FORMULA = "<m:oMath><m:r><m:t>a+b=c</m:t></m:r></m:oMath>"

# What stands in the file → what the text says.
CASES = {
    "inserted text stays and deleted text goes": (
        docx(p("Phí giảm còn ", DELETED, INSERTED, " đồng")),
        "<p>Phí giảm còn 50.000 đồng</p>",
    ),
    "moved text stands where it was moved to": (docx(p(MOVED)), "<p>mới</p>"),
    "the two halves of a paragraph whose mark was deleted are one": (
        docx(p("Một ", properties="<w:rPr><w:del/></w:rPr>"), p("hai")),
        "<p>Một hai</p>",
    ),
    "a deleted row of a table goes": (
        docx(table(["A"], ["B"], ["C"]).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)),
        "<table><tbody><tr><td>B</td></tr><tr><td>C</td></tr></tbody></table>",
    ),
    "hidden text goes": (docx(p("Thấy", r(" không thấy", "<w:vanish/>"))), "<p>Thấy</p>"),
    "text hidden by its style goes": (docx(p("Thấy", r(" ẩn", '<w:rStyle w:val="cHidden"/>'))), "<p>Thấy</p>"),
    "a paragraph hidden by its style goes": (docx(p("Thấy"), p("ẩn", style="Secret")), "<p>Thấy</p>"),
    "text that its run shows again stays": (
        docx(p(r("Hiện", '<w:vanish w:val="0"/>'), style="Secret")),
        "<p>Hiện</p>",
    ),
    "a comment's mark leaves no trace": (
        docx(p("Câu", '<w:r><w:commentReference w:id="1"/></w:r>', " văn")),
        "<p>Câu văn</p>",
    ),
    "bold, italic, strike, script and underline stay": (
        docx(
            p(
                r("đậm", "<w:b/>"),
                r("nghiêng", "<w:i/>"),
                r("bỏ", "<w:strike/>"),
                r("bỏ đôi", "<w:dstrike/>"),
                r("2", '<w:vertAlign w:val="superscript"/>'),
                r("n", '<w:vertAlign w:val="subscript"/>'),
                r("gạch", '<w:u w:val="single"/>'),
            )
        ),
        "<p><strong>đậm</strong><em>nghiêng</em><s>bỏbỏ đôi</s><sup>2</sup><sub>n</sub><u>gạch</u></p>",
    ),
    "bold that its run takes back is none": (docx(p(r("thường", '<w:b w:val="0"/>'))), "<p>thường</p>"),
    "bold by a style of letters stays": (
        docx(p(r("đậm", '<w:rStyle w:val="cStrong"/>'))),
        "<p><strong>đậm</strong></p>",
    ),
    "lists a) and I. stay lists a) and I.": (
        listed(item("một"), item("con", level=1), item("con nữa", level=1), item("hai")),
        '<ol type="a"><li>một<ol type="I"><li>con</li><li>con nữa</li></ol></li><li>hai</li></ol>',
    ),
    "a list by its style alone is a list": (
        listed(p("một", style="Listed"), p("hai", style="Listed")),
        '<ol type="a"><li>một</li><li>hai</li></ol>',
    ),
    "bullets are bullets, three levels down": (
        listed(item("sâu", level=2), item("sâu nữa", level=2)),
        "<ul><li>sâu</li><li>sâu nữa</li></ul>",
    ),
    "a list goes on behind a paragraph": (
        listed(item("một"), p("Xen giữa"), item("hai")),
        '<ol type="a"><li>một</li></ol>\n<p>Xen giữa</p>\n<ol start="2" type="a"><li>hai</li></ol>',
    ),
    "a list begins where Word begins it": (
        listed(item("bốn"), item("năm"), kinds=numbering(("decimal", "%1.", 4))),
        '<ol start="4"><li>bốn</li><li>năm</li></ol>',
    ),
    "a list that begins anew begins anew": (
        listed(
            item("một"),
            item("lại một", num=2),
            kinds=numbering(
                ("decimal", "%1.", 1),
                extra='<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
                '<w:startOverride w:val="1"/></w:lvlOverride></w:num>',
            ),
        ),
        "<ol><li>một</li></ol><ol><li>lại một</li></ol>",
    ),
    "a number among words is words": (
        listed(item("Phạm vi"), item("Đối tượng"), kinds=numbering(("decimal", "Điều %1.", 1))),
        "<p>Điều 1. Phạm vi</p>\n<p>Điều 2. Đối tượng</p>",
    ),
    "a number of several parts is words": (
        listed(item("Chung"), item("Riêng", level=1), kinds=DECIMALS),
        "<ol><li>Chung</li></ol>\n<p>1.1. Riêng</p>",
    ),
    "a numbered heading keeps its number": (
        listed(item("Mục", style="Heading1"), kinds=numbering(("upperRoman", "%1.", 1))),
        "<h2>I. Mục</h2>",
    ),
    "headings begin at the second level and skip none": (
        docx(p("A", style="Heading1"), p("B", style="Heading3"), p("C", style="Heading2"), p("D", style="Heading1")),
        "<h2>A</h2>\n<h3>B</h3>\n<h3>C</h3>\n<h2>D</h2>",
    ),
    "a paragraph of the outline is a heading": (
        docx(p("Mục", properties='<w:outlineLvl w:val="1"/>')),
        "<h2>Mục</h2>",
    ),
    "alignment stays, by hand and by style": (
        docx(p("giữa", properties='<w:jc w:val="center"/>'), p("phải", properties='<w:jc w:val="end"/>')),
        '<p class="center">giữa</p>\n<p class="right">phải</p>',
    ),
    "alignment by style stays": (docx(p("giữa", style="Center")), '<p class="center">giữa</p>'),
    "merged cells stay merged": (
        docx(MERGED),
        '<table><tbody><tr><td colspan="2">Chỉ tiêu</td></tr><tr><td rowspan="2">Huyện</td><td>Năm Căn</td></tr>'
        "<tr><td>Ngọc Hiển</td></tr></tbody></table>",
    ),
    "the head of a table is its head": (
        docx(table(["Năm"], ["2026"]).replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 1)),
        "<table><thead><tr><th>Năm</th></tr></thead><tbody><tr><td>2026</td></tr></tbody></table>",
    ),
    "a list in a cell is a list": (
        listed(table([item("một") + item("hai"), "B"])),
        '<table><tbody><tr><td><ol type="a"><li>một</li><li>hai</li></ol></td><td>B</td></tr></tbody></table>',
    ),
    "a table of one cell is a frame": (docx(table([p("Một") + p("Hai")])), "<p>Một</p>\n<p>Hai</p>"),
    "signs of Symbol and Wingdings are signs": (
        docx(
            p(
                '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
                " 5 ",
                '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
            )
        ),
        "<p>≥ 5 ✓</p>",
    ),
    "letters in a symbol font are signs": (
        docx(p(r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), " xong")),
        "<p>✓ xong</p>",
    ),
    "a sign that nobody knows is marked": (
        docx(p('<w:r><w:sym w:font="Kỳ lạ" w:char="F0B3"/></w:r>')),
        "<p>[ký hiệu?]</p>",
    ),
    "a link of a field is a link": (
        docx(p(field('HYPERLINK "https://camau.gov.vn/"', "Cổng tỉnh"))),
        '<p><a href="https://camau.gov.vn/">Cổng tỉnh</a></p>',
    ),
    "a link of a relation is a link": (
        docx(
            p('<w:hyperlink r:id="rId5"><w:r><w:t>Cổng</w:t></w:r></w:hyperlink>'),
            relations_more=[("rId5", "hyperlink", "https://camau.gov.vn/a?b=1", "External")],
        ),
        '<p><a href="https://camau.gov.vn/a?b=1">Cổng</a></p>',
    ),
    "a link that leads nowhere is words": (
        docx(p('<w:hyperlink r:id="rId77"><w:r><w:t>Cổng</w:t></w:r></w:hyperlink>')),
        "<p>Cổng</p>",
    ),
    "what a field shows stays": (docx(p("Trang ", field("PAGE", "3"))), "<p>Trang 3</p>"),
    "what a simple field shows stays": (
        docx(p('<w:fldSimple w:instr="DATE"><w:r><w:t>12/3/2026</w:t></w:r></w:fldSimple>')),
        "<p>12/3/2026</p>",
    ),
    "the words of a text box follow the paragraph": (
        docx(p("Trước ", box("Trong hộp"), "sau"), p("Tiếp")),
        "<p>Trước sau</p>\n<p>Trong hộp</p>\n<p>Tiếp</p>",
    ),
    "a formula is one line of signs": (docx(p("Có ", FORMULA, " đó")), "<p>Có a+b=c đó</p>"),
    "line breaks stay and page breaks go": (
        docx(p('<w:r><w:t>Một</w:t><w:br/><w:t>hai</w:t><w:br w:type="page"/></w:r>')),
        "<p>Một<br>hai</p>",
    ),
    "a row that begins further in stays in its columns": (
        docx(SHIFTED),
        "<table><tbody><tr><td>A</td><td>B</td></tr><tr><td></td><td>D</td></tr></tbody></table>",
    ),
    "letters with their reading above are letters": (
        docx(p(f"<w:r><w:ruby><w:rt>{r('đọc')}</w:rt><w:rubyBase>{r('gốc')}</w:rubyBase></w:ruby></w:r>")),
        "<p>gốc</p>",
    ),
    "blocks and places of a form are their words": (
        docx(
            f"<w:sdt><w:sdtContent>{p('Khối')}</w:sdtContent></w:sdt>", p("a", f"<w:customXml>{r('b')}</w:customXml>")
        ),
        "<p>Khối</p>\n<p>ab</p>",
    ),
    "a strict file says the same": (
        strict(docx(p("Mục", style="Heading1"), p(r("đậm", "<w:b/>"), properties='<w:jc w:val="center"/>'))),
        '<h2>Mục</h2>\n<p class="center"><strong>đậm</strong></p>',
    ),
    "a quotation is a quotation": (
        docx(p("Lời nói", style="Quote")),
        "<blockquote><p>Lời nói</p></blockquote>",
    ),
    "a table of contents goes": (docx(p("Mục 1 ... 3", style="TOC1"), p("Bài")), "<p>Bài</p>"),
    "empty paragraphs leave nothing": (docx(p(""), p("Bài"), p(" ")), "<p>Bài</p>"),
    "words like markup stay words": (docx(p("1 &lt; 2 &amp; &lt;script&gt;")), "<p>1 &lt; 2 &amp; &lt;script&gt;</p>"),
}


@pytest.mark.parametrize("case", CASES)
def test_the_text_says_what_the_file_says(case):
    content, said = CASES[case]

    assert body_of(content) == said


NOTES = """<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
<w:footnote w:id="4"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Theo Sở Nội vụ.</w:t></w:r></w:p></w:footnote>
<w:footnote w:id="5"><w:p><w:r><w:t>Số liệu tháng 3.</w:t></w:r></w:p></w:footnote></w:footnotes>"""


def note(number):
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def test_footnotes_are_numbered_by_their_place_and_stand_at_the_end():
    content = docx(p("Hai", note(5), " rồi một", note(4), "."), parts={"word/footnotes.xml": NOTES})

    assert body_of(content) == (
        '<p>Hai<sup class="note">1</sup> rồi một<sup class="note">2</sup>.</p>\n'
        '<div class="notes"><ol><li>Số liệu tháng 3.</li><li>Theo Sở Nội vụ.</li></ol></div>'
    )


def test_a_note_of_the_title_is_not_lost():
    content = docx(p("Tiêu đề", note(4), style="Title"), p("Bài", note(5)), parts={"word/footnotes.xml": NOTES})
    manuscript = manuscript_of(content)

    body = manuscript.body(manuscript.guess(), str, str)

    assert '<p>Bài<sup class="note">1</sup></p>' in body
    assert "<ol><li>Số liệu tháng 3.</li><li>Theo Sở Nội vụ.</li></ol>" in body


@pytest.mark.parametrize(
    ("content", "kind", "count", "example"),
    [
        (docx(p("Còn ", DELETED, INSERTED)), "tracked", 1, ["100.000"]),
        (docx(p("A", r("mật", "<w:vanish/>"))), "hidden", 1, ["mật"]),
        (
            docx(
                p("A"),
                parts={"word/comments.xml": NOTES.replace("footnotes", "comments").replace("footnote", "comment")},
            ),
            "comments",
            3,
            ["Theo Sở Nội vụ.", "Số liệu tháng 3."],
        ),
        (docx(p("Mục 1 ... 3", style="TOC1"), p("A")), "contents", 1, ["Mục 1 ... 3"]),
        (docx(p(FORMULA)), "formulas", 1, ["a+b=c"]),
        (docx(p("A", box("Trong hộp"))), "text-boxes", 1, ["Trong hộp"]),
        (docx(p('<w:r><w:sym w:font="Lạ" w:char="F0B3"/></w:r>')), "symbols", 1, ["Lạ F0B3"]),
        (
            docx(
                p("A"),
                parts={"word/header1.xml": f'<w:hdr xmlns:w="urn:x">{p("Báo Cà Mau")}</w:hdr>'},
                relations_more=[("rId3", "header", "header1.xml")],
            ),
            "page-furniture",
            1,
            ["Báo Cà Mau"],
        ),
        (
            docx(
                p(
                    "A",
                    CHART,
                )
            ),
            "charts",
            1,
            [],
        ),
        (
            docx(p("A", drawing("rId9")), relations_more=[("rId9", "image", "https://x.example/a.png", "External")]),
            "remote_picture",
            1,
            [],
        ),
        (
            docx(p("A"), relations_more=[("rId9", "attachedTemplate", "https://x.example/a.dotm", "External")]),
            "template",
            1,
            ["https://x.example/a.dotm"],
        ),
    ],
)
def test_what_is_left_out_is_said(content, kind, count, example):
    said = left_out_of(content)

    assert said[kind] == (count, example)


def test_words_that_nothing_reads_are_said():
    content = docx(p("Bài"), f"<w:later>{p('chưa biết')}</w:later>")

    assert left_out_of(content) == {"unread": (8, [])}


def test_a_style_inherits_what_it_is_based_on():
    held = styles(("Base", "heading 2", ""), ("Mine", "Muc cua toi", '<w:basedOn w:val="Base"/>'))

    assert body_of(docx(p("Mục", style="Mine"), parts={"word/styles.xml": held})) == "<h2>Mục</h2>"
    assert "heading 2" in STYLES
