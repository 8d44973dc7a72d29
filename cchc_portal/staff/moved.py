"""Old admin addresses and history of models that were renamed."""

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.http import HttpResponseRedirect
from django.urls import path

# The model's part of an address in release 0.4.0 → that of today.
MOVED = {"layout/site": "layout/sitesettings"}


def moved(request, old, new, rest=""):
    """Redirects to the same page at its new address, with its query; a form is sent on (307), so no text is lost.

    302 and not 301: browsers would remember that past a step back to the last release.
    """
    address = request.get_full_path().replace(f"/{old}/", f"/{new}/", 1)
    return HttpResponseRedirect(address, preserve_request=request.method not in {"GET", "HEAD"})


def paths(prefix):
    """A path for each of MOVED and one for all below it; to stand before those of the admin."""
    for old, new in MOVED.items():
        names = {"old": old, "new": new}
        yield path(f"{prefix}{old}/", moved, names)
        yield path(f"{prefix}{old}/<path:rest>", moved, names)


def take_history_along():
    """Give the models of today what the last release noted under its own names for them. Two queries for each.

    It runs beside this release during an update, or again after a step back. Where the migration renamed a row of the
    content types, it makes itself another, which stays: its processes hold the key.
    """
    for old, new in MOVED.items():
        app, model = old.split("/")
        noted = LogEntry.objects.filter(content_type__app_label=app, content_type__model=model)
        noted.update(content_type=ContentType.objects.get_by_natural_key(*new.split("/")))
