"""Nothing but blanks and remarks stands around a PDF; honest updates, signatures and padded files are taken."""

import io

import pikepdf
import pytest

from uploads.sentences import sentence_for

from .factories import locked_pdf, packed_pdf, pdf_bytes, saved, zip_bytes
from .office_files import HIDDEN, elf_bytes, exe_bytes, mach_o_bytes
from .pdf_findings import code_of

pytestmark = pytest.mark.usefixtures("quiet_pikepdf")


def updated(content, number, body, size, root=1):
    """`content` with an update behind its end, as programs write that sign or fill in."""
    start = content.rindex(b"startxref")
    before = int(content[start:].split()[1])
    at = len(content)
    update = b"%d 0 obj%s endobj\n" % (number, body)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    trailer = b"trailer<</Size %d/Root %d 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        root,
        before,
        at + len(update),
    )
    return content + update + table + trailer


SIGNATURE = b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Contents<00ff>/ByteRange[0 1 2 3]>>"


def signed_twice(gap=b""):
    once = updated(pdf_bytes() + gap, 4, SIGNATURE, 5)
    return updated(once + gap, 5, SIGNATURE, 6)


def for_the_web():
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.add_blank_page()
        return saved(pdf, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)


WRITERS = {"plain": pdf_bytes, "packed": packed_pdf, "for the web": for_the_web, "signed twice": signed_twice}


@pytest.mark.parametrize("good", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_nothing_lies_behind_the_end_or_before_the_header(hidden, good):
    content = good()
    assert code_of(content) == ""

    assert code_of(content + hidden) == "outside"
    assert code_of(content + bytes(70_000) + hidden) == "outside"
    assert code_of(content + hidden + b"\n%%EOF\n") == "outside"
    assert code_of(hidden + b"\n" + content) == "not_pdf"


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_nothing_lies_between_a_version_and_its_update(hidden):
    assert code_of(signed_twice(b"\n" + hidden + b"\n")) in {"outside", "program"}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_nothing_lies_between_the_header_and_the_first_object(hidden):
    assert code_of(pdf_bytes().replace(b"%PDF-1.7\n", b"%PDF-1.7\n" + hidden + b"\n")) == "outside"


@pytest.mark.parametrize(
    "head",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        b"%PDF-1.4\r%\x01\x02\x03\x04\r\n",
        b"%PDF-1.5\n\n% by a program\n\n",
    ],
)
def test_the_first_lines_of_good_programs_are_taken(head):
    assert code_of(pdf_bytes().replace(b"%PDF-1.7\n", head)) == ""


def test_the_line_of_the_version_holds_no_tag():
    for head in (
        b"%PDF-1.7" + b" " * 200 + b"<html>\n",
        b"%PDF-1.7<html><script>1</script>\n",
        b"%PDF-1.7\n%<script>1</script>\n",
    ):
        assert code_of(pdf_bytes().replace(b"%PDF-1.7\n", head)) == "outside"


def test_a_remark_holds_no_tag():
    for gap in (b"%%EOF<html><script>1</script>\n", b"% <hta:application>\n", b"%%EOF % <SCRIPT>\n"):
        assert code_of(signed_twice(gap)) == "outside"
        assert code_of(pdf_bytes() + gap) == "outside"


@pytest.mark.parametrize(
    "gap",
    [
        b"\r\n\r\n",
        bytes(70_000),
        b"% by a scanner\n",
        b"%%EOF\n",
        "% Ký số bởi Sở Nội vụ\n".encode(),
        b"\x1b%-12345X@PJL EOJ\r\n\x1b%-12345X",
    ],
    ids=["lines", "zeros", "a remark", "another end", "a remark in Vietnamese", "a printer's lines"],
)
@pytest.mark.parametrize("good", WRITERS.values(), ids=WRITERS)
def test_blanks_and_remarks_do_no_harm(gap, good):
    assert code_of(good() + gap) == ""
    assert code_of(signed_twice(gap)) == ""


def test_an_update_of_a_file_for_the_web_is_taken():
    with pikepdf.open(io.BytesIO(for_the_web())) as pdf:
        number, root = len(pdf.objects) + 1, pdf.Root.objgen[0]

    assert code_of(updated(for_the_web(), number, SIGNATURE, number + 1, root)) == ""


@pytest.mark.parametrize(
    "before",
    [
        b"From: <?php 1;?>\n",
        b"a: $(id)\n",
        b"a: `id`\n",
        b"rm -rf ~\n",
        b"@echo off\r\n",
        b"echo 1\n\n",
        b"%\x01\x02",
        b"\x7fELF",
    ],
)
def test_what_may_run_is_not_taken_for_the_lines_of_a_printer(before):
    assert code_of(before + pdf_bytes()) == "not_pdf"


@pytest.mark.parametrize(
    "before",
    [
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 9\r\n\r\n",
        b'--=_Part_1\r\nContent-Disposition: attachment; filename="a.pdf"\r\n\r\n',
        b"%!PS-Adobe-3.0\n",
    ],
)
def test_the_lines_of_mail_and_of_web_servers_are_taken(before):
    assert code_of(before + pdf_bytes()) == ""


@pytest.mark.parametrize("program", [exe_bytes(), elf_bytes(), mach_o_bytes()], ids=["EXE", "ELF", "Mach-O"])
def test_a_program_in_a_stream_that_nothing_shows_is_found(program):
    stream = b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(program), program)

    assert code_of(pdf_bytes(stream)) == "program"


def test_a_file_that_opens_as_an_archive_too_is_found():
    jar = zip_bytes({"A.class": b"\xca\xfe\xba\xbe"})
    stream = b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(jar), jar)

    assert code_of(pdf_bytes(stream)) == "packed_inside"


def test_the_mark_of_an_end_in_a_stream_is_no_end():
    text = b"(%%EOF) Tj startxref 9 %%EOF (x) Tj"
    stream = b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (len(text), text)

    assert code_of(pdf_bytes(stream)) == ""


def test_ends_without_end_cost_nothing():
    assert code_of(pdf_bytes() + b"%%EOF\n" * 300_000) == ""
    assert code_of(pdf_bytes() + b"%%EOF 1 0 obj\n\n1 0 obj\n" * 300_000) in {"cut", "outside", "too_heavy"}


def test_a_remark_is_read_in_one_pass():
    """Possessive: with each blank also a part of the remark, the pattern would try every division of them."""
    assert code_of(pdf_bytes() + b"% " * 900 + b"\x01") == "outside"


# Passwords


def test_a_file_that_everybody_may_open_is_not_said_to_need_a_password_for_it():
    assert code_of(locked_pdf()) == "restricted"
    assert "xuất lại PDF từ tệp gốc" in sentence_for("restricted", "", "pdf")


def test_a_file_that_nobody_may_open_is_said_to_need_its_password():
    assert code_of(locked_pdf(user="mo")) == "password"


def test_a_file_locked_for_some_readers_keys_is_under_a_password():
    locked = pdf_bytes().replace(b"trailer<<", b"trailer<</Encrypt<</Filter/Adobe.PubSec/V 4>>/ID[<00><00>]")

    assert code_of(locked) == "password"
