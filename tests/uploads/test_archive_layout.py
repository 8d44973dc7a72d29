"""Every byte of an archive belongs to a part or to the list of contents; what lies elsewhere is refused."""

import io
import stat
import struct
import zipfile
import zlib

import pytest

from .factories import docx_bytes, odt_bytes, picture_bytes, xlsx_bytes, zip_bytes
from .office_files import HIDDEN, chart_of_word, code_of, docx_with, elf_bytes, exe_bytes, mach_o_bytes

WRITERS = {"docx": docx_bytes, "xlsx": xlsx_bytes, "odt": odt_bytes}


def rebuilt(content, part="word/document.xml", gap=b"", behind_packed=b"", local_extra=b""):
    """`content` with `gap` behind a part, with bytes inside what its size covers, or with an extra field before it."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    body, entries = b"", b""
    for member in archive.infolist():
        start = member.header_offset
        name_length, extra_length = struct.unpack_from("<HH", content, start + 26)
        packed_at = start + 30 + name_length + extra_length
        packed = content[packed_at : packed_at + member.compress_size]
        name = member.filename.encode()
        is_here = member.filename == part
        extra, tail = (local_extra, gap) if is_here else (b"", b"")
        packed += behind_packed if is_here else b""
        common = (20, member.flag_bits, member.compress_type, 0, 33, member.CRC, len(packed), member.file_size)
        entries += struct.pack("<4sH5H3I5H2I", b"PK\1\2", 20, *common, len(name), 0, 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<4s5H3I2H", b"PK\3\4", *common, len(name), len(extra)) + name + extra + packed + tail
    count = len(archive.infolist())
    return body + entries + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(entries), len(body), 0)


def with_comments(archive_comment=b"", entry_comment=b""):
    buffer = io.BytesIO(docx_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = archive_comment
        info = zipfile.ZipInfo("word/a.xml")
        info.comment = entry_comment
        archive.writestr(info, "<a/>")
    return buffer.getvalue()


@pytest.mark.parametrize("extension", WRITERS)
@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_nothing_lies_behind_the_end_or_before_the_beginning(hidden, extension):
    good = WRITERS[extension]()

    assert code_of(good + hidden, extension) in {"outside", "damaged"}
    assert code_of(good + bytes(70_000) + hidden, extension) in {"outside", "damaged"}
    assert code_of(hidden + good, extension) in {"other_kind", "damaged"}


@pytest.mark.parametrize("hidden", HIDDEN.values(), ids=HIDDEN)
def test_nothing_lies_between_the_parts_or_in_what_describes_them(hidden):
    good = docx_bytes()
    assert code_of(rebuilt(good)) == ""

    assert code_of(rebuilt(good, gap=hidden)) == "outside"
    assert code_of(rebuilt(good, behind_packed=hidden)) == "outside"
    assert code_of(with_comments(archive_comment=hidden)) in {"outside", "damaged"}
    assert code_of(with_comments(entry_comment=hidden)) == "outside"
    field = struct.pack("<HH", 0x4242, len(hidden) + 64) + b"x" * 64 + hidden
    assert code_of(rebuilt(good, local_extra=field)) == "outside"
    assert (
        code_of(rebuilt(good, local_extra=struct.pack("<HHI", 0xA220, len(hidden) + 4, 0xA028) + hidden)) == "outside"
    )


def test_a_part_that_the_list_of_contents_does_not_name_is_found():
    unnamed = zip_bytes({"word/a.vbs": "MsgBox 1"})
    only_the_part = unnamed[: unnamed.index(b"PK\1\2")]

    assert code_of(rebuilt(docx_bytes(), gap=only_the_part)) == "outside"


def test_a_part_whose_header_says_otherwise_than_the_list_is_damage():
    good = docx_bytes()
    for start, other in [(8, b"\0\0"), (18, b"\7\0\0\0")]:  # the method of packing, the size
        changed = bytearray(good)
        changed[start : start + len(other)] = other

        assert code_of(bytes(changed)) == "damaged"

    with pytest.raises(zipfile.BadZipFile):
        code_of(good.replace(b"word/document.xml", b"word/dokument.xml", 1))


def test_bytes_in_a_folder_are_found():
    assert code_of(docx_bytes(**{"word/media/": exe_bytes()})) == "odd_name"
    assert code_of(docx_bytes(**{"word/media/": ""})) == ""


def test_a_part_that_points_at_another_file_is_refused():
    buffer = io.BytesIO(docx_bytes())
    with zipfile.ZipFile(buffer, "a") as archive:
        info = zipfile.ZipInfo("word/media/a.png")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc/passwd")

    assert code_of(buffer.getvalue()) == "odd_name"


@pytest.mark.parametrize("extension", WRITERS)
@pytest.mark.parametrize("behind", [b"", b"\r\n", bytes(70_000), b" \n" * 40_000], ids=len)
def test_blanks_behind_the_end_do_no_harm(extension, behind):
    assert code_of(WRITERS[extension]() + behind, extension) == ""


def streamed(members):
    """An archive as programs write it that cannot go back: sizes stand behind each part (Google Docs, Java)."""

    class OneWay(io.RawIOBase):
        def __init__(self):
            self.content = b""

        def writable(self):
            return True

        def write(self, more):
            self.content += bytes(more)
            return len(more)

    target = OneWay()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.content


DOCX = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>", "word/a.bin": bytes(5000)}
TIMES = struct.pack("<HHBI", 0x5455, 5, 1, 1_700_000_000)
OWNER = struct.pack("<HHBBIBI", 0x7875, 11, 1, 4, 0, 4, 0)
NTFS = struct.pack("<HHIHHQQQ", 10, 32, 0, 1, 24, 1, 2, 3)
ROOM = struct.pack("<HHHH", 0xA220, 520, 0xA028, 0) + bytes(516)  # Word leaves room for the list of kinds
JAVA = struct.pack("<HH", 0xCAFE, 0)
NAME = struct.pack("<HHBI", 0x7075, 5 + 17, 1, zlib.crc32(b"word/document.xml")) + b"word/document.xml"


def large(members):
    """An archive in ZIP64, as .NET writes it at any size."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            with archive.open(name, "w", force_zip64=True) as part:
                part.write(content.encode() if isinstance(content, str) else content)
    content = buffer.getvalue()
    end = content.rindex(b"PK\5\6")
    count, size, start = struct.unpack_from("<HII", content, end + 10)
    records = struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, start)
    records += struct.pack("<4sIQI", b"PK\6\7", 0, end, 1)
    return content[:end] + records + content[end : end + 12] + b"\xff" * 8 + b"\0\0"


