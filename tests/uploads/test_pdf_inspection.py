"""What a PDF does is found in every notation; harmless PDFs that look alike are accepted."""

import io
import zlib

import pikepdf
import pytest

from uploads import inspector
from uploads.inspection.pdf import MAX_OBJECTS

from .factories import packed_pdf, pdf_bytes, saved
from .pdf_findings import code_of

pytestmark = pytest.mark.usefixtures("quiet_pikepdf")

LINK = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]%s>>]"
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


RUNS = {
    "an action of the catalogue": ({"catalog": b"/OpenAction" + SCRIPT}, "javascript"),
    "a name written in hex": ({"more": b"4 0 obj<</S/J#61vaScript/JS(1)>>endobj\n"}, "javascript"),
    "every letter in hex": ({"more": b"4 0 obj<</#53/#4A#61#76#61#53cript/#4A#53(1)>>endobj\n"}, "javascript"),
    "a launch written in hex": ({"more": b"4 0 obj<</S/La#75nch/F(cmd.exe)>>endobj\n"}, "launch"),
    "a launch behind a link": ({"page": LINK % b"/A<</S/Launch/F(cmd.exe)>>"}, "launch"),
    "a link's second action": (
        {"page": LINK % (b"/A<</S/URI/URI(https://a.vn)/Next[" + SCRIPT + b"]>>")},
        "javascript",
    ),
    "the tree of scripts": ({"catalog": b"/Names<</JavaScript<</Names[(a)" + SCRIPT + b"]>>>>"}, "javascript"),
    "a script in a stream": (
        {"more": b"4 0 obj<</S/JavaScript/JS 5 0 R>>endobj\n5 0 obj<</Length 1>>stream\n1\nendstream endobj\n"},
        "javascript",
    ),
    "a kind of action that stands elsewhere": (
        {"more": b"4 0 obj<</S 5 0 R>>endobj\n5 0 obj/JavaScript endobj\n"},
        "javascript",
    ),
    "a script without its kind": ({"more": b"4 0 obj<</JS(app.alert)>>endobj\n"}, "javascript"),
    "a script inside arrays": ({"more": b"4 0 obj[[[[" + SCRIPT + b"]]]]endobj\n"}, "javascript"),
    "a form that is sent": ({"more": b"4 0 obj<</S/SubmitForm/F(https://x.vn)>>endobj\n"}, "submit"),
    "data that are imported": ({"more": b"4 0 obj<</S/ImportData/F(a.fdf)>>endobj\n"}, "submit"),
    "a jump into another file": ({"page": LINK % b"/A<</S/GoToR/F(\\\\\\\\may\\\\x.pdf)/D[0/Fit]>>"}, "other_file"),
    "a jump into an embedded file": ({"page": LINK % b"/A<</S/GoToE/D[0/Fit]>>"}, "attachment"),
    "an embedded file": (
        {
            "catalog": b"/Names<</EmbeddedFiles<</Names[(a.exe)4 0 R]>>>>",
            "more": b"4 0 obj<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>endobj\n"
            b"5 0 obj<</Length 2>>stream\nMZ\nendstream endobj\n",
        },
        "attachment",
    ),
    "an embedded file that nothing names": (
        {"more": b"4 0 obj<</Type/EmbeddedFile/Length 2>>stream\nMZ\nendstream endobj\n"},
        "attachment",
    ),
    "a file pinned to the page": ({"page": b"/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]>>]"}, "attachment"),
    "a form in XFA": ({"catalog": b"/AcroForm<</Fields[]/XFA[(template)(x)]>>"}, "xfa"),
    "rich media": ({"page": b"/Annots[<</Subtype/RichMedia/Rect[0 0 9 9]>>]"}, "media"),
    "a film": ({"page": b"/Annots[<</Subtype/Movie/Rect[0 0 9 9]>>]"}, "media"),
    "a model in 3D": ({"page": b"/Annots[<</Subtype/3D/Rect[0 0 9 9]>>]"}, "media"),
    "a rendition": ({"more": b"4 0 obj<</S/Rendition/OP 0>>endobj\n"}, "media"),
    "an event of the page": ({"page": b"/AA<</O<</S/URI/URI(https://x.vn)>>>>"}, "runs_by_itself"),
    "an event of a field": (
        {"catalog": b"/AcroForm<</Fields[<</FT/Tx/T(a)/AA<</K<</S/Named/N/Print>>>>>>]>>"},
        "runs_by_itself",
    ),
    "an event of the document": ({"catalog": b"/AA<</WC<</S/ResetForm>>>>"}, "runs_by_itself"),
    "a page of the web on opening": ({"catalog": b"/OpenAction<</S/URI/URI(https://x.vn)>>"}, "runs_by_itself"),
    "the same after a jump": (
        {"catalog": b"/OpenAction<</S/GoTo/D[3 0 R/Fit]/Next<</S/URI/URI(https://x.vn)>>>>"},
        "runs_by_itself",
    ),
    "a link that is a script": ({"page": LINK % b"/A<</S/URI/URI(JavaScript:alert\\(1\\))>>"}, "javascript"),
    "a link to a shared folder": ({"page": LINK % b"/A<</S/URI/URI(file://may-chu/thu-muc)>>"}, "bad_link"),
    "a link that starts a program": ({"page": LINK % b"/A<</S/URI/URI(ms-msdt:/id PCWDiagnostic)>>"}, "bad_link"),
    "a stream read from elsewhere": (
        {"more": b"4 0 obj<</F(\\\\\\\\may\\\\x)/Length 0>>stream\n\nendstream endobj\n"},
        "other_file",
    ),
    "a script deep in the tree of names": (
        {
            "catalog": b"/Names<</JavaScript 4 0 R>>",
            "more": b"4 0 obj<</Kids[5 0 R]>>endobj\n5 0 obj<</Limits[(a)(a)]/Names[(a)6 0 R]>>endobj\n"
            b"6 0 obj<</S/JavaScript/JS 7 0 R>>endobj\n7 0 obj<</Length 1>>stream\n1\nendstream endobj\n",
        },
        "javascript",
    ),
    "a script behind a bookmark": (
        {"catalog": b"/Outlines<</First<</Title(a)/A" + SCRIPT + b">>>>"},
        "javascript",
    ),
    "a jump into an embedded file behind a bookmark": (
        {"catalog": b"/Outlines<</First<</Title(a)/A<</S/GoToE/T<</R/C/N(a)>>>>>>>>"},
        "attachment",
    ),
    "a script behind a field's letters": (
        {"catalog": b"/AcroForm<</Fields[<</FT/Tx/T(a)/Kids[<</AA<</F" + SCRIPT + b">>>>]>>]>>"},
        "javascript",
    ),
    "an event that stands elsewhere": (
        {"page": b"/AA 4 0 R", "more": b"4 0 obj<</C 5 0 R>>endobj\n5 0 obj<</S/Hide/T(a)>>endobj\n"},
        "runs_by_itself",
    ),
    "a form in XFA that is a stream": (
        {
            "catalog": b"/AcroForm<</Fields[]/XFA 4 0 R>>",
            "more": b"4 0 obj<</Length 1>>stream\nx\nendstream endobj\n",
        },
        "xfa",
    ),
    "a film among the names": (
        {"catalog": b"/Names<</Renditions<</Names[(a)<</Type/Rendition/S/MR/C<</S/MCD/D(a)>>>>]>>>>"},
        "media",
    ),
    "a piece of a film": ({"more": b"4 0 obj<</Type/MediaClip/S/MCD/CT(video/mp4)>>endobj\n"}, "media"),
    "a show of slides": ({"catalog": b"/Names<</AlternatePresentations<</Names[(a)<</Type/SlideShow>>]>>>>"}, "media"),
    "a command of the program's menu on opening": (
        {"catalog": b"/OpenAction<</S/Named/N/SaveAs>>"},
        "runs_by_itself",
    ),
    "an address that all links begin with": ({"catalog": b"/URI<</Base(file://may/thu-muc)>>"}, "bad_link"),
    "a link in UTF-16": (
        {"page": LINK % (b"/A<</S/URI/URI<feff" + "javascript:alert(1)".encode("utf-16-be").hex().encode() + b">>>")},
        "javascript",
    ),
    "a link that stands elsewhere": (
        {"page": LINK % b"/A<</S/URI/URI 4 0 R>>", "more": b"4 0 obj(vbscript:x)endobj\n"},
        "bad_link",
    ),
    "a picture read from elsewhere": (
        {"more": b"4 0 obj<</Subtype/Image/F<</FS/URL/F(http://x.vn)>>/Length 0>>stream\n\nendstream endobj\n"},
        "other_file",
    ),
    "a page borrowed from another file": (
        {"more": b"4 0 obj<</Subtype/Form/Ref<</F(x.pdf)/Page 0>>/Length 0>>stream\n\nendstream endobj\n"},
        "other_file",
    ),
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "in an object stream"])
@pytest.mark.parametrize(("places", "code"), RUNS.values(), ids=RUNS)
def test_what_runs_fetches_or_hides_is_found(places, code, packed):
    content = packed_pdf(**places) if packed else pdf_bytes(**places)
    if packed:
        assert b"JavaScript" not in content

    assert code_of(content) == code


