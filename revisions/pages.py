"""What the pages "Các bản đã lưu" show."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model
from django.utils.safestring import SafeString
from reversion.models import Revision

from database.keys import read_key
from vietnamese.dates import format_second

from .compare import as_html, compare
from .models import SavedRow, SavedRowQuerySet
from .registry import kept_of
from .restoring import Plan, plan
from .snapshots import State, load, state_in, state_of
from .values import values_of

PER_PAGE = 30
TODAY = "Bản hiện nay"


@dataclass(frozen=True)
class Compared:
    """Two states side by side: what they are called, who saved them, and what differs."""

    before: str
    after: str
    summary: str
    shown: SafeString
    differ: bool


@dataclass(frozen=True)
class Look:
    """What bringing a revision back would do."""

    plan: Plan
    summary: str
    shown: SafeString

    @property
    def changes_nothing(self) -> bool:
        return self.plan.changes_nothing

    @property
    def keeps_state(self) -> bool:
        """Whether something stays as it is whatever the revision had: the state and the moments of an article."""
        return bool(self.plan.before.kept.stays)

    @property
    def can_change(self) -> bool:
        """Whether there is anything to do: something to bring back, or something later to take away."""
        return bool(not self.changes_nothing or self.plan.names_of_later)


def list_page(saved_rows: SavedRowQuerySet, number: str | None) -> "Page[SavedRow]":
    """A page of revisions; of numbers that are none the first or last. Two queries."""
    page: Page[SavedRow] = Paginator(saved_rows, PER_PAGE).get_page(number)
    return page


def chosen_pair(
    saved_rows: SavedRowQuerySet, before: str | None, after: str | None
) -> tuple[SavedRow, SavedRow | None] | None:
    """The two revisions by their numbers, the older one first; None as the second means the row of today. None if
    there are no such two among `saved_rows`. Two queries.
    """
    later = _numbered(saved_rows, after) if after else None
    if after and later is None:
        return None
    if before:
        earlier = _numbered(saved_rows, before)
    else:
        earlier = saved_rows.saved().filter(pk__lt=later.pk).first() if later else None
    if earlier is None or earlier == later:
        return None
    if later is not None and later.pk < earlier.pk:
        return later, earlier
    return earlier, later


def _numbered(saved_rows: SavedRowQuerySet, number: str) -> SavedRow | None:
    key = read_key(number)
    return saved_rows.filter(pk=key).first() if key is not None else None


def compared(earlier: SavedRow, later: SavedRow | None, row: Model) -> Compared:
    """Two revisions, or one and the `row` of today. One query for each revision, those of `load` for the row."""
    kept = kept_of(type(row))
    before = state_in(earlier, kept)
    after = state_in(later, kept) if later else _today(row)
    names = named(earlier), named(later) if later else TODAY
    comparison = compare(values_of(before), values_of(after))
    shown = as_html(comparison, before=names[0], after=names[1])
    return Compared(*names, comparison.summary, shown, bool(comparison))


def look(saved: SavedRow, row: Model, *, drops_later: bool) -> Look:
    planned = plan(saved, row, drops_later=drops_later)
    comparison = compare(values_of(planned.before), values_of(planned.after))
    return Look(planned, comparison.summary, as_html(comparison, before="Hiện nay", after="Sau khi khôi phục"))


def named(saved: SavedRow) -> str:
    """ "bản 08:30:05, 21/11/2026 (Thùy Nhung)": to the second, for several may be saved in one minute."""
    by = saved.revision.user
    return f"bản {format_second(saved.revision.date_created)}{f' ({by})' if by else ''}"


def write_note(saved: SavedRow, note: str) -> None:
    Revision.objects.filter(pk=saved.revision_id).update(comment=note)


def _today(row: Model) -> State:
    stored: Any = load(type(row), row.pk)
    return state_of(stored)
