"""What no reader ever saw leaves the bin for ever after 60 days, with all that nothing else needs; the rest stays."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.utils import timezone
from reversion.models import Revision, Version

from articles.models import Attachment, Page
from cchc_portal.worker import JOBS
from comments.models import Rule
from revisions.bin import pictures
from revisions.bin.emptying import Emptied, empty
from revisions.models import BinEntry, KeptFile, SavedRow
from revisions.saving import keep, saved_by
from tests.factories import make_article, make_event, make_image
from tests.uploads.factories import pdf_bytes, picture_bytes, sent
from uploads.binned_files import place_of
from uploads.images import store_image
from uploads.models import BinnedFile, Image
from uploads.names import files_of, picture_key

from .bins import bin_as, return_as

pytestmark = pytest.mark.django_db
LATER = timedelta(days=60, minutes=1)


def in_60_days():
    return timezone.now() + LATER


def make_page(**fields):
    """A page that readers never saw from its first save on."""
    page = Page(is_published=False, **{"title": "Nháp", "slug": "nhap", "body": "<p>Chưa xong.</p>", **fields})
    with saved_by(None):
        keep(page)
        page.save()
    return page


def test_what_no_reader_saw_goes_after_sixty_days_with_its_revisions_and_the_rest_stays(hoa):
    bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))
    bin_as(hoa, make_page())
    seen = bin_as(hoa, make_event())

    emptied = empty(60, do=True, at=in_60_days())

    assert sorted(each.name for each in emptied) == ["quy tắc lọc", "trang tĩnh"]
    assert [each.going for each in emptied] == [1, 1]
    assert BinEntry.objects.get() == seen
    assert SavedRow.objects.get() == seen.saved_row
    assert Version.objects.count() == Revision.objects.count() == 1


def test_it_stays_until_then(hoa):
    entry = bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))

    assert empty(60, do=True, at=entry.binned_at + timedelta(days=60)) == []
    assert BinEntry.objects.exists()


def test_to_count_changes_nothing(hoa):
    bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))

    assert empty(60, do=False, at=in_60_days()) == [Emptied("quy tắc lọc", 1)]
    assert BinEntry.objects.exists()


def test_a_second_time_finds_nothing(hoa):
    bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))
    empty(60, do=True, at=in_60_days())

    assert empty(60, do=True, at=in_60_days()) == []


def test_what_came_back_stays_and_its_entry_is_forgotten(hoa):
    page = make_page()
    return_as(hoa, bin_as(hoa, page))

    empty(60, do=True, at=in_60_days())

    assert Page.objects.get() == page
    assert SavedRow.objects.of(page).exists()
    assert not BinEntry.objects.exists()


def picture_of_a_page(image):
    return make_page(body=f'<p>Ảnh.</p><img src="{image.url}" alt="">')


def without_row(image):
    """The picture's row is deleted, its files stay."""
    Image.objects.filter(pk=image.pk).delete()
    return files_of(picture_key(image.file))


def test_files_that_nothing_names_any_more_go_with_it(hoa, media_folder):
    image = make_image()
    files = [name for name in files_of(picture_key(image.file)) if default_storage.exists(name)]
    bin_as(hoa, picture_of_a_page(image))
    without_row(image)

    empty(60, do=True, at=in_60_days())

    assert files
    assert not [name for name in files if default_storage.exists(name)]
    assert not KeptFile.objects.exists()


def test_files_of_the_bin_go_where_they_lie(hoa, media_folder):
    image = make_image()
    key = picture_key(image.file)
    bin_as(hoa, picture_of_a_page(image))
    without_row(image)
    BinnedFile.objects.create(name=key, digest="")
    place = default_storage.save(f".bin/{image.file}", ContentFile(b"x"))

    empty(60, do=True, at=in_60_days())

    assert not default_storage.exists(place)
    assert not BinnedFile.objects.exists()


@pytest.mark.parametrize("named_by", ["the library", "another revision"])
def test_files_that_something_else_names_stay(hoa, media_folder, named_by):
    image = make_image()
    bin_as(hoa, picture_of_a_page(image))
    if named_by == "another revision":
        with saved_by(hoa):
            other = Page(title="Khác", slug="khac", body=f'<img src="{image.url}" alt="">')
            keep(other)
            other.save()
        without_row(image)

    empty(60, do=True, at=in_60_days())

    assert default_storage.exists(image.file)


