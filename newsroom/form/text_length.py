"""How long the text of an article is."""

from dataclasses import dataclass

from richtext.text import html_to_text
from vietnamese.reading import WORDS_PER_MINUTE, count_words, describe_length

from .article_form import ArticleForm


@dataclass(frozen=True)
class TextLength:
    """`sentence` says it in words ("812 chữ, đọc khoảng 4 phút"); a script goes on by `words_per_minute`."""

    sentence: str
    words_per_minute: int = WORDS_PER_MINUTE


def length_of(summary: str, body: str, *, is_stored: bool) -> TextLength:
    """Of both, captions and tables with them; `is_stored` as in richtext.text.html_to_text."""
    words = count_words(summary) + count_words(html_to_text(body, is_stored=is_stored))
    return TextLength(describe_length(words))


def length_in_form(form: ArticleForm) -> TextLength | None:
    """Of sapo and body as `form` shows them; None for a form that shows no body."""
    if "body" not in form.fields:
        return None
    summary, body = (str(form[name].value() or "") for name in ("summary", "body"))
    return length_of(summary, body, is_stored=not form.is_bound)
