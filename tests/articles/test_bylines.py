"""The authors of an article are found in its byline."""

import pytest
from django.core.exceptions import ValidationError

from articles.bylines import is_introduced, names_in_byline, split_names
from articles.models import Author
from articles.models.taxonomy import NAME_MAX
from tests.factories import make_article


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Thùy Nhung", ["Thùy Nhung"]),
        ("Thùy Nhung – Quang Hậu", ["Thùy Nhung", "Quang Hậu"]),
        ("Thùy Nhung - Quang Hậu", ["Thùy Nhung", "Quang Hậu"]),
        ("Thùy Nhung, Quang Hậu và Minh Hòa", ["Thùy Nhung", "Quang Hậu", "Minh Hòa"]),
        ("Thùy Nhung/Quang Hậu; Thùy Nhung", ["Thùy Nhung", "Quang Hậu"]),
        ("Theo BBT", []),
        ("BBT", []),
        ("Ban Biên tập", []),
        ("–", []),
        ("", []),
        ("Vàng A Dơ-Nguyễn", ["Vàng A Dơ-Nguyễn"]),
    ],
)
def test_a_byline_names_its_authors(byline, names):
    assert names_in_byline(byline) == names


@pytest.mark.parametrize("source", ["Theo BBT", "theo Sở Nội vụ", "Nguồn: TTXVN", "Trích Báo Nhân Dân", "Tổng hợp"])
def test_a_source_that_says_so_itself_needs_no_word_before_it(source):
    assert is_introduced(source)


@pytest.mark.parametrize("source", ["Sở Nội vụ", "BBT", "Theodore", "Sở Tư pháp", ""])
def test_any_other_source_is_introduced(source):
    assert not is_introduced(source)


def test_a_byline_parts_between_its_names():
    assert split_names("Thùy Nhung – Quang Hậu") == ["Thùy Nhung –", "Quang Hậu"]
    assert split_names("Lò Văn Pín, Hà và Thu") == ["Lò Văn Pín,", "Hà và", "Thu"]
    assert split_names("") == []


@pytest.mark.django_db
def test_saving_an_article_makes_and_links_its_authors():
    first = make_article(byline="Thuý Hằng – Quang Hậu")
    second = make_article(byline="Thúy Hằng")

    assert {author.name for author in first.authors.all()} == {"Thuý Hằng", "Quang Hậu"}
    assert second.authors.get() in first.authors.all()
    assert Author.objects.count() == 2


@pytest.mark.django_db
def test_a_changed_byline_changes_the_authors():
    article = make_article(byline="Thùy Nhung")

    article.byline = "Theo BBT"
    article.save()

    assert not article.authors.exists()


@pytest.mark.django_db
def test_authors_are_sorted_by_given_name():
    for name in ("Đoàn Thị Hậu", "Nguyễn Ánh", "Trần Đức", "Lê Dung"):
        Author.objects.create(name=name)

    assert [author.name for author in Author.objects.all()] == ["Nguyễn Ánh", "Lê Dung", "Trần Đức", "Đoàn Thị Hậu"]


@pytest.mark.django_db
@pytest.mark.parametrize("length", [NAME_MAX, NAME_MAX + 1, 150, 200])
def test_a_name_longer_than_an_authors_is_kept_as_far_as_it_fits(length):
    article = make_article(byline="Ấ" * length)

    assert article.authors.get().name == "Ấ" * NAME_MAX
    assert article.byline == "Ấ" * length


@pytest.mark.django_db
@pytest.mark.parametrize(("length", "is_refused"), [(NAME_MAX, False), (NAME_MAX + 1, True), (200, True)])
def test_a_name_longer_than_an_authors_is_refused_in_words(length, is_refused):
    article = make_article()
    article.byline = "Thùy Nhung – " + "Ấ" * (length - 13 if length == 200 else length)

    if not is_refused:
        article.full_clean(exclude=["form_key"])
        return
    with pytest.raises(ValidationError) as refusal:
        article.full_clean(exclude=["form_key"])
    (sentence,) = refusal.value.message_dict["byline"]
    assert sentence.startswith(f"“{'Ấ' * 40}…” dài {len(article.byline) - 13} ký tự")


@pytest.mark.django_db
def test_two_spellings_of_one_name_in_a_byline_are_one_author():
    article = make_article(byline="Thuý Hằng – Quang Hậu – Thúy Hằng")

    assert [author.name for author in Author.objects.of_byline(article.byline)] == ["Thuý Hằng", "Quang Hậu"]
