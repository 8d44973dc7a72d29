"""DOCX, XLSX and ODT that embed, run or fetch something are refused; good ones are accepted."""

import io
import struct
import zipfile
import zlib

import openpyxl
import pytest
import xlsxwriter

from uploads import inspector
from uploads.inspection.archives import inspect
from uploads.inspection.findings import Found, is_on_another_machine, is_ordinary_link
from uploads.inspection.limits import MAX_UNPACKED_BYTES

from .factories import docx_bytes, odt_bytes, picture_bytes, xlsx_bytes, zip_bytes

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"
MICROSOFT = "http://schemas.microsoft.com/office/2006/relationships"
OLE_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
PROGRAM = b"MZ\x90\0" + bytes(600)


def code_of(content, extension="docx"):
    """The code of the finding in `content`; "" for a good document."""
    try:
        inspect(content, extension)
    except Found as found:
        return found.code
    return ""


def relation(kind, target, mode="", base=OFFICE):
    mode = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationships><Relationship Id="r1" Type="{base}/{kind}" Target="{target}"{mode}/></Relationships>'


def field(*codes, begin='<w:fldChar w:fldCharType="begin"/>', end='<w:fldChar w:fldCharType="end"/>'):
    """A complex field of Word whose code stands in several runs."""
    runs = "".join(code if code.startswith("<") else f"<w:instrText>{code}</w:instrText>" for code in codes)
    return f'<w:r>{begin}{runs}<w:fldChar w:fldCharType="separate"/><w:t>x</w:t>{end}</w:r>'


def docx_with(body="", **members):
    return docx_bytes(**{"word/document.xml": f"<w:document>{body}</w:document>"} | members)


def docx_related(*args, part="document", **options):
    return docx_with(**{f"word/_rels/{part}.xml.rels": relation(*args, **options)})


def sheet(body, extra=""):
    return xlsx_bytes(**{"xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{body}</sheetData>{extra}</worksheet>"})


def formula(text):
    return sheet(f"<row><c><f>{text}</f></c></row>")


