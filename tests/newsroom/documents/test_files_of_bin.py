"""Files of the bin that an article names again, and those that go for ever when the bin is emptied."""

import errno
import os
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from reversion.models import Revision

from articles import binning, workflow
from articles.models import Article, Attachment
from cchc_portal import worker
from newsroom.models import WorkingCopy
from revisions.bin import used_again
from revisions.bin.binning import bring_back as bring_back_entry
from revisions.bin.binning import put
from revisions.bin.emptying import FILES, empty
from revisions.models import BinEntry, KeptFile, SavedRow
from revisions.restoring import NotRestored
from revisions.saving import saved_by
from tests.factories import WEBMASTER, make_article, make_image, make_user
from tests.newsroom.forms_in_admin import make_draft, save
from tests.revisions.saves import bring_back, save_as, saved_rows
from tests.uploads.factories import pdf_bytes
from uploads.binned_files import place_of, where
from uploads.models import BinnedFile, Image

pytestmark = pytest.mark.django_db
DAYS = 60


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def into_bin(committed):
    def do(row, by=None):
        with committed(), saved_by(by):
            return put(row, by) if not isinstance(row, Article) else binning.take_out(row, by)

    return do


@pytest.fixture
def draft(nhung):
    return make_draft(nhung, title="Bến Lam nhận hồ sơ", body="<p>Bà Hạnh.</p>")


@pytest.fixture
def picture():
    """One that came after the first revision: whether readers saw it is known."""
    Revision.objects.create(date_created=timezone.now() - timedelta(days=1))
    return make_image()


def shown(picture):
    return f'<p>Bà Hạnh.</p><figure><img src="{picture.url}" alt="x"></figure>'


def attach(article, name="Kế hoạch"):
    file = ContentFile(pdf_bytes(f"% {name}\n".encode()), "ke-hoach.pdf")
    return Attachment.objects.create(article=article, title=name, file=file)


def ask(client, address):
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def refuse(*_):
    raise OSError(errno.EROFS, "Read-only file system")


class TestUsedAgain:
    def test_a_picture_that_a_saved_text_shows_comes_back_to_the_library(
        self, client, sit_down, nhung, draft, picture, into_bin
    ):
        """It was in the page before somebody deleted it."""
        into_bin(picture)

        save(sit_down(nhung), draft, body=shown(picture))

        assert Image.objects.get() == picture
        assert BinEntry.objects.get().brought_back_by == nhung
        client.logout()
        assert ask(client, picture.url_for(640)) == HTTPStatus.OK

    def test_one_that_a_text_only_would_show_stays_there(self, nhung, draft, picture, into_bin):
        into_bin(picture)
        typed = {"body": [shown(picture)]}

        WorkingCopy.objects.create(user=nhung, article=draft, page=uuid4(), number=1, fields=typed)

        assert not Image.objects.exists()

    def test_an_older_revision_brings_back_the_pictures_of_its_text(self, sit_down, nhung, draft, picture, into_bin):
        save_as(nhung, draft, body=shown(picture))
        save_as(nhung, draft, body="<p>Không còn ảnh.</p>")
        into_bin(picture)

        bring_back(sit_down(nhung), saved_rows(draft)[1], draft)

        assert Image.objects.get() == picture
        assert default_storage.exists(picture.file)

    def test_a_cover_in_the_bin_is_named_as_what_it_is(self, sit_down, nhung, draft, picture, into_bin):
        save_as(nhung, draft, cover=picture)
        save_as(nhung, draft, cover=None, title="Bản sau")
        into_bin(picture)

        page = bring_back(sit_down(nhung), saved_rows(draft)[1], draft)

        assert "đang ở trong thùng rác nên ô này giữ như hiện nay" in page.content.decode()

    def test_an_older_revision_brings_back_its_documents_as_the_rows_that_they_were(
        self, client, sit_down, nhung, draft, into_bin
    ):
        document = attach(draft)
        save_as(nhung, draft, title="Có tệp")
        into_bin(document, nhung)
        save_as(nhung, draft, title="Không có tệp")
        with_it = next(saved for saved in saved_rows(draft) if saved.kind == SavedRow.Kind.BASELINE)

        bring_back(sit_down(nhung), with_it, draft)

        assert draft.attachments.get() == document
        assert not BinEntry.objects.open().exists()
        client.logout()
        assert ask(client, document.file.url) == HTTPStatus.OK

    def test_what_came_after_a_revision_goes_to_the_bin_if_it_is_to_go(self, sit_down, nhung, draft):
        save_as(nhung, draft, title="Chưa có tệp")
        document = attach(draft)
        save_as(nhung, draft, title="Có tệp")

        bring_back(sit_down(nhung), saved_rows(draft)[1], draft, bo_them="on")

        assert not draft.attachments.exists()
        assert BinEntry.objects.open().of_row(document).get().binned_by == nhung

    def test_a_disk_that_refuses_does_not_stop_the_save(self, sit_down, nhung, draft, picture, into_bin, monkeypatch):
        into_bin(picture)
        monkeypatch.setattr(os, "replace", refuse)

        save(sit_down(nhung), draft, body=shown(picture))

        assert picture.url in draft.body
        assert BinEntry.objects.open().exists()

    def test_a_save_asks_nothing_more_as_long_as_nothing_of_it_is_in_the_bin(self, nhung, draft, picture):
        with CaptureQueriesContext(connection) as asked:
            save_as(nhung, draft, body=shown(picture))

        assert not [query for query in asked if "binentry" in query["sql"] or "binnedfile" in query["sql"]]


