"""Search: two lanes, document numbers, abbreviations, and a cost that does not grow with frequent words.

A query word with marks is looked up in the *exact* lane first and in the *folded* lane after it; a word without
marks in the folded lane. Ranking every match of a frequent word would cost seconds at 100,000 articles, so at most
`RANKED` matches are found and ranked: those in the title, then the newest of the rest.

There are two ways to the newest matches, and each is slow for the wrong words: walking through the articles from the
newest on (fast for frequent words), or collecting all matches from the index (fast for rare ones). PostgreSQL chooses
badly, because it knows neither the cost of reading a vector nor which words occur together. So a sample of the newest
articles decides, in the same query.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.contrib.postgres.search import SearchQueryField
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import BooleanField, Count, F, Func, QuerySet, Value
from django.db.models.functions import Coalesce

from articles import glossary
from database.bounded import KeyPage, count_up_to, page_of_keys
from vietnamese.abbreviations import OtherForm, Synonyms
from vietnamese.lexemes import QueryWord, query_words, quote_lexeme

from .index import TITLE

RANKED = 500
IN_TITLE = 100
LOOKED_AT = 100  # of the newest articles: enough to tell a third from a fifth
COUNTED = 1_000  # matches in the admin's own list; more are "hơn 1.000"
WALKED, WALKED_FOR_EACH, MAX_WALKED = 100, 3, 2_500  # articles whose vector is read one by one, 0.02 ms each
COST_OF_READING = 5  # a vector, in short rows (measured with PostgreSQL 15 and 18)
LANES = {"exact": "search_exact", "folded": "search_folded"}
SHOWN = ("title", "slug", "summary", "body", "byline", "published_at", "category__name", "category__slug")
NEWEST, BEST = "moi-nhat", "phu-hop"


@dataclass
class Results:
    """The results among the rows of `model`: `pks` in order (at most RANKED), `is_capped` when there are more.

    `also` are the other forms that were looked for: "CCHC" for "cải cách hành chính".
    """

    model: type[Any]  # Article, which uses this folder
    pks: list[int] = field(default_factory=list)
    is_capped: bool = False
    words: list[QueryWord] = field(default_factory=list)
    also: list[str] = field(default_factory=list)

    @property
    def query_words(self) -> list[QueryWord | str]:
        """The words to highlight; another form of several words only where they are adjacent."""
        return [*self.words, *self.also]

    def articles(self, pks: Iterable[int]) -> list[Any]:
        """The articles of `pks` in that order, with what a page of results shows. One query."""
        rows = self.model.objects.filter(pk__in=pks).select_related("category").only(*SHOWN)
        found = {article.pk: article for article in rows}
        return [found[pk] for pk in pks if pk in found]

    def per_category(self) -> dict[int, int]:
        """Pk of a top category → number of results in it and its children; empty when there are more. One query."""
        if self.is_capped:
            return {}
        top = Coalesce("category__parent", "category")
        found = self.model.objects.filter(pk__in=self.pks)
        return dict(found.values_list(top).annotate(Count("pk")).order_by())


def search(articles: QuerySet[Any], text: str, *, sort: str = BEST) -> Results:
    """Those of `articles` (a queryset) that hold all words of `text`, best first, as Results. Two queries at most.

    A `text` of signs alone finds nothing.
    """
    words = query_words(text)
    if not words:
        return Results(articles.model)
    synonyms = glossary.current().synonyms
    also = dict.fromkeys(form.text for form in synonyms.other_forms(words))
    results = Results(articles.model, words=words, also=list(also))
    lanes = ["exact", "folded"] if any(word.has_marks for word in words) else ["folded"]
    for lane in lanes:
        missing = RANKED + 1 - len(results.pks)
        if missing > 0:
            asked = [_tsquery(words, lane, synonyms), _tsquery(words, lane, synonyms, prefix=TITLE)]
            results.pks += _matches(articles.exclude(pk__in=results.pks), asked, lane, sort, missing)
    results.is_capped = len(results.pks) > RANKED
    results.pks = results.pks[:RANKED]
    return results


class LexemeQuery(Value):
    """A tsquery whose lexemes are taken as they are; `to_tsquery` would split document numbers.

    In a sub-select, where the planner does not see it: it would read all vectors of frequent words one by one.
    """

    output_field = SearchQueryField()

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "(SELECT %s::tsquery)", [self.value]


class Matches(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


def narrow(articles: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those of `articles`, in any state, that hold all words of `text`, marks left aside: for the admin's own list."""
    words = query_words(text)
    if not words:
        return articles.none()
    asked = _tsquery(words, "folded", glossary.current().synonyms)
    return articles.filter(Matches(F(LANES["folded"]), LexemeQuery(asked)))


