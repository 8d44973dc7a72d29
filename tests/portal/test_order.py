"""Whatever stands in a list by its name stands in the order of the Vietnamese alphabet."""

import random

import pytest
from django.apps import apps
from django.db import models

from articles.article_page import load_article_page
from articles.models import Category, Tag
from comments.models import Rule
from tests.factories import make_article
from vietnamese.names import alphabet_key
from vietnamese.order import AlphabetKeyField, fill_keys

pytestmark = pytest.mark.django_db

WORDS = ["âm nhạc", "an ninh", "ảnh", "ăn uống", "đất đai", "dân số", "du lịch", "ô tô", "ở nhà", "ưu đãi", "y tế"]
NOT_NAMES = {"username", "slug", "email", "kind", "menu", "place", "sort_key", "app_label", "codename"}
OURS = ("articles", "accounts", "comments", "layout", "stats", "uploads")
IN_ORDER = sorted(WORDS, key=alphabet_key)


def texts_in_order(model):
    """Fields of text by which `model` is ordered as the database orders them: by the numbers of their letters."""
    names = [name.lstrip("-") for name in model._meta.ordering if isinstance(name, str)]
    fields = [model._meta.get_field(name) for name in names if name != "pk" and "__" not in name]
    return [
        field.name
        for field in fields
        if isinstance(field, models.CharField | models.TextField) and field.name not in NOT_NAMES
    ]


def test_no_model_is_ordered_by_the_numbers_of_its_letters():
    wrong = {model.__name__: texts_in_order(model) for app in OURS for model in apps.get_app_config(app).get_models()}

    assert {name: fields for name, fields in wrong.items() if fields} == {}


def test_a_model_that_were_is_found():
    class Named(models.Model):
        name = models.CharField(max_length=10)

        class Meta:
            app_label = "test_order"
            ordering = ["-name"]

    assert texts_in_order(Named) == ["name"]


@pytest.fixture
def shuffled():
    assert sorted(WORDS) != IN_ORDER
    return random.Random(5).sample(WORDS, len(WORDS))


def test_tags_categories_and_rules_stand_by_the_alphabet(shuffled):
    for word in shuffled:
        Tag.objects.named(word)
        Category.objects.create(name=word)
        Rule.objects.create(pattern=word)

    assert [tag.name for tag in Tag.objects.all()] == IN_ORDER
    assert [category.name for category in Category.objects.all()] == IN_ORDER
    assert [category.name for category in Category.objects.in_tree_order()] == IN_ORDER
    assert [rule.pattern for rule in Rule.objects.filter(pattern__in=WORDS)] == IN_ORDER


def test_so_do_the_tags_of_an_article(shuffled, client):
    article = make_article(tags=[Tag.objects.named(word) for word in shuffled])

    assert [tag.name for tag in load_article_page(article.pk).tags] == IN_ORDER
    page = client.get(article.get_absolute_url()).content.decode()
    places = [page.index(f">{word}</a>") for word in IN_ORDER]
    assert places == sorted(places)


@pytest.mark.parametrize("column", ["article", "event", "tag", "page", "image"])
def test_a_list_of_the_admin_is_sorted_by_name_as_readers_would(admin_client, shuffled, column):
    model = apps.get_app_config("uploads" if column == "image" else "articles").get_model(column)
    changelist = admin_client.get(f"/quan-tri/{model._meta.app_label}/{column}/?o=1").context["cl"]

    key = next(field for field in model._meta.fields if isinstance(field, AlphabetKeyField))
    assert key.name in changelist.queryset.query.order_by


def test_rows_that_the_last_release_writes_are_put_in_order_by_prepare(shuffled):
    Tag.objects.bulk_create(Tag(name=word, slug=f"tag-{n}") for n, word in enumerate(shuffled))
    Tag.objects.update(sort_key="")

    assert fill_keys(Tag) == len(WORDS)
    assert [tag.name for tag in Tag.objects.all()] == IN_ORDER
    assert fill_keys(Tag) == 0


def test_a_renamed_row_moves(shuffled):
    for word in shuffled:
        Tag.objects.named(word)
    tag = Tag.objects.get(name="an ninh")
    tag.name = "xe buýt"
    tag.save()

    assert [tag.name for tag in Tag.objects.all()][-2:] == ["xe buýt", "y tế"]


def test_a_name_of_any_length_has_a_key_that_fits():
    tag = Tag.objects.create(name="ẤẦẨẪẬ " * 20, slug="dai")

    assert len(tag.sort_key) <= AlphabetKeyField.DIGITS
