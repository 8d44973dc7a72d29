"""The words of a query are marked in a text, and the excerpt holds most of them."""

import unicodedata

import pytest

from vietnamese.highlight import excerpt, highlight
from vietnamese.lexemes import query_words
from vietnamese.text import nfc

from .alphabet import PARAGRAPH

LONG = (
    (PARAGRAPH + " ") * 5
    + "Riêng xã Sông Vàng đã trả 98,23% hồ sơ trước hẹn theo Nghị quyết 60-NQ/TU. "
    + PARAGRAPH * 5
)


def marked(text, query):
    return "".join(f"[{fragment}]" if is_hit else fragment for fragment, is_hit in highlight(text, query))


def plain(fragments):
    return "".join(fragment for fragment, _ in fragments)


class TestHighlighting:
    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("cai cach", "Đẩy mạnh [cải cách] hành chính, [cái cách] làm cũ"),
            ("cải cách", "Đẩy mạnh [cải cách] hành chính, cái [cách] làm cũ"),
            ("cái", "Đẩy mạnh cải cách hành chính, [cái] cách làm cũ"),
            ("CHINH", "Đẩy mạnh cải cách hành [chính], cái cách làm cũ"),
            ("day", "[Đẩy] mạnh cải cách hành chính, cái cách làm cũ"),
            ("dẩy", "Đẩy mạnh cải cách hành chính, cái cách làm cũ"),
            ("ca", "Đẩy mạnh cải cách hành chính, cái cách làm cũ"),
            ("làm hành", "Đẩy mạnh cải cách [hành] chính, cái cách [làm] cũ"),
            ("", "Đẩy mạnh cải cách hành chính, cái cách làm cũ"),
        ],
    )
    def test_marks_count_only_where_they_were_typed(self, query, shown):
        assert marked("Đẩy mạnh cải cách hành chính, cái cách làm cũ", query_words(query)) == shown

    def test_both_tone_placements_are_hits(self):
        assert marked("Uỷ ban, Ủy ban, hoà, hóa", query_words("ủy ban hòa")) == "[Uỷ ban], [Ủy ban], [hoà], hóa"

    @pytest.mark.parametrize("typed", ["60-NQ/TU", "60 - nq / tu", "60nqtu", "60-NQ", "60/NQ-TU"])
    def test_a_document_number_is_marked_as_a_whole(self, typed):
        assert marked("Theo 60 - NQ/TU và 160-NQ/TU, 60-NQ/TW.", query_words(typed)).startswith(
            "Theo [60 - NQ/TU] và 160"
        )

    def test_a_document_number_with_marks_is_itself_only(self):
        text = "15/2023/NĐ-CP, 15/2023/ND-CP"

        assert marked(text, query_words("15/2023/NĐ-CP")) == "[15/2023/NĐ-CP], 15/2023/ND-CP"
        assert marked(text, query_words("15/2023/nd-cp")) == "[15/2023/NĐ-CP], [15/2023/ND-CP]"

    @pytest.mark.parametrize(
        ("query", "shown"),
        [
            ("98,23%", "[98,23%] hay [98,23 %], 98,2 và 312.343.234 (9/2025) 5 %"),
            ("98,23", "[98,23]% hay [98,23] %, 98,2 và 312.343.234 (9/2025) 5 %"),
            ("98", "98,23% hay 98,23 %, 98,2 và 312.343.234 (9/2025) 5 %"),
            ("312343234", "98,23% hay 98,23 %, 98,2 và [312.343.234] (9/2025) 5 %"),
            ("312.343.234", "98,23% hay 98,23 %, 98,2 và [312.343.234] (9/2025) 5 %"),
            ("5000", "98,23% hay 98,23 %, 98,2 và 312.343.234 (9/2025) 5 %"),
            ("234", "98,23% hay 98,23 %, 98,2 và 312.343.234 (9/2025) 5 %"),
            ("343", "98,23% hay 98,23 %, 98,2 và 312.343.234 (9/2025) 5 %"),
            ("9/2025", "98,23% hay 98,23 %, 98,2 và 312.343.234 ([9/2025]) 5 %"),
        ],
    )
    def test_numbers_are_marked_whole(self, query, shown):
        assert marked("98,23% hay 98,23 %, 98,2 và 312.343.234 (9/2025) 5 %", query_words(query)) == shown

    def test_a_string_of_several_words_is_a_phrase(self):
        text = "Cải cách hành chính không chỉ là cải cách nền hành chính; hành trình cải cách hành  chính còn dài"

        assert marked(text, ["cải cách hành chính"]) == (
            "[Cải cách hành chính] không chỉ là cải cách nền hành chính; hành trình [cải cách hành  chính] còn dài"
        )

    def test_a_phrase_may_hold_the_signs_that_belong_to_it(self):
        assert marked("phát triển kinh tế - xã hội", ["kinh tế - xã hội"]) == "phát triển [kinh tế - xã hội]"
        assert marked("cán bộ, công chức", ["cán bộ, công chức"]) == "[cán bộ, công chức]"

    def test_a_bare_string_is_a_query(self):
        assert marked("cải tiến cách làm", "cai cach") == "[cải] tiến [cách] làm"

    def test_the_fragments_are_the_text(self):
        for text in (LONG, unicodedata.normalize("NFD", LONG), "<b>cải</b> & \u0301\u0302 İ cách", ""):
            fragments = highlight(text, query_words("cai cach 60nqtu 98,23%"))

            assert plain(fragments) == nfc(text)
            assert all(fragment for fragment, _ in fragments)

    def test_letters_that_grow_when_lowered_do_not_shift_the_marks(self):
        assert marked("İİİ cải x\u0302\u0302 cách", query_words("cai cách")) == "İİİ [cải] x\u0302\u0302 [cách]"

    @pytest.mark.parametrize("query", [r".* (a+)+ [ \ ^$", "'\"<>&%_", "\x00\ud800", "%", "|", "a|b"])
    def test_signs_in_a_query_mean_nothing(self, query):
        text = "không có gì ở đây"

        assert plain(highlight(text, query_words(query))) == text
        assert plain(excerpt(text, query_words(query))) == text

    def test_a_long_hostile_text_is_no_trouble(self):
        hits = highlight("cải " * 50_000, query_words("cai " * 10 + " ".join(f"cai{n}" for n in range(20))))

        assert hits[0] == ("cải " * 49_999 + "cải", True)


