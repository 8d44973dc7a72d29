"""What the rules of form find, and what they leave alone."""

import unicodedata
from datetime import date

import pytest

from proofreading import form
from proofreading.document import Block, Document, Kind, document_of_text
from proofreading.form.name_spelling import is_well_placed
from proofreading.form.spaces import MOST_PADDED
from proofreading.html import document_of_html
from proofreading.known import Known
from proofreading.lexicon import LexiconError
from proofreading.proofreader import MAX_FINDINGS, proofread
from proofreading.rules import RULES, Group
from sample.source import read_articles

KNOWN = Known(date(2026, 11, 30))


def found(given):
    """(rule, text, suggestion) of each finding, in reading order."""
    document = given if isinstance(given, Document) else document_of_text(given)
    findings = sorted(form.find(document, KNOWN, ()), key=lambda finding: (finding.block, finding.start))
    for finding in findings:
        assert document.blocks[finding.block].text[finding.start : finding.end] == finding.text
        assert RULES[finding.rule].group == Group.FORM
    return [(finding.rule, finding.text, finding.suggestion) for finding in findings]


@pytest.mark.parametrize(
    ("text", "place", "suggestion"),
    [
        ("Hội nghị diễn ra trong toàn tỉnh.Các đại biểu thảo luận.", ".Các", ". Các"),
        ("Ông về quê ở Tân Phong.Ở đó có trường.", ".Ở", ". Ở"),
        ("Xã gửi lên UBND.Ông Hòa ký.", ".Ông", ". Ông"),
        ("Đạt 98%.Kết quả tốt.", ".Kết", ". Kết"),
        ("Xong trong năm 2026.Các xã đều vậy.", ".Các", ". Các"),
        ("Anh nói “xong rồi”.Chị gật đầu.", ".Chị", ". Chị"),
        ("Sở giao,xã làm.", ",xã", ", xã"),
        ("Năm 2026,xã có năm hộ.", ",xã", ", xã"),
        ("Có năm hộ;trong đó hai hộ nghèo.", ";trong", "; trong"),
        ("“Ai mà biết?”,ông hỏi.", ",ông", ", ông"),
        ("Hồ sơ ở sáu xã,10 tháng.", ",10", ", 10"),
        ("Hai ngày đầu:1.268 giấy tờ.", ":1", ": 1"),
        ("Gồm có:hai xã.", ":hai", ": hai"),
        ("Xong chưa?Rồi.", "?Rồi", "? Rồi"),
        ("Cải cách hành chính(CCHC) được chú ý.", "chính(", "chính ("),
        ("Việc này (rất khó)đã xong.", ")đã", ") đã"),
        ("Ông gọi“một cửa” là nhà.", "gọi“", "gọi “"),
        ("Ông gọi “một cửa”là nhà.", "”là", "” là"),
    ],
)
def test_a_space_is_missing(text, place, suggestion):
    assert found(text) == [("space-missing", place, suggestion)]


@pytest.mark.parametrize(
    ("text", "place", "suggestion"),
    [
        ("Có 9 thợ ,phần lớn là nữ.", " ,phần", ", phần"),
        ("Có năm hộ\xa0;trong đó hai hộ nghèo.", "\xa0;trong", "; trong"),
        ("Sở giao .Các xã làm.", " .Các", ". Các"),
        ("Xong chưa  ?Rồi.", "  ?Rồi", "? Rồi"),
        ("Gồm có :hai xã.", " :hai", ": hai"),
        ("Ông nói ,“xong rồi”.", " ,“xong", ", “xong"),
        ("Hồ sơ ở sáu xã ,10 tháng.", " ,10", ", 10"),
    ],
)
def test_a_space_stands_on_the_wrong_side_of_a_mark(text, place, suggestion):
    assert ("space-missing", place, suggestion) in found(text)
    assert ("space-missing", place, suggestion) in [
        (each.rule, each.text, each.suggestion) for each in proofread(document_of_text(text), KNOWN)
    ]


@pytest.mark.parametrize(
    ("text", "place", "suggestion"),
    [
        ("Xã Tân Phong , huyện nọ.", " ,", ","),
        ("Ông nói: “Xong rồi .”", " .", "."),
        ("Xã (Tân Phong ,) họp.", " ,", ","),
        ("Xong rồi .", " .", "."),
        ("Thế à\xa0?", "\xa0?", "?"),
        ("Ông nói: “ Xong rồi”.", "“ ", "“"),
        ("Ông nói: “Xong rồi ”.", " ”", "”"),
        ("Cải cách ( gồm hai việc) đã xong.", "( ", "("),
        ("Sở  Nội vụ.", "  ", " "),
        ("Sở \xa0Nội vụ.", " \xa0", " "),
    ],
)
def test_a_space_is_too_much(text, place, suggestion):
    assert found(text) == [("space-extra", place, suggestion)]


