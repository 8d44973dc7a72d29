"""What the rules of structure find, and what they leave alone."""

from datetime import date

import pytest

from proofreading import structure
from proofreading.document import Block, Document, Kind, document_of_text
from proofreading.html import document_of_html
from proofreading.known import Known
from proofreading.proofreader import proofread
from proofreading.rules import RULES, Group
from proofreading.structure.press import HOSTS, NAMES
from sample.source import read_articles

TODAY = date(2026, 11, 30)


def found(html="", fields=None, **facts):
    """(rule, text) of each finding, in reading order."""
    document = document_of_html(html, fields)
    known = Known(TODAY, facts=facts)
    findings = sorted(structure.find(document, known, ()), key=lambda finding: (finding.block, finding.start))
    for finding in findings:
        place = document.blocks[finding.block].text[finding.start : finding.end]
        assert place in {finding.text, ""}
        assert RULES[finding.rule].group == Group.STRUCTURE
    return [(finding.rule, finding.text) for finding in findings]


def rules(html="", fields=None, **facts):
    return [rule for rule, _ in found(html, fields, **facts)]


# Abbreviations


@pytest.mark.parametrize(
    "text",
    [
        "Xã đã nộp BCĐT lên tỉnh. BCĐT này dài.",
        "Ban BCĐT-ABC họp.",
        "Trạm TTYT-BVĐK nhận thuốc.",
    ],
)
def test_an_abbreviation_that_nobody_explains_is_said_once(text):
    assert len(found(f"<p>{text}</p>")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "UBND, HĐND, CCHC và TTHC đều có trong bảng.",
        "Chỉ số hài lòng về phục vụ hành chính (SIPAS) tăng. SIPAS là gì?",
        "SIPAS (chỉ số hài lòng về phục vụ) tăng, rồi PCSL (phòng chống sạt lở) giảm.",
        "(XYZT) – Sáng nay, xã họp.",
        "Ban quản lý dự án (sau đây gọi tắt là BQLDA) họp.",
        "Ban quản lý dự án xã mới lập; BQLDA có năm người.",
        "Quyết định 12/QĐ-UBND, Nghị định 42/2022/NĐ-CP, mẫu 01-ĐĐ, lớp 9A, QL1, biển 29A-123.45.",
        "Quý III, chương IV, thế kỷ XXI, khóa XIV.",
        "CÔNG KHAI THỦ TỤC ĐĐXC MỚI",
        "Việc này TUYỆT ĐỐI KHÔNG ĐƯỢC làm.",
        "KT-XH, GD&ĐT, TP.HCM, USD, 200 KB, THPT, BHYT.",
        '<abbr title="một thứ">XYZT</abbr> và XYZT.',
        "Gõ <code>SELECT XYZT</code>.",
        "Vải đạt chuẩn OEKO-TEX, ghế xe hiệu MAXI-COSI.",
    ],
)
def test_what_is_explained_or_known_is_not(text):
    assert found(f"<p>{text}</p>") == []


def test_abbreviations_of_the_office_are_known():
    document = document_of_text("Xã nộp BCĐT.")
    known = [
        Known(TODAY, abbreviations={"BCĐT": "báo cáo đầu tư"}),
        Known(TODAY, names=frozenset({"BCĐT"})),
        Known(TODAY, words=frozenset({"bcđt"})),
    ]
    assert not any(list(structure.find(document, each, ())) for each in known)


