"""The words by which an article is found, written as PostgreSQL text search vectors by the save itself.

PostgreSQL's own parser splits document numbers and does not know tone placement, so lexemes are made in Python
(`vietnamese.lexemes`). Two things are added to the words of the text:

- A title word is stored once more with TITLE in front, so that the index alone can answer "in the title".
- Where a phrase stands that has an abbreviation, the abbreviation is stored too. So whoever looks for CCHC finds
  "cải cách hành chính", and not every text that has these four words somewhere. Articles of before a change of the
  glossary learn of it by and by (`articles/reindexing.py`).
"""

from functools import lru_cache

from django.contrib.postgres.search import SearchVectorField

from articles import glossary
from recordings.in_texts import transcripts_in
from richtext.text import html_to_text
from vietnamese.abbreviations import Synonyms
from vietnamese.lexemes import exact_lexemes, folded_lexemes, to_tsvector_text
from vietnamese.text import fold

TITLE = "^"


def search_vector(article, lane):
    """The tsvector literal of `article` in a lane, "exact" or "folded". One query, where its body names recordings:
    what is said in them belongs to the text.
    """
    synonyms = glossary.current().synonyms
    parts = weighted(
        title=lexemes(article.title, synonyms)[lane],
        summary=lexemes(article.summary, synonyms)[lane],
        body=_lexemes_of_html(article.body, transcripts_in(article.body), synonyms)[lane],
        signature=lexemes(f"{article.byline} {article.source}", synonyms)[lane],
    )
    return to_tsvector_text(*parts)


def weighted(*, title, summary, body, signature):
    """The parts of a vector in order, as `to_tsvector_text` takes them: title A, summary B, body and signature D.

    Each argument is a list of (lexeme, position).
    """
    in_title = [(TITLE + lexeme, position) for lexeme, position in title]
    return [(title, "A"), (in_title, "A"), (summary, "B"), (body, "D"), (signature, "D")]


@lru_cache(maxsize=8)  # the other lane asks for the same texts right after
def lexemes(text, synonyms):
    """{lane: [(lexeme, position), …]} of `text`, with abbreviations. The result is cached and must not be changed."""
    return with_abbreviations(exact_lexemes(text), folded_lexemes(text), synonyms)


def with_abbreviations(exact, folded, synonyms: Synonyms):
    """{lane: lexemes}: those given, which have the same positions, and abbreviations where their phrases begin."""
    short = list(synonyms.shortened(exact))
    return {"exact": exact + short, "folded": folded + [(fold(lexeme), position) for lexeme, position in short]}


@lru_cache(maxsize=2)
def _lexemes_of_html(html, said, synonyms):
    return lexemes(f"{html_to_text(html)}\n{said}", synonyms)


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
