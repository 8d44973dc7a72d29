"""The words by which an article is found, written as PostgreSQL text search vectors by the save itself.

PostgreSQL's own parser splits document numbers and does not know tone placement, so lexemes are made in Python
(`vietnamese.lexemes`). Two things are added to the words of the text:

- A title word is stored once more with TITLE in front, so that the index alone can answer "in the title".
- Where a phrase stands that has an abbreviation, the abbreviation is stored too. So whoever looks for CCHC finds
  "cải cách hành chính", and not every text that has these four words somewhere.
"""

from collections import defaultdict
from functools import lru_cache

from django.contrib.postgres.search import SearchVectorField

from richtext.text import html_to_text
from vietnamese.abbreviations import ABBREVIATIONS
from vietnamese.lexemes import exact_lexemes, folded_lexemes, to_tsvector_text
from vietnamese.text import fold

TITLE = "^"


def search_vector(article, lane):
    """The tsvector literal of `article` in a lane, "exact" or "folded"."""
    parts = weighted(
        title=lexemes(article.title)[lane],
        summary=lexemes(article.summary)[lane],
        body=_lexemes_of_html(article.body)[lane],
        signature=lexemes(f"{article.byline} {article.source}")[lane],
    )
    return to_tsvector_text(*parts)


def weighted(*, title, summary, body, signature):
    """The parts of a vector in order, as `to_tsvector_text` takes them: title A, summary B, body and signature D.

    Each argument is a list of (lexeme, position).
    """
    in_title = [(TITLE + lexeme, position) for lexeme, position in title]
    return [(title, "A"), (in_title, "A"), (summary, "B"), (body, "D"), (signature, "D")]


@lru_cache(maxsize=8)  # the other lane asks for the same texts right after
def lexemes(text):
    """{lane: [(lexeme, position), …]} of `text`, with abbreviations. The result is cached and must not be changed."""
    return with_abbreviations(exact_lexemes(text), folded_lexemes(text))


def with_abbreviations(exact, folded):
    """{lane: lexemes}: those given, which have the same positions, and abbreviations where their phrases begin."""
    short = list(_abbreviated(exact))
    return {"exact": exact + short, "folded": folded + [(fold(lexeme), position) for lexeme, position in short]}


@lru_cache(maxsize=2)
def _lexemes_of_html(html):
    return lexemes(html_to_text(html))


def _abbreviated(exact):
    """(lexeme of an abbreviation, position) for each phrase in `exact` that has one."""
    for place, (lexeme, position) in enumerate(exact):
        for phrase, short in _PHRASES.get(lexeme, ()):
            if [word for word, _ in exact[place : place + len(phrase)]] == phrase:
                yield from ((word, position + offset) for offset, word in enumerate(short))


def _phrases():
    """First word → [(the words of a phrase, those of its abbreviation), …]"""
    phrases = defaultdict(list)
    for short, full in ABBREVIATIONS.items():
        words = [lexeme for lexeme, _ in exact_lexemes(full)]
        phrases[words[0]].append((words, [lexeme for lexeme, _ in exact_lexemes(short)]))
    return dict(phrases)


_PHRASES = _phrases()


class SearchLexemesField(SearchVectorField):
    """A stored tsvector that each save computes anew, in the lane "exact" (marks count) or "folded" (they do not)."""

    def __init__(self, *args, lane="exact", **kwargs):
        self.lane = lane
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, _, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.search.SearchVectorField", args, kwargs

    def pre_save(self, model_instance, add):
        return search_vector(model_instance, self.lane)

    def get_placeholder(self, value, compiler, connection):
        return "%s::tsvector"