def narrowed_page(articles: QuerySet[Any], text: str, start: int, stop: int) -> KeyPage:
    """The keys from `start` to `stop` of `narrow(articles, text)`, in the order of `articles`, counted up to COUNTED.
    Two queries, or three.

    Few are collected from the index. Of many, the first are met soon on the way along the order; where they are not,
    they are no more than a part of all, and are collected too.
    """
    found = narrow(articles, text)
    count = count_up_to({"found": found}, COUNTED)["found"]
    far = WALKED_FOR_EACH * stop + WALKED
    if count > COUNTED and far <= MAX_WALKED:
        met = _walk(articles, text, far, start, stop)
        if len(met) == stop - start:
            return KeyPage(met, count, COUNTED)
    keys = page_of_keys(found, start, stop, most=None).keys if count else []
    return KeyPage(keys, count, COUNTED)


def _walk(articles: QuerySet[Any], text: str, far: int, start: int, stop: int) -> list[int]:
    """Those from `start` to `stop` among the first `far` of `articles` that hold the words. One query."""
    sql, values = articles.values("pk")[:far].query.sql_with_params()
    asked = _tsquery(query_words(text), "folded", glossary.current().synonyms)
    with connections[articles.db].cursor() as cursor:
        cursor.execute(_WALK.format(walked=sql, lane=LANES["folded"]), [*values, asked, start, stop - start])
        return [key for (key,) in cursor.fetchall()]


# A vector is read only of articles that are walked through, which PostgreSQL knows to be few.
_WALK = """
SELECT key FROM unnest(ARRAY({walked})) WITH ORDINALITY AS walked(key, place)
JOIN articles_article ON articles_article.id = key
WHERE articles_article.{lane} @@ (SELECT %s::tsquery) ORDER BY place OFFSET %s LIMIT %s
"""


def _matches(articles: QuerySet[Any], asked: list[str], lane: str, sort: str, limit: int) -> list[int]:
    """At most `limit` pks from one lane: matches in the title first unless `sort` is NEWEST. `asked` are the tsqueries
    for the whole text and for the title. One query.
    """
    columns = {"key": F("pk"), "moment": F("published_at"), "vector": F(LANES[lane])}
    try:
        base, values = articles.order_by().values(**columns).query.sql_with_params()
    except EmptyResultSet:
        return []
    newest = _NEWEST.format(name="newest", place="anywhere", limit=limit)
    titled = _NEWEST.format(name="titled", place="in_title", limit=min(IN_TITLE, limit))
    found = newest + _BY_TIME if sort == NEWEST else titled + newest + _BY_RANK.format(limit=limit)
    sql = _SEARCH.format(base=base, looked_at=LOOKED_AT, cost=COST_OF_READING, text=limit, title=IN_TITLE) + found
    with connections[articles.db].cursor() as cursor:
        cursor.execute(sql, [*values, *asked, articles.model._meta.db_table])
        return [key for key, *_ in cursor.fetchall()]


