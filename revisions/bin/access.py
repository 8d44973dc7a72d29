"""Who sees which entries of the bin, and who may bring them back.

Whoever may see rows of a model sees those in the bin, unless the model narrows it (`Binned.seen_by`); whoever may
delete them brings them back (`Binned.returnable`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from accounts.models import User
from accounts.roles import ROLES

from ..models import BinEntry, BinEntryQuerySet
from .registry import Binned, all_binned, binned_of, permission


def kinds_of(user: User) -> list[Binned]:
    """Of which models `user` sees what is in the bin, by name. No query but for rights."""
    mine = [each for each in all_binned() if user.has_perm(permission("view", each.model))]
    return sorted(mine, key=lambda each: str(each.model._meta.verbose_name))


def seen_by(user: User, kinds: Iterable[Binned] | None = None) -> BinEntryQuerySet:
    """The entries that `user` may see, of `kinds` or of all, also those that were brought back. No query but for
    rights.
    """
    chosen = Q(pk__in=())
    for each in kinds_of(user) if kinds is None else kinds:
        chosen |= Q(content_type=ContentType.objects.get_for_model(each.model)) & each.seen_by(user)
    return BinEntry.objects.filter(chosen)


def who_returns(model: type[Model]) -> str:
    """Who brings rows of `model` back: "Chỉ người có vai trò “Quản trị web”". No query."""
    return binned_of(model).returned_by or who_bins(model)


def who_bins(model: type[Model]) -> str:
    """Who puts rows of `model` into the bin, by their roles. No query."""
    name = permission("delete", model)
    roles = [f"“{role}”" for role, permissions in ROLES.items() if name in permissions]
    return f"Chỉ người có vai trò {' hoặc '.join(roles)}" if roles else "Chỉ quản trị viên cao nhất"


def returnable(user: User, entries: Sequence[BinEntry]) -> set[int]:
    """The keys of those `entries` that `user` may bring back. No query but for rights, and those of the packages."""
    keys = (binned_of(model).returnable(user, of_model) for model, of_model in by_model(entries).items())
    return set().union(*keys)


def by_model(entries: Iterable[BinEntry]) -> dict[type[Model], list[BinEntry]]:
    """{model: those of `entries` that are of it}: each package is asked once. No query."""
    found = defaultdict(list)
    for entry in entries:
        found[entry.model].append(entry)
    return dict(found)
