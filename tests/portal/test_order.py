"""Whatever stands in a list by its name stands in the order of the Vietnamese alphabet."""

import random

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from accounts.roles import ROLES
from articles.article_page import load_article_page
from articles.models import Article, Category, Event, Tag
from comments.models import Rule
from layout.models import Indicator, Link
from stats.models import ReportRecipient
from tests.factories import make_article, make_event, make_image, make_user
from vietnamese.names import alphabet_key
from vietnamese.order import AlphabetKeyField, fill_keys

pytestmark = pytest.mark.django_db

WORDS = ["âm nhạc", "an ninh", "ảnh", "ăn uống", "đất đai", "dân số", "du lịch", "ô tô", "ở nhà", "ưu đãi", "y tế"]
NOT_NAMES = {"username", "slug", "email", "kind", "menu", "place", "sort_key", "app_label", "codename"}
OURS = ("articles", "accounts", "comments", "copyediting", "layout", "recordings", "stats", "uploads")
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


# Columns of letters without marks; and of codes, by which rows of a kind stand together, as in the list's own order.
PLAIN = {"username", "slug", "email", "url", "kind", "provider", "menu", "place", "status"}


def columns_in_order_of_the_database(model_admin, request):
    """Columns of a list that a click sorts by a text itself: by the numbers of its letters."""
    changelist = model_admin.get_changelist_instance(request)
    wrong = []
    for column in changelist.list_display:
        if changelist.sortable_by is not None and column not in changelist.sortable_by:
            continue
        order = changelist.get_ordering_field(column)
        if not isinstance(order, str) or order in PLAIN:
            continue
        try:
            field = model_admin.model._meta.get_field(order)
        except FieldDoesNotExist:
            continue
        is_text = isinstance(field, models.CharField | models.TextField)
        if is_text and not isinstance(field, AlphabetKeyField) and field.name != "sort_key":
            wrong.append(column)
    return wrong


def test_no_column_of_the_admin_is_sorted_by_the_numbers_of_its_letters(rf):
    request = rf.get("/")
    request.user = make_user(is_superuser=True)
    admins = {f"{model._meta.label}": each for model, each in admin.site._registry.items()}
    wrong = {label: columns_in_order_of_the_database(each, request) for label, each in admins.items()}

    assert {label: columns for label, columns in wrong.items() if columns} == {}


def listed(client, address, column):
    """The texts of the rows of a list of the admin, sorted by a click on the head of `column`."""
    changelist = client.get(address).context["cl"]
    place = changelist.list_display.index(column)
    rows = client.get(f"{address}?o={place}").context["cl"].result_list
    return [str(getattr(changelist.model_admin, column)(row) or "") for row in rows]


def test_texts_that_are_no_names_stand_by_the_alphabet_too(admin_client, shuffled):
    for n, word in enumerate(shuffled):
        make_event(place=word)
        Link.objects.create(label=word, menu="main", url="/")
        Indicator.objects.create(label=word, value="1")
        ReportRecipient.objects.create(email=f"{n}@thu.example", name=word)
        make_user(pen_name=word)
        make_image(credit=word)

    for address, column in (
        ("/quan-tri/articles/event/", "placed"),
        ("/quan-tri/layout/link/", "labelled"),
        ("/quan-tri/layout/indicator/", "labelled"),
        ("/quan-tri/stats/reportrecipient/", "named"),
        ("/quan-tri/accounts/user/", "signs_as"),
        ("/quan-tri/uploads/image/", "credited"),
    ):
        shown = [text for text in listed(admin_client, address, column) if text in WORDS]
        assert shown == IN_ORDER, address


def test_so_do_bylines(admin_client, shuffled):
    for word in shuffled:
        make_article(byline=word)
    make_article(byline="")

    changelist = admin_client.get("/quan-tri/articles/article/?o=4").context["cl"]

    assert [article.byline for article in changelist.result_list] == ["", *IN_ORDER]


def test_what_is_chosen_from_a_list_is_sorted_by_what_one_reads(admin_client):
    for status in Event.Status:
        make_event(status=status)

    shown = listed(admin_client, "/quan-tri/articles/event/", "state")

    assert shown == ["Đã hoãn", "Đã hủy", "Theo lịch"]


def test_roles_stand_by_the_alphabet_wherever_they_are_chosen(admin_client):
    in_order = sorted(ROLES, key=alphabet_key)

    assert listed(admin_client, "/quan-tri/auth/group/", "named") == in_order
    form = admin_client.get("/quan-tri/accounts/user/add/").context["adminform"].form
    assert [label for _, label in form.fields["groups"].choices] == in_order


def test_prepare_reads_no_row_again_that_has_nothing_to_sort_by():
    make_article(byline="")

    assert fill_keys(Article) == 0
    with CaptureQueriesContext(connection) as queries:
        fill_keys(Article)
    assert not [query for query in queries if query["sql"].startswith("UPDATE")]
