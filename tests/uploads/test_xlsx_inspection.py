"""XLSX that embed, run or fetch something are refused; good ones are accepted."""

import pytest

from .factories import xlsx_bytes
from .office_files import (
    MICROSOFT,
    code_of,
    formula,
    relation,
    sheet,
    written_by_openpyxl,
    written_by_xlsxwriter,
)

BAD_XLSX = {
    "a DDE link": (
        xlsx_bytes(**{"xl/externalLinks/externalLink1.xml": '<a><ddeLink ddeService="cmd" ddeTopic="/c calc"/></a>'}),
        "dde",
    ),
    "a DDE formula": (formula("cmd|'/c calc'!A0"), "dde"),
    "a DDE formula with a number for |": (formula("cmd&#124;'/c calc'!A0"), "dde"),
    "a DDE formula as CDATA": (formula("<![CDATA[cmd|'/c calc'!A0]]>"), "dde"),
    "a function with a remark in its name": (formula('CA<!-- -->LL("urlmon","x","y")'), "dde"),
    "a function with an instruction in its name": (formula('RT<?a b?>D("x")'), "dde"),
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
    "another workbook without a relationship": (
        xlsx_bytes(**{"xl/a.xml": '<externalLink><oleLink progId="Package"/></externalLink>'}),
        "external_link",
    ),
    "a link to another program alone": (xlsx_bytes(**{"xl/a.xml": '<oleLink progId="Package"/>'}), "external_link"),
    "the book of a link": (
        xlsx_bytes(**{"xl/a.xml": "<externalLink><externalBook/></externalLink>"}),
        "external_link",
    ),
    "a database": (
        xlsx_bytes(**{"xl/a.xml": '<connections><connection><dbPr connection="x"/></connection></connections>'}),
        "external_link",
    ),
    "a table of the web": (xlsx_bytes(**{"xl/a.xml": '<c><webPr url="http://x.vn"/></c>'}), "external_link"),
    "a query that reads elsewhere": (
        xlsx_bytes(**{"customXml/item1.xml": "<DataMashup>UEs=</DataMashup>"}),
        "external_link",
    ),
    "the book of a pivot table": (
        xlsx_bytes(
            **{"xl/pivotCache/_rels/a.xml.rels": relation("externalLinkPath", "file:///C:/a.xlsx", "External")}
        ),
        "external_link",
    ),
    "a control": (xlsx_bytes(**{"xl/activeX/activeX1.xml": "<ax:ocx/>"}), "ole"),
    "a ribbon that runs a macro": (xlsx_bytes(**{"customUI/customUI14.xml": '<customUI onLoad="M"/>'}), "ribbon"),
    "a button of another book": (
        xlsx_bytes(**{"xl/drawings/drawing1.xml": r"<xdr:sp macro=" + '"' + r"'\\may\a.xlsm'!M" + '"' + "/>"}),
        "macro",
    ),
    "a button with a formula": (
        xlsx_bytes(**{"xl/ctrlProps/ctrlProp1.xml": """<formControlPr fmlaLink="cmd|'/c calc'!A0"/>"""}),
        "dde",
    ),
    "a text box with a formula": (xlsx_bytes(**{"xl/d.xml": """<xdr:sp textlink="cmd|'/c'!A0"/>"""}), "dde"),
    "the sum of a table": (xlsx_bytes(**{"xl/t.xml": "<totalsRowFormula>cmd|x!a</totalsRowFormula>"}), "dde"),
    "a limit of a colour scale": (xlsx_bytes(**{"xl/s.xml": '<cfvo type="formula" val="cmd|x!a"/>'}), "dde"),
    "a function of a picture of the web": (formula('_xlfn.IMAGE("http://x.vn/a.png")'), "remote_picture"),
    "a picture that such a function kept": (xlsx_bytes(**{"xl/a.xml": "<webImagesSrd/>"}), "remote_picture"),
    "a function that reads a file": (formula('_xlfn.IMPORTTEXT("\\\\may\\a.txt")'), "dde"),
    "a function that runs elsewhere": (formula("_xlfn._xlws.PY(0,0)"), "dde"),
    "a link by a formula": (formula('HYPERLINK("file://may/a","x")'), "bad_link"),
    "a drawing that does not close its tags and fetches": (
        xlsx_bytes(**{"xl/drawings/vmlDrawing1.vml": "<xml><br><v:fill src='http://x.vn/a.png'></xml>"}),
        "remote_picture",
    ),
    "a drawing that does not close its tags and runs": (
        xlsx_bytes(**{"xl/drawings/vmlDrawing1.vml": r"<xml><br><x:FmlaMacro>'\\may\a.xlsm'!M</x:FmlaMacro></xml>"}),
        "macro",
    ),
    "a sheet in binary": (
        xlsx_bytes(types='<Override PartName="/xl/s.bin" ContentType="application/vnd.ms-excel.worksheet"/>'),
        "other_kind",
    ),
    "a text beside the workbook": (
        xlsx_bytes(
            types='<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/>'
        ),
        "other_kind",
    ),
    "an object on the sheet": (sheet("", '<oleObjects><oleObject progId="Package"/></oleObjects>'), "ole"),
}


@pytest.mark.parametrize(("content", "code"), BAD_XLSX.values(), ids=BAD_XLSX)
def test_what_runs_fetches_or_hides_is_found(content, code):
    assert code_of(content, "xlsx") == code


GOOD = {
    "check boxes": (
        xlsx_bytes(
            **{
                "xl/worksheets/_rels/sheet1.xml.rels": relation("ctrlProp", "../ctrlProps/ctrlProp1.xml"),
                "xl/worksheets/sheet1.xml": '<worksheet><controls><control shapeId="1" r:id="r1" name="Check Box 1">'
                '<controlPr macro="[0]!Chon"/></control></controls></worksheet>',
                "xl/ctrlProps/ctrlProp1.xml": '<formControlPr objectType="CheckBox" fmlaLink="$A$1"/>',
            }
        ),
        "xlsx",
    ),
    "links by a formula": (formula('HYPERLINK("https://cchc.gov.vn/","x")&amp;HYPERLINK("#Sheet2!A1","y")'), "xlsx"),
    "names like functions": (formula('MYIMAGE(A1)+COPY(B1)+"IMAGE(x)"'), "xlsx"),
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
}


@pytest.mark.parametrize(("content", "extension"), GOOD.values(), ids=GOOD)
def test_what_good_documents_hold_is_taken(content, extension):
    assert code_of(content, extension) == ""