BAD_DOCX = {
    "a template from the web": (
        docx_related("attachedTemplate", "https://x.vn/m.dotm", "External", part="settings"),
        "template",
    ),
    "a template of a shared folder": (docx_related("attachedTemplate", r"\\may\mau.dotx", "External"), "template"),
    "the same, said otherwise": (
        docx_related("attachedTemplate", "file://may/mau.dotx", "external", base=STRICT),
        "template",
    ),
    "an embedded object": (docx_related("oleObject", "embeddings/oleObject1.bin"), "ole"),
    "an object by its bytes": (docx_with(**{"word/media/image1.png": OLE_FILE}), "ole"),
    "an object by its element": (
        docx_with('<w:object><o:OLEObject Type="Embed" ProgID="Package"/></w:object>'),
        "ole",
    ),
    "a linked object": (docx_related("oleObject", "file:///C:/a.xlsx", "External"), "ole"),
    "a control": (docx_related("control", "activeX/activeX1.xml"), "ole"),
    "an object by its type": (
        docx_bytes(
            types='<Default Extension="x" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/>'
        ),
        "ole",
    ),
    "a program among the pictures": (docx_with(**{"word/media/setup.exe": PROGRAM}), "program"),
    "a program called a picture": (docx_with(**{"word/media/image1.png": PROGRAM}), "program"),
    "a program of Linux": (docx_with(**{"word/media/image1.emf": b"\x7fELF" + bytes(90)}), "program"),
    "a shortcut": (docx_with(**{"word/media/a.bin": b"L\0\0\0\x01\x14\x02\0" + bytes(90)}), "program"),
    "a script by its name": (docx_with(**{"word/media/a.vbs": b"MsgBox 1"}), "program"),
    "VBA under another name": (docx_with(**{"word/theme/theme9.bin": OLE_FILE}), "ole"),
    "VBA by its relation": (docx_related("vbaProject", "media/image9.png", base=MICROSOFT), "macro"),
    "VBA by its type": (
        docx_bytes(types='<Override PartName="/a.bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
        "macro",
    ),
    "DDE in one run": (docx_with(field(r"DDEAUTO c:\\windows\\system32\\cmd.exe")), "dde"),
    "DDE in pieces": (docx_with(field(" D", "DE", "AUTO", " c:\\\\x")), "dde"),
    "DDE in small letters and quotes": (docx_with(field(' "dde" cmd')), "dde"),
    "DDE in a simple field": (docx_with('<w:fldSimple w:instr="DDE cmd x"/>'), "dde"),
    "DDE with letters as numbers": (docx_with('<w:fldSimple w:instr="&#68;DE cmd x"/>'), "dde"),
    "DDE spelled by QUOTE": (docx_with(field(field("QUOTE 68 68 69"), " cmd x")), "dde"),
    "DDE behind another field": (docx_with(field(field("REF c"), " cmd x")), "dde"),
    "DDE in a header": (docx_with(**{"word/header1.xml": f"<w:hdr>{field('DDE cmd x')}</w:hdr>"}), "dde"),
    "DDE in a part of another prefix": (
        docx_with(**{"word/h.xml": '<a:hdr xmlns:a="x"><a:fldSimple a:instr="DDE x y"/></a:hdr>'}),
        "dde",
    ),
    "DDE in UTF-16": (
        docx_with(**{"word/h.xml": '<?xml version="1.0"?><w:h><w:fldSimple w:instr="DDE x"/></w:h>'.encode("utf-16")}),
        "dde",
    ),
    "DDE in a field that does not end": (
        docx_with('<w:fldChar w:fldCharType="begin"/><w:instrText>DDE x</w:instrText>'),
        "dde",
    ),
    "a text of the web included": (docx_with(field('INCLUDETEXT "https://x.vn/a.docx"')), "other_file"),
    "a text of a shared folder included": (docx_with(field(r'INCLUDETEXT "\\\\may\\a.docx"')), "other_file"),
    "a picture of the web by a field": (docx_with(field('INCLUDEPICTURE "https://x.vn/a.png" \\d')), "remote_picture"),
    "a picture of the web": (docx_related("image", "https://x.vn/dau-vet.png", "External"), "remote_picture"),
    "a picture of a shared folder": (docx_related("image", "file:////may/a.png", "External"), "remote_picture"),
    "a frame": (docx_related("frame", "https://x.vn/", "External", part="webSettings"), "other_file"),
    "a part that is HTML": (docx_related("aFChunk", "afchunk.htm"), "packed_inside"),
    "a web page inside": (docx_with(**{"word/a.dat": b"<html><script>1</script></html>"}), "packed_inside"),
    "an archive inside": (docx_with(**{"word/media/image1.png": zip_bytes({"a": "b"})}), "packed_inside"),
    "an RTF inside": (docx_with(**{"word/a.dat": b"{\\rtf1 x}"}), "packed_inside"),
    "an add-in": (
        docx_related(
            "webextensiontaskpanes", "we/taskpanes.xml", base="http://schemas.microsoft.com/office/2011/relationships"
        ),
        "add_in",
    ),
    "a link that is a script": (docx_related("hyperlink", "java&#10;script:alert(1)", "External"), "bad_link"),
    "a link that starts a program": (docx_related("hyperlink", "ms-msdt:/id", "External"), "bad_link"),
    "a link to a shared folder": (docx_related("hyperlink", r"\\may\thu-muc", "External"), "bad_link"),
    "a second target that hides the first": (
        docx_with(
            **{
                "word/_rels/document.xml.rels": f'<Relationships><Relationship Type="{OFFICE}/image" x:Target="a.png" '
                'Target="http://x.vn/a" TargetMode="External"/></Relationships>'
            }
        ),
        "remote_picture",
    ),
}
BAD_XLSX = {
    "a DDE link": (
        xlsx_bytes(**{"xl/externalLinks/externalLink1.xml": '<a><ddeLink ddeService="cmd" ddeTopic="/c calc"/></a>'}),
        "dde",
    ),
    "a DDE formula": (formula("cmd|'/c calc'!A0"), "dde"),
    "a DDE formula with a number for |": (formula("cmd&#124;'/c calc'!A0"), "dde"),
    "a DDE formula as CDATA": (formula("<![CDATA[cmd|'/c calc'!A0]]>"), "dde"),
    "a DDE formula with a quoted server": (formula("'cmd'|'/c calc'!A0"), "dde"),
    "DDE behind a text": (formula('IF(A1="|",1,excel|book!r1c1)'), "dde"),
    "DDE in a name": (
        xlsx_bytes(**{"xl/workbook.xml": "<workbook><definedName name='a'>cmd|x!a</definedName></workbook>"}),
        "dde",
    ),
    "DDE in a part of a made-up name": (xlsx_bytes(**{"la/x.svg": "<worksheet><f>cmd|x!a</f></worksheet>"}), "dde"),
    "a function that calls libraries": (formula('CALL("urlmon","URLDownloadToFileA","x")'), "dde"),
    "a function that fetches": (formula('_xlfn.WEBSERVICE("http://x.vn")'), "dde"),
    "a server of real-time data": (formula('RTD("prog",,"x")'), "dde"),
    "another workbook": (
        xlsx_bytes(**{"xl/_rels/workbook.xml.rels": relation("externalLink", "externalLinks/externalLink1.xml")}),
        "external_link",
    ),
    "a connection": (
        xlsx_bytes(**{"xl/_rels/workbook.xml.rels": relation("connections", "connections.xml")}),
        "external_link",
    ),
    "a macro sheet under another name": (
        xlsx_bytes(**{"xl/_rels/workbook.xml.rels": relation("xlMacrosheet", "worksheets/s.xml", base=MICROSOFT)}),
        "macro",
    ),
    "a macro sheet by its type": (
        xlsx_bytes(types='<Override PartName="/xl/s.xml" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'),
        "macro",
    ),
    "a name that runs on opening": (
        xlsx_bytes(
            **{"xl/workbook.xml": '<workbook><definedName name="_xlnm.Auto_Open">s!$A$1</definedName></workbook>'}
        ),
        "macro",
    ),
    "an object on the sheet": (sheet("", '<oleObjects><oleObject progId="Package"/></oleObjects>'), "ole"),
}


def odt_with(body, **members):
    return odt_bytes(**{"content.xml": f"<office:document-content>{body}</office:document-content>"} | members)


BAD_ODT = {
    "a script": (odt_with('<office:scripts><office:script script:language="x"/></office:scripts>'), "macro"),
    "an event": (odt_with('<script:event-listener script:event-name="dom:load" xlink:href="x"/>'), "macro"),
    "a button that runs a macro": (odt_with('<form:button a="vnd.sun.star.script:x$y?language=Python"/>'), "macro"),
    "a link that runs a macro": (odt_with('<text:a xlink:href="macro:///a.b.c"/>'), "macro"),
    "a menu that runs a macro": (
        odt_bytes(**{"Configurations2/menubar/m.xml": '<m><i id="vnd.sun.star.script:x?language=Basic"/></m>'}),
        "macro",
    ),
    "an OLE object": (odt_with('<draw:object-ole xlink:href="./Object 1"/>'), "ole"),
    "an OLE object by its bytes": (odt_bytes(**{"Object 1": OLE_FILE}), "ole"),
    "an applet": (odt_with('<draw:applet xlink:href="x"/>'), "ole"),
    "a frame": (odt_with('<draw:floating-frame xlink:href="https://x.vn"/>'), "other_file"),
    "a DDE link": (odt_with('<office:dde-source office:dde-application="soffice"/>'), "dde"),
    "a DDE field": (odt_with('<text:dde-connection-decl office:name="a"/>'), "dde"),
    "a picture of the web": (odt_with('<draw:image xlink:href="http://x.vn/a.png"/>'), "remote_picture"),
    "a picture of a shared folder": (odt_with('<draw:image xlink:href="file://may/a.png"/>'), "remote_picture"),
    "a text from elsewhere": (odt_with('<text:section-source xlink:href="https://x.vn/a.odt"/>'), "other_file"),
    "a template of the web": (
        odt_bytes(**{"meta.xml": '<m><meta:template xlink:href="https://x.vn/a.ott"/></m>'}),
        "template",
    ),
    "a form that is sent": (odt_with('<form:form xlink:href="https://x.vn"/>'), "submit"),
    "a program": (odt_bytes(**{"Pictures/1.png": PROGRAM}), "program"),
    "an archive inside": (odt_bytes(**{"Versions/1": zip_bytes({"a": "b"})}), "packed_inside"),
    "a link that is a script": (odt_with('<text:a xlink:href="javascript:alert(1)"/>'), "macro"),
}
BAD = [
    *((name, content, "docx", code) for name, (content, code) in BAD_DOCX.items()),
    *((name, content, "xlsx", code) for name, (content, code) in BAD_XLSX.items()),
    *((name, content, "odt", code) for name, (content, code) in BAD_ODT.items()),
]


@pytest.mark.parametrize(
    ("content", "extension", "code"), [row[1:] for row in BAD], ids=[f"{r[2]}: {r[0]}" for r in BAD]
)
def test_what_runs_fetches_or_hides_is_found(content, extension, code):
    assert code_of(content, extension) == code


def written_by_xlsxwriter():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        page = book.add_worksheet("Biểu | mẫu")
        page.write_string("A1", "=cmd|'/c calc'!A0 chỉ là chữ")
        page.write_formula("A2", "=SUM('Biểu | mẫu'!B1:B9)")
        page.write_formula("A3", '=IF(A1="a|b",1,2)')
        page.write_url("A4", "https://cchc.gov.vn/?a=1|2")
        page.write_comment("A5", "Ghi chú")
        page.insert_image("C1", "a.png", {"image_data": io.BytesIO(picture_bytes(9, 9, "PNG"))})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Biểu | mẫu'!$B$1:$B$9"})
        page.insert_chart("E1", chart)
        book.define_name("Tong", "='Biểu | mẫu'!$B$1")
    return buffer.getvalue()


def written_by_openpyxl():
    buffer, book = io.BytesIO(), openpyxl.Workbook()
    book.active.append(["Họ tên", "Gọi | điện", "=A1&B1"])
    book.active["D1"].hyperlink = "mailto:a@b.vn"
    book.save(buffer)
    return buffer.getvalue()


def chart_of_word(**members):
    """A DOCX with a chart, whose figures lie in it as a workbook."""
    inner = {
        "word/charts/chart1.xml": "<c:chartSpace><c:f>Sheet1!$B$1</c:f></c:chartSpace>",
        "word/charts/_rels/chart1.xml.rels": relation("package", "../embeddings/Microsoft_Excel_Sheet1.xlsx"),
        "word/embeddings/Microsoft_Excel_Sheet1.xlsx": written_by_openpyxl(),
    }
    return docx_with(**inner | members)


GOOD = {
    "links to the web": (docx_related("hyperlink", "https://cchc.gov.vn/a?b=1#c", "External"), "docx"),
    "a link to an email": (docx_related("hyperlink", "mailto:a@b.vn?subject=x", "External"), "docx"),
    "a link with a mistyped scheme": (docx_related("hyperlink", "website:www.cchc.gov.vn", "External"), "docx"),
    "a link to a file beside it": (docx_related("hyperlink", "phu-luc.docx", "External"), "docx"),
    "a template of the writer's machine": (
        docx_related(
            "attachedTemplate", r"file:///C:\Users\Hoa\AppData\Roaming\Microsoft\Templates\Normal.dotm", "External"
        ),
        "docx",
    ),
    "page numbers and a table of contents": (
        docx_with(field(" PAGE ") + field(r' TOC \o "1-3" \h \z \u ') + field(r' HYPERLINK \l "_Toc1" ')),
        "docx",
    ),
    "a link by a field": (docx_with(field(' HYPERLINK "https://cchc.gov.vn/" \\o "Trang"')), "docx"),
    "a letter for many": (docx_with(field(" IF ", field(" MERGEFIELD Gioi_tinh "), ' = "Nam" "Ông" "Bà" ')), "docx"),
    "the word DDE in its text": (docx_with("<w:t>DDE, OLEObject, javascript:, cmd|x</w:t>"), "docx"),
    "a picture and its fonts": (
        docx_with(
            **{"word/media/image1.png": picture_bytes(9, 9, "PNG"), "word/fonts/font1.odttf": bytes(range(256))}
        ),
        "docx",
    ),
    "a drawing in SVG that names its DTD": (
        docx_with(
            **{"word/media/image1.svg": '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://x/svg11.dtd"><svg/>'}
        ),
        "docx",
    ),
    "a chart with its figures": (chart_of_word(), "docx"),
    "of XlsxWriter, with nearly everything": (written_by_xlsxwriter(), "xlsx"),
    "of openpyxl": (written_by_openpyxl(), "xlsx"),
    "settings of a printer": (
        xlsx_bytes(
            types='<Default Extension="bin" ContentType="'
            'application/vnd.openxmlformats-officedocument.spreadsheetml.printerSettings"/>',
            **{"xl/printerSettings/printerSettings1.bin": "HP LaserJet".encode("utf-16-le") + bytes(200)},
        ),
        "xlsx",
    ),
    "drawings that do not close their tags": (
        xlsx_bytes(**{"xl/drawings/vmlDrawing1.vml": '<xml><v:shape><div style="x">a<br></div></v:shape></xml>'}),
        "xlsx",
    ),
    "of LibreOffice": (
        odt_bytes(
            **{
                "content.xml": '<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:scripts/>'
                '<text:a xlink:type="simple" xlink:href="https://cchc.gov.vn/"/><text:a xlink:href="#muc|outline"/>'
                '<draw:image xlink:href="Pictures/1.png"/><draw:object xlink:href="./Object 1"/>'
                '<form:form xlink:href="" form:control-implementation="ooo:com.sun.star.form.component.Form"/>'
                "</office:document-content>",
                "meta.xml": '<m><meta:template xlink:href="/usr/lib/libreoffice/share/template/a.ott"/></m>',
                "settings.xml": '<s><config-item name="PrinterName">vnd.sun.star</config-item></s>',
                "Configurations2/accelerator/current.xml": "",
                "Configurations2/toolbar/a.xml": '<!DOCTYPE t PUBLIC "-//OpenOffice.org//DTD" "toolbar.dtd"><t/>',
                "Object 1/content.xml": "<office:document-content><chart:chart/></office:document-content>",
                "Pictures/1.png": picture_bytes(9, 9, "PNG"),
                "layout-cache": b"\x06\0\0\0",
            }
        ),
        "odt",
    ),
}


@pytest.mark.parametrize(("content", "extension"), GOOD.values(), ids=GOOD)
def test_what_good_documents_hold_is_taken(content, extension):
    assert code_of(content, extension) == ""


def test_the_figures_of_a_chart_are_looked_at_like_a_workbook():
    place = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"

    assert code_of(chart_of_word(**{place: formula("cmd|x!a")})) == "dde"
    assert code_of(chart_of_word(**{place: zip_bytes({"a.exe": "MZ"})})) == "other_kind"
    assert (
        code_of(chart_of_word(**{place: xlsx_bytes(**{"xl/embeddings/a.xlsx": written_by_openpyxl()})}))
        == "packed_inside"
    )


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


# Addresses


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("https://x.vn/a", True),
        (" HTTP://x.vn", True),
        (r"\\may\a", True),
        ("//may/a", True),
        ("file://may/a", True),
        ("file:////may/a", True),
        ("file://may:80/a", True),
        ("file://may:/a", True),
        ("\x01file://may/a", True),
        (r"file:\\may\a", True),
        ("%66ile://may/a", True),
        ("smb://may/a", True),
        ("file:///C:/a", False),
        ("file://C:/a", False),
        ("file://c|/a", False),
        (r"C:\a", False),
        ("file://localhost/a", False),
        ("Pictures/1.png", False),
        ("../a", False),
        ("#muc", False),
        ("", False),
    ],
)
def test_an_address_on_another_machine_is_known(address, elsewhere):
    assert is_on_another_machine(address) == elsewhere


