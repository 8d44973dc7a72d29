"""Plain text keeps its structure: each line a paragraph, marked lines a list, lines of a page joined again."""

import pytest

pytestmark = pytest.mark.browser

STRUCTURED = """async (text) => {
  const { structured } = await import("/static/richtext/clipboard/plain.js");
  const context = { notes: [] };
  return { html: structured(text, context), notes: context.notes };
}"""

LINES_AND_LISTS = {
    "": "",
    " \n\t\n": "",
    "Một": "<p>Một</p>",
    "Một\nHai\n\n\nBa": "<p>Một</p><p>Hai</p><p>Ba</p>",
    "Một\r\nHai\rBa\u2028Bốn": "<p>Một</p><p>Hai</p><p>Ba</p><p>Bốn</p>",
    "a < b & <script>c</script>": "<p>a &lt; b &amp; &lt;script&gt;c&lt;/script&gt;</p>",
    "Hồ sơ gồm:\n- Đơn đề nghị;\n- Bản sao.\nNơi nhận": (
        "<p>Hồ sơ gồm:</p><ul><li>Đơn đề nghị;</li><li>Bản sao.</li></ul><p>Nơi nhận</p>"
    ),
    "-Đơn\n-Bản sao": "<ul><li>Đơn</li><li>Bản sao</li></ul>",
    "•Đơn\n•Bản sao\n\n•Ảnh": "<ul><li>Đơn</li><li>Bản sao</li><li>Ảnh</li></ul>",
    "+ Đơn\n+ Bản sao": "<ul><li>Đơn</li><li>Bản sao</li></ul>",
    "* Đơn\n* Bản sao": "<ul><li>Đơn</li><li>Bản sao</li></ul>",
    "\uf0b7 Đơn\n\uf0b7 Bản sao": "<ul><li>Đơn</li><li>Bản sao</li></ul>",
    "·\tĐơn\no\tBản chính\no\tBản sao\n·\tẢnh": (
        "<ul><li>Đơn<ul><li>Bản chính</li><li>Bản sao</li></ul></li><li>Ảnh</li></ul>"
    ),
    "1. Một\n2. Hai": "<ol><li>Một</li><li>Hai</li></ol>",
    "1/ Một\n2/ Hai": "<ol><li>Một</li><li>Hai</li></ol>",
    "(3) Ba\n(4) Bốn": '<ol start="3"><li>Ba</li><li>Bốn</li></ol>',
    "a) Một\nb) Hai\nc) Ba": '<ol type="a"><li>Một</li><li>Hai</li><li>Ba</li></ol>',
    "I. Một\nII. Hai": '<ol type="I"><li>Một</li><li>Hai</li></ol>',
    "i) Một\nii) Hai": '<ol type="i"><li>Một</li><li>Hai</li></ol>',
    "h) Tám\ni) Chín\nj) Mười": '<ol type="a" start="8"><li>Tám</li><li>Chín</li><li>Mười</li></ol>',
    "1. Một\na) x\nb) y\n2. Hai\n- p\n+ q\n- r\nHết.": (
        '<ol><li>Một<ol type="a"><li>x</li><li>y</li></ol></li>'
        "<li>Hai<ul><li>p<ul><li>q</li></ul></li><li>r</li></ul></li></ol><p>Hết.</p>"
    ),
    "1. Mở đầu\n- ý một\n- ý hai": "<p>1. Mở đầu</p><ul><li>ý một</li><li>ý hai</li></ul>",
    "- x\n- y\n1. A\n2. B": "<ul><li>x</li><li>y</li></ul><ol><li>A</li><li>B</li></ol>",
    # How far a line is set in tells its level, by spaces or tabs, whatever the mark.
    "- Một\n  - Một chấm một\n- Hai": "<ul><li>Một<ul><li>Một chấm một</li></ul></li><li>Hai</li></ul>",
    "\t- Một\n\t\t- x\n\t\t\t- y\n\t\t- z\n\t- Hai": (
        "<ul><li>Một<ul><li>x<ul><li>y</li></ul></li><li>z</li></ul></li><li>Hai</li></ul>"
    ),
    "- Một\n  1. x\n  2. y\n- Hai\n  1. z": (
        "<ul><li>Một<ol><li>x</li><li>y</li></ol></li><li>Hai<ol><li>z</li></ol></li></ul>"
    ),
    "1. A\n   1. x\n   2. y\n2. B": "<ol><li>A<ol><li>x</li><li>y</li></ol></li><li>B</li></ol>",
    "- Một\n\n    - x\n\n    - y": "<ul><li>Một<ul><li>x</li><li>y</li></ul></li></ul>",
    "- Một\n    - x\n  - y\n- Hai": "<ul><li>Một<ul><li>x</li><li>y</li></ul></li><li>Hai</li></ul>",
    # One space is carelessness; a first line set in, and numbers that count on, are of one list.
    "- Một\n - Hai\n- Ba": "<ul><li>Một</li><li>Hai</li><li>Ba</li></ul>",
    "    - Một\n- Hai\n- Ba": "<ul><li>Một</li><li>Hai</li><li>Ba</li></ul>",
    "1. Một\n   2. Hai\n3. Ba": "<ol><li>Một</li><li>Hai</li><li>Ba</li></ol>",
    "1. Mở đầu\n  - ý một\n  - ý hai": "<p>1. Mở đầu</p><ul><li>ý một</li><li>ý hai</li></ul>",
}
NO_LISTS = {
    # One alone is no list.
    "- Chỉ một mục\nHết": "<p>- Chỉ một mục</p><p>Hết</p>",
    "1. Mở đầu\nĐoạn văn.\n2. Kết luận": "<p>1. Mở đầu</p><p>Đoạn văn.</p><p>2. Kết luận</p>",
    # Numbers that do not count on, figures, days.
    "1. Một\n3. Ba": "<p>1. Một</p><p>3. Ba</p>",
    "-5 độ\n-7 độ": "<p>-5 độ</p><p>-7 độ</p>",
    "30.11.2026\n1.12.2026": "<p>30.11.2026</p><p>1.12.2026</p>",
    "2025. Năm đầu\n2026. Năm sau": "<p>2025. Năm đầu</p><p>2026. Năm sau</p>",
    # What a browser would count otherwise stays as it was typed: in laws e) is the sixth, behind đ).
    "a) Một\nb) Hai\nc) Ba\nd) Bốn\nđ) Năm\ne) Sáu": (
        "<p>a) Một</p><p>b) Hai</p><p>c) Ba</p><p>d) Bốn</p><p>đ) Năm</p><p>e) Sáu</p>"
    ),
    "1. Một\nc) Ba\nd) Bốn\n2. Hai": "<p>1. Một</p>"
    + '<ol type="a" start="3"><li>Ba</li><li>Bốn</li></ol><p>2. Hai</p>',
}
TABLES_AND_STANZAS = {
    "Xã\tHồ sơ\nTân Phong\t1.234\nBến Lam\t": (
        "<table><tbody><tr><td>Xã</td><td>Hồ sơ</td></tr><tr><td>Tân Phong</td><td>1.234</td></tr>"
        "<tr><td>Bến Lam</td><td></td></tr></tbody></table>"
    ),
    "Họ tên:\tHạnh": "<p>Họ tên: Hạnh</p>",
    "Sông Lam đầy nước chiều nay\nĐò ngang chở khách, gió bay vạt bèo\nNgười về bến cũ trông theo\n"
    "Thương câu ví giặm, thương chèo quê xa": (
        "<p>Sông Lam đầy nước chiều nay<br>Đò ngang chở khách, gió bay vạt bèo<br>Người về bến cũ trông theo<br>"
        "Thương câu ví giặm, thương chèo quê xa</p>"
    ),
    "UBND xã Bến Lam\nThôn Đông, đường 2/9\nĐiện thoại: 0200 000 018": (
        "<p>UBND xã Bến Lam</p><p>Thôn Đông, đường 2/9</p><p>Điện thoại: 0200 000 018</p>"
    ),
}
LETTERS = {
    "Ho\u0300a, thu\u0309y, kha\u0301\u0302c": "<p>Hòa, thủy, khấc</p>",
    "ﬁle, oﬃce": "<p>file, office</p>",
    "hội\u200b nghị\ufeff  tổng\u00a0\u00a0 kết": "<p>hội nghị tổng kết</p>",
    "gia \u00adđình": "<p>gia đình</p>",
    "gia đình 👩\u200d👧": "<p>gia đình 👩\u200d👧</p>",
    # TCVN3, an old charset, writes ư as a soft hyphen.
    "N\u00ad\u00edc s¹ch, m«i tr\u00ad\u00eaeng": "<p>N\u00adíc s¹ch, m«i tr\u00adêeng</p>",
    "nhiệt độ 37\uf0b0, mức \uf0b3 5": "<p>nhiệt độ 37°, mức ≥ 5</p>",
    "mã \ue123 lạ": "<p>mã [ký hiệu?] lạ</p>",
}