GOOD = {
    "a plain file": {},
    "links to the web, to an email and within": {
        "page": b"/Annots[<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://cchc.gov.vn/?a=1#b)>>>>"
        b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(mailto:a@b.vn)>>>>"
        b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(website:www.cchc.gov.vn)>>>>"
        b"<</Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]>>>>]"
    },
    "a link that does nothing, of a printed page": {"page": LINK % b"/A<</S/URI/URI(javascript:void\\(0\\))>>"},
    "prints on opening": {"catalog": b"/OpenAction<</S/Named/N/Print>>"},
    "an address that all links begin with": {"catalog": b"/URI<</Base(https://cchc.gov.vn/)>>"},
    "opens at a page": {"catalog": b"/OpenAction[3 0 R/FitH 842]"},
    "opens at a page, by an action": {"catalog": b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"},
    "the names of actions in its text": {
        "more": b"4 0 obj<</Title(/JavaScript /Launch /Encrypt)/Alt(/S /SubmitForm /EF /AA)>>endobj\n"
    },
    "the names in a page's stream": {
        "more": b"4 0 obj<</Length 35>>stream\n(/Encrypt 4 0 R /JavaScript /JS) Tj  \nendstream endobj\n"
    },
    "fonts and glyphs that are called so": {
        "page": b"/Resources<</Font<</JS<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
        b"/AA<</Type/Font/Subtype/Type1/BaseFont/Courier>>/EF<</Type/Font/Subtype/Type1/BaseFont/Courier>>>>>>"
    },
    "a structure of paragraphs": {"more": b"4 0 obj<</Type/StructElem/S/P/K 0/A<</O/Layout>>>>endobj\n"},
    "a form to be filled in by hand": {
        "catalog": b"/AcroForm<</Fields[<</FT/Tx/T(ho_ten)/V()/F 4>>]/NeedAppearances true>>"
    },
    "a signature": {
        "catalog": b"/AcroForm<</SigFlags 3/Fields[4 0 R]>>",
        "more": b"4 0 obj<</FT/Sig/T(Signature1)/V 5 0 R/Subtype/Widget/Rect[0 0 0 0]/F 132>>endobj\n"
        b"5 0 obj<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/Contents<00ff>"
        b"/ByteRange[0 1 2 3]>>endobj\n",
    },
    "an empty tree of files": {"catalog": b"/Names<</EmbeddedFiles<</Names[]>>>>"},
}


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "in an object stream"])
@pytest.mark.parametrize("places", GOOD.values(), ids=GOOD)
def test_what_only_looks_like_it_is_taken(places, packed):
    assert code_of(packed_pdf(**places) if packed else pdf_bytes(**places)) == ""


