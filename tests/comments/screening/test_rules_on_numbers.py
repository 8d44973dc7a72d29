"""Rules that look for a telephone number, for so many digits, or for words that stand near each other."""

import pytest

from comments.screening.matching import Matcher, RuleRow
from tests.growth import LINEAR, growth

from .test_rules import met


class TestNumbers:
    @pytest.mark.parametrize(
        ("text", "piece"),
        [
            ("Gọi 0912 345 678 nhé", "0912 345 678"),
            ("Gọi +84 912.345.678", "+84 912.345.678"),
            ("Gọi 1900 1234", "1900 1234"),
            ("Gọi (0234) 3.822.750", "(0234) 3.822.750"),
        ],
    )
    def test_a_telephone_number_is_met_however_it_is_written(self, text, piece):
        assert met("số điện thoại", text, kind="number") == [piece]

    @pytest.mark.parametrize("text", ["Năm 2026 có 12 xã", "Nghị định 42/2022/NĐ-CP", "Nộp 15.000 đồng", ""])
    def test_what_is_no_telephone_number_is_not_met(self, text):
        assert met("số điện thoại", text, kind="number") is None

    @pytest.mark.parametrize("text", ["012345678901", "0123 4567 8901", "012-345-678-901", "０１２３４５６７８９０１"])
    def test_so_many_digits_are_met_with_signs_between(self, text):
        assert met("12 chữ số", f"Thẻ {text}.", kind="number") == [text]
        assert met("9-12 chữ số", f"Thẻ {text}.", kind="number") == [text]

    @pytest.mark.parametrize("text", ["01234567890", "0123456789012"])
    def test_more_or_fewer_digits_are_not(self, text):
        assert met("12 chữ số", text, kind="number") is None

    def test_a_number_in_the_name_counts(self):
        assert met("số điện thoại", "Chào", kind="number", name="Nam 0912345678") == ["0912345678"]


class TestWordsNearby:
    @pytest.mark.parametrize(
        "text",
        [
            "chuyển tiền vào tài khoản này",
            "Tài khoản để CHUYỂN TIỀN",
            "chuyển tiền (xin, lưu ý: nhanh!) tài khoản",
            "chuyển tiền một hai ba bốn năm tài khoản",
            "tài khoản xa lắm ở đâu đó mãi chưa thấy, chuyển tiền tài khoản",
        ],
    )
    def test_words_within_five_of_each_other_are_met_in_any_order(self, text):
        assert met("chuyển tiền, tài khoản", text, kind="near")

    @pytest.mark.parametrize(
        "text",
        [
            "chuyển tiền một hai ba bốn năm sáu tài khoản",
            "chuyển tiền chuyển tiền",
            "tài khoản",
            "chuyển tiên tài khoản",
            "chuyen tien tai khoan",
        ],
    )
    def test_one_alone_or_farther_or_with_other_marks_is_not(self, text):
        assert met("chuyển tiền, tài khoản", text, kind="near") is None

    def test_marks_may_be_left_out_when_the_rule_says_so(self):
        assert met("chuyển tiền, tài khoản", "chuyen tien vao tai khoan", kind="near", ignores_marks=True)

    def test_what_is_shown_goes_from_the_first_word_to_the_last(self):
        text = "Xin chuyển tiền vào số tài khoản sau, mật khẩu 1."

        assert met("tài khoản, mật khẩu, chuyển tiền", text, kind="near") == [
            "chuyển tiền vào số tài khoản sau, mật khẩu"
        ]

    @pytest.mark.parametrize("text", ["nhà " * 2_500, "nhà xa " * 1_500, "nhà, nhà. " * 1_200])
    def test_no_text_makes_five_hundred_of_them_slow(self, text):
        matcher = Matcher(RuleRow(n, "near", f"nhà, xe {n}", True, "hold") for n in range(500))

        assert growth(lambda body: matcher.matches(name="A", email="a@thu.example", body=body), text) < LINEAR
