"""Health checks for load balancers and monitoring: does this process live, and can it serve."""

from math import inf

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.network import client_address, is_of_networks
from cchc_portal.worker import is_led
from comments.models import Comment
from database import clock
from database.recent import Recent
from mailing import emails
from stats.collect import spool
from stats.rollup import rollup

HITS_COUNTED = 10_000


@never_cache
@require_safe
def health(request):
    """200 as long as the process answers; asks the database nothing."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request):
    """200 when the database answers and has every migration, 503 otherwise; and for `STATUS_NETWORKS` what waits.

    Others read `status` alone, at one query. `worker` says whether one leads; `waiting_hits` counts up to 10,000 and
    `rollup_lag` is the age of the oldest in seconds; `clock_offset` is by how many seconds this machine's clock is
    ahead of the database's; `stuck_letters` counts those that no mail server took, of thirty
    days. Waiting work does not make the portal unready; it shows whether the worker and the mail server work.
    """
    is_known = is_of_networks(client_address(request), settings.STATUS_NETWORKS)
    report = {"database": False, "migrations": False}
    try:
        report["migrations"] = is_migrated()
        report["database"] = True
        if report["migrations"] and is_known:
            report |= backlog()
    except Error:
        connection.close()
    is_ready = report["database"] and report["migrations"]
    details = {**report, "spool_files": spool.waiting()} if is_known else {}
    return JsonResponse({"status": "ready" if is_ready else "not ready", **details}, status=200 if is_ready else 503)


def is_migrated():
    """Whether the database has every migration of this code. Once it has, this process need not look again.

    One query, then. Raises django.db.Error while the database is unavailable.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return _is_migrated.get()


def _has_every_migration():
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


_is_migrated = Recent(_has_every_migration, seconds=lambda is_migrated, took: inf if is_migrated else 0)


def backlog():
    waiting, since = rollup.backlog(HITS_COUNTED)
    lag = (timezone.now() - since).total_seconds() if waiting else 0
    oldest = Comment.objects.pending().values_list("created_at", flat=True).first()
    return {
        "worker": is_led(),
        "clock_offset": round(-clock.offset.get().total_seconds(), 1),
        "waiting_hits": waiting,
        "rollup_lag": round(max(lag, 0), 1),
        "oldest_pending_comment": oldest.isoformat() if oldest else None,
        "stuck_letters": emails.count_stuck(),
    }
