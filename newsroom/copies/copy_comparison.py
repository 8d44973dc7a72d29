"""What a working copy would add to the article and take away from it, field by field as the form names them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from django.db.models import Field, Model, QuerySet

from accounts.models import User
from articles.models import Article, Category, Event, Tag
from database.keys import is_key
from newsroom.choosers import NEW
from newsroom.form_values import BOXES, CHOSEN, MOMENTS, TEXTS, written_moment
from newsroom.models import WorkingCopy
from revisions.compare import Comparison, Value, compare
from richtext.sanitize import sanitize_html
from richtext.size import is_too_long, too_long
from uploads.models import Image

YES, NO = "có", "không"
Row = TypeVar("Row", bound=Model)


def compare_with_article(copy: WorkingCopy, user: User) -> Comparison:
    """What `copy` has otherwise than the article as it is saved, or than an empty one: what it has no article for, or
    one that `user` may not know any more. Two queries, and one for each row that the copy names and the article does
    not.
    """
    articles = Article.with_binned.visible_to(user).select_related("category__parent", "event", "cover")
    article = (articles.filter(pk=copy.article_id).first() if copy.article_id else None) or Article()
    tags = _names(Tag.objects.filter(articles=article)) if article.pk else {}
    return compare(saved_values(article, tags), typed_values(copy, article, tags))


def summaries(copies: Sequence[WorkingCopy], user: User, article: Article | None) -> list[str]:
    """What each of the `copies`, all of one form, has otherwise than the article as it is saved, in a few words.
    `article` is the saved one, if it is loaded. The rows that copies name are compared by their keys; tags alone are
    called by their names, with a query for all that the article has not. Two more where the article is not loaded.
    """
    if not copies:
        return []
    key = copies[0].article_id
    saved: Any = article or (Article.objects.visible_to(user).filter(pk=key).first() if key else None) or Article()
    tags = {str(tag.pk): tag.name for tag in saved.tags.all()} if saved.pk else {}
    keys = {name: Value.plain(_label(name), str(getattr(saved, f"{name}_id") or "")) for name in CHOSEN}
    before = _saved_texts(saved) | keys | {"tags": Value.listed("thẻ", tags)}
    names = _called([tag for copy in copies for tag in copy.fields.get("tags", [])], tags)
    return [compare(before, _typed_briefly(copy, names), briefly=True).summary for copy in copies]


def _typed_briefly(copy: WorkingCopy, names: Mapping[str, str]) -> dict[str, Value]:
    values = _typed_texts(copy) | {name: Value.plain(_label(name), copy.value(name)) for name in CHOSEN}
    if not is_too_long(copy.value("body")):
        values["body"] = Value.rich(_label("body"), sanitize_html(copy.value("body")), is_stored=True)
    return values | {"tags": Value.listed("thẻ", _chosen(copy, names))}


def saved_values(article: Article, tags: Mapping[str, str]) -> dict[str, Value]:
    """{name of a field: Value} of the row; `tags` are its tags by key. No query if its rows are loaded."""
    category = article.category if article.category_id else ""
    return _saved_texts(article) | {
        "category": Value.plain(_label("category"), str(category)),
        "event": Value.plain(_label("event"), str(article.event or "")),
        "cover": _picture(article.cover),
        "tags": Value.listed("thẻ", tags),
    }


def _saved_texts(article: Article) -> dict[str, Value]:
    values = {name: Value.text(_label(name), getattr(article, name)) for name in TEXTS}
    values |= {name: Value.plain(_label(name), written_moment(getattr(article, name))) for name in MOMENTS}
    values |= {name: Value.plain(_label(name), YES if getattr(article, name) else NO) for name in BOXES}
    return values | {"body": Value.rich(_label("body"), article.body, is_stored=True)}


def typed_values(copy: WorkingCopy, article: Article, tags: Mapping[str, str]) -> dict[str, Value]:
    """{name of a field: Value} of what is typed; a query for each row that it names and `article` does not."""
    category = _row(Category, copy.value("category"), article.category if article.category_id else None)
    event = _row(Event, copy.value("event"), article.event)
    return _typed_texts(copy) | {
        "category": Value.plain(_label("category"), str(category or "")),
        "event": Value.plain(_label("event"), str(event or "")),
        "cover": _picture(_row(Image, copy.value("cover"), article.cover)),
        "tags": Value.listed("thẻ", _chosen(copy, _called(copy.fields.get("tags", []), tags))),
    }


def _typed_texts(copy: WorkingCopy) -> dict[str, Value]:
    values = {name: Value.text(_label(name), copy.value(name)) for name in TEXTS}
    values |= {name: Value.plain(_label(name), copy.value(name)) for name in MOMENTS}
    values |= {name: Value.plain(_label(name), YES if copy.value(name) else NO) for name in BOXES}
    body = copy.value("body")
    shown = Value.plain(_label("body"), too_long(body)) if is_too_long(body) else Value.rich(_label("body"), body)
    return values | {"body": shown}


def _picture(image: Image | None) -> Value:
    return Value.of_picture(_label("cover"), image.url if image else "", image.alt if image else "")


def _called(sent: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """What the tags that forms have `sent`, and the `known` ones, are called; without those that are gone. A query for
    all that are not known.
    """
    keys = {key for key in sent if is_key(key) and key not in known}
    return {**known, **(_names(Tag.objects.filter(pk__in=keys)) if keys else {})}


def _chosen(copy: WorkingCopy, names: Mapping[str, str]) -> dict[str, str]:
    """The tags of a form by key; those typed anew stand last."""
    sent = copy.fields.get("tags", [])
    new = {key: key.removeprefix(NEW) for key in sent if key.startswith(NEW)}
    return {key: names[key] for key in sent if key in names} | new


def _names(tags: QuerySet[Tag]) -> dict[str, str]:
    return {str(pk): name for pk, name in tags.values_list("pk", "name")}


def _row(model: type[Row], key: str, known: Row | None) -> Row | None:
    if known is not None and str(known.pk) == key:
        return known
    rows: QuerySet[Row] = model._default_manager.all()
    return rows.filter(pk=key).first() if is_key(key) else None


def _label(name: str) -> str:
    field = cast("Field[Any, Any]", Article._meta.get_field(name))
    return str(field.verbose_name)