def structured(editor, text):
    return editor.page.evaluate(STRUCTURED, text)


@pytest.mark.parametrize("table", [LINES_AND_LISTS, NO_LISTS, TABLES_AND_STANZAS, LETTERS])
def test_a_plain_text_keeps_its_structure(editor, table):
    assert {text: structured(editor, text)["html"] for text in table} == table


MINUTES = """\
ỦY BAN NHÂN DÂN
XÃ TÂN PHONG
BÁO CÁO
Kết quả công tác cải cách hành chính năm 2026
Năm 2026, Ủy ban nhân dân xã Tân Phong tiếp nhận 4.212 hồ sơ, trong đó 98,5%
được giải quyết đúng hạn. Thực hiện Nghị quyết số 18-NQ/
TU và Kế hoạch số 387/KH-
UBND ngày 01/02/2026, giai đoạn 2021-
2025 xã đã giảm ba đầu mối theo quy định tại khoản 2 Điều
5. Luật Tổ chức chính quyền địa phương. Người dân được hướng dẫn nộp hồ sơ qua
3
Cổng Dịch vụ công quốc gia, không phải đi lại nhiều lần.
Điều 6. Tổ chức thực hiện
1. Văn phòng theo dõi, đôn đốc các bộ phận và báo cáo Chủ tịch trước ngày 25
hằng tháng.
2. Công chức tư pháp – hộ tịch niêm yết thủ tục, hướng dẫn người dân ngay tại
quầy số 1, gồm:
- Đăng ký khai sinh, khai tử, kết hôn cho người cư trú trên địa bàn của xã và
các thôn giáp ranh;
- Chứng thực bản sao.
Nơi nhận:
- Như trên;
- Lưu: VT."""


