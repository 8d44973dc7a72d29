"""What the page that asks before a deletion says."""

import pytest
from django.urls import reverse

from articles.models import Tag
from tests.factories import WEBMASTER, make_article, make_user

from .forms_in_admin import make_draft

pytestmark = pytest.mark.django_db


def test_a_deletion_names_what_goes_with_it_and_no_links_of_the_database(sit_down, nhung):
    article = make_draft(nhung, tags=[Tag.objects.create(name="một cửa")])

    page = sit_down(make_user(is_superuser=True)).get(reverse("admin:articles_article_delete", args=[article.pk]))

    assert "Article_tags" not in page.content.decode()


def test_a_category_with_articles_is_not_deleted_and_the_page_says_why(sit_down):
    article = make_article(title="Bến Lam nhận hồ sơ tại nhà")

    answer = sit_down(make_user(WEBMASTER)).get(f"/quan-tri/articles/category/{article.category_id}/delete/")

    page = answer.content.decode()
    assert "vì những mục sau đang dùng" in page
    assert "Bến Lam nhận hồ sơ tại nhà" in page
