"""How many pages a document has: counted in a PDF, read where a word processor says it."""

import pikepdf
import pytest

from uploads import inspector
from uploads.checks import examine_document

from .factories import docx_bytes, odt_bytes, packed_pdf, pdf_bytes, saved, sent, xlsx_bytes

APP = (
    '<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Template>Normal.dotm</Template><Pages>{pages}</Pages><Words>{words}</Words></Properties>'
)
META = (
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"><office:meta>'
    '<meta:document-statistic meta:table-count="0" meta:page-count="{pages}" meta:word-count="{words}"/>'
    "</office:meta></office:document-meta>"
)


def pdf_of(pages):
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        return saved(pdf)


def docx_saying(pages, words=4_000, name="docProps/app.xml"):
    return docx_bytes(**{name: APP.format(pages=pages, words=words)})


def odt_saying(pages, words=4_000):
    return odt_bytes(**{"meta.xml": META.format(pages=pages, words=words)})


@pytest.mark.parametrize(
    ("extension", "content", "pages"),
    [
        ("pdf", pdf_bytes(), 1),
        ("pdf", packed_pdf(), 1),
        ("pdf", pdf_of(375), 375),
        ("docx", docx_saying(12), 12),
        ("docx", docx_saying(" 3\n"), 3),
        ("docx", docx_saying(7, name="docProps/App.xml"), 7),
        ("docx", docx_bytes(), None),
        ("docx", docx_saying(1, words=0), None),  # by a program that lays nothing out
        ("docx", docx_saying(0), None),
        ("docx", docx_saying("nhiều"), None),
        ("docx", docx_saying(9, name="word/app.xml"), None),
        ("odt", odt_saying(4), 4),
        ("odt", odt_saying(1, words=0), None),
        ("odt", odt_bytes(), None),
        ("xlsx", xlsx_bytes(), None),
    ],
)
def test_pages_are_counted_or_read(extension, content, pages):
    assert inspector.inspect(content, extension) == inspector.Verdict(None, pages)


def test_a_bad_document_has_no_pages():
    verdict = inspector.inspect(docx_saying(12) + b"MZ", "docx")

    assert verdict.found
    assert verdict.pages is None


def test_what_has_just_been_checked_is_not_opened_again_for_its_pages(monkeypatch):
    content = pdf_of(5)
    first = examine_document(sent(content), "a.pdf")
    monkeypatch.setattr(inspector, "inspect", None)

    assert examine_document(sent(content), "b.pdf") == first
    assert first.pages == 5