# Days


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hội nghị sẽ diễn ra vào ngày 12/03/2026 tại xã.", ("day-past", "12/03/2026")),
        ("Dự kiến cầu khánh thành ngày 5 tháng 3 năm 2025.", ("day-past", "5 tháng 3 năm 2025")),
        ("Quy định mới sẽ có hiệu lực từ 01/01/2062.", ("day-far", "01/01/2062")),
        ("Họp ngày 12/03/2206.", ("day-far", "12/03/2206")),
        ("Đến năm 20226 sẽ xong.", ("day-far", "20226")),
    ],
)
def test_a_day_that_cannot_be_meant(text, expected):
    assert found(f"<p>{text}</p>") == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Hội nghị sẽ diễn ra vào ngày 12/12/2026.",
        "Hội nghị diễn ra ngày 12/03/2026.",
        "Theo Nghị quyết ngày 12/03/2025, xã sẽ mở thêm quầy.",
        "Xã sẽ tổ chức lại theo Quyết định ngày 12/03/2025.",
        "Dự kiến ban đầu là tháng 3. Cầu khánh thành ngày 05/03/2025.",
        "Đất được giao đến ngày 01/01/2070, tầm nhìn đến năm 2050, năm 1010 vua dời đô.",
        "Cả năm 12500 hồ sơ, năm 2026.",
        "Bản 1.12.2025.4, số 12/03/2025/X.",
    ],
)
def test_other_days_are_left_alone(text):
    assert found(f"<p>{text}</p>") == []


@pytest.mark.parametrize("published", ["2024-03-01T08:00", "01/03/2024 08:00"])
def test_days_are_past_for_whoever_reads_the_text_when_it_is_published(published):
    html = "<p>Hội nghị sẽ diễn ra vào ngày 12/03/2024.</p>"
    assert rules(html) == ["day-past"]
    assert rules(html, published_at=published) == []


# Titles, sapos, headings


def test_titles_and_sapos_of_bearable_length():
    sapo = "Sau sáu tháng, xã trả kết quả ngay 38 thủ tục. Dân TP. Huế v.v. cũng vậy. Ai cũng vui."
    assert found("<p>x</p>", {"title": "Xã Tân Phong trả kết quả ngay", "sapo": sapo}, byline="Thùy Nhung") == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "chữ " * 25}, "title-length"),
        ({"title": "Thông báo"}, "title-length"),
        ({"sapo": "chữ " * 91}, "sapo-length"),
        ({"sapo": "Ngắn quá."}, "sapo-length"),
        ({"summary": "Một câu đã xong. Hai câu nữa. Ba câu nữa. Bốn câu là nhiều."}, "sapo-length"),
    ],
)
def test_titles_and_sapos_that_are_too_long_or_too_short(fields, expected):
    assert rules("<p>x</p>", fields, byline="Thùy Nhung") == [expected]


def test_what_a_machine_cannot_know_is_asked_of_people():
    fields = {"title": "Thông báo", "sapo": "Ngắn quá."}
    findings = structure.find(document_of_html("<p>x</p>", fields), Known(TODAY, facts={"byline": "Thùy Nhung"}), ())
    assert [finding.reason for finding in findings] == [
        "Tiêu đề ngắn, chỉ 2 chữ; xem bạn đọc đã biết bài nói việc gì chưa.",
        "Sapo ngắn, chỉ 2 chữ; xem đã đủ ý chính chưa.",
    ]


def test_a_page_may_have_a_short_title():
    assert rules("<p>x</p>", {"title": "Liên hệ"}) == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>A</h2><p>x</p><h3>B</h3><p>x</p><h2>C</h2>", []),
        ("<h2>A</h2><h4>B</h4>", [("heading-order", "B")]),
        ("<h3>A</h3><h4>B</h4>", [("heading-order", "A")]),
        ("<p><strong>Những việc còn lại</strong></p><p>Xã còn ba việc.</p>", [("heading-bold", "Những việc còn lại")]),
        ("<p><strong>Những việc <em>còn</em></strong> <b>lại</b></p><ul><li>một</li></ul>", [("heading-bold",)]),
        ("<p><strong>Cả đoạn này đậm vì quan trọng.</strong></p><p>Xã còn ba việc.</p>", []),
        ("<p>x</p><p><strong>Thùy Nhung</strong></p>", []),
        ("<p><strong>Một:</strong> hai</p><p>x</p>", []),
    ],
)
def test_headings(html, expected):
    assert [finding[: len(want)] for finding, want in zip(found(html), expected, strict=True)] == expected


# Links, pictures, tables


