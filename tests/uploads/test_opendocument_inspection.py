"""ODT that embed, run or fetch something are refused; good ones are accepted."""

import pytest

from .factories import odt_bytes, picture_bytes, zip_bytes
from .office_files import OLE_FILE, PROGRAM, code_of, odt_with

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
    "the macros of an object inside": (odt_bytes(**{"Object 1/Basic/Standard/M.xml": "<a/>"}), "macro"),
    "a module of macros elsewhere": (odt_bytes(**{"la.xml": '<script:module script:language="StarBasic"/>'}), "macro"),
    "a list of libraries elsewhere": (odt_bytes(**{"la.xml": "<library:libraries/>"}), "macro"),
    "a field that runs a macro": (odt_with('<text:execute-macro text:name="Standard.M.Main"/>'), "macro"),
    "an event of the document": (
        odt_with(
            "<office:scripts><office:event-listeners>"
            '<script:event-listener a="b"/></office:event-listeners></office:scripts>'
        ),
        "macro",
    ),
    "an event of a presentation": (odt_with('<presentation:event-listener presentation:action="execute"/>'), "macro"),
    "a plug-in": (odt_with('<draw:plugin xlink:href="x"/>'), "ole"),
    "a DDE field's use": (odt_with('<text:dde-connection text:connection-name="a"/>'), "dde"),
    "a function that fetches, by its name in ODF": (
        odt_bytes(
            **{"Object 1/content.xml": '<c table:formula="of:=COM.MICROSOFT.WEBSERVICE(&quot;http://x&quot;)"/>'}
        ),
        "dde",
    ),
    "a formula of Excel with DDE": (odt_with('<table:c table:formula="msoxl:=cmd|&apos;/c calc&apos;!A0"/>'), "dde"),
    "a sheet of another file": (odt_with('<table:table-source xlink:href="file:///C:/a.ods"/>'), "other_file"),
    "an object beside the file": (odt_with('<draw:object xlink:href="../a.ods"/>'), "other_file"),
    "an object of a folder": (odt_with('<draw:object xlink:href="/home/a/b.ods"/>'), "other_file"),
    "a text of the reader's machine": (
        odt_with('<text:section-source xlink:href="file:///etc/passwd"/>'),
        "other_file",
    ),
    "a page that loads itself anew": (
        odt_bytes(**{"meta.xml": '<m><meta:auto-reload xlink:href="file:///C:/a" meta:delay="PT1S"/></m>'}),
        "other_file",
    ),
    "a picture by WebDAV": (odt_with('<draw:image xlink:href="vnd.sun.star.webdav://x.vn/a.png"/>'), "remote_picture"),
    "a picture in an archive of the web": (
        odt_with('<draw:image xlink:href="vnd.sun.star.pkg://http%3A%2F%2Fx.vn/a.png"/>'),
        "remote_picture",
    ),
    "a picture of a button": (odt_with('<form:image form:image-data="http://x.vn/a.png"/>'), "remote_picture"),
    "a background": (odt_with('<style:background-image xlink:href="//may/a.png"/>'), "other_file"),
    "a font": (odt_with('<svg:font-face-uri xlink:href="http://x.vn/a.ttf"/>'), "other_file"),
    "a database": (odt_with('<form:connection-resource xlink:href="sdbc:ado:x"/>'), "other_file"),
    "a form of XForms": (odt_with('<xforms:submission action="http://x.vn"/>'), "submit"),
    "a link to a service of the program": (
        odt_with('<text:a xlink:href="service:com.sun.star.x?insert"/>'),
        "bad_link",
    ),
    "a link to a setting of the program": (odt_with('<text:a xlink:href="slot:5500"/>'), "bad_link"),
    "a link in a drawing": (odt_with('<draw:a xlink:href="ms-msdt:/id"/>'), "bad_link"),
    "a part of the area of a picture": (odt_with('<draw:area-rectangle xlink:href="smb://may/a"/>'), "bad_link"),
    "a link that is a script": (odt_with('<text:a xlink:href="javascript:alert(1)"/>'), "macro"),
}


@pytest.mark.parametrize(("content", "code"), BAD_ODT.values(), ids=BAD_ODT)
def test_what_runs_fetches_or_hides_is_found(content, code):
    assert code_of(content, "odt") == code


GOOD = {
    "of LibreOffice": (
        odt_bytes(
            **{
                "content.xml": '<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:scripts/>'
                '<text:a xlink:type="simple" xlink:href="https://cchc.gov.vn/"/><text:a xlink:href="#muc|outline"/>'
                '<draw:object xlink:href="Object 1"/><text:section-source xlink:href="" text:section-name="a"/>'
                '<draw:image xlink:href="vnd.sun.star.Package:Pictures/1.png"/>'
                '<draw:image xlink:href="Pictures/1.png"/>'
                '<draw:object xlink:href="./Object 1"/>'
                '<form:form xlink:href="" form:control-implementation="ooo:com.sun.star.form.component.Form"/>'
                "</office:document-content>",
                "META-INF/manifest.xml": "<!DOCTYPE manifest:manifest "
                'PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd"><manifest:manifest>'
                '<manifest:file-entry manifest:full-path="Configurations2/" '
                'manifest:media-type="application/vnd.sun.xml.ui.configuration"/></manifest:manifest>',
                "manifest.rdf": "<rdf:RDF>"
                '<rdf:type rdf:resource="http://docs.oasis-open.org/ns/office/1.2/meta/odf#x"/></rdf:RDF>',
                "styles.xml": '<s grddl:transformation="http://docs.oasis-open.org/office/1.2/xslt/odf2rdf.xsl"/>',
                "meta.xml": '<m><meta:auto-reload xlink:href="" meta:delay="PT0S"/>'
                '<meta:template xlink:href="/usr/lib/libreoffice/share/template/a.ott"/></m>',
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
