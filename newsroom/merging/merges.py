"""Merging what somebody typed with what was saved meanwhile: where the three texts come from, and where the joined one
goes. Nothing here writes into the article; `keep_what_was_not_taken` belongs to its save.
"""

import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from articles import workflow
from articles.models import Article, Tag
from database.keys import is_key
from newsroom.copies import working_copies
from newsroom.copies.copy_comparison import saved_values, typed_values
from newsroom.form_values import BOXES, CHOSEN, ROWS, TEXTS, Fields, fields_of, rows_in, rows_of, value_in
from newsroom.models import WorkingCopy
from revisions.compare import Comparison, Value, compare
from revisions.models import SavedRow
from revisions.registry import kept_of
from revisions.saving import keep_unsaved
from revisions.snapshots import State, load, names_of, state_in, state_of
from richtext.sanitize import sanitize_html
from richtext.size import is_too_long
from vietnamese.dates import format_moment
from vietnamese.text import clean_multiline

from .merging import LEFT_OUT, MINE, THEIRS, Choice, Merge, Sides, merge_forms

NOT_TAKEN = "Nội dung của {user} chưa được lấy khi gộp"


class NotMerged(Exception):
    """There is nothing to merge, or nobody may. `reason`: "gone" (no such copy of this person's), "deleted" (the
    article), "binned", "no_right", "not_newer".
    """

    def __init__(self, reason: str, copy: WorkingCopy | None = None) -> None:
        self.reason, self.copy = reason, copy
        super().__init__(reason)


@dataclass(frozen=True)
class Prepared:
    """The merge of `copy` with `article`, the row of today. `savers` saved after the copy's form was opened, the last
    one last; `tags` are the row's by key.
    """

    copy: WorkingCopy
    article: Article
    merge: Merge
    savers: Sequence[User | None]
    has_ancestor: bool
    tags: Mapping[str, str]

    @property
    def is_own(self) -> bool:
        """Whether both texts are of the same person, in two tabs or on two machines."""
        return all(saver is not None and saver.pk == self.copy.user_id for saver in self.savers)

    @cached_property
    def saved_at(self) -> str:
        """ "10:42", with the day if that is another one."""
        return format_moment(self.article.saved_at)

    @cached_property
    def names(self) -> str:
        """ "Minh Hòa", "Minh Hòa và Ngọc Lan"."""
        names = list(dict.fromkeys(str(saver) if saver else "người khác" for saver in self.savers))
        return " và ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)

    @cached_property
    def saved(self) -> dict[str, Value]:
        return saved_values(self.article, self.tags) | _attached(rows_of_article(self.article))

    @cached_property
    def typed(self) -> dict[str, Value]:
        return self._values(self.merge.mine.fields, is_clean=False)

    def joined_from(self, choices: Mapping[str, Choice]) -> tuple[Comparison, Comparison]:
        """What the joined text has of theirs that mine had not, and of mine that theirs had not. What is not decided
        by `choices` counts in neither.
        """
        is_clean = bool(self.merge.segments)
        mine, theirs = (self._values(self.merge.fields(choices, side), is_clean=is_clean) for side in (MINE, THEIRS))
        known = {name: value for name, value in theirs.items() if name in self.saved}
        return compare(self.typed, mine), compare(self.saved, known)

    def _values(self, fields: Fields, *, is_clean: bool) -> dict[str, Value]:
        """What a form with `fields` holds, as people read it; `is_clean` says that its body has passed the sanitiser.
        A query for each row that the article has not.
        """
        values = typed_values(WorkingCopy(fields=fields), self.article, self.tags) | _attached(rows_in(fields))
        body = value_in(fields, "body")
        if is_too_long(body):
            return values
        return values | {"body": Value.rich("nội dung", body if is_clean else sanitize_html(body), is_stored=True)}


# Where the texts come from ----------------------------------------------------------------------------------------