@pytest.mark.parametrize("words", ["tại đây", "Xem thêm", "“tại đây”.", "https://a.vn/b", "www.a.vn", "click here"])
def test_words_of_links_that_say_nothing(words):
    assert rules(f'<p>Mời xem <a href="/a/">{words}</a></p>') == ["link-words"]


@pytest.mark.parametrize("words", ["Cổng dịch vụ công", "dichvucong.gov.vn", "a@b.vn", "kết quả tại đây năm 2026"])
def test_words_of_links_that_say_something(words):
    assert rules(f'<p>Mời xem <a href="/a/">{words}</a></p>') == []


@pytest.mark.parametrize(
    "alt", ["", "ảnh", "Ảnh 1", "Hình ảnh", "ảnh minh hoạ", "image", "IMG_1234", "hop-bao.jpg", "Cầu mới."]
)
def test_descriptions_that_say_nothing(alt):
    html = f'<p>x</p><figure><img src="/media/a.jpg" alt="{alt}"><figcaption>Cầu mới</figcaption></figure>'
    assert rules(html) == ["alt"]


@pytest.mark.parametrize("alt", ["Ảnh Bác Hồ trên tường", "Hình một cây cầu", "Hai người bắt tay"])
def test_descriptions_that_say_something(alt):
    html = f'<figure><img src="/media/a.jpg" alt="{alt}"><figcaption>Cầu mới</figcaption></figure>'
    assert rules(html) == []


def test_the_same_picture_twice():
    html = '<p>x</p><img src="/media/a.jpg" alt="Hai cây cầu"><p>y</p><img src="/media/a.jpg?2" alt="Cầu mới xây">'
    assert found(html) == [("picture-twice", "Cầu mới xây")]


def test_pictures_of_a_text_without_words_are_no_finding():
    assert found('<img src="/media/a.jpg" alt="">') == []


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><tr><td>Xã</td><td>Số</td></tr><tr><td>A</td><td>1</td></tr></table>", ["table-headings"]),
        ("<table><tr><th>Xã</th><th>Số</th></tr><tr><td>A</td><td>1</td></tr></table>", []),
        ("<table><tr><td>Chỉ một khung</td></tr></table>", []),
        ("<table><tr><td>a</td><td>b</td><td>c</td><td>d</td></tr></table>", []),
    ],
)
def test_tables_without_headings(html, expected):
    assert rules(html) == expected


# Fields


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        ("Thùy Nhung – Quang Hậu", {"byline": "Thùy Nhung - Quang Hậu"}),
        ("Bài và ảnh: Thuỳ Nhung", {"byline": "Thùy Nhung"}),
        ("(Theo Sở Nội vụ)", {"source": "Sở Nội vụ"}),
        ("Nguồn: Ban Biên tập.", {"source": "Theo Ban Biên tập"}),
    ],
)
def test_a_line_that_repeats_a_field(line, facts):
    assert found(f"<p>Bài viết.</p><p>{line}</p>", **facts) == [("line-repeated", line)]


def test_a_title_and_a_sapo_in_the_text_are_repeated_lines():
    fields = {"title": "Xã trả kết quả ngay", "sapo": "Sau sáu tháng, xã trả ngay 38 thủ tục."}
    html = "<h2>Xã trả kết quả ngay</h2><p>Sau sáu tháng, xã trả ngay 38 thủ tục.</p><p>Bài.</p>"
    assert rules(html, fields) == ["line-repeated"] * 2


def test_a_name_inside_a_sentence_or_amid_the_text_repeats_nothing():
    html = "<p>Chị Thùy Nhung đến.</p>" + "<p>x</p>" * 5 + "<p>Thùy Nhung</p>" + "<p>x</p>" * 5
    assert rules(html, byline="Thùy Nhung") == []


