"""Text for the fonts before Unicode is detected and converted; other text is never taken for it."""

import re
import unicodedata
from pathlib import Path

import django
import pytest

from vietnamese.legacy import detect, to_unicode
from vietnamese.syllables import is_syllable

from .alphabet import MARKED_LETTERS, PARAGRAPH, VOWELS, listed

# TCVN 5712, written out by letter and tone (ngang, huyền, hỏi, ngã, sắc, nặng); "" is plain ASCII.
TCVN3 = {
    "a": ["", "\xb5", "\xb6", "\xb7", "\xb8", "\xb9"],
    "ă": ["\xa8", "\xbb", "\xbc", "\xbd", "\xbe", "\xc6"],
    "â": ["\xa9", "\xc7", "\xc8", "\xc9", "\xca", "\xcb"],
    "e": ["", "\xcc", "\xce", "\xcf", "\xd0", "\xd1"],
    "ê": ["\xaa", "\xd2", "\xd3", "\xd4", "\xd5", "\xd6"],
    "i": ["", "\xd7", "\xd8", "\xdc", "\xdd", "\xde"],
    "o": ["", "\xdf", "\xe1", "\xe2", "\xe3", "\xe4"],
    "ô": ["\xab", "\xe5", "\xe6", "\xe7", "\xe8", "\xe9"],
    "ơ": ["\xac", "\xea", "\xeb", "\xec", "\xed", "\xee"],
    "u": ["", "\xef", "\xf1", "\xf2", "\xf3", "\xf4"],
    "ư": ["\xad", "\xf5", "\xf6", "\xf7", "\xf8", "\xf9"],
    "y": ["", "\xfa", "\xfb", "\xfc", "\xfd", "\xfe"],
}
VNI = {
    "a": "a aø aû aõ aù aï",
    "ă": "aê aè aú aü aé aë",
    "â": "aâ aà aå aã aá aä",
    "e": "e eø eû eõ eù eï",
    "ê": "eâ eà eå eã eá eä",
    "i": "i ì æ ó í ò",
    "o": "o oø oû oõ où oï",
    "ô": "oâ oà oå oã oá oä",
    "ơ": "ô ôø ôû ôõ ôù ôï",
    "u": "u uø uû uõ uù uï",
    "ư": "ö öø öû öõ öù öï",
    "y": "y yø yû yõ yù î",
}

TO_TCVN3 = {letter: code for vowels in VOWELS for letter, code in zip(vowels, TCVN3[vowels[0]], strict=True) if code}
TO_TCVN3 |= {"đ": "\xae"} | dict(zip("ĂÂÊÔƠƯĐ", "\xa1\xa2\xa3\xa4\xa5\xa6\xa7", strict=True))
TO_VNI = {letter: code for vowels in VOWELS for letter, code in zip(vowels, VNI[vowels[0]].split(), strict=True)}
TO_VNI |= {"đ": "ñ"}
TO_VNI |= {letter.upper(): code.upper() for letter, code in TO_VNI.items()}


def written_in(table, text):
    return "".join(table.get(letter, letter) for letter in text)


CHARSETS = pytest.mark.parametrize(("charset", "table"), [("tcvn3", TO_TCVN3), ("vni", TO_VNI)])


