"""The words by which an article is found, written as PostgreSQL text search vectors by the save itself.

PostgreSQL's own parser tears document numbers apart and knows nothing of tone placement, so lexemes are made
in Python (`vietnamese.lexemes`). A title word is stored twice: as itself, and with TITLE in front, so that the
index alone can answer "in the title" without reading the row.
"""

from django.contrib.postgres.search import SearchVectorField

from richtext.text import html_to_text
from vietnamese.lexemes import exact_lexemes, folded_lexemes, to_tsvector_text

TITLE = "^"
_LANES = {"exact": exact_lexemes, "folded": folded_lexemes}


def search_vector(article, lane):
    """The tsvector literal of `article` in a lane: title A, summary B, body and byline D."""
    lexemes = _LANES[lane]
    title = lexemes(article.title)
    return to_tsvector_text(
        (title, "A"),
        ([(TITLE + lexeme, position) for lexeme, position in title], "A"),
        (lexemes(article.summary), "B"),
        (lexemes(html_to_text(article.body)), "D"),
        (lexemes(f"{article.byline} {article.source}"), "D"),
    )


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