@pytest.mark.parametrize(
    ("text", "place", "suggestion"),
    [
        ("\xa0\xa0\xa0Nguyễn Hiền", "\xa0\xa0\xa0", ""),
        ("Nguyễn Hiền" + "\xa0" * 5, "\xa0" * 5, ""),
        ("Xong." + "\xa0" * 66 + "Nguyễn Hiền", "\xa0" * 66, " "),
        ("Một  hai  ba  bốn  năm", "  hai  ba  bốn  ", " hai ba bốn "),
    ],
)
def test_a_line_is_pushed_by_spaces(text, place, suggestion):
    assert found(text) == [("padding", place, suggestion)]


@pytest.mark.parametrize(
    ("text", "place", "suggestion"),
    [
        ("Xong,, rồi.", ",,", ","),
        ("Xong ngày 20/11.. Ta về.", "..", "."),
        ("Xong rồi.. Ta về.", "..", "."),
        ("Gồm có:; hai xã.", ":;", None),
        ("Xong, , rồi.", ", ,", ","),
    ],
)
def test_a_mark_stands_twice(text, place, suggestion):
    assert ("mark-doubled", place, suggestion) in found(text)


@pytest.mark.parametrize(
    ("text", "place", "suggestion"),
    [
        ("Việc của của xã.", "của của", "của"),
        ("Các các xã đều vậy.", "Các các", "Các"),
        ("Xã đã  đã xong.", "đã  đã", "đã"),
        ("Sở triển triển khai ngay.", "triển triển", "triển"),
        ("Nay thực thực hiện ngay.", "thực thực", "thực"),
        ("Xã đã bổ bổ sung hai người.", "bổ bổ", "bổ"),
        ("Hội đồng họp kỳ kỳ họp thứ sáu.", "kỳ kỳ", "kỳ"),
        ("Xong trong trong ngày.", "trong trong", "trong"),
        ("Dân không không phải chờ.", "không không", "không"),
        ("Ông là chủ tịch tịch xã.", "tịch tịch", "tịch"),
        ("Nộp lệ phí phí bằng thẻ.", "phí phí", "phí"),
        ("Bộ thủ tục thủ tục này.", "thủ tục thủ tục", "thủ tục"),
    ],
)
def test_a_word_stands_twice(text, place, suggestion):
    assert ("word-doubled", place, suggestion) in found(text)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Ông nói “cần làm ngay.", "“"),
        ("Ông nói cần làm ngay”.", "”"),
        ("Kết quả (theo báo cáo là tốt.", "("),
        ("Kết quả theo báo cáo) là tốt.", ")"),
        ("Căn cứ [1 và [2].", "["),
        ('Ông nói: "Làm ngay.', '"'),
    ],
)
def test_quotes_and_brackets_that_do_not_close(text, place):
    assert found(text) == [("unclosed", place, None)]


def test_a_quotation_that_ends_with_another_sign():
    assert found('Ông nói “cần làm ngay".') == [("unclosed", '"', "”")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bà khoẻ. Nhà hòa thuận, hòa nhã.", [("khoẻ", "khỏe")]),
        ("Bà khỏe. Nhà hoà thuận, hoà nhã.", [("khỏe", "khoẻ")]),
        ("Uỷ ban họp. Tỉnh ủy họp.", [("Uỷ", "Ủy")]),
    ],
)
def test_tones_are_placed_as_most_of_the_text_or_the_house_does(text, expected):
    assert found(text) == [("tone-placement", *each) for each in expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ông Nguyễn Văn Hòa đến.\nSau đó ông Nguyễn Văn Hoà về.", ("Nguyễn Văn Hoà", "Nguyễn Văn Hòa")),
        ("Ông Nguyễn Văn Hòa đến.\nSau đó ông Hoà về.", ("Hoà", "Hòa")),
        ("Ông Trần Quốc Tuấn dự.\nBà con cảm ơn ông Trần Quốc Tuân nhiều.", ("Trần Quốc Tuân", None)),
        (
            "Chị Lê Thị Hạnh dự.\nChị Lê Thị Hạnh nói.\nBà con cảm ơn chị Lê Thị Hạn nhiều.",
            ("Lê Thị Hạn", "Lê Thị Hạnh"),
        ),
        ("Ông Trần Hữu Nghĩa đến.\nSau đó ông Nghiã về.", ("Nghiã", "Nghĩa")),
        ("Ông Trần Hữu Nghiã đến.\nHôm sau ông Trần Hữu Nghĩa về.", ("Trần Hữu Nghiã", "Trần Hữu Nghĩa")),
        ("Chị Lò Thị Tuyết Muà đến.\nHôm sau chị Lò Thị Tuyết Mùa về.", ("Lò Thị Tuyết Muà", "Lò Thị Tuyết Mùa")),
        ("Bà Hồ Thị Lý đến.\nSau đó bà Hồ Thị Lí về.", ("Hồ Thị Lí", None)),
        ("Bà Hồ Thị Lý đến.\nBà Hồ Thị Lý nói.\nSau đó bà Hồ Thị Lí về.", ("Hồ Thị Lí", "Hồ Thị Lý")),
        ("Bà Hồ Thị Mỹ Lý đến.\nSau đó bà Hồ Thị Mĩ Lí về.", ("Hồ Thị Mĩ Lí", None)),
        ("Bà Hồ Thị Lý đến.\nSau đó bà Lí về.", ("Lí", "Lý")),
        ("Bà Lí về.\nBà Hồ Thị Lý đến.", ("Lí", "Lý")),
        ("Anh Hồ Quý đến.\nAnh Quí về.", ("Quí", "Quý")),
        ("Đồng chí Vàng A Kỳ đến, đồng chí Kì về.", ("Kì", "Kỳ")),
        ("Ông Lê Văn Nghĩa đến.\nÔng Nghĩa nói.\nHôm sau ông Nghỉa về.", ("Nghỉa", None)),
        ("Ở Tân Phong.\nVề Tân Phong.\nXã Tân Phong.\nỞ xã Tân Phòng có chợ.", ("Tân Phòng", "Tân Phong")),
    ],
)
def test_a_name_is_spelled_in_two_ways(text, expected):
    assert found(text) == [("name-spelled-differently", *expected)]


