"""Files as people send them, made on the spot: good ones, broken ones, and ones that pretend."""

import io
import re
import struct
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from uploads.models import Image as LibraryImage

CONTENT_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
)
MANIFEST = '<?xml version="1.0"?><manifest:manifest>{}</manifest:manifest>'
PDF_OBJECTS = b"""1 0 obj<</Type/Catalog/Pages 2 0 R{}>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]{}>>endobj
"""


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


def photo_bytes(width, height, kind="JPEG", mode="RGB", **options):
    """A picture with as many different points as a photograph."""
    noise = Image.effect_noise((width, height), 60).convert(mode)
    buffer = io.BytesIO()
    noise.save(buffer, kind, **options)
    return buffer.getvalue()


def chunk_of_png(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png_that_claims(width, height):
    """A PNG of a few bytes whose header promises `width` × `height` points."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk_of_png(b"IHDR", header)
        + chunk_of_png(b"IDAT", zlib.compress(b"\0" * 99))
        + chunk_of_png(b"IEND", b"")
    )


def pdf_bytes(more=b"", *, catalog=b"", page=b""):
    """A PDF of one page with its table of objects; `more` are numbered from 4, the others stand in their dicts."""
    content = b"%PDF-1.7\n" + PDF_OBJECTS.replace(b"{}", catalog, 1).replace(b"{}", page, 1) + more
    starts = {int(found[1]): found.start() for found in re.finditer(rb"^(\d+) 0 obj", content, re.MULTILINE)}
    table = b"".join(b"%010d 00000 n \n" % starts.get(n, 0) for n in range(1, max(starts) + 1))
    size = max(starts) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return content + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(content))


def saved(pdf, **options):
    """The bytes of a pikepdf document."""
    buffer = io.BytesIO()
    pdf.save(buffer, **options)
    return buffer.getvalue()


def locked_pdf(user=""):
    """A PDF that may not be printed, and with `user` not even be read without that password."""
    with pikepdf.open(io.BytesIO(pdf_bytes())) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(owner="chu", user=user))


def packed_pdf(more=b"", **places):
    """Like `pdf_bytes`, all objects in a compressed object stream and without a table in plain text."""
    with pikepdf.open(io.BytesIO(pdf_bytes(more, **places))) as pdf:
        for found in list(pdf.objects):
            if isinstance(found, pikepdf.Object) and found.objgen[0] > 3:
                pdf.Root[f"/Extra{found.objgen[0]}"] = found  # or the save drops what nothing leads to
        return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


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