def test_one_that_fails_stops_no_other_and_is_tried_again(hoa, monkeypatch, caplog):
    first = bin_as(hoa, make_page())
    second = bin_as(hoa, make_page(title="Khác"))
    BinEntry.objects.filter(pk=first.pk).update(binned_at=first.binned_at - timedelta(hours=1))
    refuse = [True]

    def delete_files(names):
        if refuse:
            refuse.clear()
            raise OSError("no space left")

    monkeypatch.setattr("revisions.bin.emptying._delete_files", delete_files)

    assert empty(60, do=True, at=in_60_days()) == [Emptied("trang tĩnh", 1, failed=1)]
    assert BinEntry.objects.get() == first
    assert "could not be deleted for ever" in caplog.text
    assert empty(60, do=True, at=in_60_days()) == [Emptied("trang tĩnh", 1)]
    assert not BinEntry.objects.filter(pk=second.pk).exists()


@pytest.mark.parametrize("days", [0, -1])
def test_nothing_is_deleted_on_the_day_itself(days):
    with pytest.raises(ValueError, match=str(days)):
        empty(days, do=True)
    with pytest.raises(CommandError):
        call_command("empty_bin", older_than=days)


def test_the_command_says_what_it_does(hoa, capsys):
    bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))
    BinEntry.objects.update(binned_at=timezone.now() - LATER)

    call_command("empty_bin", "--dry-run")
    told = capsys.readouterr().out
    call_command("empty_bin")

    assert told.splitlines() == [
        "quy tắc lọc: 1 would go.",
        "1 in the bin for more than 60 days would go. Nothing was changed.",
    ]
    assert capsys.readouterr().out.splitlines()[-1] == "1 in the bin for more than 60 days deleted for ever."


def test_the_worker_empties_the_bin_once_a_day_by_the_setting(hoa, settings):
    settings.BIN_DAYS = 10
    bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))
    BinEntry.objects.update(binned_at=timezone.now() - timedelta(days=11))
    [job] = [job for job in JOBS if job.name == "empty bin"]

    job.run()

    assert job.every == 24 * 3600
    assert not BinEntry.objects.exists()


def test_an_unused_picture_goes_with_its_files(hoa, media_folder, django_capture_on_commit_callbacks):
    make_page()  # saves are kept already when the picture comes
    image = make_image()
    with django_capture_on_commit_callbacks(execute=True):
        entry = bin_as(hoa, image)
    lay = [name for name in map(place_of, files_of(picture_key(image.file))) if default_storage.exists(name)]

    empty(60, do=True, at=in_60_days())

    assert not entry.readers_saw
    assert lay
    assert not [name for name in lay if default_storage.exists(name)]
    assert not BinnedFile.objects.exists()
    assert not SavedRow.objects.of(image).exists()


def test_a_picture_that_is_sent_anew_while_it_goes_is_taken_in_as_any_other(
    hoa, media_folder, monkeypatch, django_capture_on_commit_callbacks
):
    make_page()
    texts = {"alt": "Ba cán bộ tiếp dân", "credit": "Ảnh: Thùy Nhung"}
    image = store_image(sent(picture_bytes()), **texts)
    with django_capture_on_commit_callbacks(execute=True):
        bin_as(hoa, image)
    found = pictures.in_bin

    def emptied_after(names):
        entries = found(names)
        empty(60, do=True, at=in_60_days())
        return entries

    monkeypatch.setattr(pictures, "in_bin", emptied_after)

    anew = store_image(sent(picture_bytes()), by=hoa, **texts)

    assert (anew.file, anew.uploaded_by) == (image.file, hoa)
    assert all(default_storage.exists(name) for name in files_of(picture_key(anew.file)))


def make_document(article):
    file = ContentFile(pdf_bytes(), "ke-hoach.pdf")
    return Attachment.objects.create(article=article, title="Kế hoạch", file=file)


@pytest.mark.parametrize("is_in_a_revision", [True, False])
def test_a_document_of_a_draft_goes_unless_a_revision_of_it_names_it(
    hoa, media_folder, django_capture_on_commit_callbacks, is_in_a_revision
):
    draft = make_article(status="draft", published_at=None)
    document = make_document(draft)
    if is_in_a_revision:
        with saved_by(hoa):
            keep(draft, step="Lưu")
    with django_capture_on_commit_callbacks(execute=True):
        bin_as(hoa, document)
    BinEntry.objects.update(readers_saw=False)

    empty(60, do=True, at=in_60_days())

    assert not BinEntry.objects.exists()
    assert default_storage.exists(place_of(document.file.name)) is is_in_a_revision
    assert BinnedFile.objects.exists() is is_in_a_revision


def test_what_a_row_of_another_release_was_is_passed_over(hoa):
    """The model is gone: nobody can bring it back, and nobody asks its package."""
    entry = bin_as(hoa, Rule.objects.create(pattern="tài xỉu trá hình"))
    gone = ContentType.objects.create(app_label="comments", model="oldrule")
    BinEntry.objects.filter(pk=entry.pk).update(content_type=gone)

    assert empty(60, do=True, at=in_60_days()) == [Emptied("oldrule", 1)]
    assert not BinEntry.objects.exists()
