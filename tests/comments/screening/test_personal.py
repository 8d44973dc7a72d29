"""Personal data in what readers write: what is found, where it stands, and what is nobody's."""

import pytest

from comments.screening.kinds.personal import find


def found(text):
    """`[(what, words)]`"""
    return [(piece.what, piece.text) for piece in find(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Gọi cho tôi 0912 345 678 nhé", "0912 345 678"),
        ("Nhắn 0912.345.678, xin cảm ơn.", "0912.345.678"),
        ("sđt:0912-345-678", "0912-345-678"),
        ("số của tôi 0912345678nhé", "0912345678"),
        ("09 12 34 56 78 là số anh ấy", "09 12 34 56 78"),
        ("liên hệ 091 2345 678", "091 2345 678"),
        ("0 9 1 2 3 4 5 6 7 8", "0 9 1 2 3 4 5 6 7 8"),
        ("0.9.1.2.3.4.5.6.7.8", "0.9.1.2.3.4.5.6.7.8"),
        ("0*9*1*2*3*4*5*6*7*8", "0*9*1*2*3*4*5*6*7*8"),
        ("+84 912 345 678", "+84 912 345 678"),
        ("(+84) 912345678", "(+84) 912345678"),
        ("0084912345678", "0084912345678"),
        ("84912345678", "84912345678"),
        ("(0912) 345 678", "(0912) 345 678"),
        ("nhà tôi có máy bàn (0270) 3822 123", "(0270) 3822 123"),
        ("máy bàn 0203 3835 123", "0203 3835 123"),
        ("số cũ 0168 345 6789", "0168 345 6789"),
        ("o912 345 678", "o912 345 678"),
        ("O9I2 345 678", "O9I2 345 678"),
        ("０９１２３４５６７８", "０９１２３４５６７８"),
        ("0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣"),
        ("không chín một hai ba bốn năm sáu bảy tám", "không chín một hai ba bốn năm sáu bảy tám"),
        ("Không chín một hai, ba bốn năm, sáu bẩy tám", "Không chín một hai, ba bốn năm, sáu bẩy tám"),
        ("khong chin mot hai ba bon nam sau bay tam nha", "khong chin mot hai ba bon nam sau bay tam"),
        ("KHÔNGCHÍNMỘT hai ba bốn 5678", "KHÔNGCHÍNMỘT hai ba bốn 5678"),
        ("gọi 091hai 345 sáu bảy tám", "091hai 345 sáu bảy tám"),
        ("zalo 912 345 678", "912 345 678"),
        ("zalo.me/0912345678", "0912345678"),
        ("năm 2024 0912 345 678", "0912 345 678"),
        ("Hotline 0912.345.678 vay tiền nhanh", "0912.345.678"),
        ("Gọi ông Nam 0912 345 678", "0912 345 678"),
        ("sđt anh Ba 0912345678", "0912345678"),
        ("zalo chú Tư Năm 0912.345.678", "0912.345.678"),
        ("Trưởng thôn là ông Nam, công an viên, số 0912 345 678", "0912 345 678"),
    ],
)
def test_a_telephone_number_is_found_however_it_is_written(text, number):
    assert found(text) == [("phone", number)]


def test_two_numbers_side_by_side_are_two():
    assert found("0912 345 678 - 0987 654 321") == [("phone", "0912 345 678"), ("phone", "0987 654 321")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("CCCD 001094012345", "001094012345"),
        ("căn cước của bà ấy là 001 094 012 345", "001 094 012 345"),
        ("người này số 034194012345", "034194012345"),
        ("CMND: 123 456 789 cấp ngày 12/03/2010", "123 456 789"),
        ("chứng minh thư 123456789", "123456789"),
        ("hộ chiếu B1234567", "B1234567"),
        ("Số sổ bảo hiểm 7912345678 của mẹ em", "7912345678"),
        ("thẻ DN4797912345678 hết hạn", "DN4797912345678"),
        ("Mã số thuế của tôi 8012345678", "8012345678"),
        ("căn cước không một một không chín bốn, 012345", "không một một không chín bốn, 012345"),
    ],
)
def test_a_number_of_papers_is_found_by_its_form_or_by_the_words_before_it(text, number):
    assert found(text) == [("identity", number)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("STK 19034567890123 Techcombank", "19034567890123"),
        ("số tài khoản: 0011004123456", "0011004123456"),
        ("chuyển vào 0123456789 Vietcombank", "0123456789"),
        ("Agribank 3200 2051 2345 6", "3200 2051 2345 6"),
        ("stk 0912345678 MB", "0912345678"),
        ("STK của anh Ba 19034567890123", "19034567890123"),
        ("thẻ 9704 3612 3456 7890", "9704 3612 3456 7890"),
    ],
)
def test_an_account_is_found_by_the_words_beside_it(text, number):
    assert found(text) == [("account", number)]


