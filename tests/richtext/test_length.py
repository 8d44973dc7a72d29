"""A text is at most 500 kB long; one that was longer before stays readable, and as it is until somebody changes it."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from articles.models import Article, Page
from richtext.fields import RichTextFormField
from richtext.size import MAX_BYTES, is_too_long
from tests.factories import EDITOR, WRITER, make_article, make_user
from tests.newsroom.forms_in_admin import save

FULL = "<p>" + "đ" * ((MAX_BYTES - 7) // 2) + "</p>"
TOO_LONG = FULL.replace("<p>", "<p>ab")
SENTENCE = "Nội dung dài 501 kB, tối đa 500 kB"


def store(article, body):
    """Store a text as a release without a limit did."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # without triggers
        cursor.execute("UPDATE articles_article SET body = %s WHERE id = %s", [body, article.pk])
        cursor.execute("RESET session_replication_role")
    article.refresh_from_db()


@pytest.mark.parametrize("letters", ["a", "đ", "😀"])
def test_the_limit_counts_bytes(letters):
    text = letters * (MAX_BYTES // len(letters.encode()))

    assert not is_too_long(text)
    assert is_too_long(text + "a")


def test_a_form_takes_a_text_that_is_just_not_too_long():
    assert RichTextFormField().clean(FULL) == FULL


@pytest.mark.parametrize("text", [TOO_LONG, "</x>" * 900_000, "<p>" + "&" * 200_000, "<a href='/x'>a</a> " * 25_000])
def test_a_form_refuses_a_longer_one_and_says_how_long_it_is_and_what_to_do(text):
    with pytest.raises(ValidationError, match=r"tối đa 500 kB.*chia thành nhiều bài"):
        RichTextFormField().clean(text)


@pytest.mark.django_db
class TestStored:
    def test_no_way_leads_a_longer_one_into_the_database(self):
        article, page = make_article(), Page(title="Giới thiệu", slug="gioi-thieu", body=TOO_LONG)

        article.body = TOO_LONG
        for write in (
            article.save,
            article.full_clean,
            page.save,
            lambda: Article.objects.bulk_create([Article(body=TOO_LONG)]),
        ):
            with pytest.raises(ValidationError, match="501 kB"), transaction.atomic():
                write()
        with pytest.raises(IntegrityError), transaction.atomic():
            Article.objects.filter(pk=article.pk).update(body=TOO_LONG)

    def test_one_that_was_there_before_is_read_and_all_else_of_its_row_changes(self, client):
        article = make_article()
        store(article, TOO_LONG)

        article.title = "Tiêu đề mới"
        article.full_clean()
        article.save()

        assert "Tiêu đề mới" in client.get(article.get_absolute_url()).content.decode()
        with pytest.raises(ValidationError):
            Article(title="Bản sao", body=TOO_LONG).full_clean()

    def test_its_form_saves_other_fields_and_refuses_another_long_text(self, client):
        article = make_article()
        store(article, TOO_LONG)
        client.force_login(make_user(EDITOR))

        saved = save(client, article, title="Tiêu đề mới")
        refused = save(client, article, body=TOO_LONG.replace("ab", "abc"))

        assert saved.redirect_chain
        assert (article.title, article.body) == ("Tiêu đề mới", TOO_LONG)
        assert not refused.redirect_chain
        assert SENTENCE in refused.content.decode()
        assert "abcđđ" in refused.content.decode()

    def test_a_text_in_an_old_font_is_not_converted_when_it_is_too_long(self, client):
        client.force_login(make_user(WRITER))

        answer = client.post(reverse("richtext:unicode"), {"html": TOO_LONG})

        assert answer.status_code == 413
        assert SENTENCE in answer.json()["error"]["message"]
