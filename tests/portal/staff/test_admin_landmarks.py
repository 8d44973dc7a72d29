"""Each page of the admin has one main landmark: users of screen readers and keyboards go straight to it."""

import pytest
from django.urls import reverse
from lxml import html

from revisions.bin.binning import put
from revisions.saving import saved_by
from tests.factories import WRITER, make_article, make_event, make_glossary, make_user

from .addresses import revisions_addresses, statistics_addresses

pytestmark = pytest.mark.django_db
FILES = {"export", "comment_handling_file"}  # no pages


def mains(answer):
    return html.fromstring(answer.text).xpath("//main | //*[@role='main']")


def test_each_page_has_one_main_landmark(client):
    article = make_article(event=make_event())
    statistics = statistics_addresses(article.category_id, article.authors.get().pk, article.event_id, article.pk)
    with saved_by(None):
        entry = put(make_event(), None)
    client.force_login(make_user(is_superuser=True))
    addresses = [
        *(reverse(f"admin:{name}") for name in ("index", "password_change", "password_change_done")),
        reverse("admin:app_list", args=["articles"]),
        *(reverse(f"admin:articles_article_{name}") for name in ("changelist", "add")),
        f"{reverse('admin:articles_category_add')}?_popup=1",
        *(
            reverse(f"admin:articles_article_{name}", args=[article.pk])
            for name in ("change", "delete", "history", "duplicate")
        ),
        *revisions_addresses(article),
        reverse("newsroom:preview_links", args=[article.pk]),
        f"{reverse('newsroom:filters')}?trang_thai=draft",
        reverse("admin:articles_article_manuscripts"),
        *(reverse(f"admin:copyediting_houseword_{name}") for name in ("changelist", "add", "many")),
        *(reverse(f"admin:articles_abbreviation_{name}") for name in ("changelist", "add", "paste")),
        reverse("admin:articles_abbreviation_uses", args=[make_glossary(("CCHC", "cải cách hành chính"))[0].pk]),
        *(reverse(name) for name in ("queue:queue", "ratings", "personal_data", "operations", "bin:list")),
        reverse("links:list"),
        reverse("bin:entry", args=[entry.pk]),
        reverse("admin:articles_event_change", args=[entry.object_id]),
        *(address for name, (method, address) in statistics.items() if method == "get" and name not in FILES),
    ]

    found = {address: len(mains(client.get(address, follow=True))) for address in addresses}

    assert found == dict.fromkeys(addresses, 1)


def test_signing_in_and_out_have_one_too(client):
    client.force_login(make_user(WRITER))

    for answer in (client.post(reverse("admin:logout")), client.get(reverse("admin:login"))):
        assert len(mains(answer)) == 1
