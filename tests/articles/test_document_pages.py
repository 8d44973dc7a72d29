"""How many pages a document has is known from its check, or counted by the worker, and forgotten with the file."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from articles import document_pages
from articles.models import Attachment
from cchc_portal.serving import content_version
from cchc_portal.worker import JOBS
from tests.factories import make_article
from tests.uploads.factories import pdf_bytes, xlsx_bytes
from tests.uploads.test_page_counts import docx_saying, odt_saying, pdf_of
from uploads import inspector

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def attached(content=None, name="ke-hoach.pdf", **fields):
    file = ContentFile(content or pdf_of(3), name)
    return Attachment.objects.create(article=make_article(), title="Kế hoạch", file=file, **fields)


def of_the_last_release(row, **columns):
    """The row as release 0.4.0 leaves it, which knows of no pages."""
    Attachment.objects.filter(pk=row.pk).update(**columns)
    row.refresh_from_db()
    return row


def uncounted(**options):
    return of_the_last_release(attached(**options), pages=None)


@pytest.mark.parametrize(
    ("name", "content", "pages", "said"),
    [
        ("a.pdf", pdf_of(3), 3, "3 trang"),
        ("a.docx", docx_saying(12), 12, "12 trang"),
        ("a.odt", odt_saying(1_204), 1_204, "1.204 trang"),
        ("a.xlsx", xlsx_bytes(), 0, ""),
    ],
)
def test_a_saved_document_has_its_pages_at_once(name, content, pages, said):
    row = attached(content, name)

    assert row.pages == pages
    assert row.about.partition(" B")[2].removeprefix(", ") == said


def test_what_it_is_is_said_in_one_line():
    row = attached(pdf_bytes(), copy_kind=Attachment.CopyKind.STAMPED)

    assert row.about == "PDF, 303 B, 1 trang, bản có dấu đỏ"


def test_there_are_no_other_kinds_of_copy():
    with pytest.raises(IntegrityError, match="attachment_copy_kind_is_known"), transaction.atomic():
        attached(copy_kind="sao y")


def test_the_worker_counts_what_nobody_has_counted_and_kept_pages_hear_of_it(monkeypatch):
    rows = [
        uncounted(),
        uncounted(content=docx_saying(5), name="b.docx"),
        uncounted(content=xlsx_bytes(), name="c.xlsx"),
    ]
    advanced = []
    monkeypatch.setattr(content_version, "advance", lambda: advanced.append(1))

    assert document_pages.count_missing() == 3

    assert [Attachment.objects.get(pk=row.pk).pages for row in rows] == [3, 5, 0]
    assert document_pages.count_missing() == 0
    assert advanced


def test_only_so_many_at_once(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(document_pages, "AT_ONCE", 2)
    for _ in range(3):
        uncounted()

    assert [document_pages.count_missing() for _ in range(3)] == [2, 1, 0]
    with django_assert_num_queries(1):
        document_pages.count_missing()


def test_a_file_that_is_gone_or_refused_says_no_number():
    gone, refused = uncounted(), uncounted()
    default_storage.delete(gone.file.name)
    default_storage.delete(refused.file.name)
    default_storage.save(refused.file.name, ContentFile(b"%PDF-1.7 cut"))

    assert document_pages.count_missing() == 2
    assert {row.pages for row in Attachment.objects.all()} == {0}


def test_where_nothing_can_be_opened_it_waits(monkeypatch):
    row = uncounted()
    monkeypatch.setattr(inspector, "inspect", lambda *_: inspector.Verdict(inspector.NOT_CHECKED))

    assert document_pages.count_missing() == 0
    row.refresh_from_db()
    assert row.pages is None


def test_a_file_that_was_changed_meanwhile_is_not_given_the_number_of_the_other(monkeypatch):
    row = uncounted()

    def changed(*_):
        of_the_last_release(row, file="tep/2026/12/khac.pdf")
        return inspector.Verdict(None, 3)

    monkeypatch.setattr(inspector, "inspect", changed)

    assert document_pages.count_missing() == 0
    row.refresh_from_db()
    assert row.pages is None


def test_another_file_put_in_by_the_last_release_has_no_number_yet():
    row = of_the_last_release(attached(), file="tep/2026/12/khac.pdf", title="Khác")

    assert row.pages is None


def test_another_file_with_a_number_of_its_own_keeps_it():
    row = attached()
    row.file = ContentFile(pdf_of(9), "khac.pdf")
    row.save()

    row.refresh_from_db()
    assert row.pages == 9


def test_the_worker_does_it_each_minute():
    [job] = [job for job in JOBS if job.run is document_pages.count_missing]

    assert job.every == 60
