"""What is found in a sentence, which figure is shown, and what may stand there instead."""

from datetime import date

import pytest

from proofreading.document import Block, Document, Kind, document_of_text
from proofreading.figures.finder import find_figures
from proofreading.known import Known
from proofreading.proofreader import proofread
from proofreading.rules import RULES, Group

from .statements import TODAY

KNOWN = Known(today=TODAY)


def found(text, known=KNOWN):
    document = document_of_text(text)
    return list(find_figures(document, known, range(len(document.blocks))))


def said(text):
    return [(one.text, one.suggestion, one.reason) for one in found(text)]


def rules(text):
    return [one.rule.removeprefix("figures-") for one in found(text)]


def test_a_percentage_is_compared_with_its_part_and_its_whole():
    assert said("Có 42 trên tổng số 9.078 hồ sơ trễ hẹn, đạt 0,64%.") == [
        ("0,64%", "0,46%", "42 trên 9.078 là 0,46%, không phải 0,64%.")
    ]


def test_the_figure_that_a_single_slip_explains_is_the_one_shown():
    assert said("Có 92 trên tổng số 9.078 hồ sơ trễ hẹn, chiếm 0,46%.") == [
        ("92", "42", "92 trên 9.078 là 1,01%, không phải 0,46%.")
    ]


def test_where_several_figures_may_be_wrong_no_suggestion_is_made():
    assert said("Từ 45 ngày xuống còn 30 ngày, giảm 25 ngày.") == [("25", None, "45 trừ 30 là 15, không phải 25.")]


@pytest.mark.parametrize(
    "text",
    [
        "Đã trả 12/46 xã, phường, đạt 36,1%.",
        "Chín tháng, tỉnh giải quyết 812.640 hồ sơ, trong đó 793.137 hồ sơ đúng hạn, đạt 97,50%.",
        "Tổ đọc lại 500 lá đơn bị trả. Có 212 lá đơn dùng nhầm mẫu, tức 43,4%.",
        "Tỷ lệ đúng hạn đạt 93,3% (9.027/9.078 hồ sơ).",
        "Có 1.200 hộ thì 980 hộ dùng nước sạch, chiếm 88% số hộ; tức 980/1.200 hộ, bằng 88%.",
        "Đã giải ngân 96/120 tỷ đồng, đạt 90% kế hoạch.",
        "Kế hoạch năm là 9.000 tấn, đến nay đạt 8.100 tấn, bằng 80,0% kế hoạch.",
        "Có 42 hồ sơ (chiếm 0,64%) trên tổng số 9.078 hồ sơ.",
        "Trong 2,1 triệu hồ sơ, có 1,05 triệu hồ sơ đã số hóa, chiếm 60,0%.",
    ],
)
def test_ratios_are_found_however_they_are_said(text):
    assert "ratio" in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Tăng từ 80% lên 95%, tăng 16 điểm phần trăm.",
        "Xã tiếp nhận 9.078 hồ sơ, tăng 13,5% so với cùng kỳ năm trước (8.069 hồ sơ).",
        "Năm 2024 có 120 vụ, năm 2025 có 90 vụ, giảm 35%.",
        "Tỉnh có 1.250 hợp tác xã, tăng 250 hợp tác xã (23%) so với năm ngoái.",
        "Giảm một nửa thời gian, từ 45 ngày xuống còn 15 ngày.",
        "Giảm 1/3 thời gian, từ 45 ngày xuống còn 20 ngày.",
        "Tỷ lệ hài lòng tăng từ 91% lên 78%.",
        "Thời hạn rút từ 20 xuống 30 ngày.",
        "Đạt 500 lượt, gấp đôi so với cùng kỳ (350 lượt).",
        "Tháng trước có 551 hồ sơ trễ hẹn, tháng này có 653 hồ sơ trễ hẹn, giảm 35,9%.",
        "Tỷ lệ đạt 58,9%, giảm 1,7 điểm so với tháng 9 (59,6%).",
        "Kinh phí giảm từ 1,5 tỷ đồng xuống 1,2 tỷ đồng, giảm 600 triệu đồng.",
    ],
)
def test_rises_and_falls_are_found_however_they_are_said(text):
    assert rules(text)[:1] == ["change"]


