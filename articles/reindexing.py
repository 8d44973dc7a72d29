"""Articles of before a change of the glossary become found by its words, by and by: the worker's work.

The save of an article stores the short forms of the phrases that it holds (search/index.py). When a row of the
glossary comes, goes or says something else, a trigger writes down the phrase (PhraseToIndex); here the articles that
hold its words are computed anew, in the order of their keys, a few in each turn. What is done is written down with it,
so a worker that ends half way goes on there; two at once only do some work twice.
"""

import time
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Func, IntegerField, Q
from django.db.models.functions import Length, Now

from vietnamese.abbreviations import Lexeme
from vietnamese.lexemes import exact_lexemes, quote_lexeme

from . import glossary
from .models import Article, PhraseToIndex
from .search.index import search_vector
from .search.query import LANES, LexemeQuery, Matches

# A save that began with the glossary of before has ended by then, so no article is passed that it writes.
SETTLES_IN = timedelta(seconds=15)
SECONDS_A_TURN = 0.5  # about a hundred articles; other jobs of the worker wait meanwhile
LONG_BODY, MANY_WORDS = 20_000, 2_500  # letters, and different words
KEYS_AT_ONCE, ARTICLES_AT_ONCE, PHRASES_AT_ONCE = 500, 10, 100
NEEDED = ("title", "summary", "body", "byline", "source")


def index_changes() -> int:
    """Compute some articles anew that hold a phrase of which the short form changed; returns how many."""
    ends_at = time.monotonic() + SECONDS_A_TURN
    glossary.expire()
    done = 0
    while phrases := _next_phrases():
        keys = _articles_with(phrases)
        if not keys:
            _forget(phrases)
        for place in range(0, len(keys), ARTICLES_AT_ONCE):
            some = keys[place : place + ARTICLES_AT_ONCE]
            _compute(some, phrases)
            done += len(some)
            if time.monotonic() >= ends_at:
                return done
    return done


def articles_waiting() -> bool:
    """Whether articles of before are still found by the words of an earlier glossary. One query."""
    return PhraseToIndex.objects.exists()


def compute(article: Any) -> None:
    """Store by which words `article` (with NEEDED) is found. Two queries at most. No edition, no signal: what readers
    see of it stays.
    """
    vectors = {column: search_vector(article, lane) for lane, column in LANES.items()}
    Article.with_binned.filter(pk=article.pk).update(**vectors)


def _next_phrases() -> list[PhraseToIndex]:
    """Those that wait with the first one and have come as far; what arrives meanwhile begins when they are done. Two
    queries.
    """
    settled = PhraseToIndex.objects.filter(changed_at__lt=Now() - SETTLES_IN).order_by("pk")
    first = settled.first()
    return list(settled.filter(reached=first.reached)[:PHRASES_AT_ONCE]) if first else []


def _articles_with(phrases: Sequence[PhraseToIndex]) -> list[int]:
    """Keys of the next articles that hold one of `phrases`: the index finds those with all of its words, and of these
    the words must stand in a row. Of a long text PostgreSQL does not keep every place, so it need not. One query.
    """
    lexemes = [each for row in phrases if (each := exact_lexemes(row.phrase))]
    if not lexemes:
        return []
    words = Matches(F(LANES["exact"]), LexemeQuery(_any_of(lexemes, " & ")))
    in_a_row = Matches(F(LANES["exact"]), LexemeQuery(_any_of(lexemes, " <-> ")))
    rows = Article.with_binned.filter(words, pk__gt=phrases[0].reached).alias(
        letters=Length("body"), lexemes=Func(F(LANES["exact"]), function="length", output_field=IntegerField())
    )
    held = rows.filter(Q(in_a_row) | Q(letters__gt=LONG_BODY) | Q(lexemes__gt=MANY_WORDS))
    return list(held.order_by("pk").values_list("pk", flat=True)[:KEYS_AT_ONCE])


def _any_of(phrases: Iterable[Sequence[Lexeme]], between: str) -> str:
    """A number of several forms stands at one place: no row of them is asked for."""
    return " | ".join(f"({_row(each, between if _is_row(each) else ' & ')})" for each in phrases)


def _row(lexemes: Sequence[Lexeme], between: str) -> str:
    return between.join(quote_lexeme(lexeme) for lexeme, _ in lexemes)


def _is_row(lexemes: Sequence[Lexeme]) -> bool:
    return [position for _, position in lexemes] == list(range(1, len(lexemes) + 1))


def _compute(keys: Sequence[int], phrases: Sequence[PhraseToIndex]) -> None:
    """Locked, so that no words are stored of a text that somebody saves meanwhile."""
    with transaction.atomic():
        rows = Article.with_binned.filter(pk__in=keys).only(*NEEDED).order_by("pk")
        for article in rows.select_for_update(no_key=True):
            compute(article)
        PhraseToIndex.objects.filter(pk__in=[row.pk for row in phrases]).update(reached=keys[-1])
    for row in phrases:
        row.reached = keys[-1]


def _forget(phrases: Sequence[PhraseToIndex]) -> None:
    """Without the signals of Django: nothing that readers see is deleted."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_phrasetoindex WHERE id = ANY(%s)", [[row.pk for row in phrases]])