@pytest.mark.parametrize(
    "address",
    [
        "nguyenvana@thu.example.com",
        "nguyen.van.a @ gmail . com",
        "nguyenvana a còng gmail chấm com",
        "nguyenvana(at)gmail.com",
        "nguyenvana[at]yahoo[dot]com",
        "nguyenvana@gmail",
        "hoa_nguyen gmail.com",
    ],
)
def test_an_email_address_is_found_also_in_words(address):
    assert found(f"Viết cho {address} nhé. Xin cảm ơn") == [("email", address)]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        (
            "Nhà nó ở số 12 ngõ 34 đường Lê Lợi, phường Tân Phong.",
            "số 12 ngõ 34 đường Lê Lợi, phường Tân Phong",
        ),
        ("số nhà 12, ngách 3/4, ngõ 56 phố Trần Phú nhé", "số nhà 12, ngách 3/4, ngõ 56 phố Trần Phú"),
        ("Nhà ông Sáu số nhà 45 đường Hùng Vương ồn ào", "số nhà 45 đường Hùng Vương"),
        ("Cứ đến số nhà 12, ngõ 34 đường Lê Lợi.", "số nhà 12, ngõ 34 đường Lê Lợi"),
        ("A Tuấn ở số 8/12 Hoàng Văn Thụ, nợ tiền không trả", "số 8/12 Hoàng Văn Thụ"),
        ("tổ 3 khu 7 phường Bãi Cháy, nhà chị Hương ồn lắm", "tổ 3 khu 7 phường Bãi Cháy"),
        ("địa chỉ: 12/34 Lê Lợi, phường 4", "12/34 Lê Lợi, phường 4"),
        ("bà Lê Thị Hoa ở tổ 5, khu phố 3, phường Hồng Hà", "tổ 5, khu phố 3, phường Hồng Hà"),
        ("ông Nguyễn Văn An, thôn Đông, xã Tân Phong", "thôn Đông, xã Tân Phong"),
        ("tôi ở căn 1204 toà B2 chung cư Hoà Phát", "căn 1204 toà B2 chung cư Hoà Phát"),
        ("sn 12 ngo 5 duong le loi", "sn 12 ngo 5 duong le loi"),
    ],
)
def test_a_home_is_found_from_its_number_to_its_last_part(text, home):
    assert found(text) == [("address", home)]


def test_a_plate_is_found_when_somebody_stands_beside_it():
    assert found("Xe của ông Nam biển số 14A-123.45 đỗ giữa đường") == [("plate", "14A-123.45")]
    assert found("Xe khách 14B-012.34 chạy quá tốc độ") == []


@pytest.mark.parametrize(
    "text",
    [
        "Gọi 1022, 113 hoặc 1900 1234 để được hướng dẫn.",
        "Số điện thoại bộ phận một cửa là 0203.3835.123 phải không?",
        "Gọi 1900 1234 hay 024 3804 8888 thì gặp được người trả lời?",
        "Đường dây nóng 0912 345 678 có trực ban đêm không?",
        "UBND xã: 0270.3822.111",
        "Xin hỏi Quyết định 468/QĐ-TTg và Nghị định 42/2022/NĐ-CP, Luật số 31/2024/QH15.",
        "Hồ sơ số 000.00.12.H49-230315-0007 nộp từ 15/03/2023",
        "Mã H61.12.03-251103-0001 đã quá hạn",
        "Bình luận BL-K7QMD-2XWPA của tôi đâu?",
        "Trợ cấp 360.000 đồng/tháng, dự án 84.912.345.678 đồng",
        "Tổng mức 1.234.567.890 đồng, đợt 1 cấp 012.345.678 đồng",
        "Các ngày 03, 05, 07, 08, 09 hằng tháng",
        "Tỷ lệ 0,35 0,45 0,55 0,65",
        "Sáng 7h30 - 11h30, chiều 13:30 - 17:00",
        "Công ty có MST 0301234567",
        "Mã hồ sơ 0912345678 nộp tháng trước",
        "từ năm 2019 2020 2021 2022 đến nay",
        "không hai lòng, không ba phải, không sáu bảy gì hết",
        "Hộp thư motcua@tanphong.gov.vn không trả lời",
        "Kính đề nghị Chủ tịch UBND xã xem xét việc thoát nước ở tổ 5.",
        "Tôi ở thôn 3, xã Tân Phong, đường hỏng quá",
        "Trụ sở UBND xã số 12 ngõ 3 đường Lê Lợi",
        "Cống tắc từ số nhà 12 đường Lê Lợi đến số nhà 40 đường Lê Lợi",
        "Đèn trước số nhà 12, ngõ 3 đường Lê Lợi hỏng",
        "Đèn trước số nhà 12 đường Lê Lợi hỏng",
        "Bưu điện ở số 5 đường Lê Lợi mở cửa muộn",
        "Ông Nguyễn Văn An, Chủ tịch UBND xã, nói đúng",
        "Tôi dùng gmail.com và yahoo.com",
        "Anh Tuấn, 5 tuổi rưỡi, và chị Lan ở 3 ngày",
        "Tổ 3 khu 7 phường Bãi Cháy mất nước, nhà dân khổ",
        "Nhà tôi ở 5 năm nay chưa có nước",
        "địa chỉ: 5,",
        "Làm thẻ căn cước hết bao nhiêu, có cần CMND cũ không?",
        "",
    ],
)
def test_what_is_an_offices_or_nobodys_is_none(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["Số điện thoại: 0912 345 678", "İ 0912 345 678", "e\u0301e\u0301 0912 345 678"])
def test_places_are_those_of_the_text_that_was_given(text):
    piece, *_ = find(text)

    assert text[piece.start : piece.end] == piece.text == "0912 345 678"