# Walking reads `limit / share` vectors of 7 kB each from where PostgreSQL keeps long values; collecting reads
# `share * all` short rows. `walk` is how many rows to walk through: twice what should do, or none. Where that was not
# enough (a word of this week only), all matches are collected after all; so no judgement can be very wrong.
#
# The walk compares outside of a sub-select with a limit: so no vector is read of a row that the base leaves out. The
# collector compares with a query that the planner cannot see and therefore takes for rare: so the index answers.
_SEARCH = """
WITH base AS NOT MATERIALIZED ({base}),
asked AS MATERIALIZED (SELECT %s::tsquery AS anywhere, %s::tsquery AS in_title),
looked_at AS MATERIALIZED (SELECT vector FROM base ORDER BY moment DESC, key DESC LIMIT {looked_at}),
share AS MATERIALIZED (
    SELECT greatest(avg((vector @@ anywhere)::int), 0.01) AS anywhere,
           greatest(avg((vector @@ anywhere AND vector @@ in_title)::int), 0.01) AS in_title
    FROM looked_at, asked
),
walk AS MATERIALIZED (
    SELECT CASE WHEN anywhere ^ 2 * reltuples > {cost} * {text} THEN 2 * {text} / anywhere ELSE 0 END AS anywhere,
           CASE WHEN in_title ^ 2 * reltuples > {cost} * {title} THEN 2 * {title} / in_title ELSE 0 END AS in_title
    FROM share, pg_class WHERE oid = %s::regclass
)"""
_NEWEST = """,
{name}_walked AS MATERIALIZED (
    SELECT * FROM (SELECT * FROM base ORDER BY moment DESC, key DESC LIMIT (SELECT {place} FROM walk)) AS walked
    WHERE vector @@ (SELECT {place} FROM asked) ORDER BY moment DESC, key DESC LIMIT {limit}
),
{name}_collected AS MATERIALIZED (
    SELECT * FROM base WHERE vector @@ (SELECT {place} FROM asked)
    AND (SELECT count(*) FROM {name}_walked) < {limit} ORDER BY moment DESC, key DESC LIMIT {limit}
),
{name} AS (
    SELECT * FROM {name}_walked WHERE (SELECT count(*) FROM {name}_walked) = {limit}
    UNION ALL SELECT * FROM {name}_collected
)"""
_BY_TIME = " SELECT key FROM newest ORDER BY moment DESC, key DESC"
_BY_RANK = """,
found AS (
    SELECT *, true AS in_title FROM titled
    UNION ALL SELECT *, false FROM newest WHERE key NOT IN (SELECT key FROM titled)
)
SELECT key FROM found
ORDER BY in_title DESC, ts_rank_cd(vector, (SELECT anywhere FROM asked)) DESC, moment DESC, key DESC LIMIT {limit}
"""


def _tsquery(words: list[QueryWord], lane: str, synonyms: Synonyms, prefix: str = "") -> str:
    """The words as a tsquery, all of them; an abbreviation and what it stands for answer for each other.

    An abbreviation needs nothing more: it is stored where its words stand (articles/search/index.py).
    """
    factors: list[str] = []
    position = 0
    for (start, end), forms in groupby(synonyms.other_forms(words), key=lambda form: form[:2]):
        factors += _all_of(words[position:start], lane, prefix)
        phrase = _all_of(words[start:end], lane, prefix)
        shorter = [_as_short(form, lane, prefix) for form in forms if form.is_long]
        factors.append(_any_of(phrase, *shorter) if shorter else " & ".join(phrase))
        position = end
    return " & ".join([*factors, *_all_of(words[position:], lane, prefix)])


def _as_short(form: OtherForm, lane: str, prefix: str) -> list[str]:
    """The factors for the short form of a phrase. It is stored where its rivals stand, too, so it counts only where
    none of them does.
    """
    rivals = [" & ".join(_all_of(query_words(rival), lane, prefix)) for rival in form.rivals]
    return [*_all_of(query_words(form.text), lane, prefix), *(f"!({rival})" for rival in rivals)]


def _all_of(words: list[QueryWord], lane: str, prefix: str) -> list[str]:
    """A factor for each word: any of its forms."""
    forms = (getattr(word, f"{lane}_forms") for word in words)
    return [f"({' | '.join(quote_lexeme(prefix + form) for form in alternatives)})" for alternatives in forms]


def _any_of(*alternatives: list[str]) -> str:
    return "(" + " | ".join(" & ".join(factors) for factors in alternatives) + ")"
