"""Search: two lanes, document numbers, abbreviations, and a cost that does not grow with frequent words.

A query word with marks is looked up in the *exact* lane first and in the *folded* lane after it; a word without
marks in the folded lane. Ranking every match of a frequent word would cost seconds at 100,000 articles, so at most
`RANKED` matches are found and ranked: those in the title, then the newest of the rest.
"""

from dataclasses import dataclass, field

from django.db.models import BooleanField, Count, F, FloatField, Func, Value

from vietnamese.abbreviations import ABBREVIATIONS
from vietnamese.lexemes import query_words, quote_lexeme
from vietnamese.text import fold

from .models import Article
from .search_index import TITLE

RANKED = 1000
OTHER_FORMS = {fold(short): full for short, full in ABBREVIATIONS.items()} | {
    fold(full): short for short, full in ABBREVIATIONS.items()
}
LONGEST_PHRASE = max(len(phrase.split()) for phrase in OTHER_FORMS)
LANES = {"exact": "search_exact", "folded": "search_folded"}
NEWEST, BEST = "moi-nhat", "phu-hop"


class LexemeQuery(Value):
    """A tsquery whose lexemes are taken as they are; `to_tsquery` would tear document numbers apart."""

    def as_sql(self, compiler, connection):
        return "%s::tsquery", [self.value]


class Matches(Func):
    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


class CoverDensity(Func):
    """ts_rank_cd: words that stand close together in the text rank higher."""

    function = "ts_rank_cd"
    output_field = FloatField()


@dataclass
class Results:
    """What was found: `pks` in order (at most RANKED), `is_capped` when there are more."""

    pks: list = field(default_factory=list)
    is_capped: bool = False
    words: list = field(default_factory=list)
    also: list = field(default_factory=list)

    @property
    def query_words(self):
        """What was looked for, other forms included: what is to be highlighted."""
        return [*self.words, *(word for form in self.also for word in query_words(form))]

    def articles(self, pks):
        """The articles of `pks` with their bodies, in that order. One query."""
        rows = Article.objects.filter(pk__in=pks).select_related("category", "cover").defer(*LANES.values())
        found = {article.pk: article for article in rows}
        return [found[pk] for pk in pks if pk in found]

    def per_category(self):
        """Category pk → number of results in it. One query."""
        rows = Article.objects.filter(pk__in=self.pks).values_list("category").annotate(Count("pk")).order_by()
        return dict(rows)


def search(text, *, articles=None, sort=BEST):
    """Published articles that hold all words of `text`, best first. Two queries at most.

    `articles` narrows the choice (a queryset of published ones). Nothing but signs in `text` finds nothing.
    """
    words = query_words(text)
    articles = Article.objects.published() if articles is None else articles
    results = Results(words=words, also=other_forms(words))
    if not words:
        return results
    lanes = ["exact", "folded"] if any(word.has_marks for word in words) else ["folded"]
    for lane in lanes:
        missing = RANKED + 1 - len(results.pks)
        if missing > 0:
            results.pks += _ranked(articles.exclude(pk__in=results.pks), words, lane, sort, missing)
    results.is_capped = len(results.pks) > RANKED
    results.pks = results.pks[:RANKED]
    return results


def narrow(articles, text):
    """Those of `articles`, in any state, that hold all words of `text`, marks left aside: for the desk's own list."""
    words = query_words(text)
    if not words:
        return articles.none()
    return articles.filter(Matches(F(LANES["folded"]), LexemeQuery(_tsquery(words, "folded"))))


def other_forms(words):
    """The other forms under which `words` are looked for too: ["CCHC"] for "cải cách hành chính"."""
    found, position = [], 0
    while position < len(words):
        span, alternative = _spelled_out_at(words, position)
        found += [alternative] if alternative else []
        position += span
    return found


def _ranked(articles, words, lane, sort, limit):
    """At most `limit` pks from one lane: matches in the title first unless `sort` is NEWEST. One query."""
    column = F(LANES[lane])
    everywhere = LexemeQuery(_tsquery(words, lane))
    found = articles.filter(Matches(column, everywhere)).newest_first().values("pk", "published_at")
    if sort == NEWEST:
        return [row["pk"] for row in found[:limit]]
    in_title = LexemeQuery(_tsquery(words, lane, prefix=TITLE))
    found = found.annotate(in_title=Matches(column, in_title), rank=CoverDensity(column, everywhere))
    titled = found.filter(in_title=True)[:limit]
    rest = found[:limit]
    rows = titled.union(rest).order_by("-in_title", "-rank", "-published_at", "-pk")
    return [row["pk"] for row in rows[:limit]]


def _tsquery(words, lane, prefix=""):
    """The words as a tsquery, all of them; an abbreviation and what it stands for answer for each other."""
    factors, position = [], 0
    while position < len(words):
        span, alternative = _spelled_out_at(words, position)
        factor = _all_of(words[position : position + span], lane, prefix)
        if alternative:
            factor = f"(({factor}) | ({_all_of(query_words(alternative), lane, prefix)}))"
        factors.append(factor)
        position += span
    return " & ".join(factors)


def _all_of(words, lane, prefix):
    forms = (getattr(word, f"{lane}_forms") for word in words)
    return " & ".join(
        f"({' | '.join(quote_lexeme(prefix + form) for form in alternatives)})" for alternatives in forms
    )


def _spelled_out_at(words, position):
    """How many words from `position` on are an abbreviation or a phrase that has one, and its other form.

    (1, "") for an ordinary word. The longest phrase wins.
    """
    for length in range(min(LONGEST_PHRASE, len(words) - position), 0, -1):
        key = " ".join(word.folded for word in words[position : position + length])
        if key in OTHER_FORMS:
            return length, OTHER_FORMS[key]
    return 1, ""
