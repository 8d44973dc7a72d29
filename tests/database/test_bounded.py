"""Rows counted and paged no further than somebody looks."""

import pytest

from articles.models import Tag
from database.bounded import KeyPage, count_up_to, page_of_keys

pytestmark = pytest.mark.django_db


@pytest.fixture
def tags():
    return [Tag.objects.create(name=name, slug=name) for name in "abcde"]


def test_rows_are_counted_up_to_a_number_and_one_more_says_there_are_more(tags, django_assert_num_queries):
    rows = {"all": Tag.objects.all(), "some": Tag.objects.filter(name__lt="c"), "none": Tag.objects.none()}

    with django_assert_num_queries(1):
        assert count_up_to(rows, 3) == {"all": 4, "some": 2, "none": 0}
    assert count_up_to(rows, 5)["all"] == 5


def test_of_nothing_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert count_up_to({"none": Tag.objects.none()}, 3) == {"none": 0}
        assert page_of_keys(Tag.objects.none(), 0, 2, 5) == KeyPage([], 0, 5)


@pytest.mark.parametrize(
    ("start", "stop", "most", "names", "count", "is_capped"),
    [
        (0, 2, 10, "ed", 5, False),
        (2, 4, 10, "cb", 5, False),
        (4, 6, 10, "a", 5, False),
        (6, 8, 10, "", 5, False),
        (0, 2, 3, "ed", 4, True),
        (4, 6, 3, "a", 5, True),
        (0, 2, 0, "ed", 2, True),
        (0, 2, 5, "ed", 5, False),
        (0, 2, None, "ed", 5, False),
    ],
)
def test_a_page_has_its_keys_in_order_and_knows_how_many_there_are(
    tags, start, stop, most, names, count, is_capped, django_assert_num_queries
):
    with django_assert_num_queries(1):
        page = page_of_keys(Tag.objects.order_by("-name"), start, stop, most)

    name_of = {tag.pk: tag.name for tag in tags}
    assert "".join(name_of[key] for key in page.keys) == names
    assert (page.count, page.is_capped) == (count, is_capped)


def test_signs_of_sql_in_a_condition_stay_values(tags):
    Tag.objects.create(name="{keys} 100% '", slug="x")

    for name in ("{keys} 100% '", "%s", "{0}"):
        rows = Tag.objects.filter(name=name)
        assert page_of_keys(rows, 0, 5, 5).count == count_up_to({"one": rows}, 5)["one"] == rows.count()