class TestWhileSomebodyDeletesIt:
    """Whoever deletes a picture was told that nothing shows it; meanwhile a colleague saves an article that does."""

    @pytest.fixture
    def saved_meanwhile(self, nhung, draft, picture, into_bin):
        save_as(nhung, draft, body=shown(picture))
        Article.objects.filter(pk=draft.pk).update(body="<p>Không còn ảnh.</p>")
        into_bin(picture)
        Article.objects.filter(pk=draft.pk).update(body=shown(picture))

    def test_the_worker_brings_it_back(self, picture, saved_meanwhile):
        worker.settle_files()

        assert Image.objects.get() == picture
        assert default_storage.exists(picture.file)
        assert not BinEntry.objects.open().exists()

    def test_a_text_that_was_saved_before_the_files_had_moved_keeps_them(self, nhung, draft, picture, committed):
        with committed(), saved_by(nhung):
            put(picture, nhung)
            save_as(nhung, draft, body=shown(picture))

        assert default_storage.exists(picture.file)
        worker.settle_files()
        assert Image.objects.get() == picture

    def test_one_that_cannot_come_back_stops_no_other(
        self, nhung, draft, picture, saved_meanwhile, into_bin, monkeypatch
    ):
        other = make_image()
        text = shown(picture) + shown(other)
        save_as(nhung, draft, body=text)
        Article.objects.filter(pk=draft.pk).update(body="")
        for each in Image.objects.all():
            into_bin(each)
        Article.objects.filter(pk=draft.pk).update(body=text)

        def only_the_other(entry, by):
            if entry.object_id == picture.pk:
                raise NotRestored(["Không được."])
            return bring_back_entry(entry, by)

        monkeypatch.setattr(used_again, "bring_back", only_the_other)
        worker.settle_files()

        assert Image.objects.get() == other

    def test_what_only_older_revisions_show_stays_in_the_bin(self, nhung, draft, picture, into_bin):
        save_as(nhung, draft, body=shown(picture))
        save_as(nhung, draft, body="<p>Không còn ảnh.</p>")
        into_bin(picture)

        worker.settle_files()

        assert not Image.objects.exists()
        assert default_storage.exists(place_of(picture.file))

    def test_the_worker_asks_the_same_for_one_and_for_many(self, nhung, into_bin):
        def cost(number):
            for _ in range(number):
                image = make_image()
                draft = make_draft(nhung)
                save_as(nhung, draft, body=shown(image))
                save_as(nhung, draft, body="<p>Không còn ảnh.</p>")
                into_bin(image)
            with CaptureQueriesContext(connection) as asked:
                worker.settle_files()
            return len(asked)

        for_one = cost(1)

        assert cost(3) == for_one


def test_a_row_that_came_back_by_a_revision_is_there_once(sit_down, nhung, draft, into_bin):
    """Its entry stayed open, since the disk had refused to take the file away."""
    document = attach(draft)
    entry = into_bin(document, nhung)
    document.save(force_insert=True)

    answer = sit_down(nhung).post(f"/quan-tri/thung-rac/{entry.pk}/", follow=True)

    assert "Tệp đính kèm này đã có lại từ trước" in answer.content.decode()
    assert draft.attachments.get() == document


