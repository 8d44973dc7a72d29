"""What release 0.4.0 leaves of a picture that it deletes goes within a day; nothing else does."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tests.factories import make_image
from uploads.binned_files import take_out
from uploads.leftovers import delete_leftovers
from uploads.names import files_of, picture_key


def age(*names):
    """Make files a day old."""
    moment = time.time() - 25 * 3600
    for name in names:
        os.utime(default_storage.path(name), (moment, moment))


def test_files_beside_no_picture_are_deleted():
    left = ["anh/7a/7af1m-320.webp", "anh/7a/7af1m-dong.webp"]
    for name in left:
        default_storage.save(name, ContentFile(b"x"))
    age(*left)

    assert delete_leftovers() == 2
    assert not any(default_storage.exists(name) for name in left)
    assert delete_leftovers() == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("in_bin", [False, True])
def test_a_picture_in_service_or_in_the_bin_keeps_its_files(in_bin):
    image = make_image()
    names = files_of(picture_key(image.file))
    age(*names)
    if in_bin:
        type(image).objects.all().delete()
        take_out({picture_key(image.file): image.content_hash})
        small = Path(default_storage.path(image.name_for(320)))
        small.write_bytes(b"x")  # moved to the bin after the others
        age(image.name_for(320))

    assert delete_leftovers() == 0


def test_what_was_written_just_now_is_left_alone():
    default_storage.save("anh/7a/7af1s-320.webp", ContentFile(b"x"))

    assert delete_leftovers() == 0


def test_a_portal_without_pictures_has_no_leftovers():
    assert delete_leftovers() == 0
