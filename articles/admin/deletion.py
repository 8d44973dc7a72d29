"""What the page says that asks before it deletes."""

from django.utils.text import capfirst

from ..models import Article


class DeletesPlainly:
    """For a ModelAdmin: leaves out the rows that only link an article with its tags and authors."""

    def get_deleted_objects(self, objs, request):
        to_delete, counts, *refusals = super().get_deleted_objects(objs, request)
        links = [field.remote_field.through._meta for field in Article._meta.many_to_many]
        for link in links:
            counts.pop(link.verbose_name_plural, None)
        return _without(to_delete, tuple(f"{capfirst(link.verbose_name)}: " for link in links)), counts, *refusals


def _without(entries, beginnings):
    """The nested lists of a delete page without the entries that begin like one of `beginnings`."""
    return [
        _without(entry, beginnings) if isinstance(entry, list) else entry
        for entry in entries
        if isinstance(entry, list) or not str(entry).startswith(beginnings)
    ]
