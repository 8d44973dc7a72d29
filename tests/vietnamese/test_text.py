"""Cleaning what was typed, and the forms in which two spellings are equal."""

import unicodedata

import pytest

from vietnamese.text import canonical, canonical_tone, clean_multiline, clean_text, fold, shows_nothing, uppercase

from .alphabet import MARKED_LETTERS, PARAGRAPH, TONES, VOWELS, composed, listed

AWKWARD = [
    PARAGRAPH,
    unicodedata.normalize("NFD", PARAGRAPH),
    "  a\u00a0\u00a0b \t c\r\n\r\n\r\n\r\nd\x00\ufeff ",
    "\ud800 a\u0301\u0302 \u202eabc\u202c İSTANBUL K Å ß ﬁ",
    "Z\u0301\u0302\u0303\u0304a\u0323\u0301l\u20dd\u20dd\u20dd\u20ddgo",
    "\u00a0Uİ\u0335.gU uỷ\u0301U hoà\u0301",
    "👩‍💻 ✍️ 漢字 Ελληνικά ÐÀ Ɖ",
    "",
    " \n\t\u200b ",
    "👨\u200b\u200d👩 👨\u200d\u200b👩 \u200d👨\u200d 👨\u200d\u200d👩",
    "🏴\U000e0067\U000e0062 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f\U000e0041",
]
# One of each way in which emoji are put together, and the longest.
JOINED_EMOJI = {
    "family": "👨‍👩‍👧‍👦",
    "profession": "👩‍💻",
    "profession with a sign": "👩🏽‍⚕️",
    "two skin tones": "👩🏽‍🤝‍👨🏻",
    "heart between two": "👩🏽‍❤️‍💋‍👨🏿",
    "sign of gender": "⛹🏿‍♀️",
    "direction": "🧑🏿‍🦽‍➡️",
    "head that nods": "🙂‍↕️",
    "broken chain": "⛓️‍💥",
    "heart on fire": "❤️‍🔥",
    "eye in a bubble": "👁️‍🗨️",
    "polar bear": "🐻‍❄️",
    "black cat": "🐈‍⬛",
    "rainbow flag": "🏳️‍🌈",
    "pirate flag": "🏴‍☠️",
    "flag of a region": "🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "flag of a country": "🇻🇳",
    "skin tone": "👍🏽",
    "keycap": "1️⃣ #️⃣",
    "sign drawn as a picture": "☎️ ©️ ‼️",
}
SHOWS_NOTHING = [
    *"\u2800\u3164\u115f\u1160\uffa0\u200b\u200c\u200d\u2060\ufe00\ufe0e\ufe0f\u17b4\u180e\u00ad\ufeff\u202e\u3000",
    *"\U000e0041\U000e007f\U000e0100\U0001d159\U0001d173\U0001bca0\U00016fe4",
    "\u2800 \u2800\n\u3164\ufe0f",
    "\x00\x1f",
]


def hybrid(letter):
    """The letter as Windows-1258 keeps it: tone apart, the rest in one piece."""
    decomposed = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in decomposed if mark in TONES.values())
    return composed("".join(mark for mark in decomposed if mark != tone)) + tone


def tone_first(letter):
    """The tone typed before the circumflex or the breve."""
    base, *marks = unicodedata.normalize("NFD", letter)
    return base + "".join(sorted(marks, key=lambda mark: mark not in TONES.values()))


