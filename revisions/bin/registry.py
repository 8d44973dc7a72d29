"""Which rows go to the bin when somebody deletes them: each package registers its own in its AppConfig."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q

if TYPE_CHECKING:  # an AppConfig is loaded before its models
    from accounts.models import User

    from ..models import BinEntry

Json = dict[str, Any]


def _nothing(*_given: Any) -> Any:
    return ()


def _all(*_given: Any) -> Q:
    return Q()


def _none(*_given: Any) -> dict[int, str]:
    return {}


def _never(_path: str) -> bool:
    return False


def _always(_row: Any) -> bool:
    return True


def _may_delete(user: "User", entries: "Sequence[BinEntry]") -> set[int]:
    """The keys of `entries` whose rows `user` may bring back: whoever may delete them. No query but for rights."""
    return {entry.pk for entry in entries if user.has_perm(permission("delete", entry.model))}


@dataclass(frozen=True)
class Binned:
    """What the bin knows of a model.

    A row leaves its table and is inserted again, unless `takes_out` says how it stays there out of sight:
    `takes_out(row, by)` returns what `puts_back(entry, row, by)` wants to know (`entry.before`). Of a row that leaves,
    `remembers(row)` returns what its revision does not have, for `recalls(row, before)`. `puts_back` and `recalls`
    return sentences on what did not come back, and may raise NotRestored; so may `prepares(entry, by)`, called before
    a row is inserted.

    `addresses(row)` are the paths at which readers know a row that they saw, the present one first.
    `readers_saw(row)`: whether they ever could, in doubt yes; or the name of the field that says whether they can
    (evidence.py).
    `seen_by(user)` narrows (as a Q of BinEntry) which entries are shown to whoever may see rows of the model;
    `returnable(user, entries)` are the keys of those that `user` may bring back. `purges(entry)` deletes for ever a
    row that stays in its table, and what hangs on it; it returns False where that must not be. `shown_in(row)` is the
    row in whose form people find one that has none itself.
    `returned_by` says who brings rows of the model back ("Chỉ biên tập viên"), where that is not whoever may delete
    them. `belonging(entries)` are {key: what the row belongs to}, for the list. `stands_at(path)`: whether a row of
    the model has taken the address meanwhile.
    """

    model: type[Model]
    addresses: Callable[[Any], Iterable[str]] = _nothing
    readers_saw: Callable[[Any], bool] | str = _always
    remembers: Callable[[Any], Json] | None = None
    prepares: "Callable[[BinEntry, User | None], None]" = _nothing
    recalls: Callable[[Any, Mapping[str, Any]], Iterable[str]] = _nothing
    takes_out: "Callable[[Any, User | None], Json] | None" = None
    puts_back: "Callable[[BinEntry, Any, User | None], Iterable[str]]" = _nothing
    seen_by: "Callable[[User], Q]" = _all
    returnable: "Callable[[User, Sequence[BinEntry]], set[int]]" = _may_delete
    purges: "Callable[[BinEntry], bool] | None" = None
    shown_in: "Callable[[Any], Model] | None" = None
    returned_by: str = ""
    belonging: "Callable[[Sequence[BinEntry]], dict[int, str]]" = _none
    stands_at: Callable[[str], bool] = _never

    @property
    def stays_in_table(self) -> bool:
        return self.takes_out is not None


class NotBinned(Exception):
    """A row whose model no package has registered for the bin."""


_BINNED: dict[type[Model], Binned] = {}


def goes_to_bin(model: type[Model], **said: Any) -> None:
    """Let deleted rows of `model` go to the bin; `said` are the attributes of Binned that are not as usual.

    A row that leaves its table must be one whose saves are kept (`revisions.registry.keep_revisions`).
    """
    _BINNED[model] = Binned(model, **said)


def binned_of(model: type[Model]) -> Binned:
    """What is registered of `model`. Raises NotBinned."""
    try:
        return _BINNED[model]
    except KeyError:
        raise NotBinned(model._meta.label) from None


def is_binned(model: type[Model]) -> bool:
    """Whether deleted rows of `model` go to the bin."""
    return model in _BINNED


def all_binned() -> list[Binned]:
    return list(_BINNED.values())


def permission(action: str, model: type[Model]) -> str:
    """ "articles.delete_event"."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"