def test_lines_that_a_page_has_broken_are_joined(editor):
    read = structured(editor, MINUTES)

    assert read["html"] == (
        "<p>ỦY BAN NHÂN DÂN</p><p>XÃ TÂN PHONG</p><p>BÁO CÁO</p><p>Kết quả công tác cải cách hành chính năm 2026</p>"
        "<p>Năm 2026, Ủy ban nhân dân xã Tân Phong tiếp nhận 4.212 hồ sơ, trong đó 98,5% được giải quyết đúng hạn. "
        "Thực hiện Nghị quyết số 18-NQ/TU và Kế hoạch số 387/KH-UBND ngày 01/02/2026, giai đoạn 2021-2025 xã đã giảm "
        "ba đầu mối theo quy định tại khoản 2 Điều 5. Luật Tổ chức chính quyền địa phương. Người dân được hướng dẫn "
        "nộp hồ sơ qua Cổng Dịch vụ công quốc gia, không phải đi lại nhiều lần.</p><p>3</p>"
        "<p>Điều 6. Tổ chức thực hiện</p>"
        "<ol><li>Văn phòng theo dõi, đôn đốc các bộ phận và báo cáo Chủ tịch trước ngày 25 hằng tháng.</li>"
        "<li>Công chức tư pháp – hộ tịch niêm yết thủ tục, hướng dẫn người dân ngay tại quầy số 1, gồm:<ul>"
        "<li>Đăng ký khai sinh, khai tử, kết hôn cho người cư trú trên địa bàn của xã và các thôn giáp ranh;</li>"
        "<li>Chứng thực bản sao.</li></ul></li></ol>"
        "<p>Nơi nhận:</p><ul><li>Như trên;</li><li>Lưu: VT.</li></ul>"
    )
    assert [(note["kind"], note["offer"], note["texts"]) for note in read["notes"]] == [
        ("page-furniture", True, ["3"])
    ]


