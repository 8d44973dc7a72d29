"""Documents that are taken out of an article's form: in the bin, out of service, and back in their place."""

import errno
import os
import re
from http import HTTPStatus

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import binning, workflow
from articles.models import Article, Attachment
from newsroom.models import StoredDocument
from revisions.bin.binning import bring_back, put
from revisions.bin.pictures import DISK_REFUSED
from revisions.models import BinEntry, SavedRow
from revisions.restoring import NotRestored
from revisions.saving import saved_by
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import make_draft, page_of, save, sentences
from tests.uploads.factories import pdf_bytes
from uploads.binned_files import place_of, settle_all, where
from uploads.models import BinnedFile

pytestmark = pytest.mark.django_db
TOTAL = {"attachments-TOTAL_FORMS": 1}
UPLOAD = "/quan-tri/toa-soan/tep/"


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def attach(article, name, position=0):
    file = ContentFile(pdf_bytes(f"% {name}\n".encode()), f"{name}.pdf")
    return Attachment.objects.create(article=article, title=name, file=file, position=position)


@pytest.fixture
def article(nhung):
    return make_draft(nhung, title="Bến Lam nhận hồ sơ")


@pytest.fixture
def documents(article):
    return [attach(article, name, number) for number, name in enumerate(["Kế hoạch", "Biểu mẫu", "Phụ lục"])]


@pytest.fixture
def take_out(django_capture_on_commit_callbacks):
    """Take row `number` out of the form of an article and save; the answer, as the next page."""

    def do(client, article, number=1):
        with django_capture_on_commit_callbacks(execute=True):
            return save(client, article, **{f"attachments-{number}-DELETE": "on"})

    return do


def entry_of(document):
    return BinEntry.objects.open().of_key(Attachment, document.pk).get()


def return_as(user, entry):
    with saved_by(user):
        return bring_back(entry, user)


def titles(article):
    return [each.title for each in article.attachments.all()]


def ask(client, document):
    answer = client.get(document.file.url)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return answer.status_code


def refuse(*_):
    raise OSError(errno.EROFS, "Read-only file system")


