"""Documents that are uploaded while an article is written: whose they are, and that only time takes them away."""

import errno
from datetime import timedelta
from http import HTTPStatus
from uuid import uuid4

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from articles.models import Attachment
from newsroom.documents import stored_documents
from newsroom.models import StoredDocument, WorkingCopy
from tests.factories import EDITOR, MODERATOR, WRITER, make_article, make_user
from tests.forms import fields_of
from tests.newsroom.forms_in_admin import ADD, make_draft, page_of, save, write
from tests.uploads.factories import pdf_bytes
from uploads.checks import UPLOAD_MAX_BYTES

pytestmark = pytest.mark.django_db
ADDRESS = "/quan-tri/toa-soan/tep/"


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def a_pdf(name="Biểu mẫu 01.pdf"):
    return SimpleUploadedFile(name, pdf_bytes())


def upload(client, file=None):
    return client.post(ADDRESS, {"upload": file or a_pdf()})


def stored(client, file=None):
    return upload(client, file).json()["document"]


def row(handle, number=0, **fields):
    filled = {"title": "Biểu mẫu", "file-document": handle, "position": number} | fields
    return {f"attachments-{number}-{name}": value for name, value in filled.items()} | {
        "attachments-TOTAL_FORMS": number + 1
    }


def sentence(answer):
    return answer.json()["error"]["message"]


@pytest.fixture
def with_two(sit_down, hoa):
    """A published article with two attachments."""
    article = make_article()
    rows = {}
    for number, title in enumerate(("Nghị quyết 18", "Phụ lục")):
        rows |= row(stored(sit_down(hoa), a_pdf(f"{title}.pdf"))["handle"], number, title=title)
    save(sit_down(hoa), article, **rows)
    return article


def test_all_attachments_taken_away_at_once_are_asked_about(sit_down, hoa, with_two):
    both = {f"attachments-{number}-DELETE": "on" for number in (0, 1)}

    answer = save(sit_down(hoa), with_two, **both)
    (question,) = answer.context["adminform"].form.questions

    assert question.sentence.startswith("Bài sẽ không còn tệp đính kèm nào (đang có “Nghị quyết 18”, “Phụ lục”).")
    assert with_two.attachments.count() == 2
    save(sit_down(hoa), with_two, **both, confirmed=question.key)
    assert with_two.attachments.count() == 0


@pytest.mark.parametrize("kept", ["one that stays", "a new one", "a file without a script"])
def test_attachments_of_which_one_stays_or_comes_are_not_asked_about(sit_down, hoa, with_two, kept):
    client = sit_down(hoa)
    changes = {f"attachments-{number}-DELETE": "on" for number in (0, 1)}
    if kept == "one that stays":
        del changes["attachments-1-DELETE"]
    elif kept == "a new one":
        changes |= row(stored(client, a_pdf("mới.pdf"))["handle"], 2)
    else:
        changes |= {"attachments-2-title": "Mới", "attachments-2-file": a_pdf(), "attachments-2-position": 2}
        changes["attachments-TOTAL_FORMS"] = 3

    save(client, with_two, **changes)

    assert with_two.attachments.count() == 1


def test_a_chosen_document_is_stored_before_its_article_is_saved(sit_down, nhung):
    document = stored(sit_down(nhung))

    assert (document["name"], document["title"]) == ("Biểu mẫu 01.pdf", "Biểu mẫu 01")
    assert document["about"].startswith("PDF, ")
    assert document["url"].endswith(".pdf")
    assert StoredDocument.objects.get().user == nhung
    assert not Attachment.objects.exists()


