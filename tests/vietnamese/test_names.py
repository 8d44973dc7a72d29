"""Sorting people and words as Vietnamese do."""

import itertools
import random
import unicodedata

import pytest

from vietnamese.names import alphabet_key, given_name_key, initials

PEOPLE_IN_ORDER = [
    "An",
    "Lê Văn An",
    "Nguyễn An",
    "Nguyễn Thị An",
    "Trần Ân",
    "Bùi Bình",
    "Phạm Dũng",
    "Đoàn Dương",
    "Hà Đông",
    "Lê Đức",
    "Đoàn Thị Hậu",
    "Vũ Hoa",
    "Vũ Hòa",
    "Vũ Hóa",
    "Lý Hoan",
    "Mai Ong",
    "Mai Ô",
    "Mai Ơ",
    "Tạ Thu",
    "Tạ Thư",
    "Quách Út",
    "Hồ Ước",
    "Đỗ Vy",
    "Ngô Ý",
]


def test_people_are_sorted_by_given_name_then_from_the_family_name_on():
    shuffled = random.Random(7).sample(PEOPLE_IN_ORDER, len(PEOPLE_IN_ORDER))

    assert sorted(shuffled, key=given_name_key) == PEOPLE_IN_ORDER


@pytest.mark.parametrize(
    "in_order",
    [
        list("aăâbcdđeêghiklmnoôơpqrstuưvxy"),
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["an", "anh", "ăn", "ân", "ba"],
        ["hoa", "hòa", "hoà bình", "hoan", "hoàn"],
        ["Ba Na", "Bà An", "Bá An"],
        ["2", "An", "Ωmega"],
        [
            "Cà Mau",
            "Cần Thơ",
            "Đà Nẵng",
            "Đắk Lắk",
            "Điện Biên",
            "Hà Nội",
            "Hải Phòng",
            "Huế",
            "Lào Cai",
            "Ưu",
            "Yên Bái",
        ],
        ["fa", "ga", "ja", "ka", "va", "wa", "xa", "ya", "za"],
    ],
)
def test_words_are_sorted_by_letters_then_by_tone(in_order):
    for one, other in itertools.pairwise(in_order):
        assert alphabet_key(one) < alphabet_key(other)


def test_spelling_and_composition_do_not_change_the_place():
    for one, other in [("HOÀ", "hòa"), ("Đức", "đức"), ("Hậu", unicodedata.normalize("NFD", "Hậu"))]:
        assert alphabet_key(one) == alphabet_key(other)


def test_a_key_is_made_of_digits_that_every_collation_sorts_alike():
    for name in [*PEOPLE_IN_ORDER, "Müller", "漢", "O'Brien – 3"]:
        assert given_name_key(name).isdecimal()
        assert given_name_key(name).isascii()


def test_an_agency_after_the_name_is_no_part_of_it():
    assert given_name_key("Lê An (TTXVN)") == given_name_key("Lê An, Sở Nội vụ") == given_name_key("Lê An")


@pytest.mark.parametrize("empty", ["", "   ", "–", "(TTXVN)", "😀"])
def test_a_name_without_letters_comes_first_and_has_no_initials(empty):
    assert given_name_key(empty) == ""
    assert initials(empty) == ""


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Thùy Nhung", "TN"),
        ("Đoàn Thị Hậu", "ĐH"),
        ("ưng hoàng", "ƯH"),
        ("Hậu", "H"),
        ("  Lê   Văn  Ánh ", "LÁ"),
        ("Lê An (TTXVN)", "LA"),
        (unicodedata.normalize("NFD", "Ấn Ổn"), "ẤỔ"),
        ("H'Hen Niê", "HN"),
    ],
)
def test_initials_are_those_of_family_name_and_given_name(name, letters):
    assert initials(name) == letters
