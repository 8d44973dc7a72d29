"""Words of articles and of queries, as the search index keeps them."""

import unicodedata

import pytest

from vietnamese.lexemes import document_numbers, exact_lexemes, folded_lexemes, query_words, words

from .alphabet import PARAGRAPH


def exact(text):
    return [lexeme for lexeme, _ in exact_lexemes(text)]


def folded(text):
    return [lexeme for lexeme, _ in folded_lexemes(text)]


def keys(text):
    return [number.key for number in document_numbers(text)]


class TestDocumentNumbers:
    @pytest.mark.parametrize(
        ("typed", "key"),
        [
            ("60-NQ/TU", "60-nq/tu"),
            ("42/2022/NĐ-CP", "42/2022/nđ-cp"),
            ("249/KH-UBND", "249/kh-ubnd"),
            ("9849/QĐ-UBND", "9849/qđ-ubnd"),
            ("15/2023/TT-BTTTT", "15/2023/tt-btttt"),
            ("57-NQ/TW", "57-nq/tw"),
            ("57-NQ/TƯ", "57-nq/tw"),
            ("15-CTr/TU", "15-ctr/tu"),
            ("56/2017/QH14", "56/2017/qh14"),
            ("01/2015/TTLT-BNV-BTC", "1/2015/ttlt-bnv-btc"),
            ("06/QĐ-TTg", "6/qđ-ttg"),
            ("42a/2022/NĐ-CP", "42a/2022/nđ-cp"),
            ("123/UBND-KSTTHC", "123/ubnd-kstthc"),
            # typed in another way
            ("60 - NQ / TU", "60-nq/tu"),
            ("60 –NQ/TU", "60-nq/tu"),
            ("42 / 2022 / NĐ - CP", "42/2022/nđ-cp"),
            ("42/2022/nđ - cp", "42/2022/nđ-cp"),
            ("42/2022/ND-CP", "42/2022/nd-cp"),
            ("42/2022/NÐ\u2011CP", "42/2022/nđ-cp"),
            ("249\u00a0/\u00a0KH-UBND", "249/kh-ubnd"),
            ("06/qđ-ttg", "6/qđ-ttg"),
        ],
    )
    def test_a_number_has_one_key_however_it_is_typed(self, typed, key):
        assert keys(typed) == [key]
        assert keys(f"Theo số {typed}, ngày 15/03/2023 ({typed}).") == [key, key]

    @pytest.mark.parametrize(
        "prose",
        [
            "ngày 15/03/2023, tháng 3/2023, 24/7, 1/2 số hồ sơ",
            "giai đoạn 2021 - 2025 - UBND/HĐND cấp xã",
            "10 km/h, 5.000 đồng/m2, 100 người/xã, 3 lần/tuần",
            "Covid-19, QĐ-UBND, NQ/TU, xã 135",
            "1.234/QĐ-UBND hay 123456/QĐ-UBND",
            "",
        ],
    )
    def test_dates_measures_and_ranges_are_none(self, prose):
        assert keys(prose) == []

    @pytest.mark.parametrize(
        "text",
        [
            "42/2022/NĐ-CP - Quy định về dịch vụ công",
            "42/2022/NĐ-CP – QUY ĐỊNH",
            "42/2022/nđ-cp - quy định",
            "42/2022/NĐ-CP/",
            "42/2022/NĐ-CP.",
            "42/2022/NĐ-CP-",
        ],
    )
    def test_a_number_ends_where_the_sentence_goes_on(self, text):
        assert keys(text) == ["42/2022/nđ-cp"]

    def test_the_term_of_the_national_assembly_ends_a_number(self):
        assert keys("LUẬT 56/2017/QH14 - QUY ĐỊNH CHUNG") == ["56/2017/qh14"]

    def test_a_number_has_its_place_in_the_text(self):
        text = "Thực hiện Nghị quyết số 60 - NQ/TU của Tỉnh ủy"

        (number,) = document_numbers(text)

        assert text[number.start : number.end] == number.text == "60 - NQ/TU"


