"""What the desk's page "Thùng rác" shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.contrib import admin
from django.core.files.storage import default_storage
from django.db.models import FileField, Model, SlugField
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from accounts.models import User
from database.keys import read_key
from database.known_rows import hidden_from
from uploads.names import readable_name
from vietnamese.numbers import format_number

from ..compare import Change, blocks_of, compare_blocks
from ..compare.documents import RICH, Value
from ..models import BinEntry, BinEntryQuerySet
from ..registry import kept_of
from ..snapshots import State, load, state_in, state_of
from ..values import values_of
from .access import by_model, kinds_of, returnable, seen_by, who_returns
from .hanging import Hanging, from_json
from .registry import Binned, binned_of, is_binned

PER_PAGE = 30
LAST_PAGE = 10_000
MAX_NAMED = 20  # of the rows of one kind that hung on a row
MAX_QUERY = 200  # characters


@dataclass(frozen=True)
class Choice:
    """What a list was asked for: `kind` ("articles.event"), `person`, words of the name; "" and None for any."""

    kind: str = ""
    person: int | None = None
    words: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Choice":
        """`?loai=&nguoi=&q=&trang=`; what cannot be read counts as any."""
        page = read_key(query.get("trang")) or 1
        words = query.get("q", "").replace("\0", "")[:MAX_QUERY].strip()
        return cls(query.get("loai", ""), read_key(query.get("nguoi")), words, min(max(page, 1), LAST_PAGE))

    @property
    def is_any(self) -> bool:
        return not (self.kind or self.person or self.words)


@dataclass(frozen=True)
class Line:
    """An entry in the list: what it belongs to, how long it stays, and who else brings it back ("" for oneself)."""

    entry: BinEntry
    belongs: str
    stays: str
    who_returns: str

    @property
    def may_bring_back(self) -> bool:
        return not self.who_returns


@dataclass(frozen=True)
class List:
    """A page of the bin. `kinds` are (value, name) to choose from, `people` users."""

    lines: list[Line]
    choice: Choice
    kinds: list[tuple[str, str]]
    people: list[User]
    has_more: bool

    @property
    def can_bring_back(self) -> bool:
        return any(line.may_bring_back for line in self.lines)


def list_page(user: User, choice: Choice) -> List:
    """A page of what `user` may see, the newest first. Two queries beside those for rights and those of the packages
    for a page: the list does not count what lies in the bin.
    """
    mine = kinds_of(user)
    kinds = [each for each in mine if not choice.kind or choice.kind == each.model._meta.label_lower]
    entries = _narrowed(seen_by(user, kinds).open(), choice).select_related("binned_by")
    first = (choice.page - 1) * PER_PAGE
    found = list(entries.newest_first().defer("hung")[first : first + PER_PAGE + 1])
    shown, may = found[:PER_PAGE], returnable(user, found[:PER_PAGE])
    now = timezone.now()
    belonging = _belonging(shown)
    lines = [
        Line(entry, belonging.get(entry.pk, ""), how_long(entry, now), who_else(entry, may=entry.pk in may))
        for entry in shown
    ]
    people = list(User.objects.filter(is_staff=True).order_by("sort_key", "pk"))
    return List(lines, choice, _named(mine), people, len(found) > PER_PAGE)


def who_else(entry: BinEntry, *, may: bool) -> str:
    """Who brings `entry` back, for somebody who may not; else ""."""
    return "" if may else who_returns(entry.model)


def _belonging(entries: list[BinEntry]) -> dict[int, str]:
    found: dict[int, str] = {}
    for model, of_model in by_model(entries).items():
        found |= binned_of(model).belonging(of_model)
    return found


def _narrowed(entries: BinEntryQuerySet, choice: Choice) -> BinEntryQuerySet:
    if choice.person is not None:
        entries = entries.filter(binned_by=choice.person)
    return entries.named_like(choice.words) if choice.words else entries


def _named(kinds: list[Binned]) -> list[tuple[str, str]]:
    return [(each.model._meta.label_lower, str(each.model._meta.verbose_name)) for each in kinds]


def how_long(entry: BinEntry, now: datetime) -> str:
    """ "Còn 12 ngày", "Giữ lâu dài: bạn đọc có thể đã xem"."""
    if entry.readers_saw:
        return "Giữ lâu dài: bạn đọc có thể đã xem"
    left = ceil((entry.binned_at + timedelta(days=settings.BIN_DAYS) - now) / timedelta(days=1))
    return f"Còn {format_number(left)} ngày" if left > 0 else "Sắp xóa hẳn: đã hết thời hạn giữ"


# One entry ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A field as a person reads it; of a rich text its blocks as `changes` that change nothing."""

    value: Value
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class HungRows:
    """Rows of one kind that hung on a row: `named` as (name, address or ""), and how many more there are."""

    kind: str
    named: list[tuple[str, str]]
    more: int


@dataclass(frozen=True)
class Look:
    """What a row in the bin was. `slug` is the part of its address that it is called by, "" if it has none; `files`
    are its documents as (name, address).
    """

    entry: BinEntry
    belongs: str
    stays: str
    fields: list[Shown]
    hung: list[HungRows]
    slug: str
    slug_max: int
    files: list[tuple[str, str]]


def look(entry: BinEntry, user: User) -> Look:
    """One query for its revision, or those of `load`, and two for each kind of rows that hung on it. Rows that `user`
    may not know are counted, not named.
    """
    state = _state(entry)
    slug = next((each for each in entry.model._meta.local_concrete_fields if isinstance(each, SlugField)), None)
    return Look(
        entry,
        _belonging([entry]).get(entry.pk, ""),
        how_long(entry, timezone.now()),
        list(_shown(state)) if state else [],
        [_hung(each, user) for each in from_json(entry.hung)],
        str(state.fields.get(slug.name, "")) if state and slug and entry.saved_row else "",
        (slug.max_length or 0) if slug else 0,
        _files_of(state) if state else [],
    )


def _files_of(state: State) -> list[tuple[str, str]]:
    fields = [each for each in state.kept.model._meta.local_concrete_fields if isinstance(each, FileField)]
    names = [state.fields[each.name] for each in fields if state.fields.get(each.name)]
    return [(readable_name(name), default_storage.url(name)) for name in names]


def _state(entry: BinEntry) -> State | None:
    if entry.saved_row is not None:
        return state_in(entry.saved_row, kept_of(entry.model))
    row = load(entry.model, entry.object_id)
    return state_of(row) if row else None


def _shown(state: State) -> Iterator[Shown]:
    for value in values_of(state).values():
        if value.is_empty:
            continue
        if value.kind == RICH:
            blocks = blocks_of(value.shown, is_stored=value.is_stored)
            yield Shown(value, tuple(compare_blocks(blocks, blocks)))
        else:
            yield Shown(value)


def _hung(hung: Hanging, user: User) -> HungRows:
    rows = list(hung.model._base_manager.filter(pk__in=hung.keys[:MAX_NAMED]).order_by("pk"))
    hidden = hidden_from(user, rows)
    named = [(str(row), address_of(row)) for row in rows if row not in hidden]
    return HungRows(hung.kind, named, len(hung.keys) - len(named))


def address_of(row: Model) -> str:
    """Where the admin has the form of `row`, or of the row in which it is shown; "" if nowhere."""
    if is_binned(type(row)) and (shown_in := binned_of(type(row)).shown_in):
        row = shown_in(row)
    if not admin.site.is_registered(type(row)):
        return ""
    try:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    except NoReverseMatch:
        return ""
