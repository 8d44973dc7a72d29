"""Checks stored documents again with today's checks. The files stay as they are; findings are stored for the
operations page.
"""

from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from . import clamd
from .binned_files import where
from .checks import NotChecked, Refused
from .fields import CheckedFileField
from .models import FileCheck, ScannerState

MISSING = "Không tìm thấy tệp này trên máy chủ. Hãy lấy lại tệp từ bản sao lưu."


def recheck(limit: int, since: datetime | None = None) -> tuple[int, int]:
    """Check up to `limit` documents that were not checked (or not since `since`): (how many, how many would be
    refused).

    Each result is stored at once, so that a stopped run goes on from there; two runs at once check some documents
    twice, without harm. One query a file. Raises NotChecked when the scanner or this machine gives no verdict.
    """
    checked = refused = 0
    for field, name in _waiting(limit, since):
        sentence = _refusal_of(field, name)
        row = FileCheck(name=name, checked_at=timezone.now(), refusal=sentence)
        FileCheck.objects.bulk_create(
            [row], update_conflicts=True, unique_fields=["name"], update_fields=["checked_at", "refusal"]
        )
        checked, refused = checked + 1, refused + bool(sentence)
    return checked, refused


def _waiting(limit: int, since: datetime | None) -> Iterator[tuple[CheckedFileField, str]]:
    """Stored files that wait for a check, each with its field; one query for each field for files."""
    done = FileCheck.objects.filter(checked_at__gte=since) if since else FileCheck.objects.all()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, CheckedFileField) and limit > 0:
                rows = model._default_manager.exclude(**{field.name: ""}).exclude(
                    **{f"{field.name}__in": done.values("name")}
                )
                names = list(rows.order_by("pk").values_list(field.name, flat=True)[:limit])
                limit -= len(names)
                yield from ((field, name) for name in names)


def _refusal_of(field: CheckedFileField, name: str) -> str:
    try:
        with default_storage.open(where(name)) as file:
            field.check_file(file, name)
    except OSError:
        return MISSING
    except NotChecked:
        raise
    except Refused as error:
        return str(error)
    return ""


def watch_scanner() -> ScannerState | None:
    """Ask the scanner and store whether it answers, and since when; None while none is configured.

    Two queries, two seconds at most.
    """
    if not settings.CLAMD:
        return None
    try:
        answers, detail = True, clamd.version()
    except clamd.Away as error:
        answers, detail = False, str(error)
    now = timezone.now()
    known = ScannerState.objects.filter(pk=1).first()
    since = known.since if known and known.answers == answers else now
    state, _ = ScannerState.objects.update_or_create(
        pk=1, defaults={"answers": answers, "since": since, "seen_at": now, "detail": detail[:200]}
    )
    return state
