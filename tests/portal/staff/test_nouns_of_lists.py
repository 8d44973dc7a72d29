"""Lists of the admin: several rows are called what one of them is, and rows are found without marks."""

import pytest
from django.contrib import admin
from django.urls import reverse

from comments.models import Rule
from layout.models import Link
from tests.factories import make_user


@pytest.mark.parametrize("model", list(admin.site._registry), ids=lambda model: model.__name__)
def test_several_rows_are_called_as_one_of_them_is(model):
    one, several = str(model._meta.verbose_name), str(model._meta.verbose_name_plural)

    assert several.removeprefix("các ").split()[0] == one.split(maxsplit=1)[0]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "fields"),
    [
        (Link, {"label": "Hỏi đáp thủ tục", "url": "/"}),
        (Rule, {"pattern": "hỏi đáp giúp", "kind": "phrase"}),
        (Rule, {"pattern": "a", "kind": "phrase", "note": "Hỏi đáp lặp"}),
    ],
)
def test_lists_that_people_fill_by_hand_find_without_marks(client, model, fields):
    model.objects.create(**fields)
    client.force_login(make_user(is_superuser=True))
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")

    assert client.get(address, {"q": "hoi dap"}).context["cl"].result_count == 1
    assert client.get(address, {"q": "hoi xyz"}).context["cl"].result_count == 0


@pytest.mark.django_db
def test_colleagues_are_found_without_marks(client):
    make_user(username="b1", pen_name="Đỗ Hữu Nghĩa")
    client.force_login(make_user(is_superuser=True))

    assert client.get(reverse("admin:accounts_user_changelist"), {"q": "do huu"}).context["cl"].result_count == 1
