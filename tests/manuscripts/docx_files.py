"""DOCX files with Word's own XML, made by the tests: only the parts that matter."""

import io
import zipfile

from PIL import Image

from tests.uploads.factories import zip_bytes

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>
<Default Extension="jpg" ContentType="image/jpeg"/><Default Extension="emf" ContentType="image/x-emf"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""


def relations(*rows):
    """A .rels part of (id, kind, target[, "External"])."""
    external = ' TargetMode="External"'
    written = "".join(
        f'<Relationship Id="{key}" Type="{RELATION}/{kind}" Target="{target}"{external if rest else ""}/>'
        for key, kind, target, *rest in rows
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{written}</Relationships>'


def styles(*rows):
    """styles.xml of (id, name, further XML)."""
    written = "".join(
        f'<w:style w:type="{"character" if key.startswith("c") else "paragraph"}" w:styleId="{key}">'
        f'<w:name w:val="{name}"/>{inner}</w:style>'
        for key, name, inner in rows
    )
    return f"<w:styles {NAMESPACES}>{written}</w:styles>"


STYLES = styles(
    ("Title", "Title", ""),
    ("Heading1", "heading 1", ""),
    ("Heading2", "heading 2", ""),
    ("Heading3", "heading 3", ""),
    ("Caption", "caption", ""),
    ("Quote", "Quote", ""),
    ("Subtitle", "Subtitle", ""),
    ("TOC1", "toc 1", ""),
    ("Center", "Giua", '<w:pPr><w:jc w:val="center"/></w:pPr>'),
    ("Listed", "List Number", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
    ("Secret", "Bi mat", "<w:rPr><w:vanish/></w:rPr>"),
    ("cStrong", "Strong", "<w:rPr><w:b/></w:rPr>"),
    ("cHidden", "An", "<w:rPr><w:vanish/></w:rPr>"),
)


def p(*runs, style="", properties=""):
    """A paragraph of runs, which are XML or plain text."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{''.join(map(_run, runs))}</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def _run(run):
    return run if run.startswith("<") else r(run)


def item(text, num=1, level=0, style=""):
    return p(text, style=style, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def numbering(*formats, extra=""):
    """numbering.xml with one list of these levels: (numFmt, lvlText, start)."""
    levels = "".join(
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for number, (kind, text, start) in enumerate(formats)
    )
    return (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{extra}</w:numbering>'
    )


def drawing(relation="rId9", descr="", inner=""):
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{descr}"/><a:graphic><a:graphicData>'
        f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>{inner}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(*rows):
    """A table of rows, which are lists of (cell XML, tcPr) or plain text."""
    return f"<w:tbl>{''.join(map(_row, rows))}</w:tbl>"


def _row(cells):
    written = "".join(
        f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(inner)}</w:tc>"
        for inner, properties in ((cell, "") if isinstance(cell, str) else cell for cell in cells)
    )
    return f"<w:tr>{written}</w:tr>"


def png(colour=(180, 30, 30), size=(640, 480)):
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, "PNG")
    return content.getvalue()


def docx(*body, parts=None, relations_more=(), types=TYPES):
    """The bytes of a DOCX whose text is `body`; `parts` are further ones: {name: text or bytes}."""
    held = {"word/styles.xml": STYLES, **(parts or {})}
    kinds = {"styles", "numbering", "footnotes", "endnotes", "comments"}
    rows = [(f"rIdK{kind}", kind, f"{kind}.xml") for kind in kinds if f"word/{kind}.xml" in held]
    document = f"<w:document {NAMESPACES}><w:body>{''.join(body)}</w:body></w:document>"
    return zip_bytes(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations(("rId1", "officeDocument", "word/document.xml")),
            "word/document.xml": document,
            "word/_rels/document.xml.rels": relations(*rows, *relations_more),
            **held,
        }
    )


def with_picture(*body, pictures=None, **more):
    """A DOCX whose `rId9` is a picture (and rId10 … of `pictures`, {relation: content})."""
    held = pictures or {"rId9": png()}
    parts = {f"word/media/{key}.png": content for key, content in held.items()}
    rows = [(key, "image", f"media/{key}.png") for key in held]
    return docx(*body, parts=parts | more.pop("parts", {}), relations_more=rows, **more)


def strict(content):
    """The same file with the namespaces of strict Office Open XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as held:
        parts = {name: held.read(name).decode() for name in held.namelist()}
    old, new = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
    return zip_bytes(
        {
            name: part.replace(f"{old}wordprocessingml/2006/main", f"{new}wordprocessingml/main").replace(
                f"{old}officeDocument/2006/relationships", f"{new}officeDocument/relationships"
            )
            for name, part in parts.items()
        }
    )