SET_IN = """\
Bộ phận một cửa của xã hướng dẫn người dân làm các thủ tục sau đây ngay tại quầy và
trả kết quả trong ngày:
- Đăng ký khai sinh, khai tử, kết hôn cho người cư trú trên địa bàn của xã và
  các thôn giáp ranh, gồm:
    1. Người có hộ khẩu thường trú hoặc tạm trú từ sáu tháng trở lên ở xã và
       các con chưa thành niên của họ;
    2. Người đang làm việc ở xã.
- Chứng thực bản sao.
"""


def test_items_of_broken_lines_keep_their_level(editor):
    assert structured(editor, SET_IN)["html"] == (
        "<p>Bộ phận một cửa của xã hướng dẫn người dân làm các thủ tục sau đây ngay tại quầy "
        "và trả kết quả trong ngày:</p>"
        "<ul><li>Đăng ký khai sinh, khai tử, kết hôn cho người cư trú trên địa bàn của xã và các thôn giáp ranh, gồm:"
        "<ol><li>Người có hộ khẩu thường trú hoặc tạm trú từ sáu tháng trở lên ở xã và "
        "các con chưa thành niên của họ;</li>"
        "<li>Người đang làm việc ở xã.</li></ol></li><li>Chứng thực bản sao.</li></ul>"
    )


PAGE = """\
Báo cáo cải cách hành chính quý {0}
Tại xã {1}, bộ phận một cửa tiếp nhận nhiều hồ sơ đất đai, hộ tịch, chứng thực và
trả kết quả đúng hẹn cho người dân, không để hồ sơ nào phải bổ sung quá một lần
theo đúng quy định của tỉnh. Cán bộ xã {1} trực cả sáng thứ Bảy.
Trang {0}/4
"""


def test_running_heads_and_page_numbers_are_offered_for_removal(editor):
    communes = ["Tân Phong", "Bến Lam", "Hồng Lĩnh", "Sơn Tây"]

    read = structured(editor, "\f".join(PAGE.format(number, name) for number, name in enumerate(communes, start=1)))

    (note,) = read["notes"]
    assert note["count"] == 8
    assert note["texts"][:2] == ["Báo cáo cải cách hành chính quý 1", "Trang 1/4"]
    assert read["html"].count("chứng thực và trả kết quả đúng hẹn cho người dân, không") == 4
    assert read["html"].count("<p>Trang ") == 4, "nothing goes without being asked"


PROSE = """\
Tại xã {0}, bộ phận một cửa tiếp nhận nhiều hồ sơ đất đai, hộ tịch, chứng thực và
trả kết quả đúng hẹn cho người dân, không để hồ sơ nào phải bổ sung quá một lần
theo đúng quy định của tỉnh; cán bộ xã trực cả sáng thứ Bảy, chiều thứ Sáu hằng
"""
COMMUNES = ["Tân Phong", "Bến Lam", "Hồng Lĩnh", "Sơn Tây"]
HEAD = "Báo cáo cải cách hành chính năm 2026"


@pytest.mark.parametrize(
    "page",
    [
        f"{HEAD}\n{PROSE}Kết quả tốt.\n{{1}}\n",
        f"{HEAD}\n{PROSE}Kết quả tốt.\n\n{{1}}/4\n\n",
        f"{{1}}\n{HEAD}\n{PROSE}Kết quả tốt.\n",
        f"{{1}}\n{PROSE}Kết quả tốt.\n{HEAD}\n",
        f"{HEAD}\n{PROSE}Năm\n2026\nKết quả tốt.\nTrang {{1}}\n",
        f"{HEAD}\n{PROSE}Kết quả tốt.\n- {{1}} -\n",
    ],
)
def test_pages_without_page_breaks_offer_their_numbers_and_heads(editor, page):
    text = "".join(page.format(name, number) for number, name in enumerate(COMMUNES, start=1))

    (note,) = structured(editor, text)["notes"]

    assert note["count"] == 8
    assert "2026" not in note["texts"]


