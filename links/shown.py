"""What the desk's page "Liên kết hỏng" shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from database.keys import read_key
from uploads.used_rows import entries_of

from .answers import sentence
from .inside import judged
from .models import Address, Outlook, Place
from .registry import Source, source_of
from .state import State
from .visible import addresses_for, places_for

PER_PAGE, PLACES_SHOWN, PLACES_PER_PAGE = 30, 3, 50
LAST_PAGE = 10_000
MAX_QUERY = 200
# The word in the address of the page, what it is called, which addresses.
TABS: dict[str, tuple[str, Q]] = {
    "hong": ("Hỏng", Q(state=State.BROKEN, ignored_at=None)),
    "tam": ("Tạm thời không mở được", Q(state=State.SHAKY, ignored_at=None)),
    "chuyen": ("Đã chuyển địa chỉ", Q(state=State.MOVED, ignored_at=None)),
    "kin": ("Không cho máy hỏi", Q(state=State.CLOSED, ignored_at=None)),
    "bo-qua": ("Đã bỏ qua", Q(ignored_at__isnull=False)),
}
WHERE = {"trong": Q(host=""), "ngoai": ~Q(host="")}


@dataclass(frozen=True)
class Choice:
    """What the list was asked for: a word of TABS, of WHERE ("" for both), words of the address."""

    tab: str = "hong"
    where: str = ""
    words: str = ""
    page: int = 1

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Choice":
        """`?tinh_trang=&noi=&q=&trang=`; what cannot be read counts as any."""
        tab, where = query.get("tinh_trang", ""), query.get("noi", "")
        words = query.get("q", "").replace("\0", "")[:MAX_QUERY].strip()
        page = min(max(read_key(query.get("trang")) or 1, 1), LAST_PAGE)
        return cls(tab if tab in TABS else "hong", where if where in WHERE else "", words, page)

    @property
    def is_any(self) -> bool:
        return not (self.where or self.words)


@dataclass(frozen=True)
class Line:
    """An address as the list shows it: what is wrong in a sentence, the rows where it stands (HTML with links), and in
    how many places more.
    """

    address: Address
    says: str
    since: datetime | None
    rows: list[str]
    more: int


@dataclass(frozen=True)
class List:
    """A page of the list; `tabs` are (word, name, how many)."""

    lines: list[Line]
    choice: Choice
    tabs: list[tuple[str, str, int]]
    has_more: bool
    cut_off_since: datetime | None


@dataclass(frozen=True)
class Spot:
    """A place as its page shows it: the row (HTML with a link), its field, the words that lead on."""

    row: str
    field: str
    words: str
    number: int


@dataclass(frozen=True)
class Look:
    """An address with the places where it stands, a page of them."""

    address: Address
    says: str
    spots: list[Spot]
    page: int
    has_more: bool


def list_page(user: Any, choice: Choice) -> List:
    """A page of what `user` may know. Five queries, two for each kind of rows on it, and those of `judged` for inside
    addresses.
    """
    mine = addresses_for(user)
    narrowed = _narrowed(mine, choice)
    counts = narrowed.aggregate(
        **{word.replace("-", "_"): Count("pk", filter=only) for word, (_, only) in TABS.items()}
    )
    first = (choice.page - 1) * PER_PAGE
    newest = F("failing_since").desc(nulls_last=True)
    rows = narrowed.filter(TABS[choice.tab][1]).select_related("ignored_by").order_by(newest, "-pk")
    found = list(rows[first : first + PER_PAGE + 1])
    shown = found[:PER_PAGE]
    outlook = Outlook.objects.first()
    return List(
        _lines(shown, user),
        choice,
        [(word, name, counts[word.replace("-", "_")]) for word, (name, _) in TABS.items()],
        len(found) > PER_PAGE,
        outlook.cut_off_since if outlook else None,
    )


def count_broken(user: Any) -> int:
    """How many broken addresses stand where `user` may know of them. One query."""
    return addresses_for(user).filter(TABS["hong"][1]).count()


def _narrowed(addresses: "QuerySet[Address]", choice: Choice) -> "QuerySet[Address]":
    if choice.where:
        addresses = addresses.filter(WHERE[choice.where])
    return addresses.filter(address__icontains=choice.words) if choice.words else addresses


def _lines(addresses: Sequence[Address], user: Any) -> list[Line]:
    keys = [address.pk for address in addresses]
    numbered = (
        places_for(user)
        .filter(address__in=keys)
        .annotate(
            place=Window(RowNumber(), partition_by="address", order_by=["kind", F("row_id").desc(), "pk"]),
            together=Window(Count("pk"), partition_by="address"),
        )
    )
    places = list(numbered.filter(place__lte=PLACES_SHOWN).order_by("address", "place"))
    names = row_names(places, user)
    said = sentences(addresses, user)
    lines = []
    for address in addresses:
        here = [place for place in places if place.address_id == address.pk]
        rows = list(
            dict.fromkeys(names[place.kind, place.row_id] for place in here if (place.kind, place.row_id) in names)
        )
        more = _together(here) - len(here)
        lines.append(Line(address, said[address.pk], address.failing_since, rows, more))
    return lines


def _together(places: Sequence[Any]) -> int:
    return places[0].together if places else 0


def row_names(places: Iterable[Place], user: Any) -> dict[tuple[str, int], str]:
    """{(kind, row): its name as HTML with a link} of rows that are there. Two queries for each kind."""
    by_kind: dict[str, set[int]] = {}
    for place in places:
        by_kind.setdefault(place.kind, set()).add(place.row_id)
    named: dict[tuple[str, int], str] = {}
    for kind, keys in by_kind.items():
        if (source := source_of(kind)) is not None:
            rows = list(_light(source).filter(pk__in=keys))
            named |= {(kind, row.pk): name for row, name in zip(rows, entries_of(rows, user), strict=True)}
    return named


def _light(source: Source) -> "QuerySet[Any]":
    """Rows without their long texts, but with what names them."""
    return source.rows().defer(*source.html)


def sentences(addresses: Sequence[Address], user: Any) -> dict[int, str]:
    """{key: what is wrong}: of an inside address as `user` may hear it now, elsewhere by the last answer."""
    inside = [address for address in addresses if address.is_inside]
    verdicts = judged([address.address for address in inside], user)
    said = {address.pk: verdict.says or "Mở được" for address, verdict in zip(inside, verdicts, strict=True)}
    return {address.pk: said.get(address.pk) or sentence(address.answer) for address in addresses}


def look(user: Any, address: Address, page: int) -> Look:
    """One query for the places of the page, two for each kind of rows, those of `judged`."""
    first = (page - 1) * PLACES_PER_PAGE
    places = list(places_for(user).filter(address=address)[first : first + PLACES_PER_PAGE + 1])
    shown = places[:PLACES_PER_PAGE]
    names = row_names(shown, user)
    spots = [
        Spot(names[place.kind, place.row_id], _label(place), place.words, place.number)
        for place in shown
        if (place.kind, place.row_id) in names
    ]
    return Look(address, sentences([address], user)[address.pk], spots, page, len(places) > PLACES_PER_PAGE)


def _label(place: Place) -> str:
    source = source_of(place.kind)
    return source.label(place.field) if source else ""
