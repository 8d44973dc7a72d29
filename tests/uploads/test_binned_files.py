"""Files of the bin: out of service for readers, at their place for whoever may see them, and back whole."""

import errno
import os
import stat
from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from tests.factories import EDITOR, MODERATOR, WEBMASTER, WRITER, make_image, make_user
from uploads import kept
from uploads.binned_files import bring_back, place_of, settle, settle_all, take_out
from uploads.models import BinnedFile, Image
from uploads.names import files_of, key_of, picture_key
from uploads.serving import is_binned, is_there

pytestmark = pytest.mark.django_db
DOCUMENT = "tep/2026/11/nghi-quyet-18-3f9a0c12de.pdf"


@pytest.fixture
def document():
    return default_storage.save(DOCUMENT, ContentFile(b"%PDF-1.7"))


@pytest.fixture
def picture(media_folder):
    """What names a picture whose row is deleted, while its files are there."""
    image = make_image()
    Image.objects.filter(pk=image.pk).delete()
    return picture_key(image.file)


@pytest.fixture
def taken_out(django_capture_on_commit_callbacks):
    def do(*names):
        with django_capture_on_commit_callbacks(execute=True):
            take_out(dict.fromkeys(names, ""))

    return do


def ask(client, name, **headers):
    """The response for a stored file, with its body read, which closes it."""
    response = client.get(f"/media/{name}", headers=headers)
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def seated(client, role):
    client.force_login(make_user(role), backend="django.contrib.auth.backends.ModelBackend")
    return client


def refuse(*_):
    raise OSError(errno.EROFS, "Read-only file system")


def test_all_sizes_of_a_picture_are_gone_for_readers(client, picture, taken_out):
    taken_out(picture)

    for name in files_of(picture):
        answer = ask(client, name)
        assert answer.status_code == HTTPStatus.GONE
        assert "không còn trên trang tin" in answer.body.decode()
        assert answer["Cache-Control"] == "no-store"
        assert not is_there(name)
        assert is_binned(name)


def test_a_document_is_gone_for_readers(client, document, taken_out):
    taken_out(document)

    assert ask(client, document).status_code == HTTPStatus.GONE


def test_its_name_is_given_to_no_other_file(document, taken_out):
    taken_out(document)

    other = default_storage.save(document, ContentFile(b"%PDF-2.0"))

    assert other != document
    settle_all()
    bring_back([document])
    with default_storage.open(document) as file:
        assert file.read() == b"%PDF-1.7"


def test_a_reader_costs_no_query_whatever_the_answer(client, document, picture, taken_out, django_assert_num_queries):
    taken_out(picture)

    with django_assert_num_queries(0):
        answers = [ask(client, name).status_code for name in (document, files_of(picture)[0], "anh/khong/co-640.webp")]

    assert answers == [HTTPStatus.OK, HTTPStatus.GONE, HTTPStatus.NOT_FOUND]


@pytest.mark.parametrize(
    "path", ["/media/.bin/", f"/media/.bin/{DOCUMENT}", f"/media//.bin/{DOCUMENT}", f"/media/%2ebin/{DOCUMENT}"]
)
def test_the_folder_of_the_bin_has_no_address(client, document, taken_out, path):
    taken_out(document)

    assert client.get(path).status_code == HTTPStatus.NOT_FOUND


def test_a_web_server_of_another_account_cannot_enter_the_folder(document, taken_out, media_folder):
    taken_out(document)

    assert stat.S_IMODE((media_folder / ".bin").stat().st_mode) == 0o700
    assert not (media_folder / document).exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [(WRITER, HTTPStatus.OK), (EDITOR, HTTPStatus.OK), (WEBMASTER, HTTPStatus.OK), (MODERATOR, HTTPStatus.GONE)],
)
def test_whoever_may_see_the_library_sees_its_pictures_in_the_bin(client, picture, taken_out, role, status):
    taken_out(picture)

    answer = ask(seated(client, role), files_of(picture)[0])

    assert answer.status_code == status
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff" or status != HTTPStatus.OK


def test_a_document_is_shown_to_whom_the_package_of_its_row_names(client, document, taken_out, monkeypatch):
    taken_out(document)
    seated(client, WRITER)
    assert ask(client, document).status_code == HTTPStatus.GONE

    monkeypatch.setattr("uploads.binned_files.VIEWERS", [lambda user, name: name == document])

    answer = ask(client, document)
    assert answer.status_code == HTTPStatus.OK
    assert answer["Content-Disposition"] == 'attachment; filename="nghi-quyet-18.pdf"'
    assert answer["Cache-Control"] == "private, no-store"