@pytest.mark.parametrize(
    ("address", "ordinary"),
    [
        ("https://x.vn", True),
        ("tel:0912345678", True),
        ("zalo://chat", True),
        ("Trang 1: mở đầu", True),
        ("file:///C:/a.docx", True),
        ("java\tscript:alert(1)", False),
        ("vbscript:x", False),
        ("data:text/html,x", False),
        ("search-ms:query=x", False),
        ("ms-word:ofe|u|http://x", False),
        ("vnd.sun.star.script:x", False),
        ("//may/a", False),
        ("%6Aavascript:1", False),
        ("\x01javascript:1", False),
        ("java\x1fscript:1", False),
        ("file://may:445/a", False),
    ],
)
def test_a_link_that_a_reader_may_follow_is_known(address, ordinary):
    assert is_ordinary_link(address) == ordinary


# The child process


def test_the_child_gives_the_verdict_of_what_it_read():
    assert inspector.inspect(docx_with(), "docx") is None
    assert inspector.inspect(docx_with(field("DDE cmd x")), "docx") == ("dde", "DDE cmd x")
    assert inspector.inspect(b"PK\3\4" + bytes(99), "docx")[0] == "damaged"


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

    assert inspector.inspect(content[:end] + many + bytes(tail), "docx")[0] == "damaged"


def test_a_child_that_cannot_start_is_no_verdict_on_the_file(monkeypatch, caplog):
    monkeypatch.setattr("sys.executable", "/khong/co/python")

    assert inspector.inspect(docx_with(), "docx") == ("not_checked", "")
    assert "could not be inspected" in caplog.text


def test_a_child_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(inspector, "WALL_SECONDS", 0.01)

    assert inspector.inspect(docx_with(), "docx") == ("too_heavy", "")


def test_a_child_that_breaks_is_no_verdict_on_the_file(monkeypatch, caplog):
    monkeypatch.setattr(inspector, "_START", "raise SystemExit('{module} broke')")

    assert inspector.inspect(docx_with(), "docx") == ("not_checked", "")
    assert "archives broke" in caplog.text