@pytest.mark.parametrize(
    "before",
    [
        b"\n",
        b"\r\n\r\n",
        b"\xef\xbb\xbf",
        b"\0" * 16,
        b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n",
        b"Content-Type: application/pdf\r\n\r\n",
        b" " * 1024,
    ],
    ids=["line", "lines", "BOM", "zeros", "a printer's lines", "a line of mail", "1,024 spaces"],
)
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed"])
def test_readers_find_the_header_within_1024_bytes_and_so_do_we(before, packed):
    content = packed_pdf() if packed else pdf_bytes()

    assert code_of(before + content) == ""
    assert code_of(before + pdf_bytes(catalog=b"/OpenAction" + SCRIPT)) == "javascript"


@pytest.mark.parametrize(
    "before",
    [b" " * 1025, b"<html>", b"  <!doctype html>", b"<?php 1;?>", b"GIF89a", b"PK\3\4", b"MZ", b"#!/bin/sh\n"],
)
def test_what_begins_as_another_kind_is_no_pdf(before):
    assert code_of(before + pdf_bytes()) == "not_pdf"


@pytest.mark.parametrize("behind", [b"\0" * 70_000, b"\r\n" * 9, b"\x1a", b"\0" * 3_000_000, b"% by a scanner\n"])
def test_what_stands_behind_the_end_does_no_harm(behind):
    assert code_of(pdf_bytes() + behind) == ""
    assert code_of(packed_pdf() + behind) == ""


def test_a_cut_file_is_distinguished_from_one_with_zeros_behind():
    updated = pdf_bytes() + b"4 0 obj<</S/X>>endobj\nxref\n4 1\n0000000999 00000 n \ntrailer<</Size 5"

    for content in (updated, pdf_bytes()[:-9] + bytes(70_000), packed_pdf()[:-20]):
        assert code_of(content) == "cut"


