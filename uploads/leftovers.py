"""Files that release 0.4.0 leaves behind while it runs beside us: of a picture it deletes the three sizes that it
knows, not the file of 320 and the animation, whose addresses would answer for ever.
"""

import os
import time
from collections.abc import Iterator

from django.core.files.storage import default_storage

from .names import picture_key, place_of
from .sizes import ANIMATION, MAIN_WIDTH, TINY_WIDTH

FOLDER = "anh"
OLDER_THAN_SECONDS = 24 * 3600  # a picture that is written or moved just now is not looked at
_ENDS = tuple(f"-{size}.webp" for size in (TINY_WIDTH, ANIMATION))


def delete_leftovers() -> int:
    """Delete what lies beside no picture, in service or in the bin, and return how many files that were. No query; it
    looks at every name in the folder of pictures.
    """
    deleted = 0
    for name in list(_without_picture()):
        default_storage.delete(name)
        deleted += 1
    return deleted


def _without_picture() -> Iterator[str]:
    top = default_storage.path(FOLDER)
    for folder, _, files in os.walk(top):
        there = set(files)
        relative = os.path.relpath(folder, default_storage.path("")).replace(os.sep, "/")
        for file in files:
            name = f"{relative}/{file}"
            main = f"{picture_key(name)}-{MAIN_WIDTH}.webp"
            if not file.endswith(_ENDS) or main.rpartition("/")[2] in there or default_storage.exists(place_of(main)):
                continue
            if time.time() - os.path.getmtime(os.path.join(folder, file)) > OLDER_THAN_SECONDS:
                yield name
