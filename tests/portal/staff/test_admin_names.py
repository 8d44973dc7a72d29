"""One thing, one name: in the side list of the admin, over its pages, on its buttons."""

import re

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils.translation import trans_real
from lxml import html

from tests.factories import WEBMASTER, make_site, make_user

pytestmark = pytest.mark.django_db
ENTRIES = [item for group in settings.UNFOLD["SIDEBAR"]["navigation"] for item in group["items"]]


@pytest.fixture
def chief(client):
    """The client of a superuser."""
    client.force_login(make_user(username="phuc", is_superuser=True))
    return client


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["title"])
def test_a_page_bears_the_name_that_leads_to_it(chief, entry):
    make_site()

    page = chief.get(str(entry["link"]), follow=True).content.decode()

    assert entry["title"] in html.fromstring(page).find(".//h1").text_content()


def test_deleting_is_spelled_in_one_way():
    catalog = trans_real.translation("vi")._catalog
    texts = [str(catalog[key]) for key in catalog.keys()]  # noqa: SIM118 - a catalog is no mapping

    assert [text for text in texts if re.search("xoá(?!y)", text, re.IGNORECASE)] == []


def test_a_form_offers_no_look_at_what_cannot_be_looked_at(client):
    client.force_login(make_user(WEBMASTER, username="phuc"))

    page = client.get(reverse("admin:stats_baseline_add")).content.decode()

    assert "Lưu" in page
    assert "Lưu và" not in page
