"""The commonest syllables with a mark lost or a tone wrong: what no Vietnamese syllable looks like is always said."""

import unicodedata
from collections.abc import Iterator

import pytest

from proofreading.document import Block
from proofreading.lexicon import lexicon
from proofreading.words.loanwords import LOANWORDS
from vietnamese.syllables import is_syllable
from vietnamese.text import canonical

COMMONEST = 2000
TONES = "\u0300\u0301\u0303\u0309\u0323"
BEFORE = "Hôm nay những "


def with_a_slip(syllable: str) -> Iterator[str]:
    """`syllable` with each of its marks lost, and with each other tone."""
    letters = unicodedata.normalize("NFD", syllable)
    for place, letter in enumerate(letters):
        others = ["", *TONES.replace(letter, "")] if letter in TONES else [""] if unicodedata.combining(letter) else []
        for other in others:
            yield unicodedata.normalize("NFC", letters[:place] + other + letters[place + 1 :])
    if syllable.startswith("đ"):
        yield "d" + syllable[1:]


def commonest() -> list[int]:
    known = lexicon()
    marked = (number for number, syllable in enumerate(known.syllables) if not syllable.isascii())
    return sorted(marked, key=lambda number: -known.counts[number])[:COMMONEST]


def beside(number: int) -> str:
    """What most often stands after a syllable."""
    known = lexicon()
    pairs = range(known._rows[number], known._rows[number + 1])
    return known.syllables[known._seconds[max(pairs, key=lambda pair: known._lowers[pair] & 0x7FFF)]]


def test_each_of_the_commonest_syllables_is_found_when_a_slip_makes_none_of_it(read):
    known = lexicon()
    blocks, slips = [], []
    for number in commonest():
        for slip in sorted(set(map(canonical, with_a_slip(known.syllables[number])))):
            if not is_syllable(slip) and slip not in LOANWORDS:
                slips.append(slip)
                blocks.append(Block(f"{BEFORE}{slip} {beside(number)} đã được họ nói đến."))

    silent = [  # each in a text of its own: what a text often has is no slip
        slip
        for slip, block in zip(slips, blocks, strict=True)
        if not any(text.split()[0] == slip for _, text, _ in read([block]))
    ]

    assert len(slips) > COMMONEST / 2
    assert silent == []


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Hộ nghèo đươc miễn phí khám bệnh.", "đươc", "được"),
        ("Các xã thưc hiện nghiêm quy định.", "thưc", "thực"),
        ("Môt số xã đã hoàn thành kế hoạch.", "Môt", "Một"),
        ("Hồ sơ hơp lệ được tiếp nhận.", "hơp", "hợp"),
        ("Sáng nay cuôc họp bắt đầu sớm.", "cuôc", "cuộc"),
        ("Doanh nghiêp nộp thuế đúng hạn.", "nghiêp", "nghiệp"),
        ("Đơn vị sự nghiệp hoạt động đôc lập.", "đôc", "độc"),
        ("Người viêt đơn phải ký tên.", "viêt", "viết"),
        ("Xã trích môt phần ngân sách.", "môt", "một"),
        ("Tỉnh nămg động trong thu hút đầu tư.", "nămg", "năng"),
        ("Mọi thủ tục đều đìện tử hóa.", "đìện", "điện"),
        ("Dân nộp tiiền tại quầy.", "tiiền", "tiền"),
    ],
)
def test_words_that_lists_of_other_languages_have_by_mistake_are_found(read, text, word, meant):
    assert [(found, suggestion) for _, found, suggestion in read(text)] == [(word, meant)]


def test_a_tone_on_a_single_letter_is_read_and_the_name_of_a_letter_is_not(read):
    assert [found for _, found, _ in read("Bà con ỏ phía nam đã về.")] == ["ỏ"]
    assert read("Chữ ă và chữ â đứng sau chữ a.") == []


def test_no_word_that_is_taken_for_foreign_has_the_letters_of_a_syllable_or_a_mark():
    foreign = lexicon().foreign
    assert len(foreign) > 1500
    assert all(word.isascii() for word in foreign)
    assert foreign.isdisjoint({"truong", "ngoc", "luc", "vat", "bac", "doc"})


@pytest.mark.parametrize(
    "text",
    [
        "Đoàn đi ôtô, chạy 40 kilômét đường đèo.",
        "Cột bêtông cao 8 xentimét, nặng 12 kilôgam.",
        "ĐĂK HÀ, KRÔNG NÔ VÀ BẮC KẠN HỌP BÀN",
        "ĐOÀN HỒNG KÔNG THĂM TỈNH SÔNG LAM",
        "Trạm đo khí mêtan, ôzôn và điôxít cácbon bằng rađa.",
        "Đồng yen tăng giá so với đô la.",
        "Quán café mở cửa lúc sáng sớm.",
        "Trẻ được tiêm vắcxin, uống sôcôla.",
        "Lễ hội của người Mnông, Hrê và Xtiêng.",
        "Học sinh nghe nhạc rap và chơi game.",
    ],
)
def test_words_with_marks_that_no_syllable_has_and_people_write_are_left_alone(read, text):
    assert read(text) == []
