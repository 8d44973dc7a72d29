"""Files that are broken, hostile or of another kind: one sentence each, nothing run, nothing fetched, nothing kept."""

import struct

import pytest

from manuscripts import reading
from manuscripts.sentences import LEFT_OUT, OTHER_KINDS, REFUSALS, TOLERATED, left_out, of_name
from tests.uploads.factories import zip_bytes
from uploads.refusals import Refused

from .docx_files import TYPES, docx, drawing, p, png, with_picture

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
GOOD = docx(p("Bài"))
LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def bomb():
    return zip_bytes({"[Content_Types].xml": TYPES, "word/document.xml": b"<a>" + b" " * 160_000_000 + b"</a>"})


def with_document(text):
    return docx(p("Bài"), parts={"word/document.xml": text})


def macros(name):
    return docx(p("Bài"), parts={name: b"Attribute VB_Name"})


BAD = {
    "cut in the middle": (GOOD[: len(GOOD) // 2], "bị hỏng"),
    "no archive at all": (b"Bai viet khong phai Word", "bên trong là loại khác"),
    "an old Word file under a new name": (OLE + bytes(4000), "Word đời cũ"),
    "locked by a password": (OLE + bytes(2000) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "a bomb": (bomb, "nén quá nhiều"),
    "full of macros": (macros("word/vbaProject.bin"), "macro"),
    "with macros by its list of kinds": (
        docx(p("Bài"), types=TYPES.replace("wordprocessingml.document.main", "macroEnabled.main")),
        "macro",
    ),
    "with entities": (with_document(f"{LAUGHS}<w:document>&b;</w:document>"), "DTD"),
    "with a DTD elsewhere": (with_document('<!DOCTYPE w SYSTEM "https://x.example/a.dtd"><w/>'), "DTD"),
    "with a program inside": (docx(p("Bài"), parts={"word/media/a.png": b"MZ" + bytes(400)}), "chương trình"),
    "with XML that does not end": (with_document("<w:document><w:body>"), "bị hỏng"),
    "without its text": (zip_bytes({"[Content_Types].xml": TYPES}), "bên trong là loại khác"),
    "nested without end": (with_document("<a>" * 50_000 + "</a>" * 50_000), "phức tạp"),
    "a workbook": (zip_bytes({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<w/>"}), "bên trong là loại khác"),
    "empty of words": (docx(p(""), p(" ")), "không có chữ và ảnh"),
    "longer than any article": (docx(*[p("Chữ tiếng Việt. " * 4_000)] * 20), "dài quá một bài"),
    "with words behind the archive": (GOOD + b"#!/bin/sh\n", "ghép vào ngoài"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_with_a_sentence(case):
    content, said = BAD[case]

    with pytest.raises(Refused) as refusal:
        reading.read(content() if callable(content) else content, "bài.docx")

    assert said in str(refusal.value)
    assert "Hãy " in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Bài.doc", "Word đời cũ"),
        ("bài.DOCM", "macro"),
        ("mẫu.dotx", "mẫu của Word"),
        ("bài.rtf", "Save As"),
        ("bài.pages", "Xuất sang"),
        ("văn bản.pdf", "đính kèm"),
        ("anh.HEIC", "nút “Chèn ảnh”"),
        ("bảng.xlsx", "Bảng tính"),
        ("gói.zip", "giải nén"),
        ("bài", "không có đuôi"),
        ("chạy.exe", "“.exe”"),
        ("bài.docx.js", "“.js”"),
    ],
)
def test_the_name_alone_says_why(name, said):
    with pytest.raises(Refused, match="Hãy ") as refusal:
        reading.check_name(name, 10)

    assert said in str(refusal.value)


def test_a_heavy_file_is_refused_before_it_is_read():
    with pytest.raises(Refused, match=r"200 MB, quá giới hạn 32 MB") as refusal:
        reading.check_name("bài.docx", 200 * 1024 * 1024)

    assert "Compress Pictures" in str(refusal.value)


def test_what_lies_elsewhere_is_not_fetched_and_the_words_are_read():
    external = [
        ("rId9", "image", "https://x.example/a.png", "External"),
        ("rId8", "attachedTemplate", "https://x.example/a.dotm", "External"),
        ("rId7", "oleObject", "file:///c:/a.xlsx", "External"),
        ("rId6", "hyperlink", "javascript:alert(1)", "External"),
    ]
    link = '<w:hyperlink r:id="rId6"><w:r><w:t>bấm</w:t></w:r></w:hyperlink>'

    _, manuscript = reading.read(docx(p("Bài ", link), p(drawing("rId9")), relations_more=external), "bài.docx")

    assert [piece.html for piece in manuscript.pieces] == ["<p>Bài bấm</p>"]
    assert "remote_picture" in {each.kind for each in manuscript.left_out}


def test_an_embedded_object_is_left_out_and_said():
    content = docx(p("Bài"), parts={"word/embeddings/oleObject1.bin": OLE + bytes(600)})

    _, manuscript = reading.read(content, "bài.docx")

    assert [each.kind for each in manuscript.left_out] == ["ole"]


def test_a_picture_of_the_file_may_be_anything_until_it_is_taken():
    content = with_picture(p("Bài"), p(drawing()), pictures={"rId9": struct.pack("<I", 1) + bytes(80)})

    assert len(reading.read(content, "bài.docx")[1].pictures) == 1
    assert png()


@pytest.mark.parametrize("code", REFUSALS)
def test_each_refusal_says_what_to_do(code):
    sentence = str(reading.refusal(code, "docx"))

    assert "Hãy " in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize("kind", LEFT_OUT)
def test_each_omission_has_its_sentence(kind):
    assert "{" not in left_out(kind, 3)
    assert left_out(kind, 3).endswith(".")


def test_everything_tolerated_is_said():
    assert LEFT_OUT.keys() >= TOLERATED
    assert all("Hãy " in sentence for sentence in OTHER_KINDS.values())
    assert of_name("bài.docx", reading.KINDS) == ""
