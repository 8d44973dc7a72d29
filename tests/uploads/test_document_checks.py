"""Which documents readers may be given to download."""

import io
import zipfile

import pytest

from uploads import checks
from uploads.checks import Refused, check_document

from .factories import docx_bytes, locked_pdf, odt_bytes, pdf_bytes, picture_bytes, sent, xlsx_bytes, zip_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MACRO_TYPE = '<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'


def check(content, name):
    return check_document(sent(content, name), name)


@pytest.mark.parametrize(
    ("content", "name", "extension"),
    [
        (pdf_bytes(), "Nghị quyết 18.PDF", "pdf"),
        (docx_bytes(), "ke-hoach.docx", "docx"),
        (xlsx_bytes(), "biểu mẫu.xlsx", "xlsx"),
        (odt_bytes(), "don.odt", "odt"),
    ],
)
def test_the_four_kinds_of_documents_are_taken(content, name, extension):
    assert check(content, name) == extension


@pytest.mark.parametrize(
    "name", ["a.doc", "a.xls", "a.docm", "a.html", "a.svg", "a.exe", "a.zip", "a.pdf.js", "a", "pdf"]
)
def test_other_kinds_are_refused_by_name(name):
    with pytest.raises(Refused, match=r"PDF, DOCX, XLSX hoặc ODT"):
        check(pdf_bytes(), name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<!doctype html><script>alert(1)</script>%PDF-1.7 %%EOF", "a.pdf"),
        (b"\n%PDF-1.7\n%%EOF", "a.pdf"),
        (docx_bytes(), "a.pdf"),
        (picture_bytes(9, 9), "a.pdf"),
        (pdf_bytes(), "a.docx"),
        (xlsx_bytes(), "a.docx"),
        (docx_bytes(), "a.xlsx"),
        (odt_bytes(), "a.docx"),
        (docx_bytes(), "a.odt"),
        (zip_bytes({"index.html": "<script>"}), "a.docx"),
        (docx_bytes(mimetype="application/vnd.oasis.opendocument.text"), "a.docx"),
        (odt_bytes(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "a.odt"),
        (b"GIF89a" + docx_bytes(), "a.docx"),
    ],
)
def test_a_name_that_promises_another_kind_is_refused(content, name):
    with pytest.raises(Refused, match="Tên tệp ghi"):
        check(content, name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (docx_bytes(**{"word/vbaProject.bin": b"x"}), "a.docx"),
        (docx_bytes(**{"word/VBAPROJECT.BIN": b"x"}), "a.docx"),
        (docx_bytes(types=MACRO_TYPE), "a.docx"),
        (xlsx_bytes(**{"xl/vbaProject.bin": b"x"}), "a.xlsx"),
        (xlsx_bytes(**{"xl/macrosheets/sheet1.xml": b"x"}), "a.xlsx"),
        (odt_bytes(**{"Basic/Standard/Module1.xml": b"x"}), "a.odt"),
        (odt_bytes(**{"Scripts/python/a.py": b"x"}), "a.odt"),
    ],
)
def test_macros_are_refused(content, name):
    with pytest.raises(Refused, match="macro"):
        check(content, name)


def _with_password_flag(content):
    """A zip whose members say that they are encrypted."""
    archive = bytearray(content)
    start = 0
    while (start := archive.find(b"PK\1\2", start)) >= 0:
        archive[start + 8] |= 1
        start += 4
    return bytes(archive)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (OLE, "a.docx"),
        (OLE, "a.xlsx"),
        (_with_password_flag(docx_bytes()), "a.docx"),
        (odt_bytes(manifest="<manifest:encryption-data/>"), "a.odt"),
        (locked_pdf(), "a.pdf"),
        (locked_pdf(user="mo"), "a.pdf"),
    ],
)
def test_documents_under_a_password_are_refused(content, name):
    with pytest.raises(Refused, match="mật khẩu"):
        check(content, name)


@pytest.mark.parametrize("action", [b"/JavaScript", b"/Launch"])
def test_a_pdf_that_runs_something_is_refused(action):
    with pytest.raises(Refused, match="mã tự chạy"):
        check(pdf_bytes(b"5 0 obj<</S" + action + b" /JS(app.alert(1))>>endobj\n"), "a.pdf")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (pdf_bytes()[:-8], "a.pdf"),
        (docx_bytes()[:-40], "a.docx"),
        (docx_bytes()[:60], "a.docx"),
        (b"PK\3\4", "a.xlsx"),
    ],
    ids=["pdf without its end", "docx without its index", "docx of one part", "xlsx without anything"],
)
def test_documents_cut_short_are_refused(content, name):
    with pytest.raises(Refused, match="bị cắt cụt"):
        check(content, name)


def test_empty_and_heavy_documents_are_refused():
    with pytest.raises(Refused, match="Tệp rỗng"):
        check(b"", "a.pdf")
    with pytest.raises(Refused, match="quá giới hạn 10 MB"):
        check(pdf_bytes() + bytes(checks.UPLOAD_MAX_BYTES), "a.pdf")


def test_an_archive_that_would_unpack_to_hundreds_of_megabytes_is_refused():
    buffer = io.BytesIO(docx_bytes())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/x.xml", "w") as member:
        for _ in range(310):
            member.write(bytes(1024 * 1024))
    assert len(buffer.getvalue()) < checks.UPLOAD_MAX_BYTES

    with pytest.raises(Refused, match="quá nhiều nội dung"):
        check(buffer.getvalue(), "a.docx")


def test_an_archive_of_thousands_of_members_is_refused():
    with pytest.raises(Refused, match="quá nhiều nội dung"):
        check(docx_bytes(**{f"word/{number}": b"" for number in range(checks.ZIP_MAX_MEMBERS)}), "a.docx")