class TestOut:
    def test_it_is_in_the_bin_and_the_page_says_so(self, sit_down, nhung, article, documents, take_out):
        page = take_out(sit_down(nhung), article)

        entry = entry_of(documents[1])
        assert titles(article) == ["Kế hoạch", "Phụ lục"]
        assert (entry.name, entry.binned_by, entry.kind) == ("Biểu mẫu", nhung, "tệp đính kèm")
        assert "Đã đưa tệp “Biểu mẫu” vào thùng rác" in page.content.decode()
        assert reverse("bin:entry", args=[entry.pk]) in page.content.decode()

    def test_a_script_is_told_too(self, sit_down, nhung, article, documents):
        client = sit_down(nhung)
        form = fields_of(client.get(page_of(article)), "article_form")
        taken_out = {"attachments-1-DELETE": "on", "_continue": "1"}

        answer = client.post(page_of(article), form | taken_out, headers={"Accept": "application/json"})

        told, entry = answer.json()["saved"], entry_of(documents[1])
        sentence = "Đã đưa tệp “Biểu mẫu” vào thùng rác."
        assert sentence in told["messages"]
        assert told["links"] == {sentence: ["Xem hoặc khôi phục", reverse("bin:entry", args=[entry.pk])]}

    def test_its_address_is_gone_for_readers_and_open_to_who_may_know_the_article(
        self, client, sit_down, nhung, article, documents, take_out
    ):
        take_out(sit_down(nhung), article)

        who = {None: HTTPStatus.GONE, nhung: HTTPStatus.OK, make_user(EDITOR): HTTPStatus.OK}
        who |= {make_user(WRITER): HTTPStatus.GONE, make_user(MODERATOR): HTTPStatus.GONE}
        for user, status in who.items():
            client.logout()
            if user:
                client.force_login(user)
            assert ask(client, documents[1]) == status, user
        assert ask(client, documents[0]) == HTTPStatus.OK

    def test_what_went_before_readers_saw_the_article_stays_with_those_who_wrote_it(
        self, sit_down, nhung, article, documents, take_out, django_capture_on_commit_callbacks
    ):
        """As the revisions of that time do."""
        take_out(sit_down(nhung), article)
        Article.objects.filter(pk=article.pk).update(status=workflow.PUBLISHED, published_at="2026-01-01T00:00Z")
        with django_capture_on_commit_callbacks(execute=True), saved_by(None):
            put(documents[2], None)  # which readers saw

        for user, seen in {make_user(WRITER): [2], nhung: [1, 2], make_user(EDITOR): [1, 2]}.items():
            desk = sit_down(user)
            listed = desk.get(reverse("bin:list")).content.decode()
            assert [number for number in (1, 2) if documents[number].title in listed] == seen
            assert [number for number in (1, 2) if ask(desk, documents[number]) == HTTPStatus.OK] == seen

    def test_the_revision_before_has_it_and_the_one_after_says_that_it_went(
        self, sit_down, nhung, article, documents, take_out
    ):
        take_out(sit_down(nhung), article)

        assert SavedRow.objects.of(article).first().summary == "bỏ tệp đính kèm “Biểu mẫu (bieu-mau.pdf)”"

    def test_a_form_that_is_refused_takes_nothing_out(self, sit_down, nhung, article, documents):
        save(sit_down(nhung), article, title="", **{"attachments-1-DELETE": "on"})

        assert not BinEntry.objects.exists()
        assert len(titles(article)) == 3

    def test_two_people_who_take_it_out_make_one_entry(self, nhung, hoa, documents):
        for user in (nhung, hoa):
            with saved_by(user):
                put(documents[1], user)

        assert entry_of(documents[1]).binned_by == nhung

    @pytest.mark.parametrize(
        ("fields", "saw"),
        [
            ({"status": workflow.DRAFT, "published_at": None}, False),
            ({"status": workflow.PUBLISHED}, True),
            ({"status": workflow.WITHDRAWN}, True),
        ],
    )
    def test_whether_readers_saw_it_is_what_they_saw_of_its_article(self, hoa, fields, saw):
        document = attach(make_article(**fields), "Kế hoạch")

        with saved_by(hoa):
            assert put(document, hoa).readers_saw == saw


