"""Files as people send them, made on the spot: good ones, broken ones, and ones that pretend."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from uploads.models import Image as LibraryImage

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
)
MANIFEST = '<?xml version="1.0"?><manifest:manifest>{}</manifest:manifest>'
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n{}trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def sent(content, name="anh.jpg", kind="application/octet-stream"):
    """`content` as a file of a form."""
    return SimpleUploadedFile(name, content, content_type=kind)


def picture_bytes(width=1600, height=900, kind="JPEG", mode="RGB", colour="firebrick", **options):
    buffer = io.BytesIO()
    Image.new(mode, (width, height), colour).save(buffer, kind, **options)
    return buffer.getvalue()


def animation_bytes(frames=3, kind="GIF"):
    buffer = io.BytesIO()
    pictures = [Image.new("RGB", (40, 30), (n % 256, n // 256, 90)) for n in range(frames)]
    pictures[0].save(buffer, kind, save_all=True, append_images=pictures[1:], duration=50, lossless=True)
    return buffer.getvalue()


def png_that_claims(width, height):
    """A PNG of a few bytes whose header promises `width` × `height` points."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


def pdf_bytes(more=b""):
    return PDF.replace(b"{}", more)


def zip_bytes(members):
    """A zip archive of `members`, a dict from name to text or bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx_bytes(types="", **members):
    return zip_bytes(
        {"[Content_Types].xml": CONTENT_TYPES.format(types), "word/document.xml": "<w:document/>"} | members
    )


def xlsx_bytes(types="", **members):
    return zip_bytes({"[Content_Types].xml": CONTENT_TYPES.format(types), "xl/workbook.xml": "<workbook/>"} | members)


def odt_bytes(manifest="", **members):
    content = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": "<office:document-content/>",
        "META-INF/manifest.xml": MANIFEST.format(manifest),
    }
    return zip_bytes(content | members)


def make_rows(count):
    """Rows of the library without files."""
    common = {"credit": "BBT", "file": "anh/x-1280.webp", "width": 9, "height": 9, "search_text": ""}
    rows = (LibraryImage(alt=f"Ảnh {number}", content_hash=str(number), **common) for number in range(count))
    LibraryImage.objects.bulk_create(rows)