class TestWords:
    def test_words_stand_where_they_say(self):
        text = "“Đẩy mạnh” CCHC_số: 98,23% (60-NQ/TU) – don't 18nqtu 312.343.234đ."

        assert all(text[word.start : word.end] == word.text for word in words(text))
        assert [word.text for word in words(text)] == [
            *["Đẩy", "mạnh", "CCHC", "số", "98,23%", "60-NQ/TU", "don", "t", "18nqtu", "312.343.234", "đ"],
        ]

    def test_a_document_number_is_one_word_that_knows_it(self):
        numbers = [word for word in words("Nghị định 42 / 2022 / NĐ-CP và 60-NQ") if word.is_document]

        assert [(word.text, word.document) for word in numbers] == [
            ("42 / 2022 / NĐ-CP", "42/2022/nđ-cp"),
            ("60-NQ", "60-nq"),
        ]

    def test_decomposed_and_hyphenated_words_are_whole(self):
        text = unicodedata.normalize("NFD", "Cải") + " hành\u00adchính"

        assert [(word.text, word.start, word.end) for word in words(text)] == [("Cải", 0, 4), ("hànhchính", 5, 15)]

    @pytest.mark.parametrize("text", ["", "  ", "…—“”\x00", "\ud800", "_"])
    def test_where_there_are_no_words_there_are_none(self, text):
        assert words(text) == exact_lexemes(text) == folded_lexemes(text) == query_words(text) == []


class TestLanes:
    def test_the_exact_lane_keeps_marks_and_the_folded_one_does_not(self):
        assert exact("Đẩy mạnh Cải cách") == ["đẩy", "mạnh", "cải", "cách"]
        assert folded("Đẩy mạnh Cải cách") == ["day", "manh", "cai", "cach"]

    def test_both_tone_placements_and_compositions_are_the_same_words(self):
        assert exact("Uỷ ban, HOÀ, khoẻ") == exact("Ủy ban, hòa, khỏe") == ["ủy", "ban", "hòa", "khỏe"]
        assert exact(unicodedata.normalize("NFD", PARAGRAPH)) == exact(PARAGRAPH)

    def test_positions_count_the_words(self):
        assert exact_lexemes("Cải cách, cải tiến") == [("cải", 1), ("cách", 2), ("cải", 3), ("tiến", 4)]

    def test_a_document_number_is_found_whole_by_its_beginnings_and_by_its_parts(self):
        assert exact_lexemes("số 60-NQ/TU về") == [
            *[("số", 1), ("60-nq/tu", 2), ("60-nq", 2), ("60nqtu", 2), ("60nq", 2)],
            *[("60", 2), ("nq", 3), ("tu", 4), ("về", 5)],
        ]

    def test_a_decree_is_found_with_and_without_its_year(self):
        lexemes = set(exact("42/2022/NĐ-CP"))

        assert {
            "42/2022/nđ-cp",
            "42/2022/nđ",
            "42/2022",
            "42/nđ-cp",
            "422022nđcp",
            "42",
            "2022",
            "nđ",
            "cp",
        } <= lexemes
        assert {"42/2022/nd-cp", "42/2022", "42/nd-cp", "422022ndcp"} <= set(folded("42/2022/NĐ-CP"))

    def test_a_percentage_is_one_word_with_and_without_its_sign(self):
        assert exact_lexemes("đạt 98,23 % hồ sơ") == [("đạt", 1), ("98,23%", 2), ("98,23", 2), ("hồ", 3), ("sơ", 4)]

    def test_a_grouped_number_is_found_with_and_without_dots(self):
        assert exact("312.343.234 đồng") == ["312.343.234", "312343234", "đồng"]
        assert exact("ngày 15.03.2023") == ["ngày", "15.03.2023"]
        assert exact("phiên bản 4.0.") == ["phiên", "bản", "4.0"]

    def test_the_lanes_go_side_by_side(self):
        text = PARAGRAPH + " 42/2022/NĐ-CP 98,23% 312.343.234"

        assert [position for _, position in exact_lexemes(text)] == [position for _, position in folded_lexemes(text)]
        assert not any(lexeme != lexeme.lower() for lexeme in exact(text))
        assert all(lexeme.isascii() for lexeme in folded(text))

    def test_a_caller_may_change_the_list_it_got(self):
        exact_lexemes(PARAGRAPH).clear()

        assert exact_lexemes(PARAGRAPH)

    def test_a_word_without_end_is_cut_alike_in_the_text_and_in_the_query(self):
        endless = "đ" * 100_000

        assert exact(endless) == [query_words(endless)[0].exact]
        assert len(exact(endless)[0].encode()) < 2047

    @pytest.mark.parametrize(
        "hostile",
        [
            "." * 300_000,
            "1." * 100_000,
            "-/" * 100_000,
            "1-a" * 50_000,
            "1/" + "a-" * 100_000,
            "\u0301" * 300_000,
            "1/1" * 90_000,
        ],
    )
    def test_hostile_text_takes_linear_time(self, hostile):
        assert len(exact_lexemes(hostile)) == len(folded_lexemes(hostile))


