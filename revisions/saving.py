"""Keeping a revision of what is saved.

    with saved_by(user):                  # a transaction; nested ones join the outer
        keep(row)                         # before it is saved; a new row too
        row.save()                        # and what belongs to it: tags, attachments
        keep(row, step="Gửi duyệt")       # which step it was, if it was one: says nothing about the order of saves
        keep_deleted(other)               # before it is deleted

At the end of the outermost block each row that differs from what it was gets one revision. Where the row was not as
its latest revision says (the last release saved it, or it had none yet), that state is kept before, as one of its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from reversion.models import Revision, Version

from accounts.models import User

from .compare import compare
from .files import files_of
from .models import KeptFile, SavedRow
from .registry import Kept, kept_of
from .snapshots import State, load, load_many, state_in, state_of, states_in, versions_of, without_deleted
from .values import values_of

Kind = SavedRow.Kind

# Who wants to hear which files a row names that it did not name before (uploads/kept.py says how they are called), and
# who has saved it.
NAMED: list[Callable[[set[str], User | None], None]] = []


class NobodySaves(Exception):
    """`keep` was called outside of `saved_by`."""


@dataclass
class _Entry:
    """A row that is being saved: as it was, and whether no revision says so yet."""

    row: Model
    before: State | None
    row_before: Model | None = None  # where `before` is to be kept first
    latest: SavedRow | None = None
    step: str = ""
    note: str = ""
    kind: str = Kind.SAVED

    def is_about(self, row: Model) -> bool:
        return self.row is row or (type(self.row) is type(row) and row.pk is not None and self.row.pk == row.pk)


@dataclass
class _Frame:
    user: User | None
    entries: list[_Entry] = field(default_factory=list)


_frame: ContextVar[_Frame | None] = ContextVar("revisions", default=None)


@contextmanager
def saved_by(user: User | None) -> Iterator[None]:
    """A transaction at whose end the rows given to `keep` get their revisions. An error leaves no revision."""
    if _frame.get() is not None:
        yield
        return
    frame = _Frame(user)
    token = _frame.set(frame)
    try:
        with transaction.atomic():
            yield
            if not transaction.get_rollback():
                for entry in frame.entries:
                    _write(entry, frame.user)
    finally:
        _frame.reset(token)


def keep(row: Model, *, step: str = "", note: str = "", kind: str = "") -> None:
    """Let the save of `row` make a revision; call it before the row changes in the database. Locks the row.

    Two queries for a row that counts its saves and whose latest revision is up to date, else one more for the row and
    for each of its relations. Raises NobodySaves, NotKept.
    """
    frame = _current()
    entry = next((each for each in frame.entries if each.is_about(row)), None)
    if entry is None:
        entry = _entry(row)
        frame.entries.append(entry)
    if step:
        entry.step, entry.kind = step, kind or Kind.STEP
    entry.note = note or entry.note


def keep_unsaved(state: State, *, step: str, user: User | None) -> None:
    """Keep `state` of a row that is there, which `user` wrote and nobody saved; `step` says why. Call it inside of
    `saved_by`. Raises NobodySaves.
    """
    _current()
    stored = load(state.kept.model, state.key)
    if stored is not None:
        _keep(stored, state, state_of(stored), None, user=user, kind=Kind.UNSAVED, step=step)


def keep_deleted(row: Model) -> tuple[Model, SavedRow] | None:
    """Keep `row` as it is before it is deleted. Returns it as the database has it, locked, and its revision; None if
    it is not there any more. Raises NobodySaves, NotKept.
    """
    return next(iter(keep_deleted_many([row])), None)


def keep_deleted_many(rows: Sequence[Model]) -> list[tuple[Model, SavedRow]]:
    """As `keep_deleted`, of rows of one model, without those that are gone. As many queries as for one."""
    frame = _current()
    frame.entries[:] = [entry for entry in frame.entries if not any(entry.is_about(row) for row in rows)]
    model = type(rows[0])
    stored = load_many(model, [row.pk for row in rows], lock=True)
    if not stored:
        return []
    latest = SavedRow.objects.latest_of(model, [row.pk for row in stored])
    before = states_in(latest.values(), kept_of(model))
    now = timezone.now()
    drafts = [
        _Deleted(row, state_of(row), last, before[last.pk] if last else None)
        for row, last in ((row, latest.get(row.pk)) for row in stored)
    ]
    revisions = Revision.objects.bulk_create([Revision(date_created=now, user=frame.user) for _ in drafts])
    pairs = list(zip(drafts, revisions, strict=True))
    Version.objects.bulk_create(
        [version for draft, revision in pairs for version in versions_of(draft.row, draft.state, revision)]
    )
    saved = SavedRow.objects.bulk_create([draft.saved_row(revision) for draft, revision in pairs])
    _replaced_before_their_hour(latest.values(), now)
    content_type = ContentType.objects.get_for_model(model)
    KeptFile.objects.add_of(content_type, {draft.row.pk: draft.files for draft in drafts})
    return list(zip(stored, saved, strict=True))


@dataclass(frozen=True)
class _Deleted:
    """A row that is deleted, in `state`, and its latest revision with the state that this holds."""

    row: Model
    state: State
    latest: SavedRow | None
    before: State | None

    @property
    def files(self) -> set[str]:
        return files_of(self.state) - (files_of(self.before) if self.before else set())

    def saved_row(self, revision: Revision) -> SavedRow:
        summary = compare(values_of(self.before), values_of(self.state), briefly=True).summary if self.before else ""
        return SavedRow(
            revision=revision,
            content_type=ContentType.objects.get_for_model(type(self.row)),
            object_id=self.row.pk,
            kind=Kind.DELETED,
            summary=summary,
            edition=self.state.edition,
            names=self.state.names,
        )


def _replaced_before_their_hour(saved_rows: Iterable[SavedRow], now: datetime) -> None:
    """Readers will not see what revisions hold that waited for an hour to come."""
    waiting = [saved.pk for saved in saved_rows if saved.public_from is not None and saved.public_from > now]
    if waiting:
        SavedRow.objects.filter(pk__in=waiting).update(public_from=None)


def require_saver() -> None:
    """Raises NobodySaves outside of `saved_by`."""
    _current()


def _current() -> _Frame:
    frame = _frame.get()
    if frame is None:
        raise NobodySaves
    return frame


def _entry(row: Model) -> _Entry:
    kept = kept_of(type(row))
    if row.pk is None or row._state.adding:
        return _Entry(row, None)
    # Locked first: then the latest revision is that of whoever was waited for.
    edition = _locked_edition(kept, row) if kept.has_edition else None
    stored = None if kept.has_edition else load(kept.model, row.pk, lock=True)
    latest = SavedRow.objects.of(row).saved().first()
    if latest is not None and latest.edition is not None and latest.edition == edition:
        return _Entry(row, state_in(latest, kept), latest=latest)
    stored = stored or load(kept.model, row.pk)
    if stored is None:
        return _Entry(row, None)
    before = state_of(stored)
    if latest is not None and without_deleted(state_in(latest, kept), before).is_same(before):
        return _Entry(row, before, latest=latest)
    return _Entry(row, before, row_before=stored, latest=latest)


def _locked_edition(kept: Kept, row: Model) -> int | None:
    """The number of the last save, of the row that is locked from now on."""
    rows = kept.model._base_manager.select_for_update(of=("self",)).filter(pk=row.pk)
    found: int | None = rows.values_list("edition", flat=True).first()
    return found


def _write(entry: _Entry, user: User | None) -> None:
    stored = load(type(entry.row), entry.row.pk) if entry.row.pk is not None else None
    if stored is None:  # it was not saved, or is deleted
        return
    state = state_of(stored)
    before = entry.before and without_deleted(entry.before, state)
    if before and not entry.step and state.is_same(before):
        return
    latest = entry.latest
    if entry.row_before is not None and entry.before is not None:
        latest = _keep_baseline(entry, latest)
    kind = entry.kind if before or entry.step else Kind.CREATED
    _keep(stored, state, before, latest, user=user, kind=kind, step=entry.step, note=entry.note)


def _keep_baseline(entry: _Entry, latest: SavedRow | None) -> SavedRow | None:
    """Keep the state that no revision has, dated and signed as the row says, where it does."""
    stored, before = entry.row_before, entry.before
    if stored is None or before is None:
        return latest
    at = getattr(stored, "saved_at", None) or getattr(stored, "updated_at", None)
    by = getattr(stored, "saved_by", None)
    previous = without_deleted(state_in(latest, before.kept), before) if latest else None
    _keep(stored, before, previous, latest, user=by, kind=Kind.BASELINE, at=at)
    return SavedRow.objects.of(stored).saved().first()


def _keep(
    row: Model,
    state: State,
    before: State | None,
    latest: SavedRow | None,
    *,
    user: User | None,
    kind: str,
    step: str = "",
    note: str = "",
    at: datetime | None = None,
) -> SavedRow:
    """Write the revision of `row` in `state`. `latest` is the revision before it, which readers no more will see."""
    now = timezone.now()
    never_public = kind == Kind.UNSAVED
    content_type = ContentType.objects.get_for_model(type(row))
    revision = Revision.objects.create(date_created=at or now, user=user, comment=note)
    Version.objects.bulk_create(versions_of(row, state, revision))
    saved = SavedRow.objects.create(
        revision=revision,
        content_type=content_type,
        object_id=row.pk,
        kind=kind,
        step=step,
        summary=compare(values_of(before), values_of(state), briefly=True).summary if before else "",
        edition=None if kind == Kind.UNSAVED else state.edition,
        public_from=None if never_public or not state.kept.public_from else state.kept.public_from(row),
        names=state.names,
    )
    _replaced_before_their_hour([latest] if latest else [], now)
    named = files_of(state) - (files_of(before) if before else set())
    KeptFile.objects.add(content_type, row.pk, named)
    if not never_public:
        for hear in NAMED:
            hear(named, user)
    return saved
