"""Where a picture is used. This package does not import the packages above it, so it asks all models.

A field of rich text has `holds_pictures = True`; its rows are searched for the picture's file name.
"""

from itertools import chain

from django.apps import apps

from .names import picture_key

MAX_USES = 20


def rows_using(image):
    """Up to `MAX_USES` rows of any kind that show `image`, including rows that the user may not know
    (`database.known_rows`). One query for each field that can show pictures; it scans texts.
    """
    found = dict.fromkeys(chain(_rows_pointing_at(image), _texts_showing(image)))
    return list(found)[:MAX_USES]


def texts_using(image):
    """Like `rows_using`, for texts alone, which no foreign key protects."""
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
