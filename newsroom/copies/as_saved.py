"""Which working copies hold nothing that is not saved: their text, tags and documents are those of the article."""

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from newsroom.choosers import NEW
from newsroom.form_values import BOXES, CHOSEN, MOMENTS, TEXTS, rows_in, value_in, written_moment
from newsroom.models import WorkingCopy
from richtext.sanitize import sanitize_html
from richtext.size import is_too_long
from vietnamese.text import clean_multiline


def unsaved_of(user: User, at_most: int) -> list[WorkingCopy]:
    """The open copies of `user` that hold something unsaved, the last one first, with their articles. One query; two
    more if they have articles.
    """
    copies = WorkingCopy.objects.open().filter(user=user).select_related("article").order_by("-typed_at")
    found = list(copies[:at_most])
    prefetch_related_objects([copy.article for copy in found if copy.article], "tags", "attachments")
    return [copy for copy in found if not is_as_saved(copy, copy.article)]


def end_those_saved(user: User, article: Article) -> None:
    """Ends the open copies of `user` whose text a save has just brought into `article`, whatever page typed it. One
    query; some more if there are copies.
    """
    copies = list(WorkingCopy.objects.of_form(user, article))
    if not copies:
        return
    saved = Article.with_binned.get(pk=article.pk)
    if ended := [copy.pk for copy in copies if is_as_saved(copy, saved)]:
        WorkingCopy.objects.open().filter(pk__in=ended).update(
            ended_at=timezone.now(),
            ending=WorkingCopy.Ending.SAVED,
            fields={},
            saved_edition=saved.edition,
        )


def is_as_saved(copy: WorkingCopy, article: Article | None) -> bool:
    """Whether all that is typed into `copy` stands in `article`, as it is stored. Only then its tags and documents are
    asked for: two queries, if they are not loaded. A merged text stands for the copy that it came from, and has less.
    """
    if article is None or article.binned_at or copy.merged_from or copy.value("note").strip():
        return False
    return _has_same_values(copy, article) and _has_same_body(copy, article) and _has_same_rows(copy, article)


def _has_same_values(copy: WorkingCopy, article: Article) -> bool:
    return (
        # An empty slug is filled in by the save; moments are shown to those alone who may set them.
        all(clean_multiline(copy.value(name)) == getattr(article, name) for name in TEXTS if name != "slug")
        and copy.value("slug").strip() in {"", article.slug}
        and all(copy.value(name) == written_moment(getattr(article, name)) for name in MOMENTS if name in copy.fields)
        and all(bool(copy.value(name)) == getattr(article, name) for name in BOXES)
        and all(copy.value(name) == str(getattr(article, f"{name}_id") or "") for name in CHOSEN)
    )


def _has_same_body(copy: WorkingCopy, article: Article) -> bool:
    body = copy.value("body")
    return body == article.body or (not is_too_long(body) and sanitize_html(body) == article.body)


def _has_same_rows(copy: WorkingCopy, article: Article) -> bool:
    names = {str(tag.pk): tag.name for tag in article.tags.all()}
    tags = {names.get(key, key.removeprefix(NEW)) for key in copy.fields.get("tags", []) if key}
    rows = [{name: value_in(row, name) for name in row} for row in rows_in(copy.fields)]
    saved = {(str(row.pk), row.title, str(row.position), row.copy_kind) for row in article.attachments.all()}
    return (
        tags == set(names.values())
        and not any(row.get("DELETE") for row in rows)
        and {tuple(row.get(name, "") for name in ("id", "title", "position", "copy_kind")) for row in rows} == saved
    )
