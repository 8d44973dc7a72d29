"""How an archive is packed, and the XML in it: what programs may read differently, or without end, is refused."""

import io
import struct
import zipfile
import zlib

import pytest

from uploads import inspector
from uploads.inspection.archives import inspect
from uploads.inspection.limits import MAX_UNPACKED_BYTES

from .factories import docx_bytes, odt_bytes, xlsx_bytes, zip_bytes
from .office_files import chart_of_word, code_of, docx_with, field

ENTITIES = '<!DOCTYPE a [<!ENTITY b "{}">]><w:document>&b;</w:document>'


@pytest.mark.parametrize(
    "xml",
    [
        ENTITIES.format("x"),
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document>&b;</w:document>',
        '<!DOCTYPE a SYSTEM "http://x.vn/a.dtd"><w:document/>',
        '<?xml version="1.0" encoding="UTF-16"?>' + ENTITIES.format("x"),
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://x.vn/a"> %p;]><w:document/>',
    ],
)
@pytest.mark.parametrize(
    "place", ["word/document.xml", "word/_rels/document.xml.rels", "word/x.svg", "[Content_Types].xml"]
)
def test_a_part_with_entities_is_refused_and_none_is_unfolded(xml, place):
    content = xml.encode("utf-16") if "UTF-16" in xml else xml.encode()
    names_it_only = "[" not in xml  # which nobody loads, and drawings do

    assert code_of(docx_bytes(**{place: content})) == ("" if place.endswith(".svg") and names_it_only else "dtd")


def test_a_billion_laughs_cost_nothing():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    xml = f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]><office:document-content>&l29;</office:document-content>'

    assert code_of(odt_bytes(**{"content.xml": xml}), "odt") == "dtd"


def test_elements_in_elements_without_end_are_refused():
    assert code_of(docx_with("<w:fldSimple>" * 100_000)) == "too_heavy"


@pytest.mark.parametrize("broken", ["<w:fldSimple", "<a></b>", "<w:fldSimple>&khong-co;</w:fldSimple>"])
def test_broken_xml_is_damage(broken):
    assert code_of(docx_with(**{"word/header1.xml": "<fldSimple>" + broken})) == "damaged"


def test_an_archive_that_lies_about_its_size_is_not_unpacked_further():
    content = bytearray(docx_with(**{"word/a.bin": bytes(5_000_000)}))
    for start in (content.rindex(b"PK\1\2") + 24,):
        content[start : start + 4] = struct.pack("<I", 10)

    with pytest.raises(zipfile.BadZipFile):
        inspect(bytes(content), "docx")


def test_what_a_document_and_its_insides_unpack_to_is_one_sum():
    half = MAX_UNPACKED_BYTES // 2 // 3 + 1
    inner = xlsx_bytes(**{f"xl/media/{n}.bmp": bytes(half) for n in range(3)})
    outer = chart_of_word(
        **{"word/embeddings/Microsoft_Excel_Sheet1.xlsx": inner}
        | {f"word/media/{n}.bmp": bytes(half) for n in range(3)}
    )

    assert len(outer) < 2_000_000
    assert code_of(outer) == "too_much_packed"


@pytest.mark.parametrize("name", ["../../etc/cron.d/a", "/etc/passwd", "C:/a.txt", "word\\..\\..\\a", "a\nb"])
def test_a_part_that_would_leave_its_folder_is_damage(name):
    assert code_of(docx_bytes(**{name: "x"})) == "damaged"


def test_two_parts_of_one_name_are_damage():
    buffer = io.BytesIO(docx_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("WORD/Document.xml", "<w:document/>")

    assert code_of(buffer.getvalue()) == "damaged"


def test_another_archive_behind_or_before_is_damage():
    with_comment = io.BytesIO(docx_bytes())
    with zipfile.ZipFile(with_comment, "a") as archive:
        archive.comment = zip_bytes({"a": "b"})

    assert code_of(with_comment.getvalue()) == "damaged"
    assert code_of(zip_bytes({"a": "b"}) + docx_bytes()) == "damaged"


def test_a_method_of_packing_that_office_does_not_use_is_damage():
    buffer = io.BytesIO(docx_bytes())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/a.xml", "<a/>")

    assert code_of(buffer.getvalue()) == "damaged"


# The child process


def test_the_child_gives_the_verdict_of_what_it_read():
    assert inspector.inspect(docx_with(), "docx").found is None
    assert inspector.inspect(docx_with(field("DDE cmd x")), "docx").found == ("dde", "DDE cmd x")
    assert inspector.inspect(b"PK\3\4" + bytes(99), "docx").found[0] == "damaged"


def test_an_archive_packed_in_parts_that_overlap_is_refused():
    """A bomb of one block that thousands of entries share."""
    block = zlib.compress(bytes(1_000_000))
    content = docx_bytes(**{"word/a.bin": block})
    entry = content[content.rindex(b"PK\1\2") : content.rindex(b"PK\5\6")]
    end = content.rindex(b"PK\5\6")
    many = b"".join(entry.replace(b"word/a.bin", b"word/%c.bin" % letter) for letter in b"bcdefgh")
    tail = bytearray(content[end:])
    count = struct.unpack_from("<H", tail, 8)[0] + 7
    struct.pack_into("<HHI", tail, 8, count, count, struct.unpack_from("<I", tail, 12)[0] + len(many))

    assert inspector.inspect(content[:end] + many + bytes(tail), "docx").found[0] == "damaged"


def test_a_child_that_cannot_start_is_no_verdict_on_the_file(monkeypatch, caplog):
    monkeypatch.setattr("sys.executable", "/khong/co/python")

    assert inspector.inspect(docx_with(), "docx").found == ("not_checked", "")
    assert "could not be inspected" in caplog.text


def test_a_child_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(inspector, "_START", "import time\ntime.sleep(60)  # {module}")
    monkeypatch.setattr(inspector, "WALL_SECONDS", 0.1)

    assert inspector.inspect(docx_with(), "docx").found == ("too_heavy", "")


def test_a_child_that_breaks_is_no_verdict_on_the_file(monkeypatch, caplog):
    monkeypatch.setattr(inspector, "_START", "raise SystemExit('{module} broke')")

    assert inspector.inspect(docx_with(), "docx").found == ("not_checked", "")
    assert "archives broke" in caplog.text
