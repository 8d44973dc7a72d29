"""Documents of Word, Excel and LibreOffice, made on the spot; and the code of what is found in one."""

import io

import openpyxl
import xlsxwriter

from uploads.inspection.archives import inspect
from uploads.inspection.findings import Found

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


def odt_with(body, **members):
    return odt_bytes(**{"content.xml": f"<office:document-content>{body}</office:document-content>"} | members)


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


# Programs: headers as real ones have, without anything that could run.


def exe_bytes():
    """The header of a program of Windows."""
    return b"MZ" + bytes(58) + (128).to_bytes(4, "little") + bytes(64) + b"PE\0\0\x64\x86" + bytes(300)


def elf_bytes():
    """The header of a program of Linux."""
    return b"\x7fELF\2\1\1" + bytes(9) + b"\3\0\x3e\0" + bytes(300)


def mach_o_bytes():
    """The header of a program of macOS."""
    return b"\xcf\xfa\xed\xfe\7\0\0\1\3\0\0\0\2\0\0\0" + bytes(300)


# What somebody may hide in a document.
HIDDEN = {
    "a program of Windows": exe_bytes(),
    "a program of Linux": elf_bytes(),
    "a program of macOS": mach_o_bytes(),
    "a program of DOS": b"MZ" + bytes(range(1, 99)),
    "a script of a shell": b"#!/bin/sh\nrm -rf ~\n",
    "a script of Windows": b"@echo off\r\ncalc.exe\r\n",
    "a page of HTML": b"<html><script>alert(1)</script></html>",
    "an application of HTML": b"<hta:application/><script>1</script>",
    "a JAR": zip_bytes({"META-INF/MANIFEST.MF": "Main-Class: A", "A.class": b"\xca\xfe\xba\xbe"}),
    "a RAR": b"Rar!\x1a\x07\x01\0" + bytes(range(40)),
    "three letters": b"abc",
}
