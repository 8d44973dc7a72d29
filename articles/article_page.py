"""An article's own page: the article with its tags, authors and attachments, in one query."""

import json
from dataclasses import dataclass

from django.db.models import JSONField
from django.db.models.expressions import RawSQL
from django.shortcuts import get_object_or_404

from .bylines import in_byline_order, is_introduced
from .models import Article, Attachment, Author, Tag
from .models.queryset import CARD
from .presentation import spelled_out

COLUMNS = (
    *CARD,
    *("body", "cover_caption", "source_url", "status", "expires_at", "event__name", "event__slug"),
    *("category__parent__name", "category__parent__slug", "cover__caption", "cover__credit"),
)
# Tags, authors and attachments as JSON. In SQL, because the ORM takes longer to write these three than all else of the
# page.
ROWS = {
    "tag_rows": """
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'slug', slug)
                                  ORDER BY sort_key, articles_tag.id), '[]')
        FROM articles_tag JOIN articles_article_tags AS link ON link.tag_id = articles_tag.id
        WHERE link.article_id = articles_article.id""",
    "author_rows": """
        SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'slug', slug, 'bio', bio) ORDER BY sort_key), '[]')
        FROM articles_author JOIN articles_article_authors AS link ON link.author_id = articles_author.id
        WHERE link.article_id = articles_article.id""",
    "attachment_rows": """
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title, 'file', file, 'size', size)
                                  ORDER BY position, id), '[]')
        FROM articles_attachment WHERE article_id = articles_article.id""",
}


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """`article` with its category and the one above, its cover and event; its `tags` by name, its `signatories` as the
    byline names them, its `attachments` in order.

    Tags hold name and slug, authors also `bio`; neither can be saved.
    """

    article: Article
    tags: list[Tag]
    signatories: list[Author]
    attachments: list[Attachment]

    @property
    def keywords(self) -> str:
        """Names of the tags, as metadata wants them: "một cửa; hộ tịch"."""
        return "; ".join(tag.name for tag in self.tags)

    @property
    def abbreviations(self) -> str:
        """JSON {abbreviation: words} of title, sapo and body, for whoever reads them aloud."""
        texts = self.article.title, self.article.summary, self.article.body
        return json.dumps(spelled_out(*texts), ensure_ascii=False)

    @property
    def source_label(self) -> str:
        """What stands before the source: nothing where it says by itself that it is one ("Theo BBT")."""
        return "" if is_introduced(self.article.source) else "Nguồn: "


def load_article_page(pk: int) -> ArticlePage:
    """The ArticlePage of the article `pk`, whether readers see it or not. Raises Http404. One query."""
    rows = {name: RawSQL(sql, [], JSONField()) for name, sql in ROWS.items()}  # noqa: S611 (constants)
    articles = Article.objects.select_related("category__parent", "cover", "event").only(*COLUMNS).annotate(**rows)
    article: Article = get_object_or_404(articles, pk=pk)
    tags, authors, attachments = (vars(article).pop(name) for name in ROWS)  # not left on the article
    return ArticlePage(
        article=article,
        tags=[Tag(**row) for row in tags],
        signatories=in_byline_order([Author(**row) for row in authors], article.byline),
        attachments=[Attachment(article_id=article.pk, **row) for row in attachments],
    )