def test_a_file_for_the_web_that_is_cut_is_found():
    with pikepdf.new() as pdf:
        for _ in range(30):
            pdf.add_blank_page()
        whole = saved(pdf, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)

    assert code_of(whole) == ""
    assert {code_of(whole[: len(whole) * part // 10]) for part in range(2, 10)} <= {"cut", "damaged", "no_pages"}


def test_a_repaired_file_must_have_the_pages_that_it_promises():
    content = pdf_bytes().replace(b"/Count 1", b"/Count 7")
    mended = content.replace(b"startxref\n", b"startxref\n9")

    assert code_of(mended) == "cut"


def test_in_a_damaged_file_the_bytes_may_not_name_what_runs():
    """Other PDF readers find other objects in such a file than qpdf does."""
    hidden = pdf_bytes().replace(b"%%EOF", b"(4 0 obj<</S/J#61vaScript/JS(1)>>endobj)\n%%EOF")

    assert code_of(hidden.replace(b"startxref\n", b"startxref\n9")) == "javascript"


def test_of_two_keys_of_one_name_nobody_knows_which_counts():
    content = pdf_bytes(b"4 0 obj<</S/JavaScript/S/GoTo/D[3 0 R/Fit]>>endobj\n")

    assert code_of(content) in {"damaged", "javascript"}


@pytest.mark.parametrize("content", [b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"x" * 2000 + b"%%EOF"])
def test_an_empty_shell_is_no_pdf(content):
    assert code_of(content) == "not_pdf"


def test_a_file_without_pages_says_so():
    assert code_of(pdf_bytes().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[     ]/Count 0")) == "no_pages"


def test_a_bomb_in_a_page_costs_nothing():
    bomb = zlib.compress(bytes(20_000_000), 9)
    stream = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n" % (len(bomb), bomb)

    assert code_of(pdf_bytes(stream, page=b"/Contents 4 0 R")) == ""


def object_stream_bomb(megabytes):
    """A PDF whose objects lie in a stream that unpacks to so many megabytes."""
    head = b"1 0 2 60 3 130 "
    inner = (
        head.ljust(32) + b"<</Type/Catalog/Pages 2 0 R>>".ljust(60) + b"<</Type/Pages/Kids[3 0 R]/Count 1>>".ljust(70)
    )
    inner += b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"
    pack = zlib.compressobj(9)
    bomb = pack.compress(inner) + pack.flush(zlib.Z_FULL_FLUSH)
    bomb += (pack.compress(b" " * 1_000_000) + pack.flush(zlib.Z_FULL_FLUSH)) * megabytes + pack.flush()
    start = b"%PDF-1.7\n"
    first = b"4 0 obj<</Type/ObjStm/N 3/First 32/Filter/FlateDecode/Length %d>>stream\n" % len(bomb)
    body = start + first + bomb + b"\nendstream endobj\n"
    rows = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + bytes([number])
        for kind, place, number in [(0, 0, 0), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, len(start), 0), (1, len(body), 0)]
    )
    table = b"5 0 obj<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n%s\nendstream endobj\n" % (
        len(rows),
        rows,
    )
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)


def test_an_object_stream_that_unpacks_to_gigabytes_ends_the_child_and_not_us():
    assert code_of(object_stream_bomb(1)) == ""

    code, _ = inspector.inspect(object_stream_bomb(1_200), "pdf").found

    assert code in {"too_heavy", "damaged"}


def test_what_hides_in_a_stream_that_cannot_be_unpacked_is_not_taken_for_nothing():
    with pikepdf.open(io.BytesIO(pdf_bytes(catalog=b"/Extra 4 0 R", more=b"4 0 obj" + SCRIPT + b"endobj\n"))) as pdf:
        content = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    start = content.index(b"stream\n") + 7
    broken = content[: start + 20] + b"\xff" * 20 + content[start + 40 :]

    assert code_of(broken)


def test_a_tower_of_arrays_is_refused_in_bounds():
    deep = b"4 0 obj" + b"[" * 200_000 + b"]" * 200_000 + b"endobj\n"

    assert inspector.inspect(pdf_bytes(deep), "pdf").found[0] in {"damaged", "too_heavy"}


def test_too_many_objects_are_not_walked(monkeypatch):
    monkeypatch.setattr("uploads.inspection.pdf.MAX_OBJECTS", 5)
    assert MAX_OBJECTS > 100_000

    assert code_of(pdf_bytes(b"".join(b"%d 0 obj 1 endobj\n" % n for n in range(4, 9)))) == "too_heavy"


def test_a_scan_of_ten_megabytes_costs_one_look():
    """Counted, not timed: pages and pictures are not unpacked, so only their dictionaries are read."""
    with pikepdf.new() as pdf:
        for number in range(10):
            pdf.add_blank_page()
            picture = pikepdf.Stream(pdf, bytes([number]) * 1_000_000, Type=pikepdf.Name.XObject)
            pdf.pages[-1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        content = saved(pdf, compress_streams=False)

    assert len(content) > 10_000_000
    assert code_of(content) == ""
    assert len(list(pikepdf.open(io.BytesIO(content)).objects)) < 60