GOOD = {
    "sizes behind each part": streamed(DOCX),
    "the records of large archives": large(DOCX),
    **{
        f"an extra field: {name}": rebuilt(docx_bytes(), local_extra=extra)
        for name, extra in {
            "times": TIMES,
            "owner": OWNER,
            "times of Windows": NTFS,
            "room to grow": ROOM,
            "Java's mark": JAVA,
            "the name in Unicode": NAME,
            "alignment": bytes(3),
            "several": TIMES + OWNER + ROOM,
        }.items()
    },
    "zeros between parts": rebuilt(docx_bytes(), gap=bytes(900)),
    "a chart with its figures": chart_of_word(),
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_what_good_programs_write_is_taken(content):
    assert code_of(content) == ""


def test_records_of_large_archives_that_contradict_the_end_are_damage():
    content = bytearray(large(DOCX))
    content[-10:-2] = struct.pack("<II", 5, 5)

    assert code_of(bytes(content)) == "damaged"


# Bytes of parts


@pytest.mark.parametrize("program", [exe_bytes(), elf_bytes(), mach_o_bytes()], ids=["EXE", "ELF", "Mach-O"])
@pytest.mark.parametrize("name", ["word/media/image1.png", "word/fonts/font1.odttf", "docProps/thumbnail.jpeg"])
def test_a_program_anywhere_in_a_part_is_found(program, name):
    picture = picture_bytes(9, 9, "PNG")

    assert code_of(docx_with(**{name: picture + program})) == "program"
    assert code_of(docx_with(**{name: picture + bytes(9_999) + program + picture})) == "program"


def test_an_archive_behind_a_picture_is_found():
    picture = picture_bytes(9, 9, "PNG")

    for archive in (zip_bytes({"A.class": "x"}), b"Rar!\x1a\x07\0" + bytes(9), b"7z\xbc\xaf\x27\x1c\0\4"):
        assert code_of(docx_with(**{"word/media/image1.png": picture + archive})) == "packed_inside"


@pytest.mark.parametrize(
    "content",
    [
        b"<?xml version='1.0'?>\n<!-- a --><html><script>1</script></html>",
        "<html><script>1</script></html>".encode("utf-16"),
        b"<!--x--><hta:application id='a'/><script>1</script>",
        b"<?php system(1);",
        b"[InternetShortcut]\r\nURL=http://x.vn",
        b"\xef\xbb\xbf@echo off",
        b"Windows Registry Editor Version 5.00",
        b"!<arch>\ndebian-binary",
    ],
)
def test_a_script_is_known_by_its_bytes(content):
    assert code_of(docx_with(**{"word/media/image1.png": content})) in {"program", "packed_inside"}


def test_bytes_that_look_like_a_program_by_chance_are_taken():
    chance = b"MZ" * 9_000 + b"PE\0\0" + b"\x7fELF" + bytes(90) + b"\xce\xfa\xed\xfe" + b"PK\5\6" + bytes(40) + b"Rar!"

    assert code_of(docx_with(**{"word/media/image1.png": picture_bytes(9, 9, "PNG") + chance})) == ""


# Names of parts


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("word/media/a.exe ", "program"),
        ("word/media/a.exe.", "program"),
        ("word/media/a.EXE. . ", "program"),
        ("word/media/a.pdf.exe", "program"),
        ("word/media/a.vbs::$DATA", "program"),
        ("word/media/a.txt:evil.exe", "program"),
        ("word/media/a․exe", "program"),
        ("word/media/a．ｅｘｅ", "program"),
        ("word/media/a。js", "program"),
        ("word/media/a%2Ehta", "program"),
        ("word/media/a.e\u200bxe", "program"),
        ("word/media/anh\u202egnp.exe", "program"),
        ("word\\media\\a.bat", "program"),
        ("word/media/a.ps1", "program"),
        ("word/media/a.appref-ms", "program"),
        ("word/media/a.txt:b", "odd_name"),
        ("word/media/image1.png ", "odd_name"),
        ("word/media./image1.png", "odd_name"),
        ("word/media/\u202egnp.1egami", "odd_name"),
        ("word/document.xml/[0].piece", "odd_name"),
        ("word/media/" + "a" * 600, "odd_name"),
        ("//may/thu-muc/a", "damaged"),
        ("\\\\may\\a", "damaged"),
        ("word/..\\..\\a", "damaged"),
        ("word/%2e%2e/%2e%2e/a", "damaged"),
        ("word/．．/a", "damaged"),
        ("c:a.png", "damaged"),
        ("Object 1/Basic/Standard/Module1.xml", "macro"),
        ("word\\VBAPROJECT.bin", "macro"),
    ],
)
def test_a_name_is_read_as_programs_may_read_it(name, code):
    assert code_of(docx_bytes(**{name: "x"})) == code


def test_a_name_behind_a_zero_is_read():
    content = docx_bytes(**{"word/media/a.png_.exe": "x"}).replace(b"a.png_.exe", b"a.png\0.exe")

    assert code_of(content) == "damaged"


@pytest.mark.parametrize(
    "name", ["WORD/DOCUMENT.XML", "word/document%2Exml", "word\\document.xml", "word/doc\u200bument.xml"]
)
def test_two_names_that_programs_read_as_one_are_damage(name):
    assert code_of(docx_bytes(**{name: "<w:document/>"})) == "damaged"


@pytest.mark.parametrize(
    "name",
    [
        "word/media/Ảnh chụp 1.png",
        "word/media/logo.com.png",
        "word/media/v1.2.3.jpeg",
        "customXml/item1.xml",
        "word/theme/theme1.xml",
        "word/media/image1.emf",
        "docProps/thumbnail.jpeg",
        "Pictures/10000201000001F4.png",
        "word/media/图片。png",
    ],
)
def test_ordinary_names_are_taken(name):
    assert code_of(docx_bytes(**{name: b"\x89PNG" if "xml" not in name else "<a/>"})) == ""