@pytest.mark.parametrize(
    "word",
    ["Nghĩa", "Hòa", "Hoà", "Thúy", "Thuý", "Quý", "Hoài", "Tuấn", "Thương", "Khuỷu", "Mùa", "Gì", "Giã", "Huệ"],
)
def test_the_tone_of_a_name_is_well_placed(word):
    assert is_well_placed(word)


@pytest.mark.parametrize("word", ["Nghiã", "Qúy", "Gìa", "Tuâń", "Túân", "Thừơng", "Muà", "Tòan", "Đaò", "Kìêu"])
def test_the_tone_of_a_name_is_on_the_wrong_letter(word):
    assert not is_well_placed(word)


def test_without_data_of_the_language_words_that_are_never_doubled_are_found_still(monkeypatch):
    def missing():
        raise LexiconError("x")

    monkeypatch.setattr(form, "lexicon", missing)
    assert [text for _, text, _ in found("Việc của của xã thực thực hiện.")] == ["của của"]


def test_a_name_that_the_office_keeps_is_right_though_another_is_like_it():
    known = Known(date(2026, 11, 30), names=frozenset({"Trần Quốc Tuân"}))
    document = document_of_text("Ông Trần Quốc Tuấn dự.\nBà con cảm ơn ông Trần Quốc Tuân nhiều.")
    assert not list(form.find(document, known, ()))