class TestBack:
    def test_it_comes_back_in_its_place_with_its_key_and_its_address(
        self, client, sit_down, nhung, article, documents, take_out
    ):
        take_out(sit_down(nhung), article)
        edition = Article.objects.get(pk=article.pk).edition

        answer = sit_down(nhung).post(f"/quan-tri/thung-rac/{entry_of(documents[1]).pk}/", follow=True)

        assert "Đã khôi phục tệp đính kèm “Biểu mẫu”" in answer.content.decode()
        assert answer.redirect_chain[-1][0] == page_of(article)
        assert titles(article) == ["Kế hoạch", "Biểu mẫu", "Phụ lục"]
        assert list(article.attachments.values_list("pk", flat=True)) == [each.pk for each in documents]
        assert Article.objects.get(pk=article.pk).edition == edition + 1  # a form that is open hears of it
        assert ask(client, documents[1]) == HTTPStatus.OK

    def test_the_article_has_a_revision_that_says_so(self, sit_down, nhung, article, documents, take_out):
        take_out(sit_down(nhung), article)

        return_as(nhung, entry_of(documents[1]))

        saved = SavedRow.objects.of(article).first()
        assert saved.what == "Khôi phục tệp đính kèm “Biểu mẫu”"
        assert saved.summary == "thêm tệp đính kèm “Biểu mẫu (bieu-mau.pdf)”"

    def test_the_page_of_the_bin_names_its_article_and_opens_the_file(
        self, sit_down, nhung, article, documents, take_out
    ):
        take_out(sit_down(nhung), article)

        page = sit_down(nhung).get(f"/quan-tri/thung-rac/{entry_of(documents[1]).pk}/").content.decode()

        assert "Bến Lam nhận hồ sơ" in page
        assert f'<a href="{documents[1].file.url}">Tải tệp bieu-mau.pdf</a>' in page

    def test_not_while_its_article_is_in_the_bin(self, hoa, article, documents):
        with saved_by(hoa):
            entry = put(documents[1], hoa)
            binning.take_out(article, hoa)

        with pytest.raises(NotRestored, match="“Bến Lam nhận hồ sơ” đang ở trong thùng rác; xin khôi phục bài trước"):
            return_as(hoa, entry)
        assert BinEntry.objects.open().get() == entry

    def test_not_where_its_article_is_gone_for_ever(self, hoa, article, documents):
        with saved_by(hoa):
            entry = put(documents[1], hoa)
        article.delete()

        with pytest.raises(NotRestored, match="Bài có tệp “Biểu mẫu” không còn nữa nên tệp không có chỗ để về"):
            return_as(hoa, entry)

    def test_a_disk_that_refuses_brings_nothing_back(self, sit_down, nhung, article, documents, take_out, monkeypatch):
        take_out(sit_down(nhung), article)
        monkeypatch.setattr(os, "replace", refuse)

        with pytest.raises(NotRestored, match=DISK_REFUSED[:30]):
            return_as(nhung, entry_of(documents[1]))
        assert titles(article) == ["Kế hoạch", "Phụ lục"]
        assert BinnedFile.objects.get().name == documents[1].file.name

    def test_who_may_write_the_article_brings_it_back(self, sit_down, nhung, hoa, article, documents, take_out):
        take_out(sit_down(nhung), article)
        address = f"/quan-tri/thung-rac/{entry_of(documents[1]).pk}/"

        for user in (make_user(WRITER), make_user(MODERATOR)):
            assert sit_down(user).post(address).status_code in (HTTPStatus.FOUND, HTTPStatus.FORBIDDEN)
        assert len(titles(article)) == 2
        sit_down(hoa).post(address)
        assert len(titles(article)) == 3

    def test_its_writer_only_sees_it_once_readers_see_the_article(self, sit_down, nhung, hoa, article, documents):
        with saved_by(hoa):
            put(documents[1], hoa)
        Article.objects.filter(pk=article.pk).update(status=workflow.PUBLISHED, published_at="2026-01-01T00:00Z")
        address = f"/quan-tri/thung-rac/{entry_of(documents[1]).pk}/"

        assert "không được khôi phục" in sit_down(nhung).get(address).content.decode()
        assert sit_down(nhung).post(address).status_code == HTTPStatus.FORBIDDEN


class TestOfOneName:
    """Half of all documents are called "Kế hoạch.pdf"."""

    def sent(self, client, content):
        file = SimpleUploadedFile("Kế hoạch.pdf", pdf_bytes(content))
        return client.post("/quan-tri/toa-soan/tep/", {"upload": file}).json()["document"]["handle"]

    def attach(self, client, article, content):
        handle = self.sent(client, content)
        row = {"title": "Kế hoạch", "file-document": handle, "position": "0"}
        save(client, article, **{f"attachments-0-{name}": value for name, value in row.items()} | TOTAL)
        return article.attachments.get()

    def test_one_in_the_bin_and_another_that_comes_meanwhile_keep_each_its_content(
        self, sit_down, nhung, take_out, django_capture_on_commit_callbacks
    ):
        client, drafts = sit_down(nhung), [make_draft(nhung), make_draft(nhung)]
        first = self.attach(client, drafts[0], b"% 2025\n")
        take_out(client, drafts[0], 0)
        second = self.attach(client, drafts[1], b"% 2026\n")
        settle_all()

        return_as(nhung, entry_of(first))

        for document, content in ((first, b"% 2025\n"), (second, b"% 2026\n")):
            with default_storage.open(document.file.name) as file:
                assert file.read() == pdf_bytes(content)

    def test_its_name_is_made_of_its_own_and_of_its_content(self, sit_down, nhung):
        document = self.attach(sit_down(nhung), make_draft(nhung), b"% 2026\n")

        assert re.search(r"/ke-hoach-[0-9a-f]{10}\.pdf$", document.file.name)