@pytest.mark.parametrize("text", ["tăng từ 80% lên 95%, tăng 15 điểm phần trăm", "tăng từ 80% lên 95%, tăng 18,75%"])
def test_a_rise_of_a_percentage_may_be_said_in_points_or_in_percent(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Kiểm tra 3 xã, 2 phường và 1 thị trấn, tổng cộng 7 đơn vị.",
        "Cả nước có 2.268 thủ tục gồm 1.833 thủ tục cấp tỉnh, 301 thủ tục cấp huyện và 135 thủ tục cấp xã.",
        "Đường dây nhận 94 phản ánh: 51 về giờ phát, 29 về âm lượng, 15 về nội dung.",
        "Lớp có 45 học viên, trong đó 30 nam và 16 nữ.",
        "Rà soát 71 đôi chưa đăng ký; 63 đôi đồng ý làm ngay, 9 đôi còn lại xin suy nghĩ.",
        "Trả 1.268 giấy tờ, gồm trích lục (571), xác nhận cư trú (412) và thẻ bảo hiểm (295).",
        "Lớp có 45 người. Trong đó có 30 nam và 16 nữ.",
        "Phiếu đồng ý chiếm 62%, không đồng ý 25%, còn lại 14% bỏ trống.",
        "Tổ một đi 136 nhà, tổ hai đi 158 nhà. Cộng lại là 295 nhà.",
        "Có 412 hồ sơ, trong đó 536 hồ sơ đất đai.",
        "Bên trong có 11 lá thư, gồm bốn lá khen, năm lá góp ý và 3 lá phản ánh.",
    ],
)
def test_sums_are_found_however_they_are_said(text):
    assert "sum" in rules(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Họp vào thứ Hai, ngày 3-3-2026.", "weekday"),
        ("Họp ngày 20/11 (thứ Hai).", "weekday"),
        ("Họp sáng thứ 2, 20/11/2026.", "weekday"),
        ("Chủ Nhật ngày 5 tháng 12 năm 2026, chợ mở.", "weekday"),
        ("Hạn cuối là ngày 31/4.", "no-such-day"),
        ("Hạn cuối là 29/2/2025.", "no-such-day"),
        ("Hạn cuối là ngày 31 tháng 6.", "no-such-day"),
        ("Hạn cuối là 15/13/2026.", "no-such-day"),
        ("Nhận hồ sơ từ ngày 20 đến ngày 15/3.", "order"),
        ("Nhận hồ sơ từ ngày 31/10 đến 05/9.", "order"),
        ("Tạm dừng từ 22 giờ ngày 7/12/2026 đến 6 giờ ngày 5/12/2026.", "order"),
        ("Giai đoạn 2025-2021.", "order"),
        ("Năm học 2025-2027 có gì mới.", "years"),
        ("Kỷ niệm 81 năm Cách mạng Tháng Tám (19/8/1945 - 19/8/2025).", "years"),
        ("Bà Tép (sinh năm 1950, 67 tuổi) kể lại.", "years"),
        ("Trong quý III (từ tháng 7 đến tháng 10), tỉnh thanh tra ba sở.", "quarter"),
        ("Kế hoạch của quý V/2026.", "quarter"),
    ],
)
def test_days_and_years_are_compared_with_the_calendar(text, rule):
    assert rules(text) == [rule]


def test_the_reason_of_a_weekday_names_the_right_one():
    assert said("Họp vào thứ Hai, ngày 3-3-2026.") == [
        ("thứ Hai, ngày 3-3-2026", None, "Ngày 03/03/2026 là thứ Ba, không phải thứ Hai.")
    ]


