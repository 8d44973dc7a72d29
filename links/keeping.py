"""Keeping which links stand where: the worker reads the rows that triggers told of.

Whatever is cut off is done again: what was taken is given back with its transaction. One at a time works; a second one
finds the lock taken and leaves.
"""

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from .extracting import Found, links_of
from .models import Address, Place, TextChange
from .registry import Source, all_sources, source_of

LOCK = 0x6C696E6B  # "link"
BATCH = 100  # rows in a transaction
PER_TURN = 20  # batches before other jobs have their turn
NOTED_AT_ONCE = 5000

log = logging.getLogger(__name__)


def keep_links() -> int:
    """Read rows that changed, up to PER_TURN batches; returns how many. About ten queries for each kind and batch."""
    done = 0
    for _ in range(PER_TURN):
        if not (number := _keep_batch()):
            break
        done += number
    return done


def note_all() -> int:
    """Let the worker read all rows of all kinds anew; returns how many. For a portal whose rows no trigger told of."""
    noted = 0
    for source in all_sources():
        keys = source.model._base_manager.order_by("pk").values_list("pk", flat=True).iterator(NOTED_AT_ONCE)
        for several in _in_portions(keys):
            TextChange.objects.bulk_create([TextChange(kind=source.kind, row_id=key) for key in several])
            noted += len(several)
    return noted


def _in_portions(keys: Iterable[int]) -> Iterable[list[int]]:
    portion: list[int] = []
    for key in keys:
        portion.append(key)
        if len(portion) == NOTED_AT_ONCE:
            yield portion
            portion = []
    if portion:
        yield portion


@transaction.atomic
def _keep_batch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
    changes = list(TextChange.objects.order_by("pk")[:BATCH])
    if not changes:
        return 0
    # By their keys: what is noted meanwhile, of these rows too, stays for the next time.
    TextChange.objects.filter(pk__in=[change.pk for change in changes]).delete()
    by_kind: dict[str, set[int]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, set()).add(change.row_id)
    for kind, keys in by_kind.items():
        if (source := source_of(kind)) is not None:
            _keep_rows(source, sorted(keys))
        else:
            Place.objects.filter(kind=kind, row_id__in=keys).delete()
    return len(changes)


def _keep_rows(source: Source, keys: Sequence[int]) -> None:
    """Places that differ from those that are kept are written anew, row by row; what leads to these rows is looked at
    soon: they may have another address now, or none, or one for the first time.
    """
    rows = list(source.without_other_fields().filter(pk__in=keys))
    stands_at = [row.get_absolute_url() for row in rows if "slug" in source.needs]
    leads_here = Q(target__in=[f"{source.kind}:{key}" for key in keys]) | Q(address__in=stands_at)
    Address.objects.filter(leads_here).update(next_check_at=timezone.now())
    found = {row.pk: _links_of(source, row) for row in rows}
    known = addresses_of([link for links in found.values() for link in links])
    before: dict[int, list[Place]] = {}
    for place in Place.objects.filter(kind=source.kind, row_id__in=keys):
        before.setdefault(place.row_id, []).append(place)
    added: list[Place] = []
    stale: list[int] = []
    for key in keys:
        wanted = [_place(source, key, link, known) for link in found.get(key, ())]
        old = before.get(key, [])
        if {place.held for place in old} != {place.held for place in wanted}:
            stale += [place.pk for place in old]
            added += wanted
    Place.objects.filter(pk__in=stale).delete()
    Place.objects.bulk_create(added, batch_size=1000)


def _links_of(source: Source, row: Any) -> list[Found]:
    try:
        return links_of(source, row)
    except Exception:  # one text that cannot be read must not keep all others from it
        log.exception("The links of %s %s cannot be read.", source.kind, row.pk)
        return []


def _place(source: Source, key: int, link: Found, known: dict[str, int]) -> Place:
    return Place(
        address_id=known[link.read.address],
        kind=source.kind,
        row_id=key,
        field=link.field,
        written=link.written,
        words=link.words,
        number=link.number,
    )


def addresses_of(links: Sequence[Found]) -> dict[str, int]:
    """{address: its key} of `links`, with rows for those that had none. Two queries, three with new ones."""
    hosts = {link.read.address: link.read.host for link in links}
    if not hosts:
        return {}
    known = dict(Address.objects.filter(address__in=hosts).values_list("address", "pk"))
    if new := [Address(address=address, host=host) for address, host in hosts.items() if address not in known]:
        Address.objects.bulk_create(new, ignore_conflicts=True)
        names = [address.address for address in new]
        known |= dict(Address.objects.filter(address__in=names).values_list("address", "pk"))
    return known
