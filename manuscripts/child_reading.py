"""What the child does (`uploads.inspection.child`): inspects a file, reads it, and answers with its pieces."""

from uploads.inspection.archives import Tolerance, inspected_parts
from uploads.inspection.findings import Found

from . import blocks
from .docx.reading import read as read_docx
from .odt.reading import read as read_odt
from .sentences import TOLERATED

_READERS = {"docx": read_docx, "odt": read_odt}
_KINDS = {b"\xd7\xcd\xc6\x9a": "WMF", b"\1\0\x09\0": "WMF", b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP"}
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(content: bytes, extension: str) -> dict[str, object]:
    """`blocks.as_json` of the file. Raises Found for what is refused, anything else for a broken one."""
    if _ENCRYPTED in content[:1_000_000] + content[-1_000_000:] and content[:4] == b"\xd0\xcf\x11\xe0":
        raise Found("password")
    tolerance = Tolerance(TOLERATED)
    parts = {part.name: part.content for part in inspected_parts(content, extension, tolerance)}
    story = _READERS[extension](parts)
    for found in tolerance.found:
        if found.code not in story.left_out.counts:
            story.left_out.add(found.code, found.detail)
    return blocks.as_json(story, [_refused(parts.get(picture.part, b"")) for picture in story.pictures])


def _refused(content: bytes) -> str:
    """The kind of a picture that is none for the library; "" for one that may be."""
    start = content[:64]
    if start[40:44] == b" EMF":
        return "EMF"
    if b"<svg" in content[:1024].lower():
        return "SVG"
    return next((kind for first, kind in _KINDS.items() if start.startswith(first)), "")
