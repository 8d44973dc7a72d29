"""Which rows the glossary takes, and which it refuses."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.article_page import load_article_page
from articles.models import Abbreviation
from tests.factories import make_article

pytestmark = pytest.mark.django_db

MERGED = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("short", "long", "field"),
    [
        ("-", "gạch", "short"),
        ("<b>", "chữ", "short"),
        ("12", "số", "short"),
        ("A-", "chữ", "short"),
        (".A", "chữ", "short"),
        ("A1", "…", "long"),
        ("HĐND", "hđnd", "long"),
        ("A" * 21, "chữ", "short"),
        ("", "chữ", "short"),
        ("A1", "", "long"),
    ],
)
def test_what_can_be_no_abbreviation_is_refused_with_a_sentence(short, long, field):
    with pytest.raises(ValidationError) as refused:
        Abbreviation(short=short, long=long).full_clean()

    assert field in refused.value.message_dict


@pytest.mark.parametrize("short", ["A", "Q.1", "Tp.", "KT-XH", "v.v.", "TP HCM", "R&D", "t/c", "4G", "Đ/c", "GPMB"])
def test_abbreviations_of_all_shapes_are_taken(short):
    row = Abbreviation(short=short, long="cán bộ, công chức, viên chức")

    row.full_clean()
    row.save()

    article = make_article(body=f"<p>Theo {short.replace('&', '&amp;')} ạ</p>")
    assert load_article_page(article.pk).body.abbreviations == {short}


def test_letters_in_pieces_are_stored_whole():
    row = Abbreviation.objects.create(short="U\u031bB", long="U\u0309y ban")

    assert (row.short, row.long) == ("ƯB", "Ủy ban")


OVERLAPS = [
    ((None, None), (None, None)),
    ((None, MERGED), (MERGED, None)),
    ((MERGED, MERGED), (MERGED, MERGED)),
    ((None, None), (MERGED, MERGED)),
    ((date(2020, 1, 1), date(2026, 1, 1)), (date(2021, 1, 1), date(2022, 1, 1))),
]
APART = [
    ((None, MERGED - timedelta(days=1)), (MERGED, None)),
    ((MERGED, MERGED), (MERGED + timedelta(days=1), None)),
]


@pytest.mark.parametrize("given", [*OVERLAPS, *APART])
@pytest.mark.parametrize("turned", [False, True])
def test_two_explained_readings_of_one_short_form_never_share_a_day(given, turned):
    (first, second) = reversed(given) if turned else given
    one = Abbreviation.objects.create(short="STC", long="một", since=first[0], until=first[1])
    other = Abbreviation(short="STC", long="hai", since=second[0], until=second[1])

    if given in APART:
        other.full_clean()
        other.save()
        return
    with pytest.raises(ValidationError) as refused:
        other.full_clean()
    (sentence,) = refused.value.message_dict["short"]
    assert str(one) in sentence
    with pytest.raises(IntegrityError, match="abbreviation_explained_once"), transaction.atomic():
        other.save()
    other.explains = False
    other.full_clean()
    other.save()


def test_the_same_reading_is_not_there_twice_in_one_time_explained_or_not():
    Abbreviation.objects.create(short="KH", long="kế hoạch", explains=False)
    again = Abbreviation(short="KH", long="kế hoạch", explains=False)

    with pytest.raises(ValidationError) as refused:
        again.full_clean()
    assert refused.value.message_dict == {"long": ["Đã có “KH: kế hoạch”. Hãy sửa mục ấy."]}
    with pytest.raises(ValidationError):
        Abbreviation(short="KH", long="Kế hoạch", explains=False).full_clean()
    with pytest.raises(IntegrityError, match="abbreviation_once"), transaction.atomic():
        again.save()


def test_capitals_make_another_short_form():
    Abbreviation.objects.create(short="TP", long="trưởng phòng")

    Abbreviation(short="Tp", long="thành phố").full_clean()


def test_a_row_may_be_saved_again_and_an_end_before_the_start_is_refused():
    row = Abbreviation.objects.create(short="A1", long="một")
    row.full_clean()
    row.since, row.until = MERGED, MERGED - timedelta(days=1)

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    assert refused.value.message_dict["until"] == ["“Dùng đến hết ngày” không được trước “Dùng từ ngày”."]
