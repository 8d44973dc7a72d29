"""Articles by the words of their title alone: one condition that an index answers, for lists of other packages."""

from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.db.models import BooleanField, F, Func, QuerySet, Value

from vietnamese.lexemes import query_words, quote_lexeme

from .index import TITLE

LANES = {True: ("search_exact", "exact_forms"), False: ("search_folded", "folded_forms")}


class _Query(Value):
    """A tsquery whose lexemes are taken as they are."""

    output_field = SearchQueryField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s::tsquery", [self.value]


class _Matches(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def titled(articles: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those of `articles`, in any state, whose title holds all words of `text`: with their marks where they are typed
    with some.
    """
    words = query_words(text)
    for word in words:
        column, forms = LANES[word.has_marks]
        asked = " | ".join(quote_lexeme(TITLE + form) for form in getattr(word, forms))
        articles = articles.filter(_Matches(F(column), _Query(asked)))
    return articles if words else articles.none()