def keep_sent(user: User, article: int, sent: Fields, key: uuid.UUID | None) -> WorkingCopy:
    """The working copy of what `user` sent from the form of `article`: that of `key`, if it is open, else a new one.
    Raises working_copies.NotWritten for what no form sends.
    """
    fields = working_copies.texts_of({name: values for name, values in sent.items() if name not in LEFT_OUT})
    edition = value_in(fields, "seen_edition")
    row = Article.with_binned.without_texts().filter(pk=article).first()
    now = timezone.now()
    values: dict[str, Any] = {
        "fields": fields,
        "edition": int(edition) if edition.isdecimal() and len(edition) < 10 else 0,
        "typed_at": now,
    }
    mine = WorkingCopy.objects.open().filter(user=user, article=row)
    if key and mine.filter(key=key).update(**values):
        return mine.get(key=key)
    working_copies.make_room(user)
    values |= {"user": user, "article": row, "page": uuid.uuid4(), "number": 0, "began_at": now}
    if key and not WorkingCopy.objects.filter(key=key).exists():  # what its page still sends meets this row
        with suppress(IntegrityError), transaction.atomic():
            return WorkingCopy.objects.create(key=key, **values)
    return WorkingCopy.objects.create(**values)


def keep_choices(user: User, key: uuid.UUID, sent: object) -> None:
    """Keep what is chosen and typed so far for the open copy `key` of `user`. Raises NotWritten for what no page of
    ours sends, NotMerged("gone"). One query.
    """
    try:
        kept = working_copies.texts_of({name: [value] for name, value in sent["choices"].items()})  # type: ignore[index]
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise working_copies.NotWritten("unreadable") from error
    values = {name: value for name, (value,) in kept.items() if name.startswith(("chon-", "go-"))}
    if not WorkingCopy.objects.open().filter(user=user, key=key).update(merge_choices=values):
        raise NotMerged("gone")


def prepare(user: User, key: uuid.UUID) -> Prepared:
    """What there is to merge for the open copy `key` of `user`. Raises NotMerged. Seven queries, and one for each row
    that the copy names and the article does not.
    """
    copy = WorkingCopy.objects.open().filter(user=user, key=key).first()
    if copy is None:
        raise NotMerged("gone")
    article = load(Article, copy.article_id) if copy.article_id else None
    if not isinstance(article, Article):
        raise NotMerged("deleted", copy)
    copy.article = article
    if article.binned_at is not None:
        raise NotMerged("binned", copy)
    if not workflow.may_edit(user, article):
        raise NotMerged("no_right", copy)
    if copy.edition == article.edition:
        raise NotMerged("not_newer", copy)
    theirs = state_of(article)
    base = _ancestor(article, copy.edition)
    sides = (_sides(base) if base else None, Sides(copy.fields, rows_in(copy.fields)), _sides(theirs))
    return Prepared(
        copy=copy,
        article=article,
        merge=merge_forms(*sides),
        savers=_savers(article, copy.edition),
        has_ancestor=base is not None,
        tags={str(tag.pk): tag.name for tag in article.tags.all()},
    )


def _sides(state: State) -> Sides:
    return Sides(fields_of(state), rows_of(state))


def _ancestor(article: Article, edition: int) -> State | None:
    """What both texts began with: the edition that the form had, or the latest before it that is kept, which both come
    from as well.
    """
    saved = SavedRow.objects.of(article).saved().filter(edition__lte=edition).order_by("-edition", "-pk").first()
    return state_in(saved, kept_of(Article)) if saved else None


def _savers(article: Article, edition: int) -> list[User | None]:
    later = SavedRow.objects.of(article).saved().filter(edition__gt=edition).with_people().order_by("pk")
    savers = [saved.revision.user for saved in later]
    return savers if savers and savers[-1] == article.saved_by else [*savers, article.saved_by]


def rows_of_article(article: Article) -> list[dict[str, list[str]]]:
    return [{"id": [str(row.pk)], "title": [row.title]} for row in article.attachments.all()]


def _attached(rows: Sequence[Mapping[str, list[str]]]) -> dict[str, Value]:
    there = {
        value_in(row, "id") or f"+{number}": value_in(row, "title")
        for number, row in enumerate(rows)
        if value_in(row, "title") and not value_in(row, "DELETE")
    }
    return {"attachments": Value.listed("tệp đính kèm", there)}


# Where the joined text goes ---------------------------------------------------------------------------------------


