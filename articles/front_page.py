"""The articles of the home page, chosen in five queries whatever their number."""

from dataclasses import dataclass
from typing import NamedTuple

from .models import Article, Category
from .models.queryset import ArticleQuerySet

FEATURED, FOLLOW_UPS, TICKER, LATEST, PER_BLOCK = 5, 2, 5, 5, 4
NEWEST = 24  # enough to fill `latest` when others of them lead their blocks


class Block(NamedTuple):
    """A top category and the newest articles of it and its children, at least one."""

    category: Category
    articles: list[Article]


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The articles of the home page, each as `for_cards` loads it: `lead` and `secondary` at the top, `follow_ups`
    under the lead, `blocks` in menu order. `lead` is None while nothing is published.
    """

    lead: Article | None
    secondary: list[Article]
    follow_ups: list[Article]
    latest: list[Article]
    ticker: list[Article]
    blocks: list[Block]

    @property
    def with_counts(self) -> list[Article]:
        """The articles that show their number of comments."""
        return [*filter(None, [self.lead]), *self.secondary, *self.latest]


def load_front_page() -> FrontPage:
    """The FrontPage. The blocks of categories do not repeat the articles at the top, nor the list of the latest the
    leads of blocks. Five queries.
    """
    published = Article.objects.published().newest_first()
    featured = list(published.filter(is_featured=True).for_cards()[:FEATURED])
    newest = list(published.for_cards()[:NEWEST])
    featured += [article for article in newest if article not in featured][: FEATURED - len(featured)]
    others = [article for article in newest if article not in featured]
    categories = list(Category.objects.all())
    shown_above = featured + others[:FOLLOW_UPS]
    blocks = _blocks(published.exclude(pk__in=[article.pk for article in shown_above]), categories)
    pictured = {block.articles[0] for block in blocks}
    latest = [article for article in others[FOLLOW_UPS:] if article not in pictured][:LATEST]
    return FrontPage(
        lead=featured[0] if featured else None,
        secondary=featured[1:],
        follow_ups=others[:FOLLOW_UPS],
        latest=latest,
        ticker=list(published.in_ticker().for_cards()[:TICKER]) or newest[:TICKER],
        blocks=blocks,
    )


def _blocks(published: ArticleQuerySet, categories: list[Category]) -> list[Block]:
    tops = [category for category in categories if category.parent_id is None and category.on_home]
    below = {top.pk: [top.pk] for top in tops}
    for category in categories:
        if category.parent_id in below:
            below[category.parent_id].append(category.pk)
    if not tops:
        return []
    newest = [published.filter(category__in=below[top.pk]).values("pk")[:PER_BLOCK] for top in tops]
    pks = newest[0].union(*newest[1:], all=True)
    articles = list(Article.objects.filter(pk__in=pks).for_cards().newest_first())
    blocks = [Block(top, [article for article in articles if article.category_id in below[top.pk]]) for top in tops]
    return [block for block in blocks if block.articles]