def test_a_day_without_a_year_is_of_the_year_of_publication():
    wednesday = "Họp thứ Tư, ngày 15/3, tại xã."

    assert found(wednesday, Known(today=TODAY, facts={"published_at": "2023-03-14T08:00:00+07:00"})) == []
    assert found(wednesday, Known(today=date(2026, 3, 14)))
    assert found("Họp thứ Năm, ngày 7/1, tại xã.", Known(today=date(2026, 12, 20))) == []


def test_a_day_without_a_year_may_be_of_a_year_that_the_text_speaks_of():
    assert found("Họp thứ Tư, ngày 15/3, theo kế hoạch năm 2023.") == []


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("Đoàn kiểm tra ba xã Tân Phong và An Hòa.", "hai"),
        ("Đoàn kiểm tra 2 xã Tân Phong, An Hòa và Bến Lam.", "3"),
        ("Kế hoạch có bốn nội dung: rà soát thủ tục; số hóa hồ sơ; tập huấn cán bộ.", "ba"),
        ("Quy trình gồm 6 bước: tiếp nhận, thẩm định, phê duyệt và trả kết quả.", "4"),
        ("Mười địa phương có số hồ sơ trễ hẹn tăng cao là Tân Phong, An Hòa và Yên Hạ.", "ba"),
        ("Mưa to trong bốn ngày 20, 21 và 22/11.", "ba"),
        ("Phiếu cần bốn thông tin: họ tên, ngày sinh và địa chỉ.", "ba"),
        ("Hồ sơ qua bốn mốc: ngày nộp, ngày nhận và ngày trả.", "ba"),
        ("Sắp xếp 7 đơn vị gồm Sở Nội vụ, Sở Tài chính và Sở Y tế.", "3"),
    ],
)
def test_a_count_is_compared_with_what_is_listed(text, suggestion):
    assert [(one.rule, one.suggestion) for one in found(text)] == [("figures-count", suggestion)]


def items(opening, *texts):
    return Document((Block(opening), *(Block(text, Kind.ITEM) for text in texts), Block("Hết.")))


def of_document(document):
    return list(find_figures(document, KNOWN, range(len(document.blocks))))


def test_a_count_before_a_list_is_compared_with_its_items():
    short = of_document(items("Đoàn yêu cầu ba việc sau:", "sửa bảng;", "gọi dân."))
    assert [(one.block, one.text, one.suggestion) for one in short] == [(0, "ba", "hai")]

    assert of_document(items("Đoàn yêu cầu hai việc sau:", "sửa bảng;", "gọi dân.")) == []
    assert of_document(items("Đoàn yêu cầu hai việc sau:", "a", "nhỏ", "nhỏ", "b")) == []
    assert of_document(items("Sau ba tháng của hai xã:", "sửa bảng;", "gọi dân.")) == []


TYPED = ["sửa bảng;", "gọi dân;", "trực thứ Bảy;", "đọc lại."]


@pytest.mark.parametrize("mark", ["- ", "– ", "• ", "+ ", "* ", " - ", "-\xa0"])
def test_typed_items_are_counted_like_real_ones(mark):
    lines = ["Đoàn kiến nghị ba việc sau:", *(mark + text for text in TYPED)]
    apart = of_document(Document((*map(Block, lines), Block("Hết."))))
    broken = of_document(Document((Block("Chào.\n" + "\n".join(lines)), Block("Hết."))))
    for (one,) in (apart, broken):
        assert (one.rule, one.text, one.suggestion) == ("figures-count", "ba", "bốn")


