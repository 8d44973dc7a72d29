"""DOCX, XLSX and ODT: zip archives of parts. The kind of a part is found in its bytes; its name can only be one more
reason to refuse it.

Everything is read once, within limits: number and size of the parts, and what they unpack to together.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from . import opendocument, openxml
from .findings import Found
from .limits import MAX_MEMBERS, MAX_PART_BYTES, MAX_UNPACKED_BYTES
from .parts import Part, kind_of_bytes

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ODT_TYPE = b"application/vnd.oasis.opendocument.text"
NECESSARY = {
    "docx": {"[Content_Types].xml", "word/document.xml"},
    "xlsx": {"[Content_Types].xml", "xl/workbook.xml"},
    "odt": {"mimetype", "content.xml", "META-INF/manifest.xml"},
}
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_MACRO_MEMBER = re.compile(
    r"(?i)vba(?:project|data)[^/]*$|(?:^|/)macrosheets/|^(?:basic|scripts|dialogs)/|(?:^|/)macrosignatures\.xml$"
)
_PROGRAM_NAME = re.compile(
    r"(?i)\.(?:exe|dll|com|scr|pif|cpl|msi|bat|cmd|ps1|psm1|vbs|vbe|js|jse|mjs|wsf|wsh|hta|jar|class|lnk|reg|sh|py|pl|php"
    r"|html?|xhtml|mht|swf|apk|elf|so|dylib|iso|img|vhd|sct|inf|url|settingcontent-ms)$"
)
_UNSAFE_NAME = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:|[\0-\x1f]")


@dataclass
class Budget:
    """How much one upload may unpack to, with all archives inside it."""

    members: int = MAX_MEMBERS
    unpacked: int = MAX_UNPACKED_BYTES
    packages: list[str] = field(default_factory=list)  # the packages around the present part, outermost first

    def take(self, archive: zipfile.ZipFile) -> None:
        infos = archive.infolist()
        self.members -= len(infos)
        self.unpacked -= sum(info.file_size for info in infos)
        if self.members < 0 or self.unpacked < 0 or any(info.file_size > MAX_PART_BYTES for info in infos):
            raise Found("too_much_packed")


def inspect(content: bytes, extension: str) -> None:
    """Raises Found; any other exception means that the file cannot be read."""
    if content[:8] == OLE:
        raise Found("ole_file")
    if not content.startswith(b"PK\x03\x04"):
        raise Found("other_kind")
    _inspect_package(content, extension, Budget())


def _inspect_package(content: bytes, extension: str, budget: Budget) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        budget.take(archive)
        _check_members(archive, extension)
        look = opendocument.Document() if extension == "odt" else openxml.Package(extension)
        for part in _parts(archive):
            _check_part(part, extension, budget)
            look.read(part)


def _check_members(archive: zipfile.ZipFile, extension: str) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if any(member.flag_bits & 0x2041 for member in members):
        raise Found("password")
    if wrong := [name for name in names if _UNSAFE_NAME.search(name)]:
        raise Found("damaged", wrong[0])
    # Of two parts with one name programs read different ones.
    if len({name.lower().replace("\\", "/") for name in names}) < len(names):
        raise Found("damaged", "duplicate")
    if any(member.compress_type not in METHODS for member in members):
        raise Found("damaged", "method")
    # With bytes before the archive, or another archive in its comment, programs read different archives.
    if min(member.header_offset for member in members) or b"PK" in archive.comment:
        raise Found("damaged", "offset")
    if any(_MACRO_MEMBER.search(name) for name in names):
        raise Found("macro")
    is_odt = "mimetype" in names and archive.open("mimetype").read(100).strip() == ODT_TYPE
    if not NECESSARY[extension] <= set(names) or is_odt != (extension == "odt"):
        raise Found("other_kind")


def _parts(archive: zipfile.ZipFile) -> Iterator[Part]:
    """The parts, the lists of contents first: the meaning of the others depends on them."""
    members = [member for member in archive.infolist() if not member.is_dir()]
    for member in sorted(members, key=lambda member: not member.filename.endswith(("[Content_Types].xml", ".rels"))):
        yield Part(member.filename, archive.read(member))


def _check_part(part: Part, extension: str, budget: Budget) -> None:
    if _PROGRAM_NAME.search(part.name):
        raise Found("program", part.name)
    kind = kind_of_bytes(part.content)
    if kind == "zip" and extension != "odt" and part.name.lower().endswith(".xlsx") and not budget.packages:
        # The data of a chart, as Word and PowerPoint store them.
        inner = Budget(budget.members, budget.unpacked, [part.name])
        _inspect_package(part.content, "xlsx", inner)
        budget.members, budget.unpacked = inner.members, inner.unpacked
        return
    if code := {"program": "program", "ole": "ole", "zip": "packed_inside", "document": "packed_inside"}.get(kind):
        raise Found(code, part.name)