def test_numbers_at_like_distances_that_tear_a_sentence_are_offered(editor):
    whole = "Người dân xã nhận kết quả tại nhà và không phải đi lại lần nào nữa trong năm.\n"
    pages = [f"{PROSE.format(name)}{whole * 3}{number}\n" for number, name in enumerate(COMMUNES, start=1)]
    pages[1] = f"{PROSE.format('Đông')}{PROSE.format('Đoài')}2\n"

    (note,) = structured(editor, "".join(pages))["notes"]

    assert note["texts"] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "row",
    [
        "{1}\n{0}\nĐạt\n",
        "{1}\n{0}\nHoàn thành tốt nhiệm vụ\n",
        "{1}/3\nHọp giao ban ở xã {0}\nHội trường tầng hai\n",
        "{1}\nTrả kết quả đúng hẹn cho người dân ở tất cả các thôn của xã {0}.\nVăn phòng Ủy ban nhân dân xã\n",
        "{2}\nKết quả nổi bật trong năm\n" + PROSE + "Kết quả tốt.\n",
        "{1}\n" + PROSE + "Kết quả tốt.\n",
        "{1}. Kết quả nổi bật trong năm\n" + PROSE + "Kết quả tốt.\n",
    ],
)
def test_numbers_of_tables_lists_and_years_are_no_page_numbers(editor, row):
    text = "".join(row.format(name, number, 2020 + number) for number, name in enumerate(COMMUNES, start=1))

    assert structured(editor, text)["notes"] == []


@pytest.mark.parametrize(
    "text",
    [
        # Paragraphs of one line each, as chats and editors for code have them.
        "Sáng 30/11, xã Tân Phong họp tổng kết năm.\nDự họp có Bí thư Đảng ủy xã Lê Văn Khoa.\nBí thư khen năm người.",
        # A table of a PDF: its first column counts, and is no row of page numbers.
        "1\nTân Phong\n12\n2\nBến Lam\n30\n3\nHồng Lĩnh\n8",
        # Short lines.
        "Kính gửi:\nỦy ban nhân dân xã\nTôi tên là Nguyễn Thị Hạnh\nhiện ở thôn Đông",
    ],
)
def test_lines_that_nothing_has_broken_stay(editor, text):
    read = structured(editor, text)

    assert read == {"html": "".join(f"<p>{line}</p>" for line in text.splitlines()), "notes": []}


GROWTH = """async ([text, times]) => {
  const { structured } = await import("/static/richtext/clipboard/plain.js");
  const seconds = (long) => Math.min(...[1, 2, 3].map(() => {
    const begin = performance.now();
    structured(long, { notes: [] });
    return performance.now() - begin;
  }));
  const whole = text.repeat(Math.ceil(20_000 / text.length));
  seconds(whole);
  return seconds(whole.repeat(times)) / seconds(whole);
}"""


@pytest.mark.parametrize(
    "text",
    [
        MINUTES,
        "1. a\n",
        "I. a\nA. b\n1. c\na) d\ni) e\n- f\n",
        "- x\n+ y\n* z\n",
        "- x\n  - y\n    1. z\n",
        SET_IN,
        "- x\n" + "  các thôn giáp ranh của xã và của huyện, của tỉnh và\n" * 500,
        "".join(f"{' ' * 2 * level}1. a\n" for level in range(12)),
        "".join(f"{' ' * level}- a\n" for level in range(60)),
        "12\n",
        "1\n" + "Báo cáo cải cách hành chính\n" * 4 + "2\n",
        "a\tb\n",
        "\n",
        "- ",
        "Trang ",
        "\ue123",
    ],
    ids=repr,
)
def test_a_text_of_any_length_costs_by_its_length(editor, text):
    assert any(editor.page.evaluate(GROWTH, [text, 4]) < 10 for _ in range(6)), "a square would be 16"