class TestQueries:
    def test_a_word_with_marks_knows_it(self):
        cai, cach, dan = query_words("cải cach Đan")

        assert (cai.exact, cai.folded, cai.has_marks) == ("cải", "cai", True)
        assert (cach.exact, cach.folded, cach.has_marks) == ("cach", "cach", False)
        assert (dan.exact, dan.folded, dan.has_marks) == ("đan", "dan", True)

    @pytest.mark.parametrize(
        "typed",
        ["60-NQ/TU", "60-nq/tu", "60 - NQ / TU", "60nqtu", "60NQTU", "60-NQ", "60nq", "60/NQ-TU", "60", "nq", "tu"],
    )
    def test_a_party_document_is_found_however_it_is_typed(self, typed):
        (word,) = query_words(typed)

        assert set(word.exact_forms) & set(exact("Nghị quyết số 60-NQ/TU"))

    @pytest.mark.parametrize(
        "typed",
        [
            "42/2022/NĐ-CP",
            "42/2022/nđ-cp",
            "42/2022",
            "42/2022/NĐ",
            "42/NĐ-CP",
            "42/nđ",
            "042/2022/NĐ-CP",
            "422022nđcp",
        ],
    )
    def test_a_decree_is_found_however_it_is_typed(self, typed):
        for word in query_words(typed):
            assert set(word.exact_forms) & set(exact("Nghị định 42/2022/NĐ-CP"))

    def test_a_decree_typed_without_marks_is_found_in_the_folded_lane(self):
        (word,) = query_words("42/2022/nd-cp")

        assert word.is_document
        assert not word.has_marks
        assert set(word.folded_forms) & set(folded("Nghị định 42/2022/NĐ-CP"))

    def test_numbers_are_found_with_and_without_dots(self):
        for typed in ("312.343.234", "312343234"):
            assert set(query_words(typed)[0].exact_forms) & set(exact("tổng 312.343.234 đồng"))
        assert set(query_words("312.343.234")[0].exact_forms) & set(exact("tổng 312343234 đồng"))

    def test_a_percentage_is_not_found_by_a_piece_of_it(self):
        text = set(exact("đạt 98,23% hồ sơ"))

        assert query_words("98,23 %")[0].exact in text
        assert query_words("98,23")[0].exact in text
        assert query_words("98")[0].exact not in text

    def test_every_word_of_a_text_finds_that_text(self):
        text = PARAGRAPH + " 42/2022/NĐ-CP, 60-NQ/TU; 98,23% 1.234 4,5 tháng 9/2025, 5G"

        for word in words(text):
            for queried in query_words(word.text):
                assert queried.exact in exact(text)
                assert queried.folded in folded(text)

    def test_a_query_is_cleaned_before_it_is_read(self):
        spoilt = "\u202e c\u1ea3i\x00 \u00a0 \u200bca\u0301ch\ufeff "

        assert [word.exact for word in query_words(spoilt)] == ["cải", "cách"]

    def test_a_query_without_end_is_cut(self):
        assert len(query_words("a " * 100_000)) == 32
        assert len(query_words("x" * 100_000)[0].exact) == 200
