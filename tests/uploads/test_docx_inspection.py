"""DOCX that embed, run or fetch something are refused; good ones are accepted."""

import pytest

from .factories import docx_bytes, picture_bytes, xlsx_bytes, zip_bytes
from .office_files import (
    MICROSOFT,
    OFFICE,
    OLE_FILE,
    PROGRAM,
    STRICT,
    chart_of_word,
    code_of,
    docx_related,
    docx_with,
    field,
    formula,
    relation,
    written_by_openpyxl,
)

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
    "DDE in UTF-16 that does not say so": (
        docx_with(**{"word/h.xml": '<w:h><w:fldSimple w:instr="DDE x"/></w:h>'.encode("utf-16-le")}),
        "dde",
    ),
    "DDE behind blanks, in a part that is not called XML": (
        docx_with(**{"word/a.bin": " " * 9_000 + '<w:h><w:fldSimple w:instr="DDE x"/></w:h>'}),
        "dde",
    ),
    "DDE in a coding that is named late": (
        docx_with(
            **{
                "word/a.bin": f'<?xml version="1.0"{" " * 300}encoding="utf-16"?>'.encode()
                + '<w:h><w:fldSimple w:instr="DDE x"/></w:h>'.encode("utf-16-le")
            }
        ),
        "damaged",
    ),
    "a relationship with blanks in its kind": (
        docx_with(**{"word/_rels/document.xml.rels": relation("oleObject ", "a.bin")}),
        "ole",
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
    "a link to an address that Windows starts": (
        docx_related("hyperlink", "search-ms:query=x", "External"),
        "bad_link",
    ),
    "an object without a relationship": (docx_with(**{"word/a.xml": "<x:oleObject/>"}), "ole"),
    "a control without a relationship": (docx_with('<w:control w:name="TextBox1"/>'), "ole"),
    "a control by its own part": (docx_with(**{"word/a.xml": '<ax:ocx ax:classid="{0}"/>'}), "ole"),
    "a control by a field": (docx_with(field("CONTROL Forms.TextBox.1 \\s")), "ole"),
    "a part of another document": (docx_with('<w:altChunk r:id="r9"/>'), "packed_inside"),
    "a document under it": (docx_with('<w:subDoc r:id="r9"/>'), "other_file"),
    "a document under it, by its relation": (docx_related("subDocument", "chuong-1.docx", "External"), "other_file"),
    "a frame beside the file": (docx_related("frame", "a.htm", "External", part="webSettings"), "other_file"),
    "a task pane": (docx_with(**{"word/a.xml": "<wetp:taskpanes><wetp:taskpane/></wetp:taskpanes>"}), "add_in"),
    "an add-in without a relationship": (docx_with(**{"word/a.xml": '<we:webextension id="{0}"/>'}), "add_in"),
    "a button that calls a macro": (
        docx_with(**{"customUI/customUI.xml": '<customUI><button id="a" onAction="M.Chay"/></customUI>'}),
        "ribbon",
    ),
    "a ribbon that calls a macro on opening": (
        docx_with(**{"la.png": '<mso:customUI onLoad="M.Chay"><mso:ribbon/></mso:customUI>'}),
        "ribbon",
    ),
    "a picture of a ribbon": (docx_with(**{"c.xml": '<customUI loadImage="M.Anh"/>'}), "ribbon"),
    "a ribbon in UTF-16": (
        docx_with(**{"c.xml": '<customUI onLoad="M.Chay"/>'.encode("utf-16")}),
        "ribbon",
    ),
    "a key that calls a macro": (
        docx_with(**{"word/customizations.xml": '<wne:keymap><wne:macro wne:macroName="N.M.CHAY"/></wne:keymap>'}),
        "macro",
    ),
    "letters joined with a database": (
        docx_with(
            **{
                "word/settings.xml": '<w:settings><w:mailMerge><w:connectString w:val="Provider=x"/></w:mailMerge>'
                "</w:settings>"
            }
        ),
        "mail_merge",
    ),
    "the source of letters": (
        docx_related("mailMergeSource", "file:///C:/a.xlsx", "External", part="settings"),
        "mail_merge",
    ),
    "a film of the web": (docx_with('<wp15:webVideoPr embeddedHtml="&lt;iframe src=x&gt;"/>'), "web_video"),
    "a film by its relation": (docx_related("video", "https://x.vn/a.mp4", "External"), "other_file"),
    "a picture of a drawing": (docx_with('<v:imagedata src="http://x.vn/a.png"/>'), "remote_picture"),
    "a picture of a drawing in a shared folder": (docx_with(r'<v:imagedata o:href="\\may\a.png"/>'), "remote_picture"),
    "a pattern of a drawing": (docx_with('<v:fill src="https://x.vn/a.png" type="tile"/>'), "remote_picture"),
    "a link of a drawing": (docx_with('<v:shape href="javascript:1"/>'), "bad_link"),
    "a drawing that starts a program": (
        docx_with('<a:hlinkClick r:id="" action="&#112;paction://program?x"/>'),
        "launch",
    ),
    "a drawing that starts a macro": (docx_with('<a:hlinkClick action="ppaction://macro?name=M"/>'), "macro"),
    "a folder that all links begin with": (
        docx_with(**{"docProps/app.xml": r"<Properties><HyperlinkBase>\\may\a</HyperlinkBase></Properties>"}),
        "bad_link",
    ),
    "relationships under another name": (
        docx_with(**{"word/_rels/a.bin": relation("attachedTemplate", "http://x.vn/a.dotm", "External")}),
        "template",
    ),
    "a workbook beside the text": (
        docx_bytes(
            types='<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'spreadsheetml.sheet.main+xml"/>'
        ),
        "other_kind",
    ),
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


@pytest.mark.parametrize(("content", "code"), BAD_DOCX.values(), ids=BAD_DOCX)
def test_what_runs_fetches_or_hides_is_found(content, code):
    assert code_of(content, "docx") == code


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
    "a picture that came with an email": (
        docx_related("image", "cid:image001.png@01D9", "External"),
        "docx",
    ),
    "a drawing of such an email": (
        docx_with('<v:imagedata r:id="r1" o:href="cid:image001.png@01D9" o:title=""/>'),
        "docx",
    ),
    "a toolbar of the reader": (
        docx_with(
            **{
                "userCustomization/customUI.xml": "<mso:customUI>"
                "<mso:ribbon><mso:qat><mso:documentControls>"
                '<mso:control idQ="mso:Bold" visible="true"/>'
                "</mso:documentControls></mso:qat></mso:ribbon></mso:customUI>"
            }
        ),
        "docx",
    ),
    "a letter for many without its source": (
        docx_with(
            **{
                "word/settings.xml": '<w:settings><w:mailMerge><w:mainDocumentType w:val="formLetters"/></w:mailMerge>'
                "</w:settings>"
            }
        ),
        "docx",
    ),
    "keys of the writer": (
        docx_with(
            **{
                "word/customizations.xml": '<wne:tcg><wne:keymaps><wne:keymap wne:kcmPrimary="0231">'
                '<wne:fci wne:fciName="X"/></wne:keymap></wne:keymaps></wne:tcg>'
            }
        ),
        "docx",
    ),
    "the citations of a program": (
        docx_with(field(' ADDIN ZOTERO_ITEM CSL_CITATION {"a":"http://zotero.org/x"} ')),
        "docx",
    ),
    "a drawing that a click opens": (docx_with('<a:hlinkClick r:id="r1" action="ppaction://hlinksldjump"/>'), "docx"),
    "an address that all links begin with": (
        docx_with(
            **{"docProps/app.xml": "<Properties><HyperlinkBase>https://cchc.gov.vn/</HyperlinkBase></Properties>"}
        ),
        "docx",
    ),
    "a chart with its figures": (chart_of_word(), "docx"),
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
