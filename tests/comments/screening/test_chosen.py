"""What somebody may choose to hide as personal data: the whole of it, and nothing beside it."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments.screening.kinds.chosen import is_personal, is_personal_there

DATA = {
    "phone": [
        "0912 345 678", "0912.345.678", "+84 912 345 678", "84 912 345 678", "(024) 3825 1234", "12-34-56 78",
        "912.345.678", "0000 111 222", "không chín một hai ba bốn năm sáu bảy tám",
    ],
    "identity": ["001094012345", "AB 1234567", "B1234567", "123456789", "DN4010123456789"],
    "account": ["19034567890123", "1903 4567 8901 23", "0451000123456"],
    "email": [
        "a@b.vn", "nam.tran@thu.example.com", "ten.toi @ thu", "nam.tran a còng gmail chấm com", "nam (at) gmail.com",
        "nam acong gmail.com",
    ],
    "plate": ["29A-123.45", "29a 12345", "29-B1 123.45"],
    "address": [
        "số 5 phố Huế", "số nhà 12, ngõ 34 đường Lê Lợi", "12/3 ngõ 34 Lê Lợi, Cẩm Thượng, Hải Dương", "12 Lê Lợi",
        "ngõ 12 đường lê lợi", "so 5 duong le loi", "địa chỉ số 5 phố Huế", "SỐ 5 ĐƯỜNG LÊ LỢI", "thôn 3",
        "P.302 tầng 3 chung cư Linh Đàm", "thôn 3, xã Hòa Bình, huyện Vũ Thư", "Số 5, Hai Bà Trưng",
        "số 7 Nguyễn Thị Minh Khai, TP. Hồ Chí Minh", "xóm Chùa, nhà 7",
    ],
}  # fmt: skip
CASES = [(words, what) for what, listed in DATA.items() for words in listed]
OPINIONS = [
    "ông chủ tịch xã nhận hối lộ", "Chủ tịch nhận tiền", "lãnh đạo ăn chặn tiền cứu trợ", "dối trá", "lừa đảo",
    "đồ chó", "làm việc chậm", "nhận 500.000.000 đồng", "Ông Nam", "tham nhũng", "LŨ ĂN CƯỚP", "so nay cua can bo xa",
    "Kẻ Sát Nhân", "của chủ tịch", "bao giờ làm xong?", "năm 2024",
]  # fmt: skip
OTHERS = [
    "500.000.000 đ", "500.000.000 đồng", "500.000.000", "500 000 000", "500,000,000", "500000000", "1.500.000",
    "5 triệu", "500 triệu đồng", "5 tỷ", "số 500.000.000", "01/01/2024", "01-01-2024", "1.1.2024", "01012024",
    "2024-01-01", "2019 2020 2021", "2019-2020-2021", "01-01-2024 - 02-02-2024", "12", "12, 13, 14", "số",
    "Nhà 5 tầng", "12, 13, 14, 15, 16", "0912345678 2024", "0912345678 01-01-2024",
       "số 5 xã nhận tiền", "so 5 xa nhan tien", "Số 5, Chủ Tịch Ăn Chặn", "lam at nha", "ngu 1234567",
]  # fmt: skip


@pytest.mark.parametrize(("words", "what"), CASES)
def test_a_datum_may_be_hidden(words, what):
    assert is_personal(words, what)
    assert is_personal_there(f"Xin gọi {words} nhé", 8, 8 + len(words), what)


@pytest.mark.parametrize(("words", "what"), CASES)
def test_no_opinion_is_hidden_with_a_datum(words, what):
    for opinion in OPINIONS:
        for said in (f"{opinion} {words}", f"{words} {opinion}", f"{opinion}, {words}", f"{words}, {opinion}"):
            assert not is_personal(said, what), said


@pytest.mark.parametrize("words", OPINIONS + OTHERS)
def test_opinions_money_and_days_are_no_datum_of_any_sort(words):
    assert [what for what in DATA if is_personal(words, what)] == []


@pytest.mark.parametrize(
    "words",
    [
        "Ông chủ tịch xã nhận 500.000.000 đồng ở số 5 phố Huế",
        "ông chủ tịch xã nhận hối lộ của dân rồi xây biệt thự ở số 5 phố Huế, phường 3",
        "lãnh đạo ăn chặn tiền cứu trợ, thôn 3",
        "thôn 3 lãnh đạo ăn chặn tiền cứu trợ",
        "Chủ tịch nhận hối lộ a@b.vn",
        "29A-123.45 dối trá",
    ],
)
@pytest.mark.parametrize("what", DATA)
def test_an_accusation_with_a_datum_in_it_is_never_hidden(words, what):
    assert not is_personal(words, what)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("nhận 500.000.000 đồng", "500.000.000"),
        ("nhận 512345678 đồng", "512345678"),
        ("nhận 512345678đ", "512345678"),
        ("nhận $ 5123456", "5123456"),
        ("nhận 1.512.345.678 đồng", "512.345.678"),
        ("số 500.000.000 đồng", "số 500"),
        ("gọi 0912345678", "0912345"),
        ("gọi 0912345678", "12345678"),
        ("ngày 01-01-2024 12345", "1-2024 12345"),
        ("từ thôn 35", "thôn 3"),
        ("khách a@b.vnx", "a@b.vn"),
    ],
)
@pytest.mark.parametrize("what", DATA)
def test_a_piece_of_an_amount_a_day_or_a_longer_number_is_not_hidden(text, words, what):
    start = text.index(words)

    assert not is_personal_there(text, start, start + len(words), what)


@pytest.mark.parametrize("place", [(-1, 5), (0, 0), (5, 3), (0, 99)])
def test_a_place_outside_the_text_is_none(place):
    assert not is_personal_there("0912345678", *place, "phone")


# Told apart by other means than the code does: what is left beside digits and words of addresses has a capital, or is
# the name of a street.
ADDRESS_WORDS = re.compile(
    r"(?i)(?<!\w)(?:địa chỉ|ở|tại|số nhà|số|nhà|ngõ|đường|phố|thôn|xóm|xã|"
    r"huyện|phường|quận|tầng|chung cư|căn|can|tp|p|so|duong)(?!\w)"
)
DIGIT_WORDS = re.compile(
    r"(?i)(?<!\w)(?:không|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|o"
    r"|khong|mot|bon|tu|nam|lam|sau|bay|tam|chin)(?!\w)"
)
PIECES = st.sampled_from([word for listed in DATA.values() for words in listed for word in words.split()])
WORDS = st.sampled_from([word for words in OPINIONS + OTHERS for word in words.split()])


@settings(derandomize=True)
@given(st.lists(PIECES | WORDS, min_size=1, max_size=7).map(" ".join))
def test_of_a_number_that_is_hidden_nothing_is_left_beside_digits_and_signs(words):
    for what in ("phone", "account"):
        if is_personal(words, what):
            assert not re.search(r"[^\W\d_]", DIGIT_WORDS.sub("", words)), words


@settings(derandomize=True)
@given(st.lists(PIECES | WORDS, min_size=1, max_size=7).map(" ".join))
def test_of_an_address_that_is_hidden_nothing_is_left_beside_its_parts_and_names(words):
    if is_personal(words, "address"):
        left = ADDRESS_WORDS.sub(" ", re.sub(r"\b\w*\d\w*\b|(?i:le loi|lê lợi)", " ", words))
        lower = [word for word in re.findall(r"[^\W\d_]+", left) if not word[0].isupper()]
        assert set(lower) <= {"le", "lê", "loi", "lợi"}, words


@settings(derandomize=True)
@given(st.lists(PIECES | WORDS, min_size=1, max_size=7).map(" ".join), st.sampled_from(["email", "plate"]))
def test_one_email_and_one_plate_have_nothing_beside_them(words, what):
    if is_personal(words, what):
        whole = r"[\w.%+-]+ ?(?:@|\(at\)|a còng|acong) ?\w[\w.-]*(?: chấm \w+)?"
        assert re.fullmatch(whole if what == "email" else r"\d\d[ -]?\w{1,2}[ .-]{0,3}[\d. ]{4,6}", words), words
