"""An article's own page: the article with its tags, authors and attachments, in one query."""

import json
from dataclasses import dataclass
from functools import cached_property

from django.db.models import BigIntegerField, JSONField
from django.db.models.expressions import RawSQL
from django.shortcuts import get_object_or_404
from django.utils import timezone

from recordings.in_texts import recordings_in
from recordings.models import Recording
from vietnamese.abbreviations import ShortForms

from .bylines import in_byline_order, is_introduced
from .glossary import EMPTY, NUMBER, Glossary, as_of
from .models import Article, Attachment, Author, Tag
from .models.queryset import CARD
from .presentation import Presented, abbreviations_in, present

COLUMNS = (
    *CARD,
    *("body", "cover_caption", "source_url", "status", "expires_at", "binned_at", "event__name", "event__slug"),
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
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'title', title, 'file', file, 'size', size,
                                                     'pages', pages, 'copy_kind', copy_kind)
                                  ORDER BY position, id), '[]')
        FROM articles_attachment WHERE article_id = articles_article.id""",
}


@dataclass(frozen=True)
class ArticlePage:
    """`article` with its category and the one above, its cover and event; its `tags` by name, its `signatories` as the
    byline names them, its `attachments` in order.

    Tags hold name and slug, authors also `bio`; neither can be saved.
    """

    article: Article
    tags: list[Tag]
    signatories: list[Author]
    attachments: list[Attachment]
    glossary: Glossary = EMPTY

    @property
    def keywords(self) -> str:
        """Names of the tags, as metadata wants them: "một cửa; hộ tịch"."""
        return "; ".join(tag.name for tag in self.tags)

    @cached_property
    def recordings(self) -> dict[str, Recording]:
        """The videos and sound recordings of the body, by key. One query, for a body that names one."""
        return recordings_in(self.article.body)

    @cached_property
    def body(self) -> Presented:
        """The body as readers see it."""
        return present(self.article.body, self.recordings, self.explained)

    @cached_property
    def explained(self) -> ShortForms:
        """The short forms of the glossary as of the day of publication; of today before there is one."""
        return self.glossary.explained_on(timezone.localdate(self.article.published_at))

    @property
    def abbreviations(self) -> str:
        """JSON {abbreviation: words} of title, sapo and body, for whoever reads them aloud."""
        shown = sorted(self._short_forms)
        return json.dumps({short: self.explained.long_of[short] for short in shown}, ensure_ascii=False)

    @property
    def has_abbreviations(self) -> bool:
        """Whether readers find something of this article on the page “Từ viết tắt”."""
        return bool(self._short_forms)

    @cached_property
    def _short_forms(self) -> set[str]:
        above = abbreviations_in(f"{self.article.title}\n{self.article.summary}", self.explained)
        return above | self.body.abbreviations

    @property
    def source_label(self) -> str:
        """What stands before the source: nothing where it says by itself that it is one ("Theo BBT")."""
        return "" if is_introduced(self.article.source) else "Nguồn: "


def load_article_page(pk: int) -> ArticlePage:
    """The ArticlePage of the article `pk`, whether readers see it or not, in the bin or not. Raises Http404. One
    query, and one more where its body is shown and names recordings; two after a change of the glossary.
    """
    rows = {name: RawSQL(sql, [], JSONField()) for name, sql in ROWS.items()}  # noqa: S611 (constants)
    rows["glossary_number"] = RawSQL(f"({NUMBER})", [], BigIntegerField())  # noqa: S611
    articles = Article.with_binned.select_related("category__parent", "cover", "event").only(*COLUMNS).annotate(**rows)
    article: Article = get_object_or_404(articles, pk=pk)
    tags, authors, attachments, number = (vars(article).pop(name) for name in rows)  # not left on the article
    return ArticlePage(
        article=article,
        tags=[Tag(**row) for row in tags],
        signatories=in_byline_order([Author(**row) for row in authors], article.byline),
        attachments=[Attachment(article_id=article.pk, **row) for row in attachments],
        glossary=as_of(number),
    )