class TestConversion:
    @pytest.mark.parametrize("letter", MARKED_LETTERS)
    def test_every_letter_of_vni_is_read(self, letter):
        assert to_unicode(f"T{TO_VNI[letter]}n", "vni") == f"T{letter}n"

    @pytest.mark.parametrize("letter", TO_TCVN3)
    def test_every_letter_of_tcvn3_is_read(self, letter):
        assert to_unicode(f"Th{TO_TCVN3[letter]}n", "tcvn3") == f"Th{letter}n"

    @CHARSETS
    def test_a_paragraph_comes_back_as_it_was(self, charset, table):
        encoded = written_in(table, PARAGRAPH.replace("Ủy", "ủy"))

        assert to_unicode(encoded, charset) == PARAGRAPH.replace("Ủy", "ủy")

    def test_vni_keeps_capitals(self):
        text = "ỦY BAN NHÂN DÂN TỈNH – Độc lập, Tự do, Hạnh phúc: ĐƯỜNG LỐI ĐỔI MỚI, NGHĨA VỤ, KỸ THUẬT, Ỷ LẠI, THỴ"

        assert to_unicode(written_in(TO_VNI, text), "vni") == text

    def test_a_capital_base_with_a_small_mark_is_a_capital_in_vni(self):
        assert to_unicode("Aân Oâng", "vni") == "Ân Ông"

    @pytest.mark.parametrize(
        ("encoded", "text"),
        [
            ("C¸C", "CÁC"),
            ("C¶I C¸CH HµNH CHÝNH", "CẢI CÁCH HÀNH CHÍNH"),
            ("§¹I HéI §¶NG Bé X·", "ĐẠI HỘI ĐẢNG BỘ XÃ"),
            ("®iÖn tö", "điện tử"),
            ("Bµ §Æng", "Bà Đặng"),
            ("§å S¬n", "Đồ Sơn"),
            ("tØnh §åNG TH¸P", "tỉnh ĐỒNG THÁP"),
            ("C¶I C¸CH\nhµnh chÝnh", "CẢI CÁCH\nhành chính"),
        ],
    )
    def test_capital_fonts_of_tcvn3_are_recognised_by_the_letters_around(self, encoded, text):
        assert to_unicode(encoded, "tcvn3") == text

    def test_signs_that_stand_alone_stay_signs(self):
        assert to_unicode("© 2026 · § 5 – hµnh chÝnh ®", "tcvn3") == "© 2026 · § 5 – hành chính ®"

    def test_the_item_after_d_is_a_letter(self):
        assert to_unicode("d) hé tÞch; ®) ®Êt ®ai; (§) B¶n §å ®", "tcvn3") == "d) hộ tịch; đ) đất đai; (Đ) Bản Đồ ®"

    @pytest.mark.parametrize(
        ("encoded", "text"), [("®", "đ"), ("§", "Đ"), ("¸", "á"), (" µ\n", " à\n"), ("\xad", "ư")]
    )
    def test_a_text_of_one_letter_is_that_letter(self, encoded, text):
        assert to_unicode(encoded, "tcvn3") == text

    def test_a_greek_mu_is_taken_for_the_micro_sign(self):
        assert to_unicode("h\u03bcnh ch\xddnh", "tcvn3") == "hành chính"

    @CHARSETS
    def test_ascii_and_markup_stay(self, charset, table):
        html = '<p class="lead">60-NQ/TU &amp; 98,23% <b>UBND</b></p>\r\n'

        assert to_unicode(html, charset) == html

    def test_an_unknown_charset_is_refused(self):
        with pytest.raises(ValueError, match="viscii"):
            to_unicode("abc", "viscii")