class TestExcerpts:
    def test_a_short_text_is_shown_whole(self):
        assert excerpt("Cải  cách\nhành chính", query_words("cach")) == [
            ("Cải ", False),
            ("cách", True),
            (" hành chính", False),
        ]

    def test_the_place_with_most_of_the_words_is_shown(self):
        shown = excerpt(LONG, query_words("60-NQ/TU hồ sơ trước hẹn"))

        assert ("60-NQ/TU", True) in shown
        assert "trả 98,23% hồ sơ trước hẹn theo Nghị quyết 60-NQ/TU." in plain(shown)

    def test_different_words_count_more_than_one_word_often(self):
        text = f"hứa đi hứa đi hứa đi hứa {PARAGRAPH} lời hứa cải cách {PARAGRAPH} hứa đi hứa đi hứa đi hứa"

        assert "lời hứa cải cách" in plain(excerpt(text, query_words("hứa cải cách"), length=40))

    @pytest.mark.parametrize("length", [3, 20, 50, 120, 200, 333, 1000])
    @pytest.mark.parametrize("query", ["", "hứa", "uy ban", "60nqtu", "không-có-ở-đâu", "hẹn", "cải cách hành chính"])
    def test_an_excerpt_is_never_longer_than_asked_and_cut_between_words(self, length, query):
        shown = plain(excerpt(LONG, query_words(query), length=length))
        piece = shown.removeprefix("…").removesuffix("…")

        assert len(shown) <= length
        assert shown.endswith("…")
        assert piece in LONG
        if length >= 20:
            before, _, after = LONG.partition(piece)
            assert not (before[-1:].isalnum() and piece[0].isalnum())
            assert not (after[:1].isalnum() and piece[-1].isalnum())

    def test_without_a_hit_the_beginning_is_shown(self):
        assert plain(excerpt(LONG, query_words("xyz"), length=40)) == "Ủy ban nhân dân tỉnh vừa ban hành kế…"

    def test_a_hit_at_the_very_end_is_shown_with_what_precedes_it(self):
        text = PARAGRAPH * 3 + " tận cùng"

        shown = excerpt(text, query_words("tận cùng"), length=100)

        assert shown[-1] == ("tận cùng", True)
        assert len(plain(shown)) > 80

    def test_every_word_can_be_found_in_an_excerpt_made_for_it(self):
        for word in ["kế", "hoạch", "chữ", "hứa", "60-NQ/TU", "98,23%", "Vàng", "lỡ"]:
            assert any(is_hit for _, is_hit in excerpt(LONG, query_words(word), length=60)), word

    def test_a_hit_joined_to_an_endless_word_is_kept(self):
        assert ("hẹn", True) in excerpt("rất " * 50 + "hẹn/" + "a" * 300, query_words("hẹn"), length=40)

    def test_a_word_longer_than_the_excerpt_is_cut(self):
        assert plain(excerpt("a" * 500, query_words("b"), length=50)) == "a" * 48 + "…"
        assert len(plain(excerpt("a" * 500, query_words("a" * 500), length=50))) <= 50
