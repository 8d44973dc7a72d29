"""What an account may, read in one query, is what Django says in two."""

import pytest
from django.contrib.auth.models import AnonymousUser, Permission

from accounts.models import User
from accounts.rights import rights_of
from accounts.roles import ROLES
from tests.factories import MODERATOR, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", [None, *ROLES])
def test_it_is_what_django_says(role, django_assert_num_queries):
    user = make_user(role)
    user.user_permissions.add(Permission.objects.get(codename="add_tag"), Permission.objects.get(codename="view_tag"))

    with django_assert_num_queries(1):
        rights = rights_of(user)

    assert rights == User.objects.get(pk=user.pk).get_all_permissions()
    assert "articles.add_tag" in rights
    assert "articles.no_such_right" not in rights


@pytest.mark.parametrize("fields", [{"is_superuser": True}, {"is_active": False}])
def test_who_may_all_or_nothing_costs_no_query(fields, django_assert_num_queries):
    user = make_user(MODERATOR, **fields)

    with django_assert_num_queries(0):
        assert ("articles.add_tag" in rights_of(user)) is user.is_superuser


def test_a_stranger_may_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "articles.add_tag" not in rights_of(AnonymousUser())