def test_nothing_moves_before_the_commit(document, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        take_out({document: ""})

    assert is_there(document)
    assert len(callbacks) == 1


@pytest.mark.django_db(transaction=True)
def test_a_deletion_that_is_taken_back_takes_nothing_out(document):
    with transaction.atomic():
        take_out({document: ""})
        transaction.set_rollback(True)

    assert is_there(document)
    assert not BinnedFile.objects.exists()


def test_a_file_comes_back_as_it_was_and_at_once(client, picture, taken_out):
    before = [ask(client, name) for name in files_of(picture)]
    taken_out(picture)

    bring_back([picture])

    after = [ask(client, name) for name in files_of(picture)]
    assert [(answer.body, answer["ETag"]) for answer in after] == [(answer.body, answer["ETag"]) for answer in before]
    assert not BinnedFile.objects.exists()


def test_what_is_in_no_bin_is_passed_over(document):
    bring_back([document, "anh/aa/khong-co", "tep/khong-co.pdf"])

    assert is_there(document)


class TestRepair:
    """Whatever was killed half way, the worker settles it; doing it again changes nothing."""

    def settled(self):
        return settle_all(), settle_all()

    def test_a_process_that_was_killed_after_the_commit(self, document, picture):
        BinnedFile.objects.create(name=document)
        BinnedFile.objects.create(name=picture)

        assert self.settled() == (0, 0)
        assert not is_there(document)
        assert [is_binned(name) for name in files_of(picture)] == [True, True, True, True]

    def test_a_process_that_was_killed_between_two_sizes(self, picture, taken_out):
        taken_out(picture)
        first, *others = files_of(picture)
        os.rename(default_storage.path(place_of(first)), default_storage.path(first))

        self.settled()

        assert [is_there(name) for name in (first, *others)] == [False] * 4

    def test_a_return_that_was_rolled_back_after_the_files_had_moved(self, document, taken_out):
        taken_out(document)
        os.rename(default_storage.path(place_of(document)), default_storage.path(document))

        self.settled()

        assert is_binned(document)

    def test_a_backup_of_the_database_from_before_the_deletion(self, picture, taken_out):
        taken_out(picture)
        BinnedFile.objects.all().delete()

        self.settled()

        assert all(is_there(name) for name in files_of(picture))

    def test_a_picture_that_the_last_release_took_in_again(self, client, taken_out):
        """It knows nothing of the bin: it writes a row and the files anew."""
        image = make_image()
        Image.objects.filter(pk=image.pk).delete()
        taken_out(picture_key(image.file))
        for name in files_of(picture_key(image.file)):
            default_storage.save(name, ContentFile(b"x"))
        image.save(force_insert=True)

        self.settled()

        assert ask(client, image.file).status_code == HTTPStatus.OK
        assert not BinnedFile.objects.exists()

    def test_a_document_that_a_row_of_today_names(self, document, taken_out, monkeypatch):
        taken_out(document)
        monkeypatch.setattr(kept, "NAMED_TODAY", [lambda names: {document} & set(names)])

        self.settled()

        assert is_there(document)

    def test_a_disk_that_refuses_for_a_while(self, document, monkeypatch, caplog):
        BinnedFile.objects.create(name=document)
        with monkeypatch.context() as broken:
            broken.setattr(os, "replace", refuse)
            assert settle_all() == 1
        assert is_there(document)
        assert document in caplog.text

        self.settled()

        assert is_binned(document)

    def test_a_thousand_files_are_settled_by_batches(self, django_assert_max_num_queries, monkeypatch):
        monkeypatch.setattr("uploads.binned_files.BATCH", 100)
        BinnedFile.objects.bulk_create(BinnedFile(name=f"tep/{number}-0123456789.pdf") for number in range(300))

        with django_assert_max_num_queries(4 + 3 * 8):
            settle_all()


def test_a_disk_that_refuses_leaves_the_deletion_as_it_is(document, taken_out, monkeypatch):
    monkeypatch.setattr(os, "replace", refuse)

    taken_out(document)

    assert BinnedFile.objects.get().name == document
    assert is_there(document)


def test_a_disk_that_refuses_lets_nothing_come_back(document, taken_out, monkeypatch):
    taken_out(document)
    monkeypatch.setattr(os, "replace", refuse)

    with pytest.raises(OSError, match="Read-only"):
        bring_back([document])

    assert is_binned(document)


def test_a_second_look_at_the_same_names_moves_nothing(document, taken_out):
    taken_out(document)
    taken_out(document)

    assert settle([document]) == []
    assert is_binned(document)


@pytest.mark.parametrize(
    ("file", "key"),
    [
        ("anh/7a/7af1-1280.webp", "anh/7a/7af1"),
        ("anh/7a/7af1-640.webp", "anh/7a/7af1"),
        ("anh/7a/7af1-vuong.webp", "anh/7a/7af1"),
        ("tep/2026/11/a-3f9a0c12de.pdf", "tep/2026/11/a-3f9a0c12de.pdf"),
        ("tep/2026/11/a-3f9a0c12de_x7Hs2aB.pdf", "tep/2026/11/a-3f9a0c12de_x7Hs2aB.pdf"),
    ],
)
def test_each_file_is_among_those_that_its_key_names(file, key):
    assert key_of(file) == key
    assert file in files_of(key)