class TestOfBinnedArticles:
    """Documents go with their article, which stays in its table."""

    def test_their_addresses_are_gone_and_come_back(self, client, hoa, into_bin):
        article = make_article()
        document = attach(article)
        before = into_bin(article, hoa)
        article.refresh_from_db()
        assert ask(client, document.file.url) == HTTPStatus.GONE

        with saved_by(hoa):
            binning.put_back(article, before, hoa)

        assert ask(client, document.file.url) == HTTPStatus.OK

    def test_colleagues_who_may_know_it_see_them(self, client, hoa, nhung, into_bin):
        article = make_draft(nhung)
        document = attach(article)
        into_bin(article, hoa)

        for user, status in {nhung: HTTPStatus.OK, hoa: HTTPStatus.OK, make_user(WEBMASTER): HTTPStatus.GONE}.items():
            client.force_login(user)
            assert ask(client, document.file.url) == status

    def test_a_document_that_another_article_has_too_stays(self, client, hoa, into_bin):
        article, other = make_article(), make_article()
        document = attach(article)
        Attachment.objects.bulk_create([Attachment(article=other, title="x", file=document.file.name, size=1)])

        into_bin(article, hoa)

        assert ask(client, document.file.url) == HTTPStatus.OK


class TestEmptied:
    def later(self):
        empty(DAYS, do=True, at=timezone.now() + timedelta(days=DAYS + 1))

    def test_a_picture_that_nobody_ever_used_goes_with_its_files(self, picture, into_bin, media):
        into_bin(picture)

        self.later()

        assert not BinEntry.objects.exists()
        assert not [path for path in media.rglob("*") if path.is_file()]

    def test_not_before_its_time(self, picture, into_bin):
        into_bin(picture)

        empty(DAYS, do=True, at=timezone.now() + timedelta(days=DAYS - 1))

        assert default_storage.exists(place_of(picture.file))

    def test_what_readers_saw_stays_for_ever(self, hoa, picture, into_bin):
        article = make_article()
        save_as(hoa, article, cover=picture)
        save_as(hoa, article, cover=None)
        into_bin(picture)

        self.later()

        assert BinEntry.objects.open().exists()
        assert default_storage.exists(place_of(picture.file))

    def test_its_files_stay_as_long_as_somebody_has_it_in_a_text_that_is_not_saved(
        self, nhung, draft, picture, into_bin
    ):
        WorkingCopy.objects.create(
            user=nhung, article=draft, page=uuid4(), number=1, fields={"body": [shown(picture)]}
        )
        into_bin(picture)

        self.later()

        assert default_storage.exists(place_of(picture.file))

    def test_its_files_stay_with_a_revision_of_a_draft_that_shows_it(self, nhung, draft, picture, into_bin):
        save_as(nhung, draft, body=shown(picture))
        save_as(nhung, draft, body="<p>Không còn ảnh.</p>")
        into_bin(picture)

        self.later()

        assert default_storage.exists(place_of(picture.file))

    def test_a_document_of_a_draft_goes_but_its_file_stays_with_the_revisions(self, nhung, draft, into_bin):
        document = attach(draft)
        save_as(nhung, draft, title="Có tệp")
        into_bin(document, nhung)

        self.later()

        assert not BinEntry.objects.exists()
        assert default_storage.exists(where(document.file.name))

    def test_a_document_that_no_revision_names_goes_with_its_file(self, hoa, draft, into_bin, media):
        document = attach(draft)
        into_bin(document, hoa)

        self.later()

        assert not default_storage.exists(where(document.file.name))

    def test_a_file_goes_once_the_revision_is_thinned_out_that_named_it_last(
        self, nhung, draft, picture, into_bin, media
    ):
        save_as(nhung, draft, body=shown(picture))
        save_as(nhung, draft, body="<p>Không còn ảnh.</p>")
        into_bin(picture)
        self.later()
        assert default_storage.exists(place_of(picture.file))

        KeptFile.objects.all().delete()
        self.later()
        self.later()

        assert not [path for path in media.rglob("*") if path.is_file()]
        assert not BinnedFile.objects.exists()

    def test_it_is_only_counted_unless_it_is_to_be_done(self, nhung, picture, into_bin):
        into_bin(picture)
        BinEntry.objects.all().delete()
        KeptFile.objects.all().delete()

        told = empty(DAYS, do=False, at=timezone.now() + timedelta(days=DAYS + 1))

        assert [(each.name, each.going) for each in told] == [(FILES, 1)]
        assert default_storage.exists(place_of(picture.file))

    def test_a_document_of_an_article_that_readers_saw_stays(self, hoa, into_bin):
        document = attach(make_article(status=workflow.WITHDRAWN))
        into_bin(document, hoa)

        self.later()

        assert default_storage.exists(place_of(document.file.name))