def test_the_save_attaches_what_the_row_names(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    document = stored(client)

    save(client, article, **row(document["handle"]))

    attachment = Attachment.objects.get()
    assert (attachment.title, attachment.article, attachment.file.url) == ("Biểu mẫu", article, document["url"])
    assert attachment.size == len(pdf_bytes())
    assert attachment.pages == 1
    assert StoredDocument.objects.get().attachment == attachment


def test_a_row_says_which_kind_of_copy_it_is_and_a_form_that_does_not_know_leaves_it(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    save(client, article, **row(stored(client)["handle"], copy_kind="stamped"))
    fields = fields_of(client.get(page_of(article)), "article_form")
    assert fields["attachments-0-copy_kind"] == "stamped"

    del fields["attachments-0-copy_kind"]
    client.post(page_of(article), fields | {"attachments-0-title": "Mẫu 02", "_continue": "1"})

    assert [(each.title, each.copy_kind) for each in article.attachments.all()] == [("Mẫu 02", "stamped")]


def test_a_new_article_takes_it_with_its_first_save(sit_down, nhung):
    client = sit_down(nhung)

    write(client, **row(stored(client)["handle"]))

    assert Attachment.objects.get().article.created_by == nhung


def test_a_mistake_elsewhere_keeps_the_document_also_without_a_script(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    chosen = {
        "attachments-0-title": "Biểu mẫu",
        "attachments-0-file": a_pdf(),
        "attachments-0-position": 0,
        "attachments-TOTAL_FORMS": 1,
    }

    page = save(client, article, title="", **chosen)
    assert not Attachment.objects.exists()
    kept = fields_of(page, "article_form")
    assert "Biểu mẫu 01.pdf" in page.content.decode()
    kept.pop("attachments-0-file", None)
    client.post(page_of(article), kept | {"title": "Bến Lam"})

    assert Attachment.objects.get().article == article
    assert StoredDocument.objects.count() == 1


def test_a_working_copy_shows_it_again(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    sent = {name: [str(value)] for name, value in row(stored(client)["handle"]).items()}
    fields = {"title": ["Bến Lam"], "attachments-INITIAL_FORMS": ["0"]} | sent
    copy = WorkingCopy.objects.create(user=nhung, article=article, page=uuid4(), number=1, fields=fields)

    page = client.get(f"{page_of(article)}?ban_nhap={copy.key}")

    assert "Biểu mẫu 01.pdf" in page.content.decode()
    assert fields_of(page, "article_form")["attachments-0-file-document"] == sent["attachments-0-file-document"][0]


def test_a_document_takes_the_place_of_the_one_that_a_row_has(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    save(client, article, **row(stored(client)["handle"]))
    newer = stored(client, a_pdf("Biểu mẫu 02.pdf"))

    save(client, article, **{"attachments-0-file-document": newer["handle"]})

    assert Attachment.objects.get().file.url == newer["url"]


@pytest.mark.parametrize("handle", ["1", "1:x", "x" * 5000, "\0", "1:" + "A" * 43])
def test_a_forged_handle_attaches_nothing(sit_down, nhung, handle):
    article = make_draft(nhung)

    page = save(sit_down(nhung), article, **row(handle))

    assert "không còn trên máy chủ" in page.content.decode()
    assert not Attachment.objects.exists()


def test_nobody_attaches_what_another_has_uploaded(sit_down, nhung, hoa):
    article = make_draft(hoa)
    handle = stored(sit_down(nhung))["handle"]

    page = save(sit_down(hoa), article, **row(handle))

    assert "không còn trên máy chủ" in page.content.decode()
    assert not Attachment.objects.exists()


def test_a_document_whose_file_is_gone_is_asked_for_again(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    handle = stored(client)["handle"]
    StoredDocument.objects.get().delete_file()

    assert "Hãy chọn lại tệp" in save(client, article, **row(handle)).content.decode()


def test_a_row_that_is_sent_again_after_a_lost_answer_is_one_attachment(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    sent = fields_of(client.get(page_of(article)), "article_form") | {"copy_page": str(uuid4())}
    rows = row("", 0, title="") | row(stored(client)["handle"], 1)
    client.post(page_of(article), sent | rows)

    client.post(page_of(article), sent | rows | {"attachments-1-title": "Biểu mẫu mới"})

    assert Attachment.objects.get().title == "Biểu mẫu mới"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("bieu-mau.pdf", b"MZ\x90 a program"), "không phải là PDF"),
        (SimpleUploadedFile("a.exe", b"MZ"), "Không nhận tệp loại"),
        (SimpleUploadedFile("a.pdf", b""), "0 byte"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.4" + b" " * UPLOAD_MAX_BYTES), "quá giới hạn"),
    ],
)
def test_the_same_checks_refuse_the_same_files(sit_down, nhung, file, said):
    answer = upload(sit_down(nhung), file)

    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert said in sentence(answer)
    assert not StoredDocument.objects.exists()


def test_nothing_sent_is_said(sit_down, nhung):
    assert "Chưa có tệp nào" in sentence(sit_down(nhung).post(ADDRESS))


def test_a_full_disk_is_said_and_leaves_nothing(sit_down, nhung, monkeypatch, tmp_path):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("uploads.storage.os.posix_fallocate", full)

    answer = upload(sit_down(nhung))

    assert "hết chỗ" in sentence(answer)
    assert not StoredDocument.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_who_has_very_many_documents_in_no_article_attaches_them_first(sit_down, nhung, monkeypatch):
    monkeypatch.setattr(stored_documents, "MAX_UNATTACHED", 1)
    client = sit_down(nhung)
    stored(client)

    assert "chưa gắn vào bài nào" in sentence(upload(client))


@pytest.mark.parametrize(("role", "status"), [(WRITER, 200), (EDITOR, 200), (MODERATOR, 403)])
def test_who_may_attach_may_upload(sit_down, role, status):
    assert upload(sit_down(make_user(role))).status_code == status


def test_nobody_uploads_who_is_not_signed_in_or_only_looks(client, sit_down, nhung):
    assert upload(client).status_code == HTTPStatus.UNAUTHORIZED
    assert sit_down(nhung).get(ADDRESS).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_what_no_article_takes_goes_after_a_week_with_its_file(sit_down, nhung):
    client = sit_down(nhung)
    article = make_draft(nhung)
    attached, typed, left = (stored(client, a_pdf(f"{name}.pdf")) for name in ("mot", "hai", "ba"))
    save(client, article, **row(attached["handle"]))
    fields = {"attachments-0-file-document": [typed["handle"]]}
    WorkingCopy.objects.create(user=nhung, page=uuid4(), number=1, fields=fields)
    names = [document.file.name for document in StoredDocument.objects.order_by("pk")]

    assert StoredDocument.objects.forget_old(timezone.now() + timedelta(days=6)) == 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda work: work())
        assert StoredDocument.objects.forget_old(timezone.now() + timedelta(days=8)) == 2

    assert [default_storage.exists(name) for name in names] == [True, True, False]
    assert [document.handle for document in StoredDocument.objects.all()] == [typed["handle"]]
    assert left


def test_a_document_that_was_attached_once_keeps_its_file(sit_down, nhung):
    article, client = make_draft(nhung), sit_down(nhung)
    save(client, article, **row(stored(client)["handle"]))
    name = Attachment.objects.get().file.name
    Attachment.objects.all().delete()

    StoredDocument.objects.forget_old(timezone.now() + timedelta(days=8))

    assert default_storage.exists(name)


def test_the_last_release_deletes_attachments_and_accounts_beside_documents(nhung, sit_down):
    article, client = make_draft(nhung), sit_down(nhung)
    save(client, article, **row(stored(client)["handle"]))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_attachment")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert StoredDocument.objects.get().attachment is None


def test_a_program_sends_the_file_with_the_article(sit_down, nhung):
    client = sit_down(nhung)
    write(client, **row("", **{"file": a_pdf(), "file-document": ""}))

    assert Attachment.objects.get().kind == "PDF"
    assert fields_of(client.get(ADD), "article_form")["attachments-TOTAL_FORMS"] == "0"


def test_an_upload_costs_the_same_whatever_lies_there_already(sit_down, nhung, django_assert_num_queries):
    client = sit_down(nhung)
    stored(client)  # notes that the session is used
    for number in range(2):
        with django_assert_num_queries(7):  # one of them asks whether it is in the bin
            stored(client, a_pdf(f"{number}.pdf"))
        StoredDocument.objects.bulk_create(
            [StoredDocument(user=nhung, file="tep/x.pdf", name="x.pdf", size=1) for _ in range(9)]
        )


def test_a_row_calls_its_file_by_name_and_not_by_address(sit_down, hoa):
    article = make_article()
    attached = Attachment.objects.create(article=article, title="Biểu mẫu", file=a_pdf("danh-sach.pdf"))
    name = attached.file.name.rpartition("/")[2]

    html = sit_down(hoa).get(page_of(article)).content.decode()

    assert f'value="{name}" title="{name}" disabled' in html
    assert f'value="{attached.file.url}"' not in html
    assert f'href="{attached.file.url}"' in html