@pytest.mark.parametrize(
    "text",
    [
        "Toàn cảnh hội nghị Ảnh: Minh Hòa",
        "Quang cảnh hội nghị. Ảnh: Minh Hòa Các đại biểu đã thảo luận sôi nổi về nhiều việc",
    ],
)
def test_a_credit_is_glued_to_a_sentence(text):
    assert [rule for rule, _, _ in found(text)] == ["caption-glued"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "Đến TP.HCM, TP.Hồ Chí Minh, Th.S Nguyễn An, v.v., PGS.TS. Trần B., Q.1, P.Bến Nghé, tr.5, St.Petersburg.",
        "Lúc 16:30, giá 1.000.000 đồng, đạt 98,24%, tỷ lệ 1:500, thang 4.0, số 12.3.",
        "Trang dichvucong.gov.vn, https://a.vn/b?c=1,d và a.b@c.vn, tệp bao-cao.pdf; Node.js, tên miền .vn.",
        "Nghị định 42/2022/NĐ-CP, Quyết định 12/QĐ-UBND.",
        "a) Nội dung; b) hình thức; 1) điều; (i) mục; đ) khác; “a)” là một điểm :) vui",
        "1.Mục tiêu",
        "length = len(text) if text else min(a,b)",
        "Các danh sách 1., a), i). Số:12/QĐ-UBND. ĐT:0912345678. Tỷ số 3:2. m2,5.",
        "   - một việc",
        "  1. Một việc",
        "TSKH.Nguyễn An, T.Thụ-N.Quang",
        "- Mục 1.2.Nội dung",
        "Điểm a, b, c khoản 1. Chị Lan (sinh năm 1980, ở xã A) nói...",
        'H2O, f(x), 5\'30", màn hình 32", m2, Covid-19... Và rồi... Ừ!',
        "Toàn cảnh hội nghị. Ảnh: Minh Hòa",
        "Toàn cảnh hội nghị (Ảnh: Minh Hòa).",
        "Thế à?! Thật!!! Ừ…",
        "Hiện tại tại xã, tồn tại tại chỗ, thiết bị bị hỏng, lý do do đâu, kết quả đạt được được ghi nhận.",
        "Xanh xanh, ngày ngày, từ từ, luôn luôn, dần dần, năm năm, người người, nhà nhà, vân vân, đi đi lại lại.",
        "Dân số số liệu, bằng chứng chứng minh, thi công công trình, các xã xã hội hóa, tại phòng phòng cháy.",
        "Bên trong trong suốt, hàng không không ngừng tăng, lịch sử sử dụng đất, chủ tịch tịch thu xe.",
        "Cười cười nói nói, xa xa vẳng lại, chung chung, khư khư, ve ve.",
        "Tích tắc tích tắc, từng bước từng bước, rất nhiều rất nhiều, đi đi lại lại.",
        "Ông Thuý Hằng và bà Thúy Nga. Nhà hòa thuận.",
        "Tổ có Nguyễn Văn An và Nguyễn Văn Ân.",
        "Chị Lê Thị Lan đến.\nChị Lê Thị Loan về.",
        "Anh Lê Văn Hòa đến.\nAnh Hoa về.\nChị Hoa nói.",
        "Anh Lê Văn Hòa đến.\nAnh Hòa và anh Hoa về.",
        "Anh Lê Văn Hòa đến.\nAnh Hòa nói.\nAnh Hoa nói.\nAnh Hoa về.",
        "Anh Lê Văn Hòa đến.\nAnh Hòa nói.\nChị Hoa về.",
        "Em Trần Thị Vi và em Trần Thị Vy.\nEm Vy nói, em Vi về.",
        "Chị Lê Thị Thi đến.\nChị Lê Thị Thy về.",
        "Bà Hồ Thị Lý và bà Hồ Thị Lí.",
        "Quý hai, quỹ đất, quy định, hoàn thành, khuỷu tay, hoà thuận.",
        "HỘI NGHỊ TỔNG KẾT NĂM 2026",
        "Ngày hội 🎉🎉 vui quá 👍, xong.",
        "Viết bằng .NET, tên miền .vn, đạt 12 ,5 điểm; vui quá :) và ;) nhé, :D.",
    ],
)
def test_what_is_right_stays(text):
    assert found(text) == []


def test_a_quotation_over_paragraphs_is_one():
    assert found("Ông nói: “Một.\n“Hai.\n“Ba.”") == []
    assert found("Ông nói: “Một.\nHai.\nBa.”") == []
    assert found("Các xã (gồm:\nAn Hòa;\nBến Lam).") == []


def test_a_text_whose_lines_are_all_set_in_is_told_of_a_few():
    assert len(found("    x = 1\n" * 50)) == MOST_PADDED


def test_code_and_other_languages_are_left_alone():
    document = document_of_html(
        '<pre>a  b ,c</pre><p>Gõ <code>a ,b</code> nhé.</p><p lang="en">The  the ,the</p><p>Xem <code>“</code>.</p>'
    )
    assert found(document) == []


def test_places_of_decomposed_letters_are_those_of_the_text():
    text = unicodedata.normalize("NFD", "Hội nghị tỉnh.Các xã đã đã xong , rồi")
    assert [(rule, unicodedata.normalize("NFC", place)) for rule, place, _ in found(text)] == [
        ("space-missing", ".Các"),
        ("word-doubled", "đã đã"),
        ("space-extra", " ,"),
    ]


def test_code_may_begin_and_end_inside_a_decomposed_letter():
    text = unicodedata.normalize("NFD", "Lệnh đầu tiên xong , rồi (và xong")
    for start in range(len(text)):
        for end in range(start, min(start + 9, len(text)) + 1):
            found(Document((Block(text, skipped=((start, end),)),)))  # each place is in the text


def test_cells_are_set_as_they_are():
    document = Document((Block("12 .", Kind.CELL), Block("1 :", Kind.CELL)))
    assert found(document) == []


def test_ten_thousand_slips_are_two_hundred_findings():
    document = document_of_text("Xong , rồi. " * 10_000)
    assert len(proofread(document, KNOWN)) == MAX_FINDINGS


@pytest.mark.parametrize("article", read_articles(), ids=lambda article: article["title"][:30])
def test_articles_of_the_sample_have_no_slip_of_form(article):
    fields = {"title": article["title"], "sapo": article["summary"], "cover_caption": article["cover_caption"]}
    assert found(document_of_html(article["body"], fields)) == []
