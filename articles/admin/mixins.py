"""What several lists and forms of the admin share."""

from django.utils.text import capfirst

from database.deletion_pages import NamesKnownRows

from ..models import Article


class LeadsToItsPage:
    """For a ModelAdmin: "Xem trên trang tin". A form shown again with an empty slug has no such link."""

    def view_on_site(self, row):
        return row.get_absolute_url() if row.slug else None


class DeletesPlainly(NamesKnownRows):
    """For a ModelAdmin: leaves out the rows that only link an article with its tags and authors.

    When something forbids the deletion, it says nothing about permissions for linked rows.
    """

    def get_deleted_objects(self, objs, request):
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        perms_needed = set() if protected else perms_needed
        links = [field.remote_field.through._meta for field in Article._meta.many_to_many]
        for link in links:
            counts.pop(link.verbose_name_plural, None)
        to_delete = _without(to_delete, tuple(f"{capfirst(link.verbose_name)}: " for link in links))
        return to_delete, counts, perms_needed, protected


def _without(entries, beginnings):
    """The nested lists of a delete page without the entries that begin like one of `beginnings`, and without the
    lists that then are empty.
    """
    left = (_without(entry, beginnings) if isinstance(entry, list) else entry for entry in entries)
    return [entry for entry in left if entry and not (isinstance(entry, str) and entry.startswith(beginnings))]
