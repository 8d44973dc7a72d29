"""Addresses from titles."""

import unicodedata

import pytest

from vietnamese.slugs import slugify

from .alphabet import MARKED_LETTERS, PARAGRAPH


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đẩy mạnh các giải pháp", "day-manh-cac-giai-phap"),
        ("Nghị định 42/2022/NĐ-CP", "nghi-dinh-42-2022-nd-cp"),
        ("Uỷ ban và Ủy ban", "uy-ban-va-uy-ban"),
        ("  “Một cửa” – 98,23% hồ sơ… đúng hạn!  ", "mot-cua-98-23-ho-so-dung-han"),
        ("ÐƯỜNG ƠN ĂN", "duong-on-an"),
        ("5.000 m² ở xã ﬁ ½", "5-000-m2-o-xa-fi-1-2"),
        ("---", ""),
        ("漢字", ""),
        ("", ""),
        ("<script>alert(1)</script>", "script-alert-1-script"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\x00b\u202ec", "a-b-c"),
    ],
)
def test_a_title_becomes_its_words_without_marks(title, slug):
    assert slugify(title) == slug
    assert slugify(unicodedata.normalize("NFD", title)) == slug


@pytest.mark.parametrize("letter", MARKED_LETTERS)
def test_no_vietnamese_letter_is_lost(letter):
    assert len(slugify(letter)) == 1


def test_a_long_title_ends_with_a_whole_word():
    slug = slugify(PARAGRAPH)

    assert len(slug) <= 100
    assert slugify(PARAGRAPH, max_length=1000).startswith(slug + "-")


def test_a_word_that_just_fits_is_kept():
    assert slugify("một hai ba", max_length=7) == "mot-hai"
    assert slugify("một hai ba", max_length=6) == "mot"
    assert slugify("một hai ba", max_length=8) == "mot-hai"
    assert slugify("một hai ba", max_length=10) == "mot-hai-ba"


def test_a_single_word_too_long_is_cut():
    assert slugify("a" * 300, max_length=100) == "a" * 100


def test_a_slug_is_its_own_slug():
    assert slugify(slugify(PARAGRAPH)) == slugify(PARAGRAPH)
