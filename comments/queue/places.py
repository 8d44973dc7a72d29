"""The orders of the queue's lists, and the place of a comment in one: where the next page begins."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Q

from comments.models import Comment
from database.keys import read_key

Place = tuple[datetime | int, ...]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = 10**16  # microseconds: the year 2286
_MOMENTS = {"created_at", "decided_at", "reported_at"}


@dataclass(frozen=True)
class Order:
    """`fields` as `order_by` takes them, the last one unique; `label` says which stands first."""

    fields: tuple[str, ...]
    label: str

    @property
    def is_descending(self) -> bool:
        return self.fields[0].startswith("-")

    @property
    def signs(self) -> str:
        """A letter for each field: "-" where the greatest stands first, otherwise "+"."""
        return "".join("-" if field.startswith("-") else "+" for field in self.fields)

    def place_of(self, comment: Comment) -> Place:
        values = (getattr(comment, field.lstrip("-")) for field in self.fields)
        return tuple(_EPOCH if value is None else value for value in values)

    def behind(self, place: Place) -> Q:
        """The comments after `place`; the first condition alone bounds what is read of an index."""
        found = Q()
        same: dict[str, datetime | int] = {}
        for field, value in zip(self.fields, place, strict=True):
            name = field.lstrip("-")
            found |= Q(**same, **{f"{name}__{'lt' if field[0] == '-' else 'gt'}": value})
            same[name] = value
        first = self.fields[0].lstrip("-")
        return found & Q(**{f"{first}__{'lte' if self.is_descending else 'gte'}": place[0]})

    def write(self, place: Place) -> str:
        """`place` as one word of an address: numbers, moments in microseconds since 1970."""
        return "-".join(str(_number(value)) for value in place)

    def read(self, word: str) -> Place | None:
        """The place that `write` wrote; None for what makes no sense."""
        numbers = [read_key(part) for part in word.split("-")]
        if len(numbers) != len(self.fields):
            return None
        values: list[datetime | int] = []
        for field, number in zip(self.fields, numbers, strict=True):
            if number is None or number > _LATEST:
                return None
            is_moment = field.lstrip("-") in _MOMENTS
            values.append(_EPOCH + timedelta(microseconds=number) if is_moment else number)
        return tuple(values)


def _number(value: datetime | int) -> int:
    return value if isinstance(value, int) else (value - _EPOCH) // timedelta(microseconds=1)


OLDEST = Order(("created_at", "pk"), "cũ nhất trước")
NEWEST = Order(("-created_at", "-pk"), "mới nhất trước")
DECIDED = Order(("-decided_at", "-pk"), "mới xử lý trước")
REPORTED = Order(("reported_at", "pk"), "gấp nhất, rồi lâu nhất trước")
URGENT = Order(("-urgency", "created_at", "pk"), "gấp nhất trước")
