"""ODT files with LibreOffice's own XML, made by the tests; and flat ones (FODT), which LibreOffice itself converts."""

from tests.uploads.factories import zip_bytes

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "dc": "http://purl.org/dc/elements/1.1/",
    }.items()
)
MIME = "application/vnd.oasis.opendocument.text"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{MIME}"/></manifest:manifest>'
)


def style(name, family="text", parent="", **properties):
    """A style; properties of text have names as `font_weight`, of paragraphs `text_align`."""
    named = {"font_weight": "fo:font-weight", "font_style": "fo:font-style", "display": "text:display"} | {
        "strike": "style:text-line-through-style",
        "underline": "style:text-underline-style",
        "position": "style:text-position",
        "font": "style:font-name",
    }
    text = "".join(f' {named[key]}="{value}"' for key, value in properties.items() if key in named)
    align = f'<style:paragraph-properties fo:text-align="{properties["align"]}"/>' if "align" in properties else ""
    above = f' style:parent-style-name="{parent}"' if parent else ""
    return (
        f'<style:style style:name="{name}" style:family="{family}"{above}>{align}'
        f"<style:text-properties{text}/></style:style>"
    )


def list_style(name, *levels):
    """A list of these levels: a number's format, or "•"."""
    written = "".join(
        f'<text:list-level-style-bullet text:level="{n}" text:bullet-char="•"/>'
        if kind == "•"
        else f'<text:list-level-style-number text:level="{n}" style:num-format="{kind}" style:num-suffix="."/>'
        for n, kind in enumerate(levels, 1)
    )
    return f'<text:list-style style:name="{name}">{written}</text:list-style>'


AUTOMATIC = "".join(
    [
        style("B", font_weight="bold"),
        style("I", font_style="italic"),
        style("S", strike="solid"),
        style("U", underline="solid"),
        style("UP", position="super 58%"),
        style("DOWN", position="-33% 58%"),
        style("HID", display="none"),
        style("W", font="Wingdings"),
        style("MID", "paragraph", "Standard", align="center"),
        style("END", "paragraph", "Standard", align="end"),
        style("PB", "paragraph", "Standard", font_weight="bold"),
        list_style("LA", "a", "I"),
        list_style("LB", "•", "•"),
    ]
)
COMMON = "".join(
    [
        '<style:style style:name="Standard" style:family="paragraph"/>',
        style("Title", "paragraph", "Standard", font_weight="bold"),
        style("Caption", "paragraph", "Standard", font_style="italic"),
        style("Quotations", "paragraph", "Standard"),
        style("Sapo", "paragraph", "Standard", font_weight="bold"),
    ]
)


def odt(*body, parts=None, automatic=""):
    """The bytes of an ODT whose text is `body`."""
    content = (
        f'<office:document-content {NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{AUTOMATIC}{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document-content>"
    )
    common = f"<office:document-styles {NAMESPACES}><office:styles>{COMMON}</office:styles></office:document-styles>"
    return zip_bytes(
        {
            "mimetype": MIME,
            "META-INF/manifest.xml": MANIFEST,
            "content.xml": content,
            "styles.xml": common,
            **(parts or {}),
        }
    )


def flat(*body):
    """The same as one file of XML, which LibreOffice opens."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.3" '
        f'office:mimetype="{MIME}"><office:styles>{COMMON}</office:styles>'
        f"<office:automatic-styles>{AUTOMATIC}</office:automatic-styles>"
        f"<office:body><office:text>{''.join(body)}</office:text></office:body></office:document>"
    )


def p(*words, style="Standard"):
    return f'<text:p text:style-name="{style}">{"".join(words)}</text:p>'


def h(words, level=1):
    return f'<text:h text:style-name="Standard" text:outline-level="{level}">{words}</text:h>'


def span(words, look):
    return f'<text:span text:style-name="{look}">{words}</text:span>'


def item(*inner):
    return f"<text:list-item>{''.join(inner)}</text:list-item>"


def listed(*items, look="LA", more=""):
    return f'<text:list text:style-name="{look}"{more}>{"".join(items)}</text:list>'


def note(words, number=1):
    return (
        f'<text:note text:id="ftn{number}" text:note-class="footnote">'
        f"<text:note-citation>{number}</text:note-citation>"
        f"<text:note-body>{p(words)}</text:note-body></text:note>"
    )


def cell(words, spans=""):
    return f'<table:table-cell office:value-type="string"{spans}>{p(words)}</table:table-cell>'


def table(*rows, head=""):
    written = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    columns = '<table:table-column table:number-columns-repeated="2"/>'
    return f'<table:table table:name="T">{columns}{head}{written}</table:table>'


def frame(image, alt=""):
    described = f"<svg:desc>{alt}</svg:desc>" if alt else ""
    return f'<draw:frame text:anchor-type="as-char" svg:width="4cm" svg:height="3cm">{image}{described}</draw:frame>'


COVERED = "<table:covered-table-cell/>"
MERGED = table(
    cell("Chỉ tiêu", ' table:number-columns-spanned="2"') + COVERED,
    cell("Huyện", ' table:number-rows-spanned="2"') + cell("Năm Căn"),
    COVERED + cell("Ngọc Hiển"),
)
PICTURE = '<draw:image xlink:href="Pictures/a.png" xlink:type="simple"/>'
