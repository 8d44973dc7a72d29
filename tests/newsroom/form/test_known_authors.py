"""The editor asks which short lines of a text name authors."""

from http import HTTPStatus

import pytest
from django.urls import reverse

from articles.models import Author
from tests.factories import MODERATOR, WRITER, make_user

pytestmark = pytest.mark.django_db
LINES = ["THÙY NHUNG", "Thùy Nhung – Quang Hậu", "Thùy Nhung – Minh Hòa", "Tân Phong", "Theo BBT", "", "x" * 500]


def ask(client, lines=LINES):
    return client.get(reverse("admin:articles_article_known_authors"), {"dong": lines})


def test_lines_that_name_nobody_but_authors_are_known_with_one_query(client, django_assert_max_num_queries):
    for name in ("Thùy Nhung", "Quang Hậu"):
        Author.objects.create(name=name)
    client.force_login(make_user(WRITER))
    ask(client)

    with django_assert_max_num_queries(8):  # of which one is about authors
        answer = ask(client)

    assert answer.json() == {"known": ["THÙY NHUNG", "Thùy Nhung – Quang Hậu"]}
    assert ask(client, []).json() == {"known": []}
    assert ask(client, [*["Tân Phong"] * 8, "Thùy Nhung"]).json() == {"known": []}


def test_whoever_writes_no_articles_learns_nothing(client):
    assert ask(client).status_code == HTTPStatus.FOUND
    client.force_login(make_user(MODERATOR))
    assert ask(client).status_code == HTTPStatus.FORBIDDEN
