"""Articles of before a change of the glossary become found by its words."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles import reindexing
from articles.models import Abbreviation, Article, PhraseToIndex
from tests.factories import make_article, make_glossary

from .glossary_search import found, settle

pytestmark = pytest.mark.django_db


def test_articles_of_before_are_found_by_a_new_abbreviation_once_the_worker_has_come_to_them():
    make_article(title="Thẻ bảo hiểm y tế")
    binned = make_article(title="Bảo hiểm y tế ở xã", status="withdrawn", binned_at=timezone.now())
    make_article(title="Y tế và bảo hiểm")
    make_glossary(("BHYT", "bảo hiểm y tế"))
    assert found("BHYT") == set()

    assert reindexing.index_changes() == 0  # not yet: a save may have begun before
    settle()

    assert found("BHYT") == {"Thẻ bảo hiểm y tế"}
    Article.with_binned.filter(pk=binned.pk).update(binned_at=None, status="published")
    assert found("BHYT") == {"Thẻ bảo hiểm y tế", "Bảo hiểm y tế ở xã"}


@pytest.mark.parametrize(
    ("change", "finds"),
    [
        (lambda: Abbreviation.objects.update(short="BH"), {"BHYT": set(), "BH": {"Thẻ bảo hiểm y tế"}}),
        (lambda: Abbreviation.objects.update(long="bảo hiểm"), {"BHYT": {"Thẻ bảo hiểm y tế", "Bảo hiểm xe"}}),
        (lambda: Abbreviation.objects.all().delete(), {"BHYT": set()}),
        (lambda: Abbreviation.objects.update(note="ghi chú"), {"BHYT": {"Thẻ bảo hiểm y tế"}}),
    ],
)
def test_whatever_becomes_of_a_row_its_words_follow(change, finds):
    make_glossary(("BHYT", "bảo hiểm y tế"))
    make_article(title="Thẻ bảo hiểm y tế")
    make_article(title="Bảo hiểm xe")
    settle()

    change()
    settle()

    assert {text: found(text) for text in finds} == finds


def test_other_changes_than_of_words_wait_for_nothing():
    make_glossary(("BHYT", "bảo hiểm y tế"))
    settle()

    Abbreviation.objects.update(note="ghi chú", until=timezone.localdate(), explains=False)

    assert not reindexing.articles_waiting()


def test_the_worker_goes_on_where_one_before_it_ended(monkeypatch):
    for number in range(5):
        make_article(title=f"Thẻ bảo hiểm y tế số {number}")
    make_glossary(("BHYT", "bảo hiểm y tế"))
    PhraseToIndex.objects.update(changed_at=timezone.now() - timedelta(days=1))
    monkeypatch.setattr(reindexing, "ARTICLES_AT_ONCE", 2)
    monkeypatch.setattr(reindexing, "SECONDS_A_TURN", -1)

    assert [reindexing.index_changes() for _ in range(4)] == [2, 2, 1, 0]
    assert len(found("BHYT")) == 5
    assert not reindexing.articles_waiting()


def test_indexing_changes_neither_the_text_nor_when_it_was_saved_and_tells_nobody(monkeypatch):
    article = make_article(title="Thẻ bảo hiểm y tế")
    make_glossary(("BHYT", "bảo hiểm y tế"))
    before = Article.objects.values("saved_at", "edition", "title", "body").get()
    monkeypatch.setattr("cchc_portal.serving.content_version.advance", lambda: pytest.fail("pages end"))

    settle()

    assert Article.objects.values("saved_at", "edition", "title", "body").get() == before
    assert article.pk


def test_many_changes_at_once_read_each_article_once(monkeypatch):
    make_article(title="Bảo hiểm y tế, bảo hiểm xã hội, học phí")
    computed = []
    monkeypatch.setattr(reindexing, "compute", lambda article: computed.append(article.pk))
    make_glossary(("BHYT", "bảo hiểm y tế"), ("BHXH", "bảo hiểm xã hội"), ("HP", "học phí"))

    settle()

    assert len(computed) == 1


def test_phrases_of_signs_alone_end_the_turn():
    PhraseToIndex.objects.create(phrase="…")

    settle()

    assert not reindexing.articles_waiting()


def test_only_articles_with_the_words_in_a_row_are_computed_and_all_that_are_long(monkeypatch):
    monkeypatch.setattr(reindexing, "LONG_BODY", 500)
    held = make_article(title="Thẻ bảo hiểm y tế")
    make_article(title="Y tế và bảo hiểm")
    make_article(title="Bao hiem y te")
    long = make_article(title="Y tế và bảo hiểm", body=f"<p>{'dài ' * 200}</p>")
    computed = []
    monkeypatch.setattr(reindexing, "compute", lambda article: computed.append(article.pk))
    make_glossary(("BHYT", "bảo hiểm y tế"))

    settle()

    assert computed == [held.pk, long.pk]


@pytest.mark.parametrize(
    "long", ["Quận 1", "giảm 10% thuế", "Nghị định 42/2022/NĐ-CP", "cán bộ, công chức", "Ủy ban", "o'clock\\"]
)
def test_phrases_of_all_kinds_of_words_are_stored(long):
    make_article(title=f"Theo {long} ấy")
    make_glossary(("ABC", long))

    settle()

    assert found("ABC") == {f"Theo {long} ấy"}


def test_both_ways_to_place_a_tone_are_one_phrase():
    make_article(title="Uỷ ban nhân dân")
    make_article(title="Ủy ban nhân dân")
    make_glossary(("UB", "Ủy ban"))

    settle()

    assert len(found("UB")) == 2


def test_after_all_is_computed_anew_nothing_waits():
    make_article(title="Thẻ bảo hiểm y tế")
    make_glossary(("BHYT", "bảo hiểm y tế"))

    call_command("rebuild_search", stdout=StringIO())

    assert found("BHYT") == {"Thẻ bảo hiểm y tế"}
    assert not reindexing.articles_waiting()