@pytest.mark.parametrize(
    "facts",
    [
        {"source": "Theo Báo Nhân Dân"},
        {"source": "VnExpress"},
        {"source": "TTXVN"},
        {"source": "Nguồn: Tuổi Trẻ Online"},
        {"source": "Đài Phát thanh và Truyền hình tỉnh"},
        {"source": "Theo nhandan.vn"},
        {"source": "https://nhandan.vn/bai-1.html"},
        {"source": "Minh Anh (TTXVN)"},
        {"source": "BBT – VnExpress"},
        {"source": "Sở Y tế; Báo Nhân Dân"},
        {"source": "BBT", "source_url": "https://vnexpress.net/bai-1.html"},
        {"source": "BBT", "source_url": "https://m.tuoitre.vn/x", "comments_open": "on"},
    ],
)
def test_a_source_that_another_press_organ_owns(facts):
    assert rules("<p>Bài.</p>", **facts) == ["press-source"]


@pytest.mark.parametrize(
    "facts",
    [
        {"source": "Theo báo cáo của UBND xã"},
        {"source": "Sở Nông nghiệp và Môi trường"},
        {"source": "Ban Biên tập"},
        {"source": "Sở Xây dựng, Công Thương"},
        {"source": "Liên đoàn Lao động – Thanh niên"},
        {"source": "(/)"},
        {"source": "Báo Nhân Dân", "comments_open": ""},
        {"source": "BBT", "source_url": "https://tinh.gov.vn/"},
        {"source": "BBT", "source_url": "https://[x"},
        {"source": ""},
    ],
)
def test_other_sources_and_closed_comments(facts):
    assert rules("<p>Bài.</p>", **facts) == []


@pytest.mark.parametrize(
    "address",
    [
        "http://tinh.gov.vn/Tin tuc/So 5,ngay 31-4.aspx?ID=1&x=42/9078=0,64%",
        "https://tinh.gov.vn/tiêp-nhận/của của/  a..b,,c",
        "www.chinhphu.vn/tin  ",
        "C¶i c¸ch hµnh chÝnh nhµ n­íc",
        "https://tinh.gov.vn/UBND",
    ],
)
def test_a_line_that_is_an_address_is_no_text(address):
    document = document_of_html("<p>Bà con nộp hồ sơ tại xã.</p>", {"source_url": address})
    assert proofread(document, Known(TODAY)) == []


def test_the_office_names_more_hosts_of_the_press():
    document = document_of_text("Bài.")
    known = Known(TODAY, press_hosts=frozenset({"baotinh.vn"}), facts={"source_url": "https://www.baotinh.vn/1"})
    assert [finding.rule for finding in structure.find(document, known, ())] == ["press-source"]


def test_the_lists_are_written_as_they_are_compared():
    assert all(name == name.lower().strip() for name in NAMES | HOSTS)


# Old fonts


@pytest.mark.parametrize("text", ["C¶i c¸ch hµnh chÝnh nhµ n­íc", "Caûi caùch haønh chính nhaø nöôùc"])
def test_a_paragraph_in_an_old_font_is_offered_in_unicode(text):
    document = document_of_html(f"<p>Chữ Unicode.</p><p>{text}</p>")
    findings = [each for each in proofread(document, Known(TODAY)) if each.rule == "old-font"]
    assert [(each.block, each.suggestion) for each in findings] == [(1, "Cải cách hành chính nhà nước")]


@pytest.mark.parametrize("text", ["Déjà vu à la carte", "Ước gì được vậy", "São Paulo", "100 m² © 2026"])
def test_other_languages_are_no_old_font(text):
    assert found(f"<p>{text}</p>") == []


@pytest.mark.parametrize("article", read_articles(), ids=lambda article: article["title"][:30])
def test_articles_of_the_sample_have_nothing_to_mend(article):
    fields = {"title": article["title"], "sapo": article["summary"], "cover_caption": article["cover_caption"]}
    assert found(article["body"], fields, byline=article["byline"], source=article["source"]) == []


@pytest.mark.parametrize("level", [0, 1, 7, 99])
def test_a_heading_of_a_level_that_no_text_has_is_read_as_the_nearest(level):
    document = Document((Block("A", Kind.HEADING, level=level), Block("B", Kind.HEADING, level=2)))
    assert [each.rule for each in structure.find(document, Known(TODAY), ())] == ["heading-order"] * (level > 2)
