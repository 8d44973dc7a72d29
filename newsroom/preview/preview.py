"""The page of an article as readers would see it, of what is typed into a working copy: nothing is saved for it.

Texts are cleaned as a save cleans them, and shown as the public page shows them. What the copy does not hold (a field
that this person may not change) is as it is saved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, Model, QuerySet
from django.http import Http404

from accounts.models import User
from articles import glossary
from articles.article_page import ArticlePage, load_article_page
from articles.bylines import in_byline_order, names_in_byline
from articles.models import Article, Attachment, Author, Category, Event, Tag
from articles.related import RelatedArticles, load_related
from database.keys import is_key
from newsroom.choosers import NEW
from newsroom.documents.attachments import COUNTS_OF_ROWS
from newsroom.models import StoredDocument, WorkingCopy
from richtext.sanitize import sanitize_html
from richtext.size import is_too_long, too_long
from uploads.models import Image
from vietnamese.slugs import slugify
from vietnamese.text import clean_text

ROW, MAX_ROWS = ("id", "title", "position", "copy_kind", "DELETE", "file-document"), 200  # of attachments
NO_TITLE = "Bài chưa có tiêu đề"
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Preview:
    """What the public template of an article wants. `problem` is a sentence about what cannot be shown, or ""."""

    article_page: ArticlePage
    related_articles: RelatedArticles
    problem: str = ""


def preview_of_article(article: Article) -> Preview:
    """The Preview of `article` as it is saved. Two queries. Raises Http404 when it was deleted, or is in the bin."""
    article_page = load_article_page(article.pk)
    if article_page.article.binned_at is not None:
        raise Http404
    return Preview(article_page, load_related(article_page.article))


def preview_of_copy(copy: WorkingCopy, user: User) -> Preview:
    """The Preview of `copy`. Of the article that it belongs to it shows only what `user` may know. Three queries, and
    one for each kind of row that the copy names and the article does not.
    """
    saved = _saved_page(copy.article_id, user)
    article = saved.article
    _set_texts(article, copy)
    _set_moments(article, copy)
    _set_rows(article, copy)
    problem = _set_body(article, copy)
    article_page = ArticlePage(
        article=article,
        tags=_tags(copy),
        signatories=_signatories(article.byline, saved.signatories),
        attachments=_attachments(copy, saved.attachments, user),
        glossary=saved.glossary,
    )
    return Preview(article_page, load_related(article, article_page.tags), problem)


def _saved_page(pk: int | None, user: User) -> ArticlePage:
    """What is saved, or an empty page where there is nothing or `user` may not know it any more."""
    if pk is not None and Article.with_binned.visible_to(user).filter(pk=pk).exists():
        return load_article_page(pk)
    return ArticlePage(Article(), [], [], [], glossary.current())


def _set_texts(article: Article, copy: WorkingCopy) -> None:
    article.title = _text(article, copy, "title") or NO_TITLE
    article.summary = _text(article, copy, "summary")
    article.cover_caption = _text(article, copy, "cover_caption")
    article.byline = _text(article, copy, "byline")
    article.source = _text(article, copy, "source")
    article.source_url = _text(article, copy, "source_url")


def _text(article: Article, copy: WorkingCopy, name: str) -> str:
    """What is typed, cleaned as a save cleans it; what is saved, where the copy has no such field."""
    if name not in copy.fields:
        return str(getattr(article, name))
    field = cast("Field[Any, Any]", Article._meta.get_field(name))
    return str(field.to_python(copy.value(name)))


def _set_rows(article: Article, copy: WorkingCopy) -> None:
    if "category" in copy.fields and copy.value("category") != str(article.category_id):
        category = _chosen(Category.objects.select_related("parent"), copy.value("category"))
        article.category = cast("Category", category)  # None where none is chosen yet; nothing is saved
    if "event" in copy.fields and copy.value("event") != str(article.event_id):
        article.event = _chosen(Event.objects.all(), copy.value("event"))
    if "cover" in copy.fields and copy.value("cover") != str(article.cover_id):
        article.cover = _chosen(Image.objects.all(), copy.value("cover"))


def _set_body(article: Article, copy: WorkingCopy) -> str:
    """Sets the body of `article`; returns a sentence when the text is too long to be saved, and is not shown."""
    if "body" not in copy.fields:
        return ""
    body = copy.value("body")
    is_long = is_too_long(body)
    article.body = "" if is_long else sanitize_html(body)
    return too_long(body) if is_long else ""


def _set_moments(article: Article, copy: WorkingCopy) -> None:
    if "published_at" in copy.fields:
        article.published_at = _moment(copy.value("published_at"))
    if article.published_at is None:
        article.revised_at = None  # "Cập nhật" stands behind the moment of publication


def _moment(typed: str) -> datetime | None:
    """What is typed, or None for what is no moment yet."""
    try:
        moment: datetime | None = forms.DateTimeField(required=False).clean(typed)
        Article._meta.get_field("published_at").validate(moment, None)
    except ValidationError:
        return None
    return moment


def _chosen(rows: QuerySet[Row], key: str) -> Row | None:
    return rows.filter(pk=key).first() if is_key(key) else None


def _tags(copy: WorkingCopy) -> list[Tag]:
    """The chosen tags by name, also new ones, which have no row. One query, without a chosen one none."""
    chosen = copy.fields.get("tags", [])  # a chooser with nothing chosen sends nothing
    keys = [key for key in chosen if is_key(key)]
    new = (clean_text(key.removeprefix(NEW)) for key in chosen if key.startswith(NEW))
    found = list(Tag.objects.filter(pk__in=keys).order_by("sort_key")) if keys else []
    return [*found, *(Tag(name=name, slug=slugify(name)) for name in new if slugify(name))]


def _signatories(byline: str, saved: Iterable[Author]) -> list[Author]:
    """The authors that `byline` names; a name that is new has no row. A query if somebody is not among `saved`."""
    names = {slugify(name): name for name in names_in_byline(byline)}
    known = {author.slug: author for author in saved}
    if names.keys() - known.keys():
        known = {author.slug: author for author in Author.objects.filter(slug__in=names)}
    return in_byline_order([known.get(slug) or Author(name=name, slug=slug) for slug, name in names.items()], byline)


def _attachments(copy: WorkingCopy, saved: Iterable[Attachment], user: User) -> list[Attachment]:
    """The documents by the titles and in the order that the copy gives them, without those that it removes: saved
    ones, and those that `user` has uploaded since. One query, without uploaded ones none.
    """
    total = copy.value(COUNTS_OF_ROWS[0])
    if not total:
        return list(saved)
    known = {str(attachment.pk): attachment for attachment in saved}
    typed = [
        {name: copy.value(f"attachments-{number}-{name}") for name in ROW}
        for number in range(min(int(total), MAX_ROWS) if is_key(total) else 0)
    ]
    stored = StoredDocument.objects.named_by_each(
        (row["file-document"] for row in typed if row["file-document"]), user
    )
    rows: list[tuple[int, Attachment]] = []
    for row in typed:
        attachment, document = known.get(row["id"]), stored.get(row["file-document"])
        if document is not None:
            attachment = attachment or Attachment(title=document.name)
            attachment.file, attachment.size, attachment.pages = document.file, document.size, document.pages
        if attachment is not None and not row["DELETE"]:
            attachment.title = clean_text(row["title"]) or attachment.title
            attachment.copy_kind = row["copy_kind"]
            rows.append((int(row["position"]) if is_key(row["position"]) else 0, attachment))
    return [attachment for _, attachment in sorted(rows, key=lambda row: row[0])]