class TestCleaning:
    @pytest.mark.parametrize("letter", MARKED_LETTERS)
    def test_every_letter_becomes_one_character_however_it_was_put_together(self, letter):
        for spelling in (letter, unicodedata.normalize("NFD", letter), hybrid(letter), tone_first(letter)):
            assert clean_text(f"x{spelling}x") == f"x{letter}x"

    @pytest.mark.parametrize("clean", [clean_text, clean_multiline])
    @pytest.mark.parametrize(
        "invisible",
        [
            *"\x00\x01\x08\x0e\x1b\x1f\x7f\x80\x9f\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\ufffc",
            *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u3164\U000e0041\ud800\udfff\uffff",
        ],
    )
    def test_what_nobody_sees_is_dropped(self, clean, invisible):
        assert clean(f"{invisible}hành{invisible}chính{invisible}") == "hànhchính"

    def test_the_padding_that_pushes_a_byline_to_the_right_becomes_one_space(self):
        assert clean_text("Nguồn:" + "\u00a0" * 66 + "Thuý Hằng") == "Nguồn: Thuý Hằng"

    def test_one_line_has_single_spaces_and_no_line_breaks(self):
        assert clean_text("  Cải\tcách \u2003 hành\r\nchính\u2028công\x85số\x0b. ") == "Cải cách hành chính công số ."

    def test_lines_stay_lines_with_one_kind_of_break(self):
        assert clean_multiline("một\r\nhai\rba\u2028bốn\x85năm") == "một\nhai\nba\nbốn\nnăm"

    def test_lines_lose_the_spaces_at_their_ends_and_double_spaces_within(self):
        assert clean_multiline("  một  hai \n\u00a0\u00a0 ba\t") == "một hai\nba"

    def test_at_most_two_blank_lines_stay(self):
        assert clean_multiline("một\n\n\nhai") == "một\n\n\nhai"
        assert clean_multiline("một\n \n\u00a0\n\t\n\n\n\nhai") == "một\n\n\nhai"

    def test_spelling_is_never_rewritten(self):
        assert (
            clean_text("Thuý Hằng, Thúy Hằng, Hoà, Hòa, Uỷ ban, Ủy ban")
            == "Thuý Hằng, Thúy Hằng, Hoà, Hòa, Uỷ ban, Ủy ban"
        )

    def test_a_tower_of_marks_keeps_its_first_two(self):
        assert clean_text("a" + "\u0336" * 500 + "b") == "a\u0336\u0336b"

    @pytest.mark.parametrize("emoji", JOINED_EMOJI.values(), ids=JOINED_EMOJI)
    @pytest.mark.parametrize("clean", [clean_text, clean_multiline])
    def test_joined_emoji_stay_whole_and_alone(self, clean, emoji):
        assert clean(f"Hay quá {emoji}{emoji}, cảm ơn") == f"Hay quá {emoji}{emoji}, cảm ơn"
        assert clean(f"a\u200d{emoji}\u200db") == f"a{emoji}b"

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("c\u200dá đ\u200cộ", "cá độ"),
            ("👍\u200dcá", "👍cá"),
            ("👨\u200c👩", "👨👩"),
            ("👨\u202e\u200d👩", "👨👩"),
            ("🏴\U000e0067\U000e0062", "🏴"),
            ("👍\U000e0073\U000e0065\U000e0063\U000e007f", "👍"),
            ("🏴" + "".join(chr(0xE0000 + ord(letter)) for letter in "hiddenwords") + "\U000e007f", "🏴"),
        ],
    )
    def test_joiners_and_tags_hold_emoji_together_and_hide_nothing_else(self, typed, kept):
        assert clean_text(typed) == kept

    @pytest.mark.parametrize("clean", [clean_text, clean_multiline])
    @pytest.mark.parametrize("text", SHOWS_NOTHING, ids=ascii)
    def test_what_shows_nothing_is_empty(self, clean, text):
        assert shows_nothing(text)
        assert clean(text * 3) == ""
        assert clean(f"a{text}") != ""

    def test_a_braille_blank_between_words_stays(self):
        assert clean_text("⠓⠈⠁⠀⠓⠁") == "⠓⠈⠁⠀⠓⠁"

    def test_ordinary_signs_and_other_scripts_stay(self):
        assert clean_text("“50%” – 3×4 m²… 漢字 ✍️ 😀") == "“50%” – 3×4 m²… 漢字 ✍️ 😀"

    @pytest.mark.parametrize("clean", [clean_text, clean_multiline])
    @pytest.mark.parametrize("text", AWKWARD)
    def test_cleaning_twice_changes_nothing_more(self, clean, text):
        assert clean(clean(text)) == clean(text)

    @pytest.mark.parametrize("clean", [clean_text, clean_multiline])
    @pytest.mark.parametrize("text", AWKWARD)
    def test_what_is_clean_can_be_stored(self, clean, text):
        clean(text).encode()
        assert "\x00" not in clean(text)

    def test_a_megabyte_of_marks_breaks_and_spaces_is_no_trouble(self):
        assert clean_multiline("\n \u0301\u00a0\r" * 250_000).count("\n\n\n\n") == 0


