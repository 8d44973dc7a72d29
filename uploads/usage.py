"""Where a picture is used, asked of the models themselves: this package knows none of those above it.

A field of rich text says `holds_pictures = True`; its rows are searched for the picture's file name.
"""

from itertools import chain

from django.apps import apps

from .names import picture_key

MAX_USES = 20


def rows_using(image):
    """Up to `MAX_USES` rows of any kind that show `image`, whoever may know them (`database.known_rows`). One query
    per field that could; texts are read through.
    """
    found = dict.fromkeys(chain(_rows_pointing_at(image), _texts_showing(image)))
    return list(found)[:MAX_USES]


def texts_using(image):
    """Like `rows_using`, for texts alone: the database itself knows nothing of these."""
    return list(_texts_showing(image))


def _rows_pointing_at(image):
    for relation in image._meta.get_fields(include_hidden=True):
        if relation.one_to_many and relation.auto_created:
            yield from relation.related_model._default_manager.filter(**{relation.field.name: image})[:MAX_USES]


def _texts_showing(image):
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if getattr(field, "holds_pictures", False):
                yield from model._default_manager.filter(**{f"{field.name}__contains": picture_key(image.file)})[
                    :MAX_USES
                ]