class TestDetection:
    def test_the_well_known_samples_are_found_out(self):
        assert detect("C¶i c¸ch hµnh chÝnh") == "tcvn3"
        assert detect("Caûi caùch haønh chính") == "vni"

    def test_one_sign_that_no_language_puts_into_words_is_enough(self):
        assert detect("B¶n tin") == "tcvn3"
        assert detect("Buïi tin") is None

    @pytest.mark.parametrize(
        "title",
        ["một cửa", "hộ tịch", "Tin vắn", "Tuyển dụng", "Bão số 5", "Giá đất", "Cải cách", "Thông báo", "Họp báo"],
    )
    def test_titles_of_two_words_are_found_out_in_small_letters_and_in_capitals(self, title):
        small = written_in(TO_TCVN3, title)
        capitals = "".join(letter.upper() if letter.isascii() else letter for letter in small)

        assert detect(small) == detect(capitals) == "tcvn3"
        assert to_unicode(small, "tcvn3") == title
        assert to_unicode(capitals, "tcvn3") == title.upper()

    @pytest.mark.parametrize(
        "text", ["5 µm", "10 µg/m³", "Köln", "Malmö Möbel", "½ cốc", "mét", "© Sở", "AT&T®", "Nestlé"]
    )
    def test_few_words_with_a_sign_are_left_alone(self, text):
        assert detect(text) is None

    @CHARSETS
    def test_titles_paragraphs_and_articles_are_found_out(self, charset, table):
        titles = [
            "ngôn ngữ mới",
            "ủy ban nhân dân tỉnh Đồng Tháp",
            "nâng cao chất lượng dịch vụ công",
            "Đẩy mạnh cải cách hành chính",
        ]

        for text in [
            *titles,
            PARAGRAPH,
            PARAGRAPH * 20,
            "CCHC, UBND: " + PARAGRAPH,
            "năm 2026 và © 2025: " + PARAGRAPH,
        ]:
            assert detect(written_in(table, text)) == charset

    @CHARSETS
    def test_a_few_foreign_words_do_not_hide_it(self, charset, table):
        assert detect("François Müller: " + written_in(table, PARAGRAPH)) == charset

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_unicode_is_never_taken_for_it(self, form):
        for text in [PARAGRAPH, *re.split("[,.:;]", PARAGRAPH), *PARAGRAPH.split()]:
            assert detect(unicodedata.normalize(form, text)) is None

    @CHARSETS
    def test_a_text_mostly_in_unicode_is_left_alone(self, charset, table):
        assert detect(PARAGRAPH + written_in(table, " hành chính")) is None
        assert detect(PARAGRAPH + written_in(table, PARAGRAPH * 2)) is None

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "   ",
            "Hello, world",
            "© 2026 Acme® · §5 «Le Monde» 10 µm 5 × 3 ÷ 2",
            "µm",
            "§ 5, § 6 và § 7",
            "naïve café résumé",
            "Señor Muñoz, el niño y la cigüeña",
            "São Paulo não é só ação",
            "L'été dernier, à Orléans, né où les élèves étaient déjà allés",
            "Größe, Übermäßig, Straße, Öl",
            "på må så gå",
            "col·lecció",
            "Có gì khó, cô giáo là bà tôi",
            "\xad".join("Verwaltungsreform"),
            "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß",
            "\x00\ud800\u202e",
            "a" * 100_000,
        ],
    )
    def test_other_text_is_left_alone(self, text):
        assert detect(text) is None

    def test_no_language_into_which_django_is_translated_is_taken_for_it(self):
        translations = Path(django.__file__).parent.glob("con*/**/LC_MESSAGES/*.po")
        sentences = {
            sentence
            for path in translations
            for sentence in re.findall(r'^msgstr(?:\[\d\])? "(.+)"$', path.read_text(), re.MULTILINE)
            if re.search("[\xa1-\xff]", sentence)
        }

        assert len(sentences) > 5_000
        assert [sentence for sentence in sentences if detect(sentence)] == []


class TestSyllables:
    @pytest.mark.parametrize("word", re.findall(r"\w+", PARAGRAPH))
    def test_the_words_of_an_article_are_syllables(self, word):
        assert is_syllable(word)

    @pytest.mark.parametrize(
        "word",
        listed("gì giếng quốc quyển khuya ngoằn nghiêng yêu uống ướt rượu Đắk boong thuở huỳnh xoèn quý HOÀ thuý ý à"),
    )
    def test_rarer_syllables_are_known(self, word):
        assert is_syllable(word)

    @pytest.mark.parametrize(
        "word", ["", "cach", "các̀h", "kà", "ngê", "ceo", "frère", "UBND", "đđ", "chớnh", "a1", "hành chính", "ế́"]
    )
    def test_what_vietnamese_cannot_spell_is_none(self, word):
        assert not is_syllable(word)