class TestSentAnew:
    def a_copy(self, document, name="tai-lai.pdf"):
        with default_storage.open(where(document.file.name)) as file:
            return SimpleUploadedFile(name, file.read())

    def sent(self, client, file):
        return client.post(UPLOAD, {"upload": file}).json()["document"]

    def row(self, handle, number, **fields):
        filled = {"title": "Biểu mẫu", "file-document": handle, "position": number} | fields
        rows = {f"attachments-{number}-{name}": value for name, value in filled.items()}
        return rows | {"attachments-TOTAL_FORMS": number + 1}

    def test_the_page_is_told_its_title_and_that_it_comes_back(self, sit_down, nhung, article, documents, take_out):
        client = sit_down(nhung)
        take_out(client, article)

        told = self.sent(client, self.a_copy(documents[1]))

        assert told["title"] == "Biểu mẫu"
        assert told["note"] == "Tệp này đang ở thùng rác với tên “Biểu mẫu”; lưu bài thì tệp được khôi phục."
        assert told["url"] == documents[1].file.url
        assert BinnedFile.objects.exists()  # nothing has come back yet

    def test_in_the_same_article_it_is_the_row_that_it_was(
        self, client, sit_down, nhung, article, documents, take_out
    ):
        desk = sit_down(nhung)
        take_out(desk, article)
        told = self.sent(desk, self.a_copy(documents[1]))

        answer = save(desk, article, **self.row(told["handle"], 2, title=told["title"], position=1))

        assert any("“Biểu mẫu” đã được khôi phục từ thùng rác" in said for said in sentences(answer))
        assert set(article.attachments.values_list("pk", flat=True)) == {each.pk for each in documents}
        assert not BinEntry.objects.open().exists()
        desk.logout()
        assert ask(client, documents[1]) == HTTPStatus.OK

    def test_in_another_article_both_have_it(self, client, sit_down, nhung, article, documents, take_out):
        desk, other = sit_down(nhung), make_draft(nhung, title="Bài khác")
        take_out(desk, article)
        told = self.sent(desk, self.a_copy(documents[1]))

        save(desk, other, **self.row(told["handle"], 0))
        return_as(nhung, entry_of(documents[1]))

        assert other.attachments.get().file == documents[1].file
        assert len(titles(article)) == 3
        desk.logout()
        assert ask(client, documents[1]) == HTTPStatus.OK

    def test_whoever_may_not_know_its_article_learns_nothing(self, sit_down, nhung, article, documents, take_out):
        take_out(sit_down(nhung), article)

        told = self.sent(sit_down(make_user(WRITER)), self.a_copy(documents[1]))

        assert (told["title"], told["note"]) == ("tai-lai", "")
        assert told["url"] != documents[1].file.url

    def test_an_upload_that_no_article_takes_leaves_it_in_the_bin(self, sit_down, nhung, article, documents, take_out):
        client = sit_down(nhung)
        take_out(client, article)
        self.sent(client, self.a_copy(documents[1]))
        StoredDocument.objects.update(uploaded_at="2026-01-01T00:00Z")

        StoredDocument.objects.forget_old()

        assert not StoredDocument.objects.exists()
        assert default_storage.exists(place_of(documents[1].file.name))

    def test_a_disk_that_refuses_does_not_stop_the_save(
        self, sit_down, nhung, article, documents, take_out, monkeypatch
    ):
        client = sit_down(nhung)
        take_out(client, article)
        told = self.sent(client, self.a_copy(documents[1]))
        with monkeypatch.context() as broken:
            broken.setattr(os, "replace", refuse)
            save(client, article, **self.row(told["handle"], 2))
        assert len(titles(article)) == 3

        settle_all()

        assert default_storage.exists(documents[1].file.name)

    def test_a_handle_that_an_older_page_sends_again_brings_it_back(self, sit_down, nhung, article, take_out):
        """The page has attached it, another one took it out meanwhile."""
        client = sit_down(nhung)
        told = self.sent(client, SimpleUploadedFile("moi.pdf", pdf_bytes()))
        save(client, article, **self.row(told["handle"], 0))
        take_out(client, article, 0)

        save(client, article, **self.row(told["handle"], 0))

        assert default_storage.exists(article.attachments.get().file.name)
        assert not BinEntry.objects.open().exists()
