"""Which places of links a colleague may know: those in rows that they may know, of kinds that they see lists of.

An address that stands only in a draft of somebody else is part of that draft: nothing is said of it.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from .models import Address, Place
from .registry import Source, all_sources

NOTHING = Q(pk__in=[])


def places_for(user: Any) -> "QuerySet[Place]":
    """Those that `user` may know. No query but for rights; the rows are asked for in the statement itself."""
    known = NOTHING
    for source in all_sources():
        if user.has_perm(source.permission):
            known |= _of(source, user)
    return Place.objects.filter(known)


def _of(source: Source, user: Any) -> Q:
    manager: Any = source.model._default_manager
    if not hasattr(manager, "visible_to"):
        return Q(kind=source.kind)
    return Q(kind=source.kind, row_id__in=manager.visible_to(user).order_by().values("pk"))


def addresses_for(user: Any) -> "QuerySet[Address]":
    """Those that stand in a place that `user` may know."""
    return Address.objects.filter(Exists(places_for(user).filter(address=OuterRef("pk"))))
