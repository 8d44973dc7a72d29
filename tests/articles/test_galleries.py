"""What the rest of the portal knows of the pictures and the words in a gallery."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Page
from articles.search.query import search
from richtext.widgets import RichTextWidget
from tests.factories import make_article, make_image, make_site
from uploads.usage import rows_using, uses_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def images():
    return [make_image(alt=f"Ảnh {name}") for name in "AB"]


@pytest.fixture
def body(images):
    captions = ("Múa xòe bên suối", "Hội đua thuyền")
    figures = "".join(
        f'<figure class="image"><img alt="{image.alt}" src="{image.url}" width="{image.width}">'
        f'<figcaption>{caption} <span class="credit">Ảnh: Thùy Nhung</span></figcaption></figure>'
        for image, caption in zip(images, captions, strict=True)
    )
    return f'<p>Ngày hội.</p>\n<div class="gallery">{figures}</div>'


def test_captions_are_found_and_the_words_of_the_strip_are_not(body):
    article = make_article(title="Ngày hội", summary="", byline="", body=body)

    assert search(Article.objects.published(), "múa xòe").pks == [article.pk]
    assert search(Article.objects.published(), "bộ ảnh").pks == []
    assert article.body == body


def test_its_pictures_are_in_use(body, images):
    article = make_article(body=body)

    assert [rows_using(image) for image in images] == [[article], [article]]
    assert {use.image for use in uses_of(images)} == set(images)


def test_articles_and_static_pages_show_the_strip_with_no_query_more(client, body):
    make_site()
    plain, article = make_article(body="<p>Ngày hội.</p>"), make_article(body=body)
    page = Page.objects.create(title="Giới thiệu", slug="gioi-thieu", body=body, is_published=True)
    client.get(reverse("articles:home"))  # what processes keep for some seconds

    with CaptureQueriesContext(connection) as of_plain:
        client.get(plain.get_absolute_url())
    with CaptureQueriesContext(connection) as of_gallery:
        answer = client.get(article.get_absolute_url())

    assert len(of_gallery) == len(of_plain)
    for html in (answer.text, client.get(reverse("articles:page", args=[page.slug])).text):
        assert 'data-gallery=""' in html
        assert "Bộ ảnh: 2 ảnh" in html


def test_where_no_script_runs_the_field_holds_the_gallery_and_gives_it_back(body):
    assert RichTextWidget().format_value(body) == body
