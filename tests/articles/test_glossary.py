"""The glossary: what stands for what on which day, in articles, in the search, and for whoever asks."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import glossary
from articles.article_page import load_article_page
from articles.glossary import Glossary, Reading
from articles.models import Abbreviation, Article, GlossaryEdition
from articles.search.query import search
from copyediting.known import known_for
from tests.factories import WRITER, make_article, make_glossary, make_site, make_user
from vietnamese.abbreviations import ShortForms, Synonyms
from vietnamese.lexemes import query_words

from .glossary_search import found

pytestmark = pytest.mark.django_db

MERGED = date(2025, 3, 1)
OFFICES = [
    {"short": "STC", "long": "Sở Tài chính và Vật giá", "until": MERGED - timedelta(days=1)},
    {"short": "STC", "long": "Sở Tài chính", "since": MERGED},
]


def moment(day):
    return timezone.make_aware(datetime(day.year, day.month, day.day, 9))


def spelled_out(article):
    page = load_article_page(article.pk)
    return json.loads(page.abbreviations)


# Short forms in a text


@pytest.mark.parametrize(
    ("short", "text", "times"),
    [
        ("UBND", "UBND tỉnh, UBND. “UBND” (UBND)", 4),
        ("UBND", "SUBND UBNDX 15/QĐ-UBND UBND-TT UBND/x _UBND ubnd", 0),
        ("KT-XH", "phát triển KT-XH, KT-XH-AN", 1),
        ("KT", "phát triển KT-XH", 0),
        ("Tp.", "Tp. Huế, Tp.Huế, TP. Huế, Tp Huế", 2),
        ("Q.1", "Q.1, Q.10, xQ.1", 1),
        ("P.", "P. Bến Lam, P.S. của T.P.", 2),
        ("A", "A và A. Anh, ÁA, A-1", 2),
        ("TP HCM", "TP HCM, TP  HCM, TP HCMC", 1),
        ("R&D", "R&D và R & D", 1),
        ("Đ", "Đ và đ và Đi", 1),
    ],
)
def test_a_short_form_is_found_as_a_word_of_its_own_as_it_is_written(short, text, times):
    assert [place.short for place in ShortForms({short: "x"}).find(text)] == [short] * times


def test_the_longest_short_form_wins_and_none_overlaps():
    forms = ShortForms({"TP": "a", "TP HCM": "b", "HCM": "c"})

    assert [text for _, _, text in forms.find("TP HCM, HCM TP")] == ["TP HCM", "HCM", "TP"]


def test_short_forms_that_begin_with_a_sign_are_never_found():
    assert not list(ShortForms({"&A": "x", "": "y", "-": "z"}).find("&A - &A"))


# Readings and their days


def test_an_article_is_explained_as_of_the_day_on_which_it_was_published():
    make_glossary(*OFFICES, ("UBND", "Ủy ban nhân dân"))
    articles = [
        make_article(body="<p>STC và UBND.</p>", published_at=moment(day))
        for day in (date(2023, 5, 1), MERGED - timedelta(days=1), MERGED, date(2026, 1, 1))
    ]

    assert [spelled_out(article)["STC"] for article in articles] == [
        *["Sở Tài chính và Vật giá"] * 2,
        *["Sở Tài chính"] * 2,
    ]
    assert {spelled_out(article)["UBND"] for article in articles} == {"Ủy ban nhân dân"}
    assert 'title="Sở Tài chính và Vật giá"' in load_article_page(articles[0].pk).body.html


def test_the_day_of_an_article_is_that_of_vietnam():
    make_glossary(*OFFICES)
    late = datetime(2025, 2, 28, 18, tzinfo=UTC)
    article = make_article(body="<p>STC</p>", published_at=timezone.now())
    Article.objects.filter(pk=article.pk).update(published_at=late)

    assert spelled_out(article) == {"STC": "Sở Tài chính"}


def test_what_is_not_published_yet_is_explained_as_of_today():
    today = timezone.localdate()
    make_glossary(
        {"short": "A1", "long": "của hôm nay", "since": today},
        {"short": "B1", "long": "mai", "since": today + timedelta(2)},
    )
    draft = make_article(body="<p>A1, B1</p>", status="draft", published_at=None)

    assert spelled_out(draft) == {"A1": "của hôm nay"}


def test_between_two_readings_nothing_is_explained():
    known = Glossary(
        (
            Reading("X", "một", until=date(2020, 1, 1)),
            Reading("X", "hai", since=date(2021, 1, 1), until=date(2021, 1, 1)),
        )
    )

    days = [date(2019, 1, 1), date(2020, 1, 1), date(2020, 1, 2), date(2021, 1, 1), date(2021, 1, 2)]
    assert [known.explained_on(day).long_of.get("X") for day in days] == ["một", "một", None, "hai", None]


def test_what_only_helps_to_find_words_is_explained_to_nobody_and_known_to_the_desk():
    make_glossary({"short": "KH", "long": "kế hoạch", "explains": False}, ("UBND", "Ủy ban nhân dân"))
    article = make_article(body="<p>KH của UBND</p>")

    assert spelled_out(article) == {"UBND": "Ủy ban nhân dân"}
    assert glossary.in_force_today() == {"KH": "kế hoạch", "UBND": "Ủy ban nhân dân"}


def test_proofreading_knows_what_is_in_force_today():
    make_glossary(("UBND", "Ủy ban nhân dân"), {"short": "CU", "long": "cũ", "until": MERGED})

    assert known_for(make_user(WRITER), {}).abbreviations == {"UBND": "Ủy ban nhân dân"}


def test_an_explained_reading_is_the_one_that_the_desk_knows():
    known = Glossary(
        (Reading("KH", "khách hàng", explains=False), Reading("KH", "kế hoạch"), Reading("Z", "cũ", until=MERGED))
    )

    assert known.in_force_on(date(2026, 1, 1)) == {"KH": "kế hoạch"}


def test_without_a_glossary_nothing_is_explained_and_everything_works():
    article = make_article(title="UBND họp", body="<p>UBND</p>")

    assert spelled_out(article) == {}
    assert found("ubnd") == {"UBND họp"}
    assert glossary.in_force_today() == {}


# Who hears of a change


def test_each_change_of_a_row_has_a_number_of_its_own():
    numbers = []
    for change in (
        lambda: Abbreviation.objects.create(short="A1", long="một"),
        lambda: Abbreviation.objects.update(long="hai"),
        lambda: Abbreviation.objects.all().delete(),
    ):
        change()
        numbers.append(GlossaryEdition.objects.get().number)

    assert len(set(numbers)) == 3


@pytest.mark.usefixtures("nothing_expires")
def test_a_page_that_is_made_after_a_change_shows_it_though_nothing_expired():
    make_glossary(("A1", "một"))
    article = make_article(body="<p>A1</p>")
    assert spelled_out(article) == {"A1": "một"}

    Abbreviation.objects.update(long="hai")
    assert spelled_out(article) == {"A1": "hai"}
    Abbreviation.objects.all().delete()
    assert spelled_out(article) == {}


def test_a_change_that_is_taken_back_leaves_nothing():
    make_glossary(("A1", "một"))
    article = make_article(body="<p>A1</p>")
    with transaction.atomic():
        Abbreviation.objects.update(long="hai")
        assert spelled_out(article) == {"A1": "hai"}
        transaction.set_rollback(True)

    assert spelled_out(article) == {"A1": "một"}
    Abbreviation.objects.update(long="ba")
    assert spelled_out(article) == {"A1": "ba"}


@pytest.mark.usefixtures("nothing_expires")
def test_an_articles_page_asks_nothing_more_with_a_glossary_than_without(client, django_assert_num_queries):
    make_site()
    article = make_article(body="<p>A1 và B1</p>")
    client.get(article.get_absolute_url())
    with CaptureQueriesContext(connection) as without:
        client.get(article.get_absolute_url())
    before = len(without)
    make_glossary(("A1", "một"), ("B1", "hai"))
    client.get(article.get_absolute_url())

    with django_assert_num_queries(before):
        page = client.get(article.get_absolute_url()).content.decode()

    assert '<abbr class="explained" title="một">A1</abbr>' in page


# The search


def test_several_readings_of_one_short_form_are_all_found():
    make_glossary(
        {"short": "KH", "long": "kế hoạch", "explains": False}, {"short": "KH", "long": "khoa học", "explains": False}
    )
    for title in ("Lập kế hoạch", "Hội nghị khoa học", "KH 12"):
        make_article(title=title)

    assert found("KH") == {"Lập kế hoạch", "Hội nghị khoa học", "KH 12"}
    assert found("kế hoạch") == {"Lập kế hoạch", "KH 12"}
    assert search(Article.objects.published(), "KH").also == ["kế hoạch", "khoa học"]


def test_several_short_forms_of_one_phrase_are_all_found():
    make_glossary(("TP.", "thành phố"), ("T.Phố", "thành phố"))
    for title in ("Ra TP. xem", "Ra T.Phố xem", "Ra thành phố xem"):
        make_article(title=title)

    assert found("thành phố") == {"Ra TP. xem", "Ra T.Phố xem", "Ra thành phố xem"}
    assert set(search(Article.objects.published(), "thành phố").also) == {"TP.", "T.Phố"}


def test_a_short_form_of_as_many_words_as_its_long_form_finds_it():
    make_glossary(("Q.1", "Quận một"))
    make_article(title="Về Quận một")
    make_article(title="Về Q.1")

    assert found("quận một") == found("Q.1") == {"Về Quận một", "Về Q.1"}


def test_a_reading_of_other_days_still_helps_to_find_words():
    make_glossary(*OFFICES)
    make_article(title="Chuyện Sở Tài chính và Vật giá")

    assert found("STC") == {"Chuyện Sở Tài chính và Vật giá"}


# Thousands


def test_three_thousand_rows_cost_a_page_and_a_search_hardly_more():
    rows = [Reading(f"V{number}T", f"văn bản số {number} của tỉnh") for number in range(3_000)]
    known = Glossary(tuple(rows))
    text = "<p>" + "Thực hiện V7T và V2999T, người dân không phải đi lại lần thứ hai. " * 100 + "</p>"
    forms = known.explained_on(MERGED)

    assert {place.short for place in forms.find(text)} == {"V7T", "V2999T"}
    assert known.explained_on(MERGED) is forms
    assert known.synonyms is known.synonyms
    words = query_words("văn bản số 2999 của tỉnh")
    assert [form.text for form in known.synonyms.other_forms(words)] == ["V2999T"]


def test_as_many_periods_as_days_are_not_all_kept():
    start = date(2020, 1, 1)
    known = Glossary(
        tuple(Reading(f"A{n}", "a", since=start + timedelta(n), until=start + timedelta(n)) for n in range(100))
    )

    for n in range(100):
        assert known.explained_on(start + timedelta(n)).long_of == {f"A{n}": "a"}
    assert len(known._of_periods) <= glossary.MOST_PERIODS


def test_rows_that_hold_no_words_are_passed_over():
    synonyms = Synonyms([("…", "chữ"), ("A1", "…"), ("B1", "bê")])

    assert [form.text for form in synonyms.other_forms(query_words("B1 …"))] == ["bê"]
