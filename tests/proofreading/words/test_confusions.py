"""Words that are taken for one another: kinds of slips that people make, and the right phrases that look alike."""

import pytest

from proofreading.words.confusions import _ALONE, _parsed
from vietnamese.text import canonical


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Cán bộ cập nhập dữ liệu dân cư.", "cập nhập", "cập nhật"),
        ("Tỉnh sẻ tổ chức hội nghị vào tháng sau.", "sẻ", "sẽ"),
        ("Lãnh đạo sở củng đến dự lễ.", "củng", "cũng"),
        ("Xã không còn hồ sơ trể hẹn.", "trể", "trễ"),
        ("Thủ tục dân đả nộp từ tuần trước.", "đả", "đã"),
        ("Đường vẩn ngập sau mưa.", "vẩn", "vẫn"),
        ("Nhà thầu đẩy nhanh tiêng độ thi công.", "tiêng độ", "tiến độ"),
        ("Công tác tuyên truyền còn hạng chế.", "hạng chế", "hạn chế"),
        ("Các xả đã hoàn thành kế hoạch.", "Các xả", "Các xã"),
        ("Thông báo để người dần biết.", "để người dần", "để người dân"),
        ("Nhờ cán bộ một của xã hướng dẫn.", "cán bộ một của", "cán bộ một cửa"),
        ("Hợp tác sã nông nghiệp mở rộng vùng trồng.", "Hợp tác sã", "Hợp tác xã"),
        ("Bà con cản ơn cán bộ.", "cản ơn", "cảm ơn"),
        ("Đồng chí lãnh đạo tĩnh dự lễ.", "lãnh đạo tĩnh", "lãnh đạo tỉnh"),
        ("Bộ phận tiếp nhân ở một số phường còn thiếu người.", "tiếp nhân", "tiếp nhận"),
        # a tone, s and x, ch and tr, d and gi and r
        ("Huyện xây quỷ khuyến học.", "quỷ khuyến học", "quỹ khuyến học"),
        ("Hai bác sỉ trực đêm.", "bác sỉ", "bác sĩ"),
        ("Xã rà xoát hộ nghèo.", "rà xoát", "rà soát"),
        ("Sáu xuất học bổng được trao.", "xuất học bổng", "suất học bổng"),
        ("Tỉnh tập chung nguồn lực.", "tập chung", "tập trung"),
        ("Cử chi đề nghị sửa đường.", "Cử chi", "Cử tri"),
        ("Hồ sơ gia hạn dấy phép.", "dấy phép", "giấy phép"),
        ("Công khai, rõ dàng từng khoản.", "rõ dàng", "rõ ràng"),
        # the last letter, the first one
        ("Cấp đổi căng cước tại xã.", "căng cước", "căn cước"),
        ("Đường giao thôn nông thôn.", "giao thôn", "giao thông"),
        ("Đây là nhiệm vụ đặt biệt quan trọng.", "đặt biệt", "đặc biệt"),
        ("Cơ sở đủ điều kiện phụt vụ dân.", "phụt vụ", "phục vụ"),
        ("Bà con lông dân phấn khởi.", "lông dân", "nông dân"),
        ("Người nao động có việc.", "nao động", "lao động"),
    ],
)
def test_words_taken_for_one_another_are_found(read, text, word, meant):
    assert read(text) == [("confused", word, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "Bà con chia sẻ khó khăn, đàn chim sẻ bay về.",
        "Xã củng cố đội ngũ, nói lủng củng.",
        "Trận đánh đả kích thói hư, xô xát và ẩu đả.",
        "Chuyện vớ vẩn, nước vẩn đục.",
        "Nhà máy xả thải, các cửa xả lũ đều mở.",
        "Các tĩnh mạch, trong tĩnh lặng của rừng.",
        "Một cán bộ của xã, bộ phận một cửa của huyện.",
        "Cả nhà ra đình làng dự lễ.",
        "Bà con đi chợ giúp hàng xóm; tỉnh bảo đảm chợ sạch.",
        "Cơn bão hộ nghèo sợ nhất.",
        "Thanh niên kết nghĩa với bộ đội.",
        "Xã giao thôn quản lý đường.",
        "Đoàn viên kỳ thi đầu vào, mỗi ngày nghĩ một việc tốt.",
        "Kỹ sư trực tiếp nhân rộng mô hình.",
        "Số tiền tích lũy được, có lẻ ba trăm nghìn.",
        "Lượt bỏ phiếu thứ hai diễn ra sáng nay.",
        "Sữa nhà máy làm ra đạt chuẩn.",
        "Củ khoai, củ sắn và nhà củ hành.",
        "Xã Củ Chi đón đoàn.",
        "Tỉnh sản xuất quà tặng, đề xuất học bổng.",
        "Nước thừa thải ra suối.",
        "Dự án đang xen lẫn khu dân cư.",
    ],
)
def test_right_phrases_that_look_alike_are_left_alone(read, text):
    assert [found for found in read(text) if found[0] == "confused"] == []


def test_a_syllable_that_is_right_only_beside_some_says_beside_which():
    rows = list(_parsed(_ALONE))
    assert all(len(row.wrong) == 1 and canonical(row.right) == row.right for row in rows)
    assert {row.wrong[0] for row in rows}.isdisjoint(row.right for row in rows)


def test_what_shows_once_a_word_is_mended_is_found_with_it(read):
    assert read("Đồng chí lãnh đao tĩnh dự lễ.") == [("confused", "lãnh đao tĩnh", "lãnh đạo tỉnh")]
    assert read("Đồng chí lãnh đạoo tĩnh dự lễ.") == [("confused", "lãnh đạoo tĩnh", "lãnh đạo tỉnh")]
    assert read("Hai huyện củaa tĩnh đều đạt.") == [("confused", "củaa tĩnh", "của tỉnh")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("KẾT QUÁ CẢI CÁCH HÀNH CHÍNH NĂM 2026 CỦA TỈNH", "Ít ai viết “KẾT QUÁ”; có phải “KẾT QUẢ”?"),
        ("XÃ RÀ XOÁT HỘ NGHÈO", "“RÀ XOÁT” hay bị viết lẫn; đúng là “RÀ SOÁT”."),
        ("DOANH NGHIEEJP NỘP THUẾ", "chưa bật; có phải “NGHIỆP”?"),
        ("XÃ LÀM THỦTỤC CHO DÂN", "“THỦTỤC” là hai tiếng viết dính nhau; có phải “THỦ TỤC”?"),
        ("Thũ tục được rút gọn.", "có phải “Thủ”?"),
    ],
)
def test_what_is_said_stands_in_the_letters_of_the_text(reasons, text, said):
    assert any(said in reason for reason in reasons(text))


@pytest.mark.parametrize(
    "text",
    [
        "Giấy khai sinh của con tao đấy à?",
        "Bác ra sớm thế à? Cháu xong rồi ạ.",
        "Quán mở cửa lúc bảy giờ.",
        "Họ về lúc tám giờ, sau mười hai ngày.",
    ],
)
def test_words_of_talk_at_the_end_and_numbers_before_what_they_count_are_left_alone(read, text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text", ["Món pa pỉnh tộp của người Thái rất ngon.", "Mâm lễ có pỉnh tộp, thịt trâu và rau rừng."]
)
def test_words_of_another_people_written_by_ear_are_left_alone(read, text):
    assert [found for found in read(text) if found[0] == "unknown"] == []