@transaction.atomic
def finish(prepared: Prepared, choices: Mapping[str, Choice]) -> WorkingCopy:
    """A working copy with the joined text, begun with the row of today; pressed twice it is one. The copy that was
    merged stays until the joined text is saved.
    """
    copy = WorkingCopy.objects.select_for_update().get(pk=prepared.copy.pk)
    from_theirs, from_mine = prepared.joined_from(choices)
    fields = prepared.merge.fields(choices) | {"seen_edition": [str(prepared.article.edition)]}
    values: dict[str, Any] = {
        "fields": fields,
        "edition": prepared.article.edition,
        "merged_digest": _digest(copy),
        "merge_note": note_of(prepared, from_theirs, from_mine),
        "leaves_out": any(choices[place.key].taken != MINE for place in prepared.merge.conflicts),
        "typed_at": timezone.now(),
    }
    untouched = WorkingCopy.objects.open().filter(user=copy.user_id, merged_from=copy.key, number=0)
    merged = untouched.first()
    if merged is None:
        return WorkingCopy.objects.create(
            user_id=copy.user_id,
            article=prepared.article,
            page=uuid.uuid4(),
            number=0,
            merged_from=copy.key,
            **values,
        )
    untouched.filter(pk=merged.pk).update(**values)
    return merged


def note_of(prepared: Prepared, from_theirs: Comparison, from_mine: Comparison) -> str:
    """What was joined, in two sentences."""
    what = (
        f"bản bạn lưu lúc {prepared.saved_at}"
        if prepared.is_own
        else f"bản {prepared.names} lưu lúc {prepared.saved_at}"
    )
    if not (from_theirs or from_mine):
        return f"Đã gộp với {what}: hai bản giống nhau."
    theirs, mine = ("bản đã lưu", "bản đang gõ") if prepared.is_own else (prepared.names, "bạn")
    parts = [f"của {theirs}: {from_theirs.summary}" if from_theirs else ""]
    parts += [f"của {mine}: {from_mine.summary}" if from_mine else ""]
    told = ". ".join(part[:1].upper() + part[1:] for part in parts if part)
    return f"Đã gộp với {what}. {told}."


def keep_what_was_not_taken(user: User, key: uuid.UUID | None, article: Article) -> None:
    """The joined text of the copy `key` has just been saved: what it was merged from is over, and where something of
    it was not taken, the whole of it stays as a revision. Call it before the copy ends. One query for a save without
    a merge.
    """
    if key is None:
        return
    mine = WorkingCopy.objects.filter(user=user)
    merged = mine.filter(key=key, merged_from__isnull=False).first()
    while merged is not None and merged.merged_from is not None:
        joined, merged = merged, mine.open().filter(key=merged.merged_from, article=article).first()
        if merged is None:
            return
        if joined.leaves_out or joined.merged_digest != _digest(merged):
            keep_unsaved(_state_of(merged, article), step=NOT_TAKEN.format(user=user), user=user)
        working_copies.end(user, merged.key, article)


def _digest(copy: WorkingCopy) -> str:
    """The same for copies with one text: somebody may go on typing in one that was merged."""
    texts = [clean_multiline(copy.value(name)) for name in TEXTS]
    rows = [[value_in(row, name) for name in ("id", "title", "DELETE")] for row in rows_in(copy.fields)]
    told = repr([texts, sanitize_html(copy.value("body")), sorted(copy.fields.get("tags", [])), rows])
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _state_of(copy: WorkingCopy, article: Article) -> State:
    """What is typed into `copy`, as far as a revision of `article` can hold and bring it back. Some queries: this is
    rare.
    """
    row = load(Article, article.pk)
    assert row is not None  # noqa: S101 (it is being saved)
    today = state_of(row)
    fields: dict[str, Any] = {name: clean_multiline(copy.value(name)) for name in TEXTS}
    fields |= {name: bool(copy.value(name)) for name in BOXES}
    fields["body"] = sanitize_html(copy.value("body"))
    tags = Tag.objects.filter(pk__in=[key for key in copy.fields.get("tags", []) if is_key(key)])
    names = {**today.names, "tags": names_of(tags)}
    for name in CHOSEN:
        field: Any = Article._meta.get_field(name)
        key = copy.value(name)
        chosen = field.related_model._default_manager.filter(pk=key).first() if is_key(key) else None
        if chosen is not None or (key == "" and field.null):
            fields[name] = chosen and chosen.pk
            names[name] = names_of([chosen] if chosen else [])
    rows = {value_in(sent, "id"): sent for sent in rows_in(copy.fields) if not value_in(sent, "DELETE")}
    attachments = tuple(
        replace(part, fields={**part.fields, "title": clean_multiline(value_in(rows[str(part.key)], "title"))})
        for part in today.parts[ROWS]
        if str(part.key) in rows
    )
    fields["tags"] = sorted(tag.pk for tag in tags)
    return replace(today, fields={**today.fields, **fields}, names=names, parts={**today.parts, ROWS: attachments})