class TestFolding:
    @pytest.mark.parametrize("vowels", VOWELS)
    def test_every_vowel_folds_to_its_plain_letter(self, vowels):
        plain = unicodedata.normalize("NFD", vowels[0])[0]

        assert fold(vowels) == plain * 6
        assert fold(vowels.upper()) == plain * 6
        assert fold(unicodedata.normalize("NFD", vowels)) == plain * 6

    def test_d_with_stroke_folds_to_d_also_when_an_old_font_put_a_foreign_letter_there(self):
        assert fold("đĐðÐƉ") == "ddddd"

    def test_other_latin_letters_lose_their_marks_too(self):
        assert fold("Škoda Malmö Åland İzmir Łódź") == "skoda malmo aland izmir lodz"

    def test_a_sentence_folds_letter_by_letter(self):
        assert fold("Đẩy mạnh các giải pháp") == "day manh cac giai phap"
        assert len(fold(PARAGRAPH)) == len(PARAGRAPH)

    @pytest.mark.parametrize("text", AWKWARD)
    def test_folding_twice_changes_nothing_more(self, text):
        assert fold(fold(text)) == fold(text)

    @pytest.mark.parametrize("text", AWKWARD)
    def test_folding_ignores_tone_placement_and_composition(self, text):
        assert fold(text) == fold(canonical(text)) == fold(unicodedata.normalize("NFD", text))


ONSETS = ["", *listed("b ch d đ g h k kh l m n ng nh ph r s t th tr v x")]


class TestTonePlacement:
    @pytest.mark.parametrize("tone", TONES.values(), ids=TONES)
    @pytest.mark.parametrize("rhyme", ["oa", "oe", "uy"])
    def test_both_placements_of_an_open_syllable_are_one(self, rhyme, tone):
        for onset in ONSETS:
            older = composed(onset, rhyme[0], tone, rhyme[1])
            newer = composed(onset, rhyme, tone)

            assert canonical_tone(newer) == older
            assert canonical_tone(older) == older
            assert canonical_tone(newer.upper()) == older.upper()
            assert canonical_tone(newer.capitalize()) == older.capitalize()
            assert canonical_tone(unicodedata.normalize("NFD", newer)) == older

    @pytest.mark.parametrize(
        "word",
        [
            *["hoàn", "toàn", "khoẻn", "khoản", "xoáy", "ngoài", "thoại", "hoạch", "loét", "ngoéo", "huỳnh", "khuỷu"],
            *["quý", "quỹ", "quỷ", "quỳ", "Quý", "QUỸ", "quỳnh", "chuyến", "tuyết", "thuyền", "suýt", "khuya", "thủa"],
            *["thuở", "của", "mùa", "ngoạn", "oán", "uyển", "Huế", "bùi", "hủi", "hỏi", "òa", "ùa", "kỳ", "lý"],
        ],
    )
    def test_syllables_with_one_way_to_write_them_stay(self, word):
        assert canonical_tone(word) == word

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Uỷ ban", "ủy ban"),
            ("HOÀ BÌNH", "hòa bình"),
            ("Thuý", "Thúy"),
            ("khoẻ", "khỏe"),
            ("Thuỷ lợi", "THỦY LỢI"),
            ("hoá-học", "hóa-học"),
            ("Ðường", "đường"),
            ("toà.", "tòa."),
        ],
    )
    def test_words_that_readers_take_for_the_same_have_one_canonical_form(self, one, other):
        assert canonical(one) == canonical(other)

    def test_words_that_differ_in_a_mark_stay_different(self):
        forms = [canonical(word) for word in ("hoa", "hóa", "hòa", "họa", "hỏa", "đường", "dương", "duong", "Dường")]
        assert len(set(forms)) == len(forms)

    @pytest.mark.parametrize("text", AWKWARD)
    def test_canonical_forms_are_final(self, text):
        assert canonical(canonical(text)) == canonical(text)
        assert canonical_tone(canonical_tone(text)) == canonical_tone(text)

    def test_case_and_everything_else_stays(self):
        assert canonical_tone("Bà Hoà (Uỷ viên) đi QUÝ III, toàn khoá") == "Bà Hòa (Ủy viên) đi QUÝ III, toàn khóa"


def test_capitals_know_every_vietnamese_letter():
    assert uppercase("đường phố ở Ưu Lỗ") == "ĐƯỜNG PHỐ Ở ƯU LỖ"
    assert uppercase(unicodedata.normalize("NFD", "đẩy mạnh")) == "ĐẨY MẠNH"
