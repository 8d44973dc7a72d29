"""Parts that many pages share are rendered once for each state of the content."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cchc_portal.serving.page_cache import STAMP
from tests.factories import make_article, make_event, make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site():
    make_site()


def queries_of(client, article, stamp):
    with CaptureQueriesContext(connection) as queries:
        page = client.get(article.get_absolute_url(), **({STAMP: stamp} if stamp else {})).content.decode()
    return len(queries), page


def test_the_side_column_is_rendered_once_for_many_pages(client):
    first, second = make_article(), make_article()

    for_the_first, _ = queries_of(client, first, "1")
    for_the_second, _ = queries_of(client, second, "1")

    assert for_the_second < for_the_first <= 8


def test_new_content_is_in_the_side_column_at_once(client):
    article = make_article()
    queries_of(client, article, "1")
    make_event("Ngày hội Công dân số")

    _, page = queries_of(client, article, "2")

    assert "Ngày hội Công dân số" in page


def test_a_page_for_one_person_leaves_nothing_for_a_clock_that_is_set_back(client):
    article = make_article()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        queries_of(client, article, None)
    make_event("Ngày hội Công dân số")

    _, page = queries_of(client, article, None)

    assert "Ngày hội Công dân số" in page


def test_a_page_for_one_person_shares_nothing(client):
    article = make_article()
    before, _ = queries_of(client, article, None)
    make_event("Ngày hội Công dân số")

    after, page = queries_of(client, article, None)

    assert after == before
    assert "Ngày hội Công dân số" in page