@pytest.mark.parametrize("labels", [["1. ", "2. ", "3. ", "4. "], ["a) ", "b) ", "c) ", "d) "]])
def test_labelled_lines_are_counted_like_real_items(labels):
    lines = ["Đoàn kiến nghị ba việc sau:", *(label + text for label, text in zip(labels, TYPED, strict=True))]
    (one,) = of_document(document_of_text("\n".join(lines)))
    assert (one.text, one.suggestion) == ("ba", "bốn")


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn yêu cầu hai việc sau:\n- sửa bảng;\n- gọi dân.",
        "Đoàn yêu cầu hai việc sau:\n- sửa bảng;\n+ nhỏ\n+ nhỏ\n- gọi dân.\nHết.",
        "Đoàn yêu cầu ba việc sau:\n- sửa bảng;\n- gọi dân.\nViệc ấy cần người.\n- đọc lại.",
        "Đoàn yêu cầu ba việc sau:\n1. Sửa bảng\nCần người.\n2. Gọi dân\nCần giờ.\n3. Đọc lại",
        "Đoàn yêu cầu ba việc sau:\nSửa bảng.\nGọi dân.",
        "Đoàn yêu cầu ba việc sau:\n- sửa bảng.",
        "Đoàn yêu cầu ba việc sau:",
        "Có ba người:\n- Anh đến à?\n- Ừ.",
    ],
)
def test_typed_lines_that_may_be_as_many_are_left_alone(text):
    assert of_document(document_of_text(text)) == []
    assert of_document(Document((Block(text),))) == []


def test_typed_parts_are_compared_with_their_total_and_their_shares():
    text = "Còn lại 1.842 hồ sơ, chia ra:\n- đất đai: 1.067 hồ sơ (51,93%);\n- khác: 775 hồ sơ (42,07%)."
    (share,) = of_document(document_of_text(text))
    assert (share.block, share.text, share.suggestion) == (1, "51,93%", "57,93%")
    (share,) = of_document(Document((Block(text),)))
    assert (share.start, share.text) == (text.index("51,93%"), "51,93%")


def test_items_with_parts_are_compared_with_their_total_and_their_shares():
    right = "Còn lại 1.842 hồ sơ, chia ra:", "đất đai: 1.067 hồ sơ (57,93%);", "khác: 775 hồ sơ (42,07%)."
    assert of_document(items(*right)) == []

    (share,) = of_document(items(right[0], right[1].replace("57,93", "51,93"), right[2]))
    assert (share.block, share.text, share.suggestion) == (1, "51,93%", "57,93%")
    assert of_document(items(right[0].replace("1.842", "1.942"), *right[1:]))


@pytest.mark.parametrize(
    ("texts", "suggestion"),
    [
        (["Thứ nhất, rà soát.", "Thứ hai, cắt giảm.", "Thứ tư, kiểm tra."], "Thứ ba"),
        (["Có ba việc. Thứ nhất, rà soát. Thứ hai, cắt giảm. Thứ hai, kiểm tra."], "Thứ ba"),
        (["Một là, rà soát.", "Ba là, cắt giảm."], "Hai"),
    ],
)
def test_ordinals_follow_each_other(texts, suggestion):
    findings = of_document(Document(tuple(map(Block, texts))))
    assert [(one.rule, one.suggestion) for one in findings] == [("figures-ordinal", suggestion)]


def test_ordinals_of_two_lists_and_weekdays_do_not_disturb():
    texts = (
        "Thứ nhất, a. Thứ hai, b.",
        "Thứ nhất, c. Thứ Tư, 18/11, họp. Thứ hai, d. Thứ ba, e.",
        "Một là cô, hai là cháu.",
    )
    assert of_document(Document(tuple(map(Block, texts)))) == []


def test_only_blocks_that_changed_have_findings():
    document = document_of_text("Hạn là ngày 31/4.\nHạn là ngày 31/6.")
    assert [one.block for one in find_figures(document, KNOWN, {1})] == [1]


def test_every_rule_that_is_found_has_a_name_and_a_place_in_the_text():
    text = "Hạn là ngày 31/4. Có 42 trên tổng số 9.078 hồ sơ, đạt 0,64%. Đoàn kiểm tra ba xã Tân Phong và An Hòa."
    for finding in proofread(document_of_text(text), KNOWN):
        assert finding.text == text[finding.start : finding.end]
        if finding.rule.startswith("figures-"):
            assert RULES[finding.rule].group == Group.FIGURES
