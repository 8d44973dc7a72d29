"""How long an article is, as its form says: in words, as newspapers count them."""

import pytest
from lxml import html

from articles.workflow import DRAFT
from richtext.text import html_to_text
from tests.factories import make_article
from tests.newsroom.forms_in_admin import ADD, page_of, write
from vietnamese.reading import count_words, describe_length

from .word_counts import BODIES, LENGTHS, TEXTS


@pytest.mark.parametrize(("text", "words"), TEXTS.items())
def test_a_word_stands_between_blanks_and_has_a_letter_or_a_digit(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(("body", "words"), BODIES.items())
def test_captions_and_tables_are_counted_and_blocks_end_a_word(body, words):
    assert count_words(html_to_text(body)) == words


@pytest.mark.parametrize(("words", "sentence"), LENGTHS.items())
def test_a_minute_that_has_begun_counts(words, sentence):
    assert describe_length(words) == sentence


def length_shown(answer):
    return html.fromstring(answer.text).xpath("//*[@data-length]")[0].text_content()


@pytest.mark.django_db
def test_the_form_says_how_long_sapo_and_body_are_also_when_it_comes_back(client, hoa):
    client.force_login(hoa)
    article = make_article(summary="Ba chữ này", body="<p>Và bốn chữ nữa.</p>", status=DRAFT, published_at=None)

    assert length_shown(client.get(ADD)) == "Độ dài bài: Chưa có chữ nào"
    assert length_shown(client.get(page_of(article))) == "Độ dài bài: 7 chữ, đọc khoảng 1 phút"
    refused = write(client, category="", summary="Hai chữ", body="<p>một</p><p>hai</p>")
    assert length_shown(refused) == "Độ dài bài: 4 chữ, đọc khoảng 1 phút"


@pytest.mark.django_db
def test_whoever_only_reads_is_shown_no_count_of_what_they_type(client, nhung):
    client.force_login(nhung)

    assert "data-length" not in client.get(page_of(make_article())).text
