"""Counts the pages of attachments that nobody has counted yet: of files from before, and from the last release."""

from django.core.files.storage import default_storage
from django.db import transaction

from uploads import inspector
from uploads.binned_files import where

from .models import Attachment

AT_ONCE = 20


def count_missing() -> int:
    """How many of up to 20 attachments have a number now. Opens each file in a child process, about 0.25 s; four
    queries a file. A file that is refused today, or not there, says no number; one that could not be opened at all
    waits for the next time. Two workers at once count the same files, without harm.
    """
    waiting = Attachment.objects.filter(pages=None).order_by("pk").only("file")[:AT_ONCE]
    return sum(_counted(row) for row in list(waiting))


def _counted(row: Attachment) -> int:
    pages = _pages_of(row.file.name)
    if pages is None:
        return 0
    with transaction.atomic():
        same = Attachment.objects.select_for_update(of=("self",)).filter(pk=row.pk, file=row.file.name, pages=None)
        waiting: Attachment | None = same.first()  # none where somebody has put another file meanwhile
        if waiting:
            waiting.record_pages(pages)
    return int(waiting is not None)


def _pages_of(name: str) -> int | None:
    try:
        with default_storage.open(where(name)) as file:
            content = file.read()
    except FileNotFoundError:
        return 0
    except OSError:
        return None
    extension = name.rpartition(".")[2].lower()
    if extension not in inspector.INSPECTED_BY:
        return 0
    verdict = inspector.inspect(content, extension)
    return None if verdict.found in inspector.NO_VERDICT else verdict.pages or 0
